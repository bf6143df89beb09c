"""Reads the data files that a seed carries in, and tells whether they changed."""

import csv
import hashlib
import tomllib
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
FACTS = DATA / "facts"
DEMO = DATA / "demo"

# Raised when a loader reads the same files in another way, so that the next seed runs again.
LOADERS = 1


def csv_rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a table of facts; an empty cell is unknown."""
    with (FACTS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def toml(folder: Path, name: str) -> dict[str, Any]:
    """Return a TOML file of a folder."""
    return tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf-8"))


def digest(folder: Path) -> str:
    """Return one text that changes with any file of a folder, and with the way they are read."""
    hashed = hashlib.sha256(str(LOADERS).encode())
    for file in sorted(folder.glob("*.*")):
        hashed.update(file.name.encode())
        hashed.update(file.read_bytes())
    return hashed.hexdigest()

"""Requests as people say them: ``python -m bench.sayings`` asks them all, and prints how many are answered well."""

import json
import os
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "sayings"
# All dates of the files lie after this moment, and the demonstration's events are made from it.
ASKED_AT = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Saying:
    """One file: ``refused`` is the code of the refusal that is the only right answer, or empty."""

    name: str
    lang: str
    sentence: str
    request: Mapping[str, Any]
    rules: tuple[Mapping[str, Any], ...]
    refused: str


def sayings() -> Iterator[Saying]:
    """Yield all sentences, in the order of their names."""
    for path in sorted(FOLDER.glob("*.json")):
        found = json.loads(path.read_text())
        yield Saying(
            path.stem,
            found["lang"],
            found["sentence"],
            found["request"],
            tuple(found.get("rules", ())),
            found.get("refused", ""),
        )


def main() -> None:
    """Seed a county as it was when the sentences were said, into a folder that is thrown away, and print the table."""
    with tempfile.TemporaryDirectory(prefix="shennong-sayings-") as folder:
        os.environ["DATA_DIR"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "tourism.settings"
        import django  # noqa: PLC0415  # the settings read DATA_DIR, which is set just above

        django.setup()
        from bench.answers import report, seed_county  # noqa: PLC0415  # its models need the set-up

        seed_county()
        for line in report():
            print(line, flush=True)


if __name__ == "__main__":
    main()

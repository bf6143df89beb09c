"""Names what runs: one digest of the project's own files, the same on every machine that runs them."""

import hashlib
from functools import cache
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
ROOMS = ("tourism", "events", "routes", "api", "frontend")
KINDS = frozenset((".py", ".html", ".css", ".js", ".svg", ".json"))


@cache
def build_id() -> str:
    """Return the digest of all code, templates and static files, read once by each process."""
    digest = hashlib.sha256()
    for room in ROOMS:
        for path in sorted((PROJECT / room).rglob("*")):
            if path.suffix in KINDS:
                digest.update(str(path.relative_to(PROJECT)).encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()[:12]

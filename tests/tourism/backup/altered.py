"""Makes of the first release's backup what somebody else might have made of it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from tests.tourism.backup.story_files import FIRST_RELEASE

Change = Callable[[dict[str, bytes], dict[str, Any]], None]


def altered(path: Path, change: Change) -> Path:
    """Write the backup to ``path`` with its parts and its manifest changed, and return the path."""
    with ZipFile(FIRST_RELEASE) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    manifest = json.loads(parts.pop("manifest.json"))
    change(parts, manifest)
    with ZipFile(path, "w", ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name, data)
        file.writestr("manifest.json", json.dumps(manifest))
    return path

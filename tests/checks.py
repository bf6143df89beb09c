"""Runs every check that needs no test: style, types, contracts, migrations, locks and the script modules."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
LOCK_FLAGS = [
    "--universal",
    "--generate-hashes",
    "--no-header",
    "--no-annotate",
    "--no-emit-index-url",
    # Older pips take an extra that no line pins for an unpinned package, and fetch a newer one.
    "--no-strip-extras",
    "--python-version=3.11",
    "--quiet",
]
LOCKS = {"requirements.in": "requirements.lock", "requirements-dev.in": "requirements-dev.lock"}


def _runs(*command: str | Path) -> Callable[[], bool]:
    def check() -> bool:
        return subprocess.run([str(part) for part in command], cwd=PROJECT, check=False).returncode == 0

    return check


def _compile(source: str, target: Path) -> bool:
    return _runs(BIN / "uv", "pip", "compile", *LOCK_FLAGS, source, "-o", target)()


def _locks_are_in_step() -> bool:
    with tempfile.TemporaryDirectory() as folder:
        for source, lock in LOCKS.items():
            # Starting from the committed lock keeps its versions: only a changed .in file can change the result.
            copy = Path(folder) / lock
            shutil.copy(PROJECT / lock, copy)
            if not _compile(source, copy):
                return False
            if copy.read_bytes() != (PROJECT / lock).read_bytes():
                print(f"{lock} is not what {source} asks for: run `make lock`")
                return False
    return True


def _modules_are_typed() -> bool:
    if not shutil.which("npm"):
        print("SKIPPED (1): the script modules are not type-checked, because there is no Node", flush=True)
        return os.environ.get("CI") != "true"
    install = _runs("npm", "ci", "--silent", "--no-audit", "--no-fund")
    return install() and _runs(PROJECT / "node_modules" / ".bin" / "tsc", "--project", "tsconfig.json")()


CHECKS: dict[str, Callable[[], bool]] = {
    "format": _runs(BIN / "ruff", "format", "--check", "--quiet", "."),
    "lint": _runs(BIN / "ruff", "check", "--quiet", "."),
    "types": _runs(BIN / "mypy", "."),
    "contracts": _runs(BIN / "lint-imports", "--no-cache"),
    "migrations": _runs(sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"),
    "django": _runs(sys.executable, "manage.py", "check", "--fail-level", "WARNING"),
    "locks": _locks_are_in_step,
    "modules": _modules_are_typed,
}


def main() -> int:
    """Run all checks, or renew the locks; return 0 when all is well."""
    if "--renew-locks" in sys.argv:
        return 0 if all(_compile(source, PROJECT / lock) for source, lock in LOCKS.items()) else 1
    failed = []
    for name, check in CHECKS.items():
        print(f"== {name}", flush=True)
        if not check():
            failed.append(name)
    print(f"checks failed: {', '.join(failed)}" if failed else f"{len(CHECKS)} checks are clean", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

"""Runs the suite on each set of servers at once, a leg a core, and says at the end how many tests ran."""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

LEGS = {
    "SQLite": {"TEST_DATABASE": "sqlite", "TEST_VALKEY": "0"},
    "PostgreSQL and Valkey": {"TEST_DATABASE": "postgresql", "TEST_VALKEY": "1"},
}
# What knows no database is tested once, and a browser tells the same story on either.
NO_DATABASE = (
    "tests/tourism/values",
    "tests/tourism/test_outbound.py",
    "tests/tourism/test_cache.py",
    "tests/tourism/test_outages.py",
    "tests/events/recurrence",
    "tests/events/ical",
    "tests/routes/planner",
    "tests/deploy",
    "tests/test_operations.py",
    "tests/tourism/backup/test_archive.py",
)
ARGUMENTS = {
    "SQLite": [],
    "PostgreSQL and Valkey": ["-m", "not browser", *(f"--ignore={path}" for path in NO_DATABASE)],
}


def main() -> int:
    """Run every leg at once, each on its own servers; return 0 when all passed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--soak", action="store_true", help="the long numbers instead of the everyday ones")
    options = parser.parse_args()
    counts = {"passed": 0, "failed": 0, "skipped": 0}
    clean = True
    with tempfile.TemporaryDirectory() as folder:
        legs = [_start(name, Path(folder), soak=options.soak) for name in LEGS]
        for leg in legs:
            clean &= _finish(leg, counts)
    print(f"{counts['passed']} passed, {counts['failed']} failed, {counts['skipped']} skipped", flush=True)
    return 0 if clean and counts["passed"] and not counts["failed"] else 1


@dataclass(frozen=True, slots=True)
class Leg:
    """One leg under way: what it prints goes to a file, because the other prints at the same time."""

    name: str
    process: subprocess.Popen[bytes]
    printed: Path
    report: Path


def _start(name: str, folder: Path, *, soak: bool) -> Leg:
    stem = "-".join(name.lower().split())
    printed, report = folder / f"{stem}.txt", folder / f"{stem}.xml"
    arguments = ["-m", "soak or hypothesis"] if soak else ARGUMENTS[name]
    command = [sys.executable, "-m", "pytest", "-q", "--durations=15", f"--junitxml={report}", *arguments]
    servers = LEGS[name] | {"SOAK": "1" if soak else "0"}
    with printed.open("wb") as out:
        process = subprocess.Popen(command, env=os.environ | servers, stdout=out, stderr=subprocess.STDOUT)
    return Leg(name, process, printed, report)


def _finish(leg: Leg, counts: dict[str, int]) -> bool:
    print(f"== {leg.name}", flush=True)
    _follow(leg)
    if not leg.report.exists():
        return False
    for suite in ElementTree.parse(leg.report).iter("testsuite"):
        total, skipped = int(suite.get("tests", 0)), int(suite.get("skipped", 0))
        failed = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
        counts["failed"] += failed
        counts["skipped"] += skipped
        counts["passed"] += total - failed - skipped
    return leg.process.returncode == 0


def _follow(leg: Leg) -> None:
    """Print what a leg has printed and prints, until it ends."""
    with leg.printed.open("rb") as lines:
        running = True
        while running:
            running = leg.process.poll() is None
            shutil.copyfileobj(lines, sys.stdout.buffer)
            sys.stdout.buffer.flush()
            if running:
                time.sleep(0.5)


if __name__ == "__main__":
    sys.exit(main())

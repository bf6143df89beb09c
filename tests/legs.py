"""Runs the suite leg by leg, each on the server it names, and says at the end how many tests ran."""

import argparse
import os
import subprocess
import sys
import tempfile
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
    "tests/events/recurrence",
    "tests/events/ical",
    "tests/routes/planner",
)
ARGUMENTS = {
    "SQLite": [],
    "PostgreSQL and Valkey": ["-m", "not browser", *(f"--ignore={path}" for path in NO_DATABASE)],
}


def main() -> int:
    """Run every leg; return 0 when all passed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--soak", action="store_true", help="the long numbers instead of the everyday ones")
    options = parser.parse_args()
    counts = {"passed": 0, "failed": 0, "skipped": 0}
    clean = True
    for name, servers in LEGS.items():
        arguments = ["-m", "soak or hypothesis"] if options.soak else ARGUMENTS[name]
        print(f"== {name}", flush=True)
        clean &= _run(servers | {"SOAK": "1" if options.soak else "0"}, arguments, counts)
    print(f"{counts['passed']} passed, {counts['failed']} failed, {counts['skipped']} skipped", flush=True)
    return 0 if clean and counts["passed"] and not counts["failed"] else 1


def _run(servers: dict[str, str], arguments: list[str], counts: dict[str, int]) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        command = [sys.executable, "-m", "pytest", "-q", f"--junitxml={report}", *arguments]
        code = subprocess.run(command, env=os.environ | servers, check=False).returncode
        if not report.exists():
            return False
        for suite in ElementTree.parse(report).iter("testsuite"):
            total, skipped = int(suite.get("tests", 0)), int(suite.get("skipped", 0))
            failed = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
            counts["failed"] += failed
            counts["skipped"] += skipped
            counts["passed"] += total - failed - skipped
    return code == 0


if __name__ == "__main__":
    sys.exit(main())

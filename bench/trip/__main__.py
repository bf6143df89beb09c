"""``python -m bench.trip``: trips of the shape of a county, and the seeded county: worth, proof, stages, memory."""

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parents[2]


def main() -> int:
    """Measure all trips on a county that is thrown away, and print them."""
    options = _options()
    with tempfile.TemporaryDirectory(prefix="shennong-bench-") as folder:
        os.environ["DATA_DIR"] = folder
        # What is compiled is kept from run to run, so that no row holds the time to compile.
        os.environ.setdefault("NUMBA_CACHE_DIR", str(PROJECT / ".data" / "numba"))
        os.environ["DJANGO_SETTINGS_MODULE"] = "tourism.settings"
        import django  # noqa: PLC0415  # the settings read DATA_DIR, which is set just above

        django.setup()
        told = run(options.long_seconds, options.bound_seconds, quiet=options.json)
    if options.json:
        print(json.dumps(told))
    return 0


def run(long_seconds: float, bound_seconds: float, *, quiet: bool) -> dict[str, Any]:
    """Measure all trips; print each row as it comes unless asked to be quiet."""
    from bench.trip.county import county_row, seed_county, stages  # noqa: PLC0415  # their models need the set-up
    from bench.trip.measure import Effort, generated, memory_mb  # noqa: PLC0415  # as above
    from bench.trip.table import print_rows, print_stages  # noqa: PLC0415  # as above
    from routes.planner import warm  # noqa: PLC0415  # as above
    from routes.request import Effort as Asked  # noqa: PLC0415  # as above
    from routes.services import ROUNDS  # noqa: PLC0415  # as above

    warm()
    seed_county()
    effort = Effort(ROUNDS[Asked.FAST], long_seconds, bound_seconds)
    rows = print_rows([county_row(effort)], generated(effort), effort, quiet=quiet)
    times = stages()
    if not quiet:
        print_stages(times, memory_mb())
    return {"trips": [row.as_json() for row in rows], "stages": times, "memory_mb": memory_mb()}


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.trip", description=__doc__)
    parser.add_argument("--json", action="store_true", help="one object instead of tables")
    parser.add_argument("--long-seconds", type=float, default=60.0, help="of the long search of each trip (default 60)")
    parser.add_argument("--bound-seconds", type=float, default=10.0, help="for the proof of each trip (default 10)")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())

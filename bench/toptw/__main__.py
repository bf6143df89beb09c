"""``python -m bench.toptw DIR``: public orienteering instances, solved by the planner's own search and replayed."""

import argparse
import json
import statistics
import sys
from pathlib import Path

from bench.toptw.cells import Cell, solved
from bench.toptw.instances import SETS, Instance, instances

DEFAULT_SECONDS = 1.0
BAR = 30


def main() -> int:
    """Solve the cells asked for and print them."""
    options = _options()
    asked = list(instances(options.folder, options.set, options.m, options.only))
    if not asked:
        print(f"{options.folder} holds no such instance of the set {options.set}", file=sys.stderr)
        return 2
    seconds = None if options.rounds is not None else options.seconds
    solved(asked[0], seconds=None, rounds=1, seed=0)  # What is compiled or loaded now is in no measurement.
    cells = []
    for number, instance in enumerate(asked):
        _bar(number, len(asked), instance, quiet=options.json)
        cells.append(solved(instance, seconds=seconds, rounds=options.rounds or 0, seed=options.seed))
    _bar(len(asked), len(asked), None, quiet=options.json)
    gaps = [cell.gap for cell in cells if cell.gap is not None]
    mean = round(statistics.mean(gaps), 4) if gaps else None
    if options.json:
        print(json.dumps({"cells": [cell.as_json() for cell in cells], "mean_gap": mean}))
    else:
        _table(cells, mean)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.toptw", description=__doc__)
    parser.add_argument("folder", type=Path, metavar="DIR", help="folder with instances/, mctopmtw/, ttdp/, bks.csv")
    parser.add_argument("--set", choices=SETS, default="toptw")
    effort = parser.add_mutually_exclusive_group()
    effort.add_argument("--seconds", type=float, default=DEFAULT_SECONDS, help="wall time for each cell (default 1)")
    effort.add_argument("--rounds", type=int, help="rounds for each cell: the same cells on any machine")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", type=_names, default=frozenset(), help="names of instances, separated by commas")
    parser.add_argument("--m", type=_numbers, default=(1, 2, 3, 4), help="numbers of tours, separated by commas")
    parser.add_argument("--json", action="store_true", help="one object instead of a table")
    return parser.parse_args()


def _names(text: str) -> frozenset[str]:
    return frozenset(name.strip() for name in text.split(",") if name.strip())


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(number) for number in text.split(","))


def _bar(done: int, all_: int, instance: Instance | None, *, quiet: bool) -> None:
    if quiet or not sys.stderr.isatty():
        return
    full = BAR * done // all_
    name = f"{instance.name} m={instance.tours}" if instance else ""
    end = "" if instance else "\n"
    print(f"\r[{'#' * full}{'.' * (BAR - full)}] {done}/{all_} {name:<28}", end=end, file=sys.stderr, flush=True)


def _table(cells: list[Cell], mean: float | None) -> None:
    print("| instance | m | profit | reference | gap % | seconds |\n| --- | --- | --- | --- | --- | --- |")
    for cell in cells:
        reference, gap = cell.reference or "", "" if cell.gap is None else f"{cell.gap:.2f}"
        print(f"| {cell.instance} | {cell.m} | {cell.profit} | {reference} | {gap} | {cell.seconds:.2f} |")
    print(
        f"\n{len(cells)} cells, mean gap {'unknown' if mean is None else f'{mean:.2f} %'}; each replayed by its rules."
    )


if __name__ == "__main__":
    sys.exit(main())

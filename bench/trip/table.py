"""Prints what was measured of trips."""

from collections.abc import Iterable
from itertools import chain
from statistics import mean

from bench.trip.measure import Effort, Row


def print_rows(first: Iterable[Row], then: Iterable[Row], effort: Effort, *, quiet: bool) -> list[Row]:
    """Print rows as they come, and what they come to."""
    rows: list[Row] = []
    if not quiet:
        print(
            f"| trip | worth, {effort.rounds} rounds | after {effort.long_seconds:g} s | gap % | bound | in s "
            "| proven % | search ms | p95 |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
            flush=True,
        )
    for row in chain(first, then):
        rows.append(row)
        if not quiet:
            proven = "" if row.proven_gap is None else f"{row.proven_gap:.2f}"
            print(
                f"| {row.trip} | {row.worth} | {row.long_worth} | {row.gap:.2f} | {row.bound or ''} | "
                f"{row.bound_seconds:.1f} | {proven} | {row.search_ms:.0f} | {row.search_p95_ms:.0f} |",
                flush=True,
            )
    if not quiet:
        three = [row for row in rows if row.days == 3]
        gaps, proofs = [row.gap for row in three], [row.proven_gap for row in three if row.proven_gap is not None]
        print(
            f"\ntrips of 3 days: gap to the long search {mean(gaps):.2f} % on average, {max(gaps):.2f} % at worst; "
            f"proven within {mean(proofs):.2f} % on average ({len(proofs)} of {len(three)}).\n"
        )
    return rows


def print_stages(stages: dict[str, dict[str, float]], memory: int) -> None:
    """Print the time of each stage of a request, and the memory held."""
    print("| stage of a 3-day request, seeded county | median ms | p95 ms |\n| --- | --- | --- |")
    for name, told in stages.items():
        print(f"| {name} | {told['median_ms']:.1f} | {told['p95_ms']:.1f} |")
    print(f"\nmost memory held: {memory} MB")

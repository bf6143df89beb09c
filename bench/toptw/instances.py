"""Reads a folder of public orienteering instances: nodes, tours and rules in whole units of time."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import isqrt
from pathlib import Path
from typing import Any

SETS = ("toptw", "mctopmtw", "ttdp")
FOLDERS = {"toptw": ("instances", "instances50"), "mctopmtw": ("mctopmtw",), "ttdp": ("ttdp",)}
WEEK = 7
TYPES = 10


@dataclass(frozen=True, slots=True)
class Node:
    """A customer: where, how long, what for; ``windows`` are its (first start, last start) in each tour."""

    id: int
    x: Fraction
    y: Fraction
    service: int
    profit: int
    windows: tuple[tuple[tuple[int, int], ...], ...]
    fee: int = 0
    types: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Instance:
    """A problem of some tours from and to one depot; a unit of time is the tenth or hundredth that distances have."""

    name: str
    set: str
    tours: int
    decimals: int
    depot: tuple[Fraction, Fraction]
    opens: int
    closes: int
    nodes: tuple[Node, ...]
    budget: int | None = None
    most_of_type: tuple[int, ...] = ()
    reference: int | None = None


def distance(one: tuple[Fraction, Fraction], other: tuple[Fraction, Fraction], decimals: int) -> int:
    """Return the distance in whole units, rounded down without a rounding error."""
    square = ((one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2) * 100**decimals
    return isqrt(square.numerator // square.denominator)


def instances(folder: Path, set_: str, tours: tuple[int, ...], only: frozenset[str]) -> Iterator[Instance]:
    """Yield the instances of a set, each for every number of tours asked for; ``only`` names some of them."""
    references = _references(folder)
    for path in sorted(path for name in FOLDERS[set_] for path in (folder / name).glob("*.json")):
        if path.stem not in only if only else path.parent.name == "instances50":
            continue
        data = json.loads(path.read_text("utf-8"), parse_float=Decimal)
        if set_ == "toptw":
            yield from (_toptw(data, m, references.get((path.stem, m))) for m in tours)
        elif int(data["m"]) in tours:
            yield _mctopmtw(data) if set_ == "mctopmtw" else _ttdp(data)


def _references(folder: Path) -> dict[tuple[str, int], int]:
    path = folder / "bks.csv"
    if not path.exists():
        return {}
    with path.open(encoding="utf-8") as file:
        return {(row["instance"], int(row["m"])): int(row["ref"]) for row in csv.DictReader(file) if row["ref"]}


def _units(value: Any, decimals: int) -> int:
    """Return a time in whole units; no time of these sets is finer than its distances."""
    units = Fraction(value) * 10**decimals
    if units.denominator != 1:
        raise ValueError(f"{value} is finer than {decimals} decimals")
    return int(units)


def _toptw(data: dict[str, Any], tours: int, reference: int | None) -> Instance:
    decimals = int(data["decimals"])
    nodes = [_plain(row, decimals, tours) for row in data["nodes"]]
    return Instance(
        name=data["name"],
        set="toptw",
        tours=tours,
        decimals=decimals,
        depot=(nodes[0].x, nodes[0].y),
        opens=0,
        closes=_units(data["tmax"], decimals),
        nodes=tuple(nodes[1:]),
        reference=reference,
    )


def _plain(row: list[Any], decimals: int, tours: int) -> Node:
    number, x, y, service, profit, opens, closes = row
    window = (_units(opens, decimals), _units(closes, decimals))
    return Node(number, Fraction(x), Fraction(y), _units(service, decimals), int(profit), ((window,),) * tours)


def _mctopmtw(data: dict[str, Any]) -> Instance:
    decimals, tours, depot = int(data["decimals"]), int(data["m"]), data["depot"]
    return Instance(
        name=data["name"],
        set="mctopmtw",
        tours=tours,
        decimals=decimals,
        depot=(Fraction(depot["x"]), Fraction(depot["y"])),
        opens=_units(depot["open"], decimals),
        closes=_units(data["tmax"], decimals),
        nodes=tuple(_with_windows(row, decimals, tours) for row in data["nodes"]),
        budget=int(data["budget"]),
        most_of_type=tuple(int(most) for most in data["type_max"]),
        reference=int(data["planted"]),
    )


def _with_windows(row: list[Any], decimals: int, tours: int) -> Node:
    number, x, y, service, profit, *edges, early, fee, types = row
    marks = [_units(edge, decimals) for edge in edges]
    windows = [(marks[at], marks[at + 1]) for at in range(4)]
    # Windows 1 and 3 are for the tours of one parity, 2 and 4 for those of the other.
    by_tour = tuple(
        (windows[0], windows[2]) if (tour % 2 == 0) == (int(early) == 1) else (windows[1], windows[3])
        for tour in range(tours)
    )
    return Node(
        number, Fraction(x), Fraction(y), _units(service, decimals), int(profit), by_tour, int(fee), frozenset(types)
    )


def _ttdp(data: dict[str, Any]) -> Instance:
    decimals, tours, depot = int(data["decimals"]), int(data["m"]), data["depot"]
    days = [(int(data["start_day"]) + tour) % WEEK for tour in range(tours)]
    return Instance(
        name=data["name"],
        set="ttdp",
        tours=tours,
        decimals=decimals,
        depot=(Fraction(depot["x"]), Fraction(depot["y"])),
        opens=_units(depot["open"], decimals),
        closes=_units(depot["close"], decimals),
        nodes=tuple(_by_weekday(row, decimals, days) for row in data["nodes"]),
    )


def _by_weekday(row: list[Any], decimals: int, days: list[int]) -> Node:
    number, x, y, service, profit, hours = row
    windows = tuple(
        () if hours[day] == [0, 0] else ((_units(hours[day][0], decimals), _units(hours[day][1], decimals)),)
        for day in days
    )
    return Node(number, Fraction(x), Fraction(y), _units(service, decimals), int(profit), windows)

"""Writes instances as the planner's arrays, and solves them with the search that the service uses."""

from dataclasses import asdict, dataclass
from math import lcm
from time import perf_counter
from typing import Any

import numpy as np

from bench.toptw.instances import Instance
from bench.toptw.replay import replayed
from routes.planner.arrays import NONE, Ints, Model, ints, longs, rows
from routes.planner.search import Search

SHUT = (1, 0)


@dataclass(frozen=True, slots=True)
class Cell:
    """What was found for one instance with so many tours; ``gap`` is in per cent of the reference."""

    set: str
    instance: str
    m: int
    profit: int
    reference: int | None
    gap: float | None
    seconds: float
    rounds: int
    routes: list[list[int]]

    def as_json(self) -> dict[str, Any]:
        """Return the cell as JSON writes it."""
        return asdict(self)


def solved(instance: Instance, *, seconds: float | None, rounds: int, seed: int) -> Cell:
    """Solve an instance within seconds of wall time, the making of the arrays with them, or in so many rounds."""
    began = perf_counter()
    model = model_of(instance)
    search = Search(model, seed)
    found = search.run(rounds) if seconds is None else search.run_for(began + seconds, perf_counter)
    took = perf_counter() - began
    owner = [node.id for node in instance.nodes for _ in range(_most_windows(instance))]
    routes = [[owner[copy] for copy in route] for route in found.routes]
    profit = replayed(instance, routes)
    gap = None if instance.reference is None else round(100 * (1 - profit / instance.reference), 4)
    return Cell(
        instance.set,
        instance.name,
        instance.tours,
        profit,
        instance.reference,
        gap,
        round(took, 3),
        found.rounds,
        routes,
    )


def _most_windows(instance: Instance) -> int:
    return max((len(windows) for node in instance.nodes for windows in node.windows), default=1)


def model_of(instance: Instance) -> Model:
    """Return an instance as arrays: each window of a node is a copy, and a tour is a day."""
    most, tours, nodes = _most_windows(instance), range(instance.tours), instance.nodes
    size = len(nodes) * most
    windows = np.array(
        [[(*node.windows[tour], *(SHUT,) * most)[at] for node in nodes for at in range(most)] for tour in tours]
    )
    members, member_rows = rows([range(number * most, (number + 1) * most) for number in range(len(nodes))])
    rival_at, rival = rows([()] * len(nodes))
    cover_at, cover = rows([()] * (size * instance.tours))
    limits = _limits(instance, most)
    return Model(
        travel=_distances(instance),
        point=ints(np.repeat(np.arange(1, len(nodes) + 1), most)),
        opens=ints(windows[:, :, 0]),
        closes=ints(windows[:, :, 1]),
        stay=ints([np.repeat([node.service for node in nodes], most)] * instance.tours),
        gain=longs([np.repeat([node.profit for node in nodes], most)] * instance.tours),
        group=ints(np.repeat(np.arange(len(nodes)), most)),
        member_at=members,
        member=member_rows,
        rival_at=rival_at,
        rival=rival,
        day_start=ints([0] * instance.tours),
        day_end=ints([0] * instance.tours),
        day_opens=ints([instance.opens] * instance.tours),
        day_closes=ints([instance.closes] * instance.tours),
        trip_use=longs([uses for uses, _ in limits]).reshape(len(limits), size),
        trip_cap=longs([most for _, most in limits]),
        day_use=longs([]).reshape(0, size),
        day_cap=longs([]).reshape(0, instance.tours),
        travel_use=longs([]),
        kind=ints([NONE] * size),
        sated=longs([]).reshape(0, 2),
        cover_at=cover_at,
        cover=cover,
        slot=ints([]),
        alone=np.zeros((instance.tours, size), dtype=np.bool_),
        travel_points=longs([0]),
    )


def _distances(instance: Instance) -> Ints:
    """Return all distances in whole units, rounded down: roots of whole numbers, set right by one where floats err."""
    spots = [instance.depot, *((node.x, node.y) for node in instance.nodes)]
    scale = lcm(*(value.denominator for spot in spots for value in spot))
    x, y = (np.array([int(spot[axis] * scale) for spot in spots], dtype=np.int64) for axis in (0, 1))
    square = ((x[:, None] - x) ** 2 + (y[:, None] - y) ** 2) * 100**instance.decimals // scale**2
    root = np.sqrt(square.astype(np.float64)).astype(np.int64)
    root -= root * root > square
    root += (root + 1) * (root + 1) <= square
    return ints(root)


def _limits(instance: Instance, most: int) -> list[tuple[list[int], int]]:
    """Return what each copy uses of each limit of the whole, and the limit."""
    limits = []
    if instance.budget is not None:
        limits.append(([node.fee for node in instance.nodes for _ in range(most)], instance.budget))
    for number, cap in enumerate(instance.most_of_type, start=1):
        limits.append(([int(number in node.types) for node in instance.nodes for _ in range(most)], cap))
    return limits

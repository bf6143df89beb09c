"""Runs the kernel: a draft from what is given, then slices of rounds, between which the deadline is asked."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from routes.planner.arrays import Ints, Longs, Model

if TYPE_CHECKING:
    from routes.planner.kernel import Desk, State

Routes = list[list[int]]

SLICE, FIRST_SLICE = 250, 20
HOT, COLD = 0.05, 0.002
MOST_TAKEN = 12
# What breaks ties: less than one point for all the travel of a trip.
TRIFLE = 1e-4


@dataclass(frozen=True, slots=True)
class Found:
    """The best routes: the copies of each day in order; ``worth`` is their gain beyond travel and satiety."""

    routes: Routes
    worth: int
    owes: bool
    stopped: bool
    rounds: int


def search(
    model: Model,
    *,
    rounds: int,
    seed: int,
    deadline: Callable[[], bool] | None = None,
    routes: Routes | None = None,
) -> Found:
    """Return the best routes that so many rounds find, starting from the routes given or from none."""
    return Search(model, seed).run(rounds, deadline, routes)


class Search:
    """One search of one problem: the arrays that the kernel works in."""

    def __init__(self, model: Model, seed: int) -> None:
        # numba takes a second to load, and whoever plans nothing need not wait for it.
        from routes.planner import kernel  # noqa: PLC0415

        self.model = model
        self.kernel = kernel
        self.state, self.kept, self.desk = _state(model), _state(model), _desk(model, seed)
        self.rounds, self.scale = 0, 1.0

    def run(self, rounds: int, deadline: Callable[[], bool] | None = None, routes: Routes | None = None) -> Found:
        """Do the rounds, and return what was best."""
        self._begin(routes or [])
        stopped = False
        while self.rounds < rounds and not stopped:
            stopped = deadline is not None and deadline()
            if not stopped:
                size = min(SLICE, rounds - self.rounds)
                self._slice(size, self.rounds / rounds, (self.rounds + size) / rounds)
        return self._found(stopped)

    def run_for(self, end: float, clock: Callable[[], float]) -> Found:
        """Search until a clock shows ``end``: for benches, since no two such runs are the same."""
        began = clock()
        self._begin([])
        size = FIRST_SLICE
        while (now := clock()) < end:
            # The slice that would end after the end is cut, by what the last ones took.
            done = (now - began) / (end - began)
            ahead = min(1.0, done + size * (now - began) / max(1, self.rounds) / (end - began))
            self._slice(size, done, ahead)
            spent = (clock() - began) / self.rounds
            size = max(1, min(SLICE, int((end - clock()) / spent)))
        return self._found(stopped=False)

    def _begin(self, routes: Routes) -> None:
        for day, route in enumerate(routes):
            for position, copy in enumerate(route):
                self.kernel.book(self.model, self.state, day, position, copy)
        self._run(1, 0, 1.0, 1.0)
        self.scale = max(1.0, float(self.kept.day_gain.sum()))

    def _slice(self, size: int, first: float, last: float) -> None:
        """Do some rounds that lead from one share of the whole to another."""
        self._run(0, size, *(self.scale * HOT * (COLD / HOT) ** share for share in (first, last)))
        self.rounds += size

    def _run(self, fresh: int, rounds: int, hot: float, cold: float) -> None:
        self.kernel.run(self.model, self.state, self.kept, self.desk, fresh, rounds, hot, cold, MOST_TAKEN, TRIFLE)

    def _found(self, stopped: bool) -> Found:
        best = self.desk
        routes = [
            [int(copy) for copy in best.best_route[day, : best.best_length[day]]] for day in range(self.model.days)
        ]
        value = float(best.values[1])
        return Found(routes, worth(self.model, routes), value < -self.kernel.OWED / 2, stopped, self.rounds)


def worth(model: Model, routes: Routes) -> int:
    """Return what routes gain beyond their travel and satiety."""
    total = 0
    kinds = [0] * len(model.sated)
    for day, route in enumerate(routes):
        total += sum(int(model.gain[day, copy]) for copy in route) - int(model.travel_points[0]) * travelled(
            model, day, route
        )
        for copy in route:
            if model.kind[copy] >= 0:
                kinds[model.kind[copy]] += 1
    return total - sum(int(model.sated[kind, number]) for kind, number in enumerate(kinds))


def travelled(model: Model, day: int, route: list[int]) -> int:
    """Return the time on the way of a day's route."""
    points = [int(model.day_start[day])]
    points += [int(model.point[copy]) for copy in route if model.point[copy] >= 0]
    points.append(int(model.day_end[day]))
    return sum(int(model.travel[here, there]) for here, there in pairwise(points))


def _state(model: Model) -> "State":
    from routes.planner.kernel import State  # noqa: PLC0415  # as above

    days, copies = model.days, model.copies
    groups = len(model.member_at) - 1
    longest = groups + 1
    return State(
        route=_ints(days, longest),
        length=_ints(days),
        arrive=_ints(days, longest),
        leave=_ints(days, longest),
        spot=_ints(days, longest),
        latest=_ints(days, longest),
        day_travel=_longs(days),
        day_gain=_longs(days),
        day_used=_longs(days, len(model.day_use)),
        trip_used=_longs(len(model.trip_use)),
        covered=_ints(len(model.slot)),
        held=_ints(groups) - 1,
        shut=_ints(groups),
        kinds=_ints(len(model.sated)),
        offer_at=_ints(days, copies) - 1,
        offer_shift=_ints(days, copies),
        offer_added=_ints(days, copies),
    )


def _desk(model: Model, seed: int) -> "Desk":
    from routes.planner.kernel import LOGS, Desk  # noqa: PLC0415  # as above

    groups = len(model.member_at) - 1
    return Desk(
        random=_dice(seed),
        logs=np.log(np.maximum(1.0, np.arange(LOGS, dtype=np.float64))),
        noise=np.zeros(model.copies),
        touched=np.zeros(model.days, dtype=np.bool_),
        taken=_ints(groups + 1),
        near=np.zeros(groups + 1),
        best_route=_ints(model.days, groups + 1),
        best_length=_ints(model.days),
        values=np.zeros(2),
    )


def _dice(seed: int) -> "np.ndarray[tuple[int], np.dtype[np.uint64]]":
    """Spread a seed over 64 bits, none of which may be all zero."""
    spread = (seed * 0x9E3779B97F4A7C15 + 0xD1B54A32D192ED03) % (1 << 64)
    return np.array([spread or 1], dtype=np.uint64)


def _ints(*shape: int) -> Ints:
    return np.zeros(shape, dtype=np.int32)


def _longs(*shape: int) -> Longs:
    return np.zeros(shape, dtype=np.int64)

"""Measures one trip: its worth at default effort, after a long search, what is proven of it, and the time of each."""

import resource
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from functools import partial
from statistics import mean
from time import monotonic, perf_counter
from typing import Any

from bench.trip.generator import Shape, made
from routes.planner import Plan, Problem, bound, check, solve
from routes.planner.model import modelled
from routes.planner.search import Search

SHAPES = (
    Shape(1, 20, moves=False),
    Shape(1, 60, moves=False),
    Shape(2, 60, moves=False),
    Shape(3, 40, moves=False),
    Shape(3, 80, moves=False),
    Shape(3, 80, moves=True),
    Shape(3, 120, moves=False),
    Shape(3, 200, moves=False),
    Shape(3, 200, moves=True),
    Shape(5, 120, moves=True),
    Shape(7, 200, moves=True),
)
SEED = 1
# Runs of a trip whose slowest in twenty is told.
RUNS = 20
LATE = 0.95


@dataclass(frozen=True, slots=True)
class Effort:
    """How much is spent on a trip: rounds by default, seconds for the long search and for the proof."""

    rounds: int
    long_seconds: float
    bound_seconds: float


@dataclass(frozen=True, slots=True)
class Row:
    """What was measured of a trip; gaps are per cent, of the long search's worth and of the bound."""

    trip: str
    days: int
    candidates: int
    worth: int
    long_worth: int
    gap: float
    bound: int | None
    bound_seconds: float
    proven_gap: float | None
    search_ms: float
    search_p95_ms: float

    def as_json(self) -> dict[str, Any]:
        """Return the row as JSON writes it."""
        return asdict(self)


def generated(effort: Effort, shapes: tuple[Shape, ...] = SHAPES) -> Iterator[Row]:
    """Yield what is measured of each trip of the generator."""
    for shape in shapes:
        name = f"{shape.days} days, {shape.candidates} places{', moving' if shape.moves else ''}"
        yield measured(name, made(shape, SEED), effort)


def measured(name: str, problem: Problem, effort: Effort) -> Row:
    """Measure a trip; every plan is checked."""
    times = sorted(seconds(partial(solve, problem, rounds=effort.rounds, seed=seed)) for seed in range(RUNS))
    plans = [checked(problem, solve(problem, rounds=effort.rounds, seed=seed)) for seed in range(3)]
    long_worth = _long(problem, effort.long_seconds, plans)
    began = monotonic()
    proven = bound(problem, plans, deadline=lambda: monotonic() - began > effort.bound_seconds)
    took = monotonic() - began
    worth = round(mean(plan.worth for plan in plans))
    return Row(
        trip=name,
        days=len(problem.days),
        candidates=len(problem.candidates),
        worth=worth,
        long_worth=long_worth,
        gap=round(100 * (1 - worth / long_worth), 2),
        bound=proven,
        bound_seconds=round(took, 1),
        proven_gap=None if proven is None else round(100 * (1 - long_worth / proven), 2),
        search_ms=round(1000 * times[len(times) // 2], 1),
        search_p95_ms=round(1000 * times[int(LATE * len(times))], 1),
    )


def _long(problem: Problem, long: float, plans: list[Plan]) -> int:
    """Return the best worth known after so many seconds."""
    found = Search(modelled(problem).model, seed=SEED).run_for(perf_counter() + long, perf_counter)
    return max(found.worth, *(plan.worth for plan in plans))


def checked(problem: Problem, plan: Plan) -> Plan:
    """Return a plan that the independent checker has passed."""
    broken = check(problem, plan, with_margins=True)
    if broken:
        raise RuntimeError(f"a plan breaks a rule: {broken}")
    return plan


def seconds(action: Callable[[], object]) -> float:
    """Return how long an action takes."""
    began = perf_counter()
    action()
    return perf_counter() - began


def memory_mb() -> int:
    """Return the most memory that this process has held, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024

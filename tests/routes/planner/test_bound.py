"""On problems small enough to try everything, the search finds the best plan, and no bound lies below it."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations, product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.trip.generator import Shape, made
from routes.planner import DayPlan, Infeasible, Limits, Plan, Problem, Stop, Target, bound, check, solve
from tests.routes.planner.problems import LUNCH, make_kitchen, make_place, make_problem, make_travel, problems

TRIES = 40


def never() -> bool:
    return False


def small(random: Random) -> Problem:
    """Return a problem of two days and four sights with everything that days share."""
    sights = tuple(
        make_place(
            f"s{number}",
            number + 1,
            days=2,
            opens=random.randrange(480, 700),
            last=random.randrange(700, 900),
            value=random.randrange(1, 300),
            cost_fen=random.choice((0, 40, 90)),
            steps=random.choice((0, 60)),
            category=random.choice(("temple", "museum")),
            excludes=frozenset({f"s{random.randrange(4)}"} - {f"s{number}"}) if random.random() < 0.3 else frozenset(),
        )
        for number in range(4)
    )
    limits = Limits(
        random.choice((1, 2, 3)),
        points_a_travel_minute=random.choice((0, 1, 3)),
        steps=random.choice((None, 100)),
        of_a_category=random.choice((None, 1)),
        sated=random.choice(((), (20, 60))),
    )
    musts = (Target(frozenset({"s0"}), "s0", day=1),) if random.random() < 0.3 else ()
    problem = make_problem(*sights, days=2, limits=limits, musts=musts, budget_fen=random.choice((None, 100)))
    short = tuple(replace(day, closes=random.choice((780, 900, 1000))) for day in problem.days)
    return replace(problem, days=short, travel=make_travel(6, random.choice((15, 45))))


def every_plan(problem: Problem) -> Iterator[Plan]:
    """Yield each order of each choice of sights on two days, each started as early as can be."""
    names = [candidate.id for candidate in problem.candidates]
    for where in product((None, 0, 1), repeat=len(names)):
        days = [[name for name, day in zip(names, where, strict=True) if day == number] for number in (0, 1)]
        for first, second in product(permutations(days[0]), permutations(days[1])):
            yield Plan(tuple(day_of(problem, number, order) for number, order in enumerate((first, second))))


def day_of(problem: Problem, number: int, order: tuple[str, ...]) -> DayPlan:
    known = {candidate.id: candidate for candidate in problem.candidates}
    now, here, stops = problem.days[number].opens, 0, []
    for name in order:
        candidate = known[name]
        assert candidate.point is not None
        now += problem.travel.minutes[here][candidate.point]
        start = max(now, candidate.windows[number][0].earliest)
        stops.append(Stop(name, candidate.kind, now, start, start + 60))
        now, here = start + 60, candidate.point
    return DayPlan(problem.days[number].opens, tuple(stops), now + problem.travel.minutes[here][0])


def worth(problem: Problem, plan: Plan) -> int:
    known = {candidate.id: candidate for candidate in problem.candidates}
    names = [stop.candidate for day in plan.days for stop in day.stops if stop.candidate]
    total = sum(known[name].value for name in names)
    for category in ("temple", "museum"):
        times = sum(known[name].category == category for name in names)
        lost = (0, *problem.limits.sated, *problem.limits.sated[-1:] * 4) if problem.limits.sated else (0,) * 5
        total -= sum(lost[:times])
    leg = problem.travel.minutes[0][1]
    legs = sum(len(day.stops) + 1 for day in plan.days if day.stops)
    return total - problem.limits.points_a_travel_minute * leg * legs


@settings(max_examples=TRIES)
@given(st.randoms(use_true_random=False))
def test_no_plan_is_better_than_ours_and_none_above_the_bound(random: Random) -> None:
    problem = small(random)
    feasible = [worth(problem, plan) for plan in every_plan(problem) if not check(problem, plan, with_margins=True)]
    if not feasible:
        with pytest.raises(Infeasible):
            solve(problem, rounds=300, seed=0)
        return

    plan = solve(problem, rounds=300, seed=0)
    proven = bound(problem, [plan], deadline=never)

    assert (plan.worth, worth(problem, plan)) == (max(feasible), max(feasible))
    assert proven is not None
    assert proven >= max(feasible)


@settings(max_examples=TRIES)
@given(problems())
def test_no_plan_exceeds_the_bound_of_any_problem(problem: Problem) -> None:
    try:
        plan = solve(problem, rounds=300, seed=0)
    except Infeasible:
        return

    proven = bound(problem, [plan], deadline=never)
    assert proven is not None
    assert proven >= plan.worth


def test_the_bound_of_a_plain_day_is_its_best_plan() -> None:
    sights = [make_place(f"p{number}", number, value=100 + number) for number in range(1, 9)]
    problem = make_problem(*sights, make_kitchen("kitchen", 9), meals=(LUNCH,), limits=Limits(3))

    plan = solve(problem, rounds=300, seed=0)

    assert bound(problem, [plan], deadline=never) == plan.worth == 108 + 107 + 106 + 50


def test_a_bound_needs_no_plan_to_begin_from() -> None:
    problem = make_problem(make_place("sight", 1))

    assert bound(problem, [], deadline=never) == 100


def test_what_was_not_proven_in_time_is_not_told() -> None:
    problem = made(Shape(3, 40, moves=True), seed=0)

    assert bound(problem, [], deadline=lambda: True) is None

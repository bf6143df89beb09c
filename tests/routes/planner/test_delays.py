"""The chance of being in time is near one with time to spare, near none without, and the same each time."""

import pytest

from routes.planner import DayPlan, Kind, Plan, Problem, Stop, Travel, chances
from tests.routes.planner.problems import make_day, make_event, make_place, make_problem

SHOW = make_event("show", 2, 900)
PROBLEM = make_problem(make_place("sight", 1), SHOW)


def plan(leave: int, *, day: int = 0) -> Plan:
    sight = Stop("sight", Kind.PLACE, leave - 60, leave - 60, leave)
    days = [DayPlan(510, (), 510)] * day
    return Plan((*days, DayPlan(510, (sight, Stop("show", Kind.EVENT, leave + 20, 900, 990)), 1100)))


@pytest.mark.parametrize(
    ("leave", "least", "most"),
    [(600, 1.0, 1.0), (840, 0.99, 1.0), (880, 0.5, 0.9), (885, 0.01, 0.5), (890, 0.0, 0.0), (905, 0.0, 0.0)],
)
def test_less_time_to_spare_is_less_of_a_chance(leave: int, least: float, most: float) -> None:
    assert least <= chances(PROBLEM, plan(leave))[0, 1] <= most


def test_only_what_begins_at_a_fixed_hour_has_a_chance_in_hundredths() -> None:
    found = chances(PROBLEM, plan(885))

    assert set(found) == {(0, 1)}
    assert found[0, 1] == round(found[0, 1], 2)


def test_the_same_plan_has_the_same_chance() -> None:
    assert chances(PROBLEM, plan(885)) == chances(PROBLEM, plan(885))


def test_who_misses_one_event_may_still_reach_the_next() -> None:
    later = make_event("later", 3, 1100)
    problem = make_problem(SHOW, later)
    late = Stop("show", Kind.EVENT, 910, 900, 990)
    made = Plan((DayPlan(890, (late, Stop("later", Kind.EVENT, 1010, 1100, 1190)), 1210),))

    assert chances(problem, made)[0, 0] < 0.1
    assert chances(problem, made)[0, 1] > 0.9


def test_a_way_of_no_time_is_never_late() -> None:
    nowhere = ((0,),)
    travel = Travel(nowhere, nowhere, nowhere, ((False,),), (("estimate",),))
    problem = Problem(days=(make_day(),), candidates=(make_event("show", 0, 900),), travel=travel)
    made = Plan((DayPlan(840, (Stop("show", Kind.EVENT, 840, 900, 990),), 990),))

    assert chances(problem, made) == {(0, 0): 1.0}

"""What is not in a plan is told with the reason that holds."""

from typing import Any

import pytest

from routes.planner import Candidate, Limits, Omission, Problem, Rule, Target, omissions, solve
from routes.planner.omissions import Why
from tests.routes.planner.problems import make_event, make_place, make_problem, make_travel


def told(problem: Problem) -> tuple[Omission, ...]:
    return omissions(problem, solve(problem, rounds=2, seed=0))


BEST = make_place("best", 1, value=900, cost_fen=100)


@pytest.mark.parametrize(
    ("other", "columns", "code"),
    [
        (make_place("other", 2, barred=Rule.DIET), {}, Rule.DIET),
        (make_place("other", 2, excludes=frozenset({"best"})), {}, Why.PART_OR_WHOLE_CHOSEN),
        (make_place("other", 2), {"avoids": (Target(frozenset({"other"}), "other"),)}, Rule.AVOIDED),
        (make_place("other", 2, windows=((),)), {}, Rule.CLOSED_THAT_DAY),
        (make_event("other", 2, 1300), {}, Why.OUTSIDE_YOUR_HOURS),
        (make_place("other", 2, cost_fen=100), {"budget_fen": 150}, Why.OVER_BUDGET),
        (make_place("other", 2), {"limits": Limits(1)}, Why.NO_TIME_LEFT),
    ],
)
def test_the_reason_is_named(other: Candidate, columns: dict[str, Any], code: object) -> None:
    problem = make_problem(BEST, other, **columns)

    assert told(problem) == (Omission("other", code),)  # type: ignore[arg-type]  # Rule or Why


def test_another_date_of_an_event_in_the_plan_is_told() -> None:
    later = make_event("later", 2, 1000, value=1, excludes=frozenset({"show"}))
    problem = make_problem(make_event("show", 1, 900), later)

    assert told(problem) == (Omission("later", Why.OTHER_DATE_CHOSEN),)


def test_a_place_that_no_day_reaches_is_too_far() -> None:
    problem = make_problem(make_place("far", 1), travel=make_travel(minutes=400))

    assert told(problem) == (Omission("far", Why.TOO_FAR),)

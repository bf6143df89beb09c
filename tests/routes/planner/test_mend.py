"""The nearest change mends what is broken: tried on every kind of fault, one at a time in a plan that can be done."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from routes.planner import (
    Act,
    Change,
    DayPlan,
    Infeasible,
    Kind,
    Plan,
    Problem,
    Rule,
    Stop,
    Violation,
    apply,
    check,
    mended,
    solve,
)
from tests.routes.planner.problems import LUNCH, make_day, make_event, make_place, make_problem, make_travel, problems

SIGHT = make_place("sight", 1, days=2)
OTHER = make_place("other", 2, days=2)
LATE = make_place("late", 3, days=2, opens=13 * 60)
SUNDAY = replace(make_place("sunday", 4, days=2), windows=((), OTHER.windows[1]))
SHOW = make_event("show", 5, 900, days=2)
BARRED = make_place("barred", 6, days=2, barred=Rule.HAS_STEPS)
TWO_DAYS = Problem(
    days=(make_day(0), make_day(1)), candidates=(SIGHT, OTHER, LATE, SUNDAY, SHOW, BARRED), travel=make_travel()
)


def stop(name: str, start: int, minutes: int = 60, kind: Kind = Kind.PLACE) -> Stop:
    return Stop(name, kind, start, start, start + minutes)


def plan(*stops: Stop, second: tuple[Stop, ...] = ()) -> Plan:
    return Plan((DayPlan(510, stops, 1200), DayPlan(510, second, 1200)))


@pytest.mark.parametrize(
    ("made", "rule", "change"),
    [
        (plan(stop("late", 700)), Rule.NOT_YET_OPEN, Change(Act.START, 0, 0, 780)),
        (plan(stop("sight", 1000)), Rule.LAST_ENTRY_MISSED, Change(Act.START, 0, 0, 960)),
        (plan(stop("sight", 600, 20)), Rule.VISIT_TOO_SHORT, Change(Act.STAY, 0, 0, 30)),
        (plan(stop("sunday", 600)), Rule.CLOSED_THAT_DAY, Change(Act.OTHER_DAY, 0, 0, 600, 1)),
        (plan(stop("show", 930, 90, Kind.EVENT)), Rule.EVENT_MISSED, Change(Act.START, 0, 0, 900)),
        (plan(stop("barred", 600)), Rule.HAS_STEPS, Change(Act.LEAVE_OUT, 0, 0)),
        (plan(stop("nowhere", 600)), Rule.UNKNOWN_PLACE, Change(Act.LEAVE_OUT, 0, 0)),
        (plan(stop("sight", 600), stop("other", 630)), Rule.OVERLAPPING, Change(Act.START, 0, 1, 670)),
        (plan(stop("sight", 600), stop("other", 665)), Rule.TRAVEL_TOO_SHORT, Change(Act.START, 0, 1, 670)),
        (plan(stop("sight", 600), second=(stop("sight", 600),)), Rule.REPEATED_PLACE, Change(Act.LEAVE_OUT, 1, 0)),
    ],
)
def test_the_change_is_concrete_and_the_nearest(made: Plan, rule: Rule, change: Change) -> None:
    first, *_ = [each for each in mended(TWO_DAYS, made) if each.violation.rule is rule]

    assert first.change == change
    assert check(TWO_DAYS, apply(TWO_DAYS, made, change)) == ()


def test_two_stops_in_the_wrong_order_are_swapped() -> None:
    morning = replace(make_place("morning", 1), windows=(((SIGHT.windows[0][0]),),))
    early = replace(morning, windows=((replace(SIGHT.windows[0][0], latest=620),),))
    problem = make_problem(early, make_place("other", 2))
    made = Plan((DayPlan(510, (stop("other", 560), stop("morning", 660)), 800),))

    ((found),) = mended(problem, made)

    assert found.change == Change(Act.START, 0, 1, 620) or found.change == Change(Act.SWAP, 0, 1, other=0)
    assert found.change is not None
    assert check(problem, apply(problem, made, found.change)) == ()


def test_a_missing_meal_is_put_where_it_breaks_nothing() -> None:
    problem = make_problem(make_place("sight", 1), meals=(LUNCH,))
    made = Plan((DayPlan(510, (stop("sight", 600),), 1200),))

    (found,) = mended(problem, made)

    assert found.change is not None
    assert (found.change.act, found.change.subject) == (Act.PAUSE, "lunch")
    assert check(problem, apply(problem, made, found.change)) == ()


def test_a_plan_without_its_days_has_no_change() -> None:
    (found,) = mended(TWO_DAYS, Plan(()))

    assert (found.violation.rule, found.change) == (Rule.WRONG_DAYS, None)


def test_hundreds_of_violations_are_answered_within_a_bounded_number_of_trials() -> None:
    crowd = plan(*[stop("nowhere", 600) for _ in range(40)], second=tuple(stop("barred", 600) for _ in range(40)))

    found = mended(TWO_DAYS, crowd)

    assert len(found) > 100
    assert any(each.change for each in found)


FAULTS = ("late", "early", "short", "overlap", "unknown", "twice", "out_late", "early_out")


def broken(problem: Problem, made: Plan, fault: str, random: Random) -> Plan:
    """Return the plan with one fault put into it."""
    days = list(made.days)
    number = random.choice([number for number, day in enumerate(days) if day.stops])
    day = days[number]
    at = random.randrange(len(day.stops))
    stops = list(day.stops)
    old = stops[at]
    stay = old.leave - old.start
    if fault in ("late", "early"):
        start = old.start + (300 if fault == "late" else -300)
        stops[at] = replace(old, arrive=start, start=start, leave=start + stay)
    elif fault == "short":
        stops[at] = replace(old, leave=old.start + 1)
    elif fault == "overlap":
        stops[at] = replace(old, leave=old.leave + 200)
    elif fault == "unknown":
        stops[at] = replace(old, candidate="nowhere", kind=Kind.PLACE)
    elif fault == "twice":
        stops.append(replace(old, arrive=stops[-1].leave, start=stops[-1].leave, leave=stops[-1].leave + stay))
    arrive = day.arrive + 600 if fault == "out_late" else day.arrive
    depart = 0 if fault == "early_out" else day.depart
    days[number] = DayPlan(depart, tuple(stops), arrive)
    return Plan(tuple(days))


@given(problem=problems(), fault=st.sampled_from(FAULTS), seed=st.integers(0, 1000))
def test_each_change_removes_its_violation(problem: Problem, fault: str, seed: int) -> None:
    problem = replace(problem, musts=(), locks=())
    try:
        made = solve(problem, rounds=30, seed=seed)
    except Infeasible:
        made = Plan(())
    if not any(day.stops for day in made.days):
        event("nothing to break")
        return
    wrong = broken(problem, made, fault, Random(seed))

    found = mended(problem, wrong)

    event(f"{fault}: {'nothing broken' if not found else 'a change' if any(each.change for each in found) else 'none'}")
    before = tuple(each.violation for each in found)
    assert all(each.change for each in found) or not found
    for each in found:
        if each.change is not None:
            after = check(problem, apply(problem, wrong, each.change))
            assert _rule_count(after, each.violation) < _rule_count(before, each.violation)


def _rule_count(violations: tuple[Violation, ...], one: Violation) -> int:
    return sum((each.rule, each.day) == (one.rule, one.day) for each in violations)

"""The checker names the rule: for each, a plan that breaks just that one."""

from dataclasses import replace
from typing import Any

import pytest

from routes.planner import Candidate, DayPlan, Kind, Limits, Plan, Problem, Rule, Stop, Target, Violation, Window, check
from tests.routes.planner.problems import DINNER, LUNCH, REST, make_event, make_kitchen, make_place, make_problem

SIGHT = make_place("sight", 1)
OTHER = make_place("other", 2)
PART = make_place("part", 3, excludes=frozenset({"sight"}))
SHOW = make_event("show", 4, 900)
REPEAT = make_event("repeat", 4, 1020, excludes=frozenset({"show"}))
KITCHEN = make_kitchen("kitchen", 5)
SECOND_KITCHEN = make_kitchen("second", 6)
DEAR = make_place("dear", 7, cost_fen=5_000)
NOON_BREAK = make_place("noon-break", 8, windows=((Window(540, 600, 60), Window(840, 960, 60)),))
TOWN = make_place("town", 9, barred=Rule.NOT_A_STOP)
SHUT = make_place("shut", 10, windows=((),))
GONE = make_event("gone", 11, 900, windows=((),))
FAIR = make_event("fair", 12, 540, windows=((Window(540, 900, 60),),), least_minutes=60)
LOST = replace(make_place("lost", 0, barred=Rule.POSITION_UNKNOWN), point=None)
ALL = (SIGHT, OTHER, PART, SHOW, REPEAT, KITCHEN, SECOND_KITCHEN, DEAR, NOON_BREAK, TOWN, SHUT, GONE, FAIR, LOST)


def stop(
    candidate: Candidate | str | None, start: int, *, minutes: int = 60, arrive: int | None = None, **columns: Any
) -> Stop:
    name = candidate.id if isinstance(candidate, Candidate) else candidate
    kind = candidate.kind if isinstance(candidate, Candidate) else Kind.PLACE
    plain = Stop(name, kind, start if arrive is None else arrive, start, start + minutes)
    return replace(plain, **columns)


def meal(start: int, name: str = "lunch") -> Stop:
    return Stop(None, Kind.MEAL, start, start, start + 60, meal=name)


def plan(*stops: Stop, depart: int = 510, arrive: int = 1200) -> Plan:
    return Plan((DayPlan(depart, stops, arrive),))


def problem(**columns: Any) -> Problem:
    return replace(make_problem(*ALL), **columns)


def with_meals(**columns: Any) -> Problem:
    return replace(make_problem(*ALL, meals=(LUNCH,)), **columns)


def target(*names: str, **where: Any) -> Target:
    return Target(frozenset(names), names[0], **where)


@pytest.mark.parametrize(
    ("asked", "made"),
    [
        (problem(), plan()),
        (problem(), plan(stop(SIGHT, 540), stop(SHOW, 900, minutes=90, arrive=880))),
        (problem(), plan(stop(SIGHT, 990, minutes=30))),
        (problem(), plan(stop(NOON_BREAK, 840))),
        (problem(), plan(stop(FAIR, 700))),
        (with_meals(), plan(meal(660))),
        (with_meals(), plan(stop(KITCHEN, 810))),
        (problem(budget_fen=5_000), plan(stop(DEAR, 600))),
        (problem(musts=(target("sight", day=0, between=(600, 600)),)), plan(stop(SIGHT, 600))),
        (problem(avoids=(target("sight", between=(540, 599)),)), plan(stop(SIGHT, 600))),
        (problem(), plan(stop(SIGHT, 540, arrive=530), depart=520)),
    ],
)
def test_a_plan_that_can_be_done_has_no_violation(asked: Problem, made: Plan) -> None:
    assert check(asked, made) == ()


@pytest.mark.parametrize(
    ("asked", "made", "violation"),
    [
        (problem(), Plan(()), Violation(Rule.WRONG_DAYS, needed=1, found=0)),
        (problem(), plan(stop("nobody", 600)), Violation(Rule.UNKNOWN_PLACE, 0, 0, "nobody")),
        (problem(), plan(Stop(None, Kind.PLACE, 600, 600, 660)), Violation(Rule.UNKNOWN_PLACE, 0, 0, "")),
        (problem(), plan(stop(TOWN, 600)), Violation(Rule.NOT_A_STOP, 0, 0, "town")),
        (problem(), plan(stop(LOST, 600)), Violation(Rule.POSITION_UNKNOWN, 0, 0, "lost")),
        (problem(), plan(stop(SHUT, 600)), Violation(Rule.CLOSED_THAT_DAY, 0, 0, "shut")),
        (problem(), plan(stop(SIGHT, 539)), Violation(Rule.NOT_YET_OPEN, 0, 0, "sight", 540, 539)),
        (problem(), plan(stop(NOON_BREAK, 700)), Violation(Rule.NOT_YET_OPEN, 0, 0, "noon-break", 840, 700)),
        (problem(), plan(stop(SIGHT, 961)), Violation(Rule.LAST_ENTRY_MISSED, 0, 0, "sight", 960, 961)),
        (problem(), plan(stop(SHOW, 901, minutes=90)), Violation(Rule.EVENT_MISSED, 0, 0, "show", 900, 901)),
        (problem(), plan(stop(SHOW, 899, minutes=91)), Violation(Rule.EVENT_MISSED, 0, 0, "show", 900, 899)),
        (problem(), plan(stop(GONE, 900, minutes=90)), Violation(Rule.EVENT_MISSED, 0, 0, "gone")),
        (problem(), plan(stop(SIGHT, 600, minutes=29)), Violation(Rule.VISIT_TOO_SHORT, 0, 0, "sight", 30, 29)),
        (problem(), plan(stop(SIGHT, 600, arrive=601)), Violation(Rule.OVERLAPPING, 0, 0, "sight", 510, 601)),
        (
            problem(),
            plan(stop(SIGHT, 600), stop(OTHER, 669, arrive=669)),
            Violation(Rule.TRAVEL_TOO_SHORT, 0, 1, "other", 10, 9),
        ),
        (problem(), plan(stop(SIGHT, 600), arrive=669), Violation(Rule.TRAVEL_TOO_SHORT, 0, None, "", 10, 9)),
        (problem(), plan(stop(SIGHT, 600), depart=509), Violation(Rule.DAY_TOO_EARLY, 0, None, "", 510, 509)),
        (problem(), plan(stop(SIGHT, 600), arrive=1231), Violation(Rule.DAY_TOO_LONG, 0, None, "", 1230, 1231)),
        (
            problem(),
            plan(stop(SIGHT, 600), stop(SIGHT, 700)),
            Violation(Rule.REPEATED_PLACE, 0, 1, "sight"),
        ),
        (problem(), plan(stop(SIGHT, 600), stop(PART, 700)), Violation(Rule.PART_AND_WHOLE, 0, 1, "part")),
        (
            problem(),
            plan(stop(SHOW, 900, minutes=90), stop(REPEAT, 1020, minutes=90)),
            Violation(Rule.REPEATED_EVENT, 0, 1, "repeat"),
        ),
        (with_meals(), plan(stop(SIGHT, 600)), Violation(Rule.MEAL_MISSING, 0, None, "lunch", 660, 810)),
        (with_meals(), plan(meal(659)), Violation(Rule.MEAL_MISSING, 0, None, "lunch", 660, 810)),
        (with_meals(), plan(meal(660, "dinner")), Violation(Rule.MEAL_MISSING, 0, None, "lunch", 660, 810)),
        (
            with_meals(),
            plan(stop(KITCHEN, 660), stop(SECOND_KITCHEN, 740)),
            Violation(Rule.MEAL_TWICE, 0, 1, "lunch", 1, 2),
        ),
        (
            problem(limits=Limits(1)),
            plan(stop(SIGHT, 600), stop(OTHER, 700)),
            Violation(Rule.TOO_MANY_STOPS, 0, None, "", 1, 2),
        ),
        (problem(budget_fen=4_999), plan(stop(DEAR, 600)), Violation(Rule.BUDGET, None, None, "", 4_999, 5_000)),
        (
            problem(musts=(target("sight", between=(540, 599)),)),
            plan(stop(SIGHT, 600)),
            Violation(Rule.MUST_MISSING, None, None, "sight"),
        ),
        (problem(avoids=(target("sight"),)), plan(stop(SIGHT, 600)), Violation(Rule.AVOIDED, 0, 0, "sight")),
    ],
)
def test_a_plan_that_breaks_one_rule_is_told_just_that(asked: Problem, made: Plan, violation: Violation) -> None:
    assert check(asked, made) == (violation,)


def test_what_is_repeated_or_avoided_is_told_once_a_stop() -> None:
    made = plan(*(stop(SIGHT, 600 + number) for number in range(200)), arrive=1230)

    told = [violation.rule for violation in check(problem(avoids=(target("sight"),) * 40), made)]

    assert (told.count(Rule.REPEATED_PLACE), told.count(Rule.AVOIDED)) == (199, 200)


def test_margins_ask_for_the_uncertainty_of_positions_too() -> None:
    made = plan(stop(SIGHT, 540, arrive=540), depart=525)

    assert check(problem(), made) == ()
    assert check(problem(), made, with_margins=True) == (Violation(Rule.TRAVEL_TOO_SHORT, 0, 0, "sight", 20, 15),)


def test_a_day_that_is_over_before_its_last_stop_is_told() -> None:
    made = plan(stop(SIGHT, 600), arrive=650)

    assert [violation.rule for violation in check(problem(), made)] == [Rule.OVERLAPPING, Rule.TRAVEL_TOO_SHORT]


def test_a_meal_nearby_is_taken_where_the_stop_before_was() -> None:
    made = plan(stop(SIGHT, 590), meal(660), stop(OTHER, 730))

    assert check(with_meals(), made) == ()


def test_two_meals_of_a_day_are_each_owed() -> None:
    asked = make_problem(*ALL, meals=(LUNCH, DINNER))

    assert check(asked, plan(meal(660))) == (Violation(Rule.MEAL_MISSING, 0, None, "dinner", 1020, 1170),)


STAIRS = make_place("stairs", 1, steps=300, climb_metres=80, walking_minutes=40, category="mountain")
MORE_STAIRS = make_place("more", 2, steps=300, climb_metres=80, walking_minutes=40, category="mountain")


@pytest.mark.parametrize(
    ("limits", "rule", "found"),
    [
        (Limits(steps=599), Rule.TOO_MANY_STEPS, 600),
        (Limits(climb_metres=159), Rule.TOO_MUCH_CLIMBING, 160),
        (Limits(walking_minutes=79), Rule.TOO_MUCH_WALKING, 80),
        (Limits(walking_minutes=109, on_foot=True), Rule.TOO_MUCH_WALKING, 110),
        (Limits(active_minutes=149), Rule.TOO_LONG_ON_THE_GO, 150),
        (Limits(of_a_category=1), Rule.TOO_MUCH_OF_A_KIND, 2),
    ],
)
def test_a_limit_of_the_day_that_is_passed_is_told(limits: Limits, rule: Rule, found: int) -> None:
    tiring = make_problem(STAIRS, MORE_STAIRS, limits=limits)

    most = found - 1
    assert check(tiring, plan(stop(STAIRS, 600), stop(MORE_STAIRS, 700))) == (
        Violation(rule, 0, None, "", most, found),
    )


def test_a_day_without_its_rest_is_told() -> None:
    resting = make_problem()
    resting = replace(resting, days=(replace(resting.days[0], rests=(REST,)),))

    rest = Stop(None, Kind.REST, 900, 900, 930, meal="rest")
    made = [check(resting, plan()), check(resting, plan(rest)), check(resting, plan(replace(rest, kind=Kind.MEAL)))]
    missing = Violation(Rule.REST_MISSING, 0, None, "rest", 900, 960)
    assert made == [(missing,), (), (missing,)]


def test_a_locked_stop_that_is_gone_is_told() -> None:
    locked = problem(locks=(target("sight", day=0, between=(600, 600)),))

    assert check(locked, plan(stop(SIGHT, 601))) == (Violation(Rule.MUST_MISSING, 0, None, "sight"),)
    assert check(locked, plan(stop(SIGHT, 600))) == ()

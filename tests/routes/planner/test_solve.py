"""The search keeps every rule, keeps musts or names the rule that forbids them, and repeats itself."""

import os
import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import given

from routes.planner import (
    Infeasible,
    Kind,
    Limits,
    Preference,
    Problem,
    Rule,
    Target,
    Window,
    check,
    solve,
)
from tests.routes.planner.problems import (
    DINNER,
    LUNCH,
    REST,
    make_day,
    make_event,
    make_kitchen,
    make_place,
    make_problem,
    make_travel,
    problems,
)

HASHES_OF_A_PLAN = """
from tests.routes.planner.problems import *
problem = make_problem(*(make_place(f"p{n}", n, days=3) for n in range(1, 20)), days=3, meals=(LUNCH, DINNER),
    musts=(Target(frozenset({"p3", "p4", "p5"}), "any"),))
from routes.planner import solve
print(solve(problem, rounds=5, seed=3))
"""


def stops(problem: Problem, rounds: int = 4) -> list[list[str | None]]:
    return [[stop.candidate for stop in day.stops] for day in solve(problem, rounds=rounds, seed=0).days]


def refused(problem: Problem) -> Infeasible:
    with pytest.raises(Infeasible) as caught:
        solve(problem, rounds=0, seed=0)
    return caught.value


@given(problems())
def test_every_plan_passes_the_checker_or_the_rule_is_named(problem: Problem) -> None:
    try:
        plan = solve(problem, rounds=2, seed=1)
    except Infeasible as infeasible:
        named = (infeasible.target, infeasible.rule in Rule)
    else:
        assert check(problem, plan, with_margins=True) == ()
        return

    assert named in {(label, True) for label in ("", *(must.label for must in problem.kept))}


@given(problems())
def test_the_same_problem_rounds_and_seed_give_the_same_plan(problem: Problem) -> None:
    try:
        first = solve(problem, rounds=2, seed=5)
    except Infeasible:
        return

    assert solve(problem, rounds=2, seed=5) == first


def test_the_plan_does_not_depend_on_the_hash_seed() -> None:
    plans = {
        subprocess.run(
            [sys.executable, "-c", HASHES_OF_A_PLAN],
            env={"PYTHONHASHSEED": seed, "NUMBA_CACHE_DIR": os.environ["NUMBA_CACHE_DIR"]},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "2")
    }

    assert len(plans) == 1


def test_an_empty_county_gives_a_day_of_meals() -> None:
    problem = make_problem(meals=(LUNCH, DINNER))

    assert stops(problem) == [[None, None]]


def test_a_closed_place_is_left_out_of_the_plan() -> None:
    shut = make_place("shut", 2, windows=((),))
    problem = make_problem(make_place("open", 1), shut)

    assert stops(problem) == [["open"]]


def test_a_kitchen_takes_the_place_of_a_meal_nearby() -> None:
    problem = make_problem(make_kitchen("kitchen", 1), meals=(LUNCH,))

    plan = solve(problem, rounds=0, seed=0)

    assert [(stop.kind, stop.candidate, stop.meal) for stop in plan.days[0].stops] == [(Kind.MEAL, "kitchen", "lunch")]


def test_a_banquet_at_noon_is_the_lunch() -> None:
    banquet = make_event("banquet", 1, 12 * 60, serves=frozenset({"lunch"}))
    problem = make_problem(banquet, meals=(LUNCH,))

    assert stops(problem) == [["banquet"]]


def test_a_day_on_the_mountain_holds_its_lunch() -> None:
    mountain = make_place("mountain", 1, windows=((Window(510, 660, 360),),), serves=frozenset({"lunch"}), value=900)
    problem = make_problem(mountain, meals=(LUNCH,))

    assert stops(problem) == [["mountain"]]


def test_a_place_and_its_part_never_meet() -> None:
    part = make_place("part", 2, excludes=frozenset({"whole"}))
    problem = make_problem(make_place("whole", 1, value=300), part)

    assert stops(problem) == [["whole"]]


def test_the_pace_limits_the_stops_of_a_day() -> None:
    sights = [make_place(f"p{number}", number) for number in range(1, 7)]
    problem = make_problem(*sights, limits=Limits(2))

    assert [len(day) for day in stops(problem)] == [2]


def test_the_budget_is_for_the_whole_trip() -> None:
    dear = make_place("dear", 1, days=2, value=500, cost_fen=9_000)
    also = make_place("also", 2, days=2, cost_fen=2_000)
    problem = make_problem(dear, also, days=2, budget_fen=10_000)

    assert [name for day in stops(problem) for name in day] == ["dear"]


def test_a_preference_wins_among_equals() -> None:
    sights = [make_place(f"p{number}", number) for number in range(1, 4)]
    liked = Preference(Target(frozenset({"p2"}), "p2"), 50)
    problem = make_problem(*sights, preferences=(liked,), limits=Limits(1))

    assert stops(problem) == [["p2"]]


def test_what_is_avoided_on_one_day_may_be_seen_on_another() -> None:
    avoid = Target(frozenset({"sight"}), "sight", day=0)
    problem = make_problem(make_place("sight", 1, days=2), days=2, avoids=(avoid,))

    assert stops(problem) == [[], ["sight"]]


def test_hours_that_are_avoided_are_kept_free() -> None:
    avoid = Target(frozenset({"sight"}), "sight", between=(0, 12 * 60))
    problem = make_problem(make_place("sight", 1), avoids=(avoid,))

    plan = solve(problem, rounds=0, seed=0)

    assert plan.days[0].stops[0].start == 12 * 60 + 1


def test_a_day_sets_out_as_late_as_its_first_stop_allows() -> None:
    problem = make_problem(make_place("sight", 1, opens=10 * 60))

    day = solve(problem, rounds=0, seed=0).days[0]

    assert (day.depart, day.stops[0].arrive, day.stops[0].start) == (580, 600, 600)


def test_spare_time_is_what_the_rest_of_the_day_leaves() -> None:
    first, show = make_place("first", 1, last=18 * 60), make_event("show", 2, 15 * 60)
    problem = make_problem(first, show, musts=(Target(frozenset({"first"}), "first", between=(540, 540)),))

    made = solve(problem, rounds=0, seed=0).days[0].stops

    assert [(stop.candidate, stop.spare) for stop in made] == [("first", 900 - 20 - 60 - 540), ("show", 900 - 620)]


def test_a_must_is_kept_on_its_day_within_its_hours() -> None:
    must = Target(frozenset({"sight"}), "sight", day=1, between=(14 * 60, 15 * 60))
    sights = [make_place(f"p{number}", number, days=2) for number in range(2, 12)]
    problem = make_problem(make_place("sight", 1, days=2, value=1), *sights, days=2, musts=(must,))

    made = solve(problem, rounds=4, seed=0).days[1].stops

    assert [14 * 60 <= stop.start <= 15 * 60 for stop in made if stop.candidate == "sight"] == [True]


def test_the_deadline_is_asked_between_slices_of_rounds_and_owned_up_to() -> None:
    asked = []

    def out_of_time() -> bool:
        asked.append(True)
        return len(asked) > 2

    plan = solve(make_problem(make_place("sight", 1)), rounds=5000, seed=0, deadline=out_of_time)

    assert (len(asked), plan.stopped_early) == (3, True)


def test_a_rest_is_kept_free_and_a_tea_house_may_serve_it() -> None:
    day = replace(make_day(), rests=(REST,))
    tea = make_place("tea", 1, serves=frozenset({"rest"}), windows=((Window(15 * 60, 16 * 60, 60),),))

    sight = make_place("sight", 1, windows=((Window(9 * 60, 9 * 60, 60),),))

    home = solve(Problem(days=(day,), candidates=(), travel=make_travel()), rounds=0, seed=0)
    bare = solve(Problem(days=(day,), candidates=(sight,), travel=make_travel()), rounds=50, seed=0)
    served = solve(Problem(days=(day,), candidates=(tea,), travel=make_travel()), rounds=0, seed=0)

    assert home.days[0].stops == ()
    assert [(stop.kind, stop.start, stop.meal) for stop in bare.days[0].stops[1:]] == [(Kind.REST, 15 * 60, "rest")]
    assert [stop.candidate for stop in served.days[0].stops] == ["tea"]


@pytest.mark.parametrize(
    ("limits", "columns"),
    [
        (Limits(walking_minutes=100), {"walking_minutes": 50}),
        (Limits(walking_minutes=60, on_foot=True), {}),
        (Limits(active_minutes=2 * 60 + 3 * 20), {}),
        (Limits(steps=100), {"steps": 50}),
        (Limits(climb_metres=100), {"climb_metres": 50}),
        (Limits(of_a_category=2), {"category": "temple"}),
    ],
)
def test_a_limit_of_the_day_is_reached_and_not_passed(limits: Limits, columns: dict[str, int]) -> None:
    sights = [make_place(f"p{number}", number, **columns) for number in range(1, 6)]

    assert [len(day) for day in stops(make_problem(*sights, limits=limits))] == [2]


def test_what_comes_again_and_again_is_worth_less() -> None:
    temples = [make_place(f"t{number}", number, category="temple") for number in range(1, 4)]
    sights = [make_place(f"s{number}", number + 4, value=60) for number in range(3)]
    limits = Limits(3, sated=(30, 50))

    plan = solve(make_problem(*temples, *sights, limits=limits), rounds=50, seed=0)

    chosen = sorted(stop.candidate[0] for stop in plan.days[0].stops if stop.candidate)
    assert (chosen, plan.score, plan.worth) == (["s", "t", "t"], 260, 230)


def test_a_locked_stop_stays_on_its_day_at_its_hour() -> None:
    sights = [make_place(f"p{number}", number, days=2, value=300) for number in range(2, 12)]
    lock = Target(frozenset({"kept"}), "kept", day=1, between=(700, 700))

    plan = solve(
        make_problem(make_place("kept", 1, days=2, value=0), *sights, days=2, locks=(lock,)), rounds=50, seed=0
    )

    assert [stop.start for stop in plan.days[1].stops if stop.candidate == "kept"] == [700]


def test_a_search_may_begin_from_a_plan() -> None:
    sights = [make_place(f"p{number}", number, days=2) for number in range(1, 20)]
    problem = make_problem(*sights, days=2, meals=(LUNCH, DINNER))
    good = solve(problem, rounds=200, seed=0)

    assert solve(problem, rounds=0, seed=0, start=good) == good


def must(name: str, **where: object) -> Target:
    return Target(frozenset({name}), name, **where)  # type: ignore[arg-type]  # day, between


@pytest.mark.parametrize(
    ("problem", "rule"),
    [
        (make_problem(musts=(must("nowhere"),)), Rule.UNKNOWN_PLACE),
        (make_problem(make_place("town", 1, barred=Rule.NOT_A_STOP), musts=(must("town"),)), Rule.NOT_A_STOP),
        (make_problem(make_place("shut", 1, windows=((),)), musts=(must("shut"),)), Rule.CLOSED_THAT_DAY),
        (make_problem(make_event("show", 1, 900, days=2), days=2, musts=(must("show", day=1),)), Rule.EVENT_MISSED),
        (make_problem(make_place("sight", 1), musts=(must("sight", between=(480, 539)),)), Rule.NOT_YET_OPEN),
        (make_problem(make_place("sight", 1), musts=(must("sight", between=(961, 999)),)), Rule.LAST_ENTRY_MISSED),
        (make_problem(make_event("dawn", 1, 300), musts=(must("dawn"),)), Rule.DAY_TOO_EARLY),
        (make_problem(make_event("night", 1, 1200), musts=(must("night"),)), Rule.DAY_TOO_LONG),
        (make_problem(make_event("late", 1, 1130), musts=(must("late"),)), Rule.DAY_TOO_LONG),
        (make_problem(make_place("sight", 1), musts=(must("sight"),), avoids=(must("sight"),)), Rule.AVOIDED),
        (make_problem(make_place("dear", 1, cost_fen=2), budget_fen=1, musts=(must("dear"),)), Rule.BUDGET),
        (make_problem(make_place("sight", 1), limits=Limits(0), musts=(must("sight"),)), Rule.TOO_MANY_STOPS),
        (
            make_problem(make_event("noon", 1, 650, minutes=180), meals=(LUNCH,), musts=(must("noon"),)),
            Rule.MEAL_MISSING,
        ),
        (
            make_problem(
                make_kitchen("breakfast", 1, windows=((Window(540, 570, 60),),)),
                meals=(LUNCH,),
                musts=(must("breakfast"),),
            ),
            Rule.MEAL_MISSING,
        ),
        (make_problem(make_event("show", 1, 511), musts=(must("show"),)), Rule.LAST_ENTRY_MISSED),
        (
            make_problem(make_place("stairs", 1, steps=500), limits=Limits(steps=499), musts=(must("stairs"),)),
            Rule.TOO_MANY_STEPS,
        ),
        (
            make_problem(make_place("ridge", 1, climb_metres=9), limits=Limits(climb_metres=8), musts=(must("ridge"),)),
            Rule.TOO_MUCH_CLIMBING,
        ),
        (
            make_problem(make_place("far", 1), limits=Limits(walking_minutes=39, on_foot=True), musts=(must("far"),)),
            Rule.TOO_MUCH_WALKING,
        ),
        (
            make_problem(make_place("long", 1), limits=Limits(active_minutes=99), musts=(must("long"),)),
            Rule.TOO_LONG_ON_THE_GO,
        ),
        (
            make_problem(make_place("any", 1, category="x"), limits=Limits(of_a_category=0), musts=(must("any"),)),
            Rule.TOO_MUCH_OF_A_KIND,
        ),
    ],
)
def test_an_impossible_must_is_refused_with_its_rule(problem: Problem, rule: Rule) -> None:
    infeasible = refused(problem)

    assert (infeasible.rule, infeasible.target) == (rule, problem.musts[0].label)


@pytest.mark.parametrize(
    ("first", "second", "rule"),
    [
        (make_event("one", 1, 900), make_event("two", 2, 930), Rule.MUSTS_CONFLICT),
        (make_place("one", 1), make_place("two", 2, excludes=frozenset({"one"})), Rule.PART_AND_WHOLE),
        (make_event("one", 1, 900), make_event("two", 2, 600, excludes=frozenset({"one"})), Rule.REPEATED_EVENT),
        (make_place("one", 1, cost_fen=60), make_place("two", 2, cost_fen=60), Rule.BUDGET),
    ],
)
def test_two_musts_that_exclude_each_other_are_both_named(first: object, second: object, rule: Rule) -> None:
    problem = make_problem(first, second, musts=(must("one"), must("two")), budget_fen=100)  # type: ignore[arg-type]  # fen

    infeasible = refused(problem)

    assert (infeasible.rule, {infeasible.target, infeasible.other}) == (rule, {"one", "two"})


def test_three_musts_that_only_clash_together_are_refused() -> None:
    shows = [make_event(f"e{number}", number, 600 + 130 * number, minutes=100) for number in range(3)]
    sights = [
        make_place(f"s{number}", 4 + number, opens=600, last=601 + number, windows=((Window(600, 605, 60),),))
        for number in range(2)
    ]
    problem = make_problem(*shows, *sights, musts=tuple(must(each.id) for each in (*shows, *sights)))

    assert refused(problem).rule is Rule.MUSTS_CONFLICT


def test_a_day_too_short_for_the_way_is_refused() -> None:
    day = replace(make_day(closes=OPENS_PLUS), end=1)
    problem = make_problem(days=1, travel=make_travel(minutes=60))

    infeasible = refused(replace(problem, days=(day,)))

    assert (infeasible.rule, infeasible.obstacle.needed, infeasible.obstacle.found) == (Rule.DAY_TOO_LONG, 570, 540)


OPENS_PLUS = 540


def test_a_day_whose_way_leaves_no_meal_is_refused() -> None:
    day = replace(make_day(closes=13 * 60, meals=(LUNCH,)), end=1)
    problem = make_problem(travel=make_travel(minutes=100))

    assert refused(replace(problem, days=(day,))).rule is Rule.MEAL_MISSING


def test_dinner_follows_lunch() -> None:
    problem = make_problem(make_kitchen("kitchen", 1), meals=(LUNCH, DINNER))

    plan = solve(problem, rounds=2, seed=0)

    assert [stop.meal for stop in plan.days[0].stops] == ["lunch", "dinner"]

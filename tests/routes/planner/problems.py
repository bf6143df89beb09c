"""Makers of planning problems: one small and plain, and random ones for property tests."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

from hypothesis import strategies as st

from routes.planner import Candidate, Day, Kind, Limits, Meal, Preference, Problem, Rest, Target, Travel, Window

LUNCH = Meal("lunch", 11 * 60, 13 * 60 + 30, 60)
DINNER = Meal("dinner", 17 * 60, 19 * 60 + 30, 60)
REST = Rest("rest", 15 * 60, 16 * 60, 30)
OPENS, CLOSES = 8 * 60 + 30, 20 * 60 + 30
LEG = 20
MOST_POINTS = 40


def make_travel(points: int = MOST_POINTS, minutes: int = LEG) -> Travel:
    """Return travel that takes the same time between any two points."""
    rows = range(points)
    legs = tuple(tuple(0 if row == column else minutes for column in rows) for row in rows)
    least = tuple(tuple(leg // 2 for leg in row) for row in legs)
    metres = tuple(tuple(leg * 500 for leg in row) for row in legs)
    return Travel(
        legs, least, metres, tuple((False,) * points for _ in rows), tuple(("estimate",) * points for _ in rows)
    )


def make_day(number: int = 0, *, meals: tuple[Meal, ...] = (), opens: int = OPENS, closes: int = CLOSES) -> Day:
    """Return a day that starts and ends at point 0."""
    return Day(date(2026, 12, 5) + timedelta(days=number), 0, 0, opens, closes, meals)


def make_place(
    name: str, point: int, *, days: int = 1, opens: int = 9 * 60, last: int = 16 * 60, **columns: Any
) -> Candidate:
    """Return a sight for an hour, open every day."""
    sight = Candidate(
        id=name,
        kind=Kind.PLACE,
        point=point,
        windows=(((Window(opens, last, 60)),),) * days,
        value=100,
        least_minutes=30,
    )
    return replace(sight, **columns)


def make_event(
    name: str, point: int, start: int, *, minutes: int = 90, day: int = 0, days: int = 1, **columns: Any
) -> Candidate:
    """Return an event at a fixed hour of one day."""
    show = Candidate(
        id=name,
        kind=Kind.EVENT,
        point=point,
        windows=tuple((Window(start, start, minutes),) if number == day else () for number in range(days)),
        value=200,
        least_minutes=minutes,
    )
    return replace(show, **columns)


def make_kitchen(name: str, point: int, *, days: int = 1, **columns: Any) -> Candidate:
    """Return a place to eat, open for lunch and dinner."""
    kitchen = Candidate(
        id=name,
        kind=Kind.MEAL,
        point=point,
        windows=((Window(11 * 60, 19 * 60, 60),),) * days,
        value=50,
        least_minutes=30,
        serves=frozenset({"lunch", "dinner"}),
    )
    return replace(kitchen, **columns)


def make_problem(*candidates: Candidate, days: int = 1, meals: tuple[Meal, ...] = (), **columns: Any) -> Problem:
    """Return a problem of plain days."""
    plain = Problem(
        days=tuple(make_day(number, meals=meals) for number in range(days)),
        candidates=candidates,
        travel=make_travel(),
    )
    return replace(plain, **columns)


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """Draw a county: days, places, events and kitchens, musts, avoids, a budget."""
    random = draw(st.randoms(use_true_random=False))
    days = draw(st.integers(1, 4))
    size = draw(st.integers(0, 18))
    candidates = tuple(_candidate(random, number, days) for number in range(size))
    ids = [candidate.id for candidate in candidates]
    wished = [_target(random, name, days) for name in ids if random.random() < 0.25]
    return Problem(
        days=tuple(_day(random, number) for number in range(days)),
        candidates=candidates,
        travel=_travel(random, size + 2),
        musts=tuple(wished[: draw(st.integers(0, 4))]),
        avoids=tuple(_target(random, name, days) for name in ids if random.random() < 0.1),
        preferences=tuple(Preference(_target(random, name, days), 150) for name in ids if random.random() < 0.1),
        budget_fen=draw(st.none() | st.integers(0, 60_000)),
        limits=_limits(random) if draw(st.booleans()) else Limits(draw(st.integers(1, 6))),
        locks=tuple(_lock(random, name, days) for name in ids if random.random() < 0.04),
    )


def _limits(random: Random) -> Limits:
    return Limits(
        random.randrange(1, 7),
        points_a_travel_minute=random.choice((0, 1, 2)),
        walking_minutes=random.choice((None, 60, 150)),
        active_minutes=random.choice((None, 300, 500)),
        steps=random.choice((None, 400)),
        climb_metres=random.choice((None, 200)),
        of_a_category=random.choice((None, 1, 2)),
        on_foot=random.random() < 0.3,
        sated=random.choice(((), (30, 80), (10,))),
    )


def _lock(random: Random, name: str, days: int) -> Target:
    start = random.randrange(540, 900)
    return Target(frozenset({name}), f"lock {name}", random.randrange(days), random.choice((None, (start, start))))


def _day(random: Random, number: int) -> Day:
    opens = random.choice((0, 480, 510, 600))
    closes = random.choice((840, 1080, 1230, 1440))
    meals = tuple(
        meal
        for meal in (LUNCH, DINNER)
        if random.random() < 0.8 and opens <= meal.latest and max(opens, meal.earliest) + meal.minutes <= closes
    )
    rests = (REST,) if random.random() < 0.3 and opens <= REST.earliest and closes >= REST.latest else ()
    return Day(date(2026, 12, 5) + timedelta(days=number), 0, random.choice((0, 1)), opens, closes, meals, rests)


def _travel(random: Random, points: int) -> Travel:
    spots = [(random.uniform(0, 60), random.uniform(0, 60)) for _ in range(points)]
    minutes = tuple(
        tuple(0 if one is two else 5 + round(abs(one[0] - two[0]) + abs(one[1] - two[1])) for two in spots)
        for one in spots
    )
    least = tuple(tuple(leg // 2 for leg in row) for row in minutes)
    return Travel(
        minutes, least, minutes, tuple((False,) * points for _ in spots), tuple(("estimate",) * points for _ in spots)
    )


def _candidate(random: Random, number: int, days: int) -> Candidate:
    name, point = f"c{number}", number + 2
    effort: dict[str, Any] = {
        "walking_minutes": random.choice((0, 20, 60)),
        "steps": random.choice((0, 100, 500)),
        "climb_metres": random.choice((0, 150)),
        "category": random.choice(("", "temple", "museum")),
    }
    others = frozenset(f"c{random.randrange(18)}" for _ in range(random.choice((0, 0, 0, 1, 2)))) - {name}
    cost = random.choice((None, 0, 3_000, 20_000))
    value = random.randrange(0, 500)
    kind = random.choice(("place", "place", "whole day", "event", "kitchen"))
    if kind == "event":
        start = random.randrange(400, 1300)
        serves = frozenset({"lunch"}) if random.random() < 0.3 else frozenset()
        event = make_event(name, point, start, day=random.randrange(days), days=days, cost_fen=cost, excludes=others)
        return replace(event, value=value, serves=serves, **effort)
    if kind == "kitchen":
        return make_kitchen(name, point, days=days, cost_fen=cost, value=value, excludes=others)
    minutes = 300 if kind == "whole day" else random.choice((20, 45, 90))
    windows = tuple(_windows(random, minutes) for _ in range(days))
    serves = frozenset({"lunch"}) if kind == "whole day" else random.choice((frozenset(), frozenset({"rest"})))
    return Candidate(name, Kind.PLACE, point, windows, value, min(20, minutes), cost, others, serves, **effort)


def _windows(random: Random, minutes: int) -> tuple[Window, ...]:
    if random.random() < 0.2:
        return ()
    morning, evening = random.randrange(420, 660), random.randrange(960, 1260)
    if random.random() < 0.3 and minutes <= 90:
        return (Window(morning, 720 - minutes + 60, minutes), Window(840, evening, minutes))
    return (Window(morning, max(morning, evening - minutes), minutes),)


def _target(random: Random, name: str, days: int) -> Target:
    day = random.choice((None, None, random.randrange(days)))
    first = random.randrange(480, 900)
    between = random.choice((None, None, (first, first + random.choice((0, 60, 300)))))
    return Target(
        frozenset({name, f"c{random.randrange(18)}"} if random.random() < 0.2 else {name}), name, day, between
    )

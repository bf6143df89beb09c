"""Makes trips of the shape that a county has: villages round a town, opening hours, shows, kitchens, money, hotels."""

from dataclasses import dataclass
from datetime import date, timedelta
from math import hypot
from random import Random

from routes.planner import Candidate, Day, Kind, Limits, Meal, Problem, Travel, Window

FIRST_DAY = date(2026, 12, 5)
LUNCH, DINNER = Meal("lunch", 660, 810, 60), Meal("dinner", 1020, 1170, 60)
OPENS, CLOSES = 510, 1230
KINDS = ("temple", "museum", "mountain", "garden", "workshop", "village", "monument", "market")
VILLAGES = 12
COUNTY_KM = 30.0
KM_AN_HOUR = 38.0
ENTRY_MINUTES = 5
POINTS_A_TRAVEL_MINUTE = 2
EVENTS_A_DAY = 3


@dataclass(frozen=True, slots=True)
class Shape:
    """How large a trip is: its days, the candidates to choose from, and whether it moves from hotel to hotel."""

    days: int
    candidates: int
    moves: bool


def made(shape: Shape, seed: int) -> Problem:
    """Return the trip of a shape and a seed, the same one always."""
    random = Random(f"{shape} {seed}")
    villages = [(random.uniform(0, COUNTY_KM), random.uniform(0, COUNTY_KM)) for _ in range(VILLAGES)]
    hotels = villages[:3] if shape.moves else villages[:1]
    kitchens = max(3, shape.candidates // 6)
    events = min(EVENTS_A_DAY * shape.days, shape.candidates // 5)
    spots = [*hotels, *(_spot(random, villages) for _ in range(shape.candidates))]
    first = len(hotels)
    candidates = [
        _kitchen(random, shape, number, first + number)
        if number < kitchens
        else _event(random, shape, number, first + number)
        if number < kitchens + events
        else _sight(random, shape, number, first + number)
        for number in range(shape.candidates)
    ]
    return Problem(
        days=tuple(_day(number, len(hotels)) for number in range(shape.days)),
        candidates=tuple(candidates),
        travel=_travel(spots),
        budget_fen=random.randrange(12_000, 20_000) * shape.days,
        limits=Limits(
            random.choice((4, 5, 6)),
            POINTS_A_TRAVEL_MINUTE,
            walking_minutes=random.choice((150, 200, 260)),
            active_minutes=random.choice((420, 480, 540)),
            of_a_category=2,
        ),
    )


def _spot(random: Random, villages: list[tuple[float, float]]) -> tuple[float, float]:
    x, y = random.choice(villages)
    return x + random.gauss(0, 1.5), y + random.gauss(0, 1.5)


def _day(number: int, hotels: int) -> Day:
    """Return a day from last night's hotel to tonight's."""
    return Day(
        FIRST_DAY + timedelta(days=number), number % hotels, (number + 1) % hotels, OPENS, CLOSES, (LUNCH, DINNER)
    )


def _travel(spots: list[tuple[float, float]]) -> Travel:
    lines = [[hypot(one[0] - other[0], one[1] - other[1]) * 1.35 for other in spots] for one in spots]
    minutes = tuple(
        tuple(0 if km == 0 else ENTRY_MINUTES + round(km / KM_AN_HOUR * 60) for km in line) for line in lines
    )
    metres = tuple(tuple(round(km * 1000) for km in line) for line in lines)
    about = tuple((True,) * len(spots) for _ in spots)
    return Travel(minutes, minutes, metres, about, tuple(("estimate",) * len(spots) for _ in spots))


def _kitchen(random: Random, shape: Shape, number: int, point: int) -> Candidate:
    return Candidate(
        id=f"kitchen-{number}",
        kind=Kind.MEAL,
        point=point,
        windows=((Window(660, 810, 60), Window(1020, 1200, 60)),) * shape.days,
        value=random.randrange(20, 120),
        least_minutes=30,
        cost_fen=random.randrange(3, 9) * 1000,
        serves=frozenset({"lunch", "dinner"}),
    )


def _event(random: Random, shape: Shape, number: int, point: int) -> Candidate:
    on, start = random.randrange(shape.days), random.choice((540, 570, 600, 840, 870, 900, 1140))
    minutes = random.choice((60, 90, 120)) if start < 1140 else 60
    return Candidate(
        id=f"show-{number}",
        kind=Kind.EVENT,
        point=point,
        windows=tuple((Window(start, start, minutes),) if day == on else () for day in range(shape.days)),
        value=random.randrange(150, 500),
        least_minutes=minutes,
        cost_fen=random.choice((0, 0, 3000, 8000)),
        category=random.choice(("opera", "fair")),
    )


def _sight(random: Random, shape: Shape, number: int, point: int) -> Candidate:
    minutes = random.choice((30, 45, 60, 60, 90, 120, 180))
    shut = random.choice((None, None, *range(7)))
    noon_break = random.random() < 0.25 and minutes <= 120
    opens, closes = random.choice((480, 510, 540)), random.choice((1020, 1050, 1080))
    windows: tuple[Window, ...] = (Window(opens, closes - minutes, minutes),)
    if noon_break:
        windows = (Window(opens, 720 - minutes, minutes), Window(840, closes - minutes, minutes))
    return Candidate(
        id=f"sight-{number}",
        kind=Kind.PLACE,
        point=point,
        windows=tuple(
            () if (FIRST_DAY + timedelta(days=day)).weekday() == shut else windows for day in range(shape.days)
        ),
        value=round(minutes * random.uniform(1.0, 5.0)),
        least_minutes=min(30, minutes),
        cost_fen=random.choice((0, 0, 2000, 5000, 12_000)),
        category=random.choice(KINDS),
        walking_minutes=round(minutes * random.choice((0.2, 0.5, 0.8))),
    )

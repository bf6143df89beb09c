"""What a day may ask of a party: its rests, its walking and its time on the go. All of it is assumption, none a fact.

An elder, or whoever cannot climb, sits down at least every two and a half hours: once in the morning and once in the
afternoon, between the meals, 20 minutes, 30 at a relaxed pace. A visit of most of a day holds its rests as it holds its
lunch, and a show or a banquet is sat through. On a day they walk 150, 180 or 210 minutes at most, by pace, and are on
the go for 420, 480 or 540, with meals, rests and seats not counted. Anybody else keeps to 540 at a relaxed pace alone.

Nobody has measured the walking at a stop. It is taken as a share of the shortest visit: who stays longer sits longer.
"""

from events.choices import Category
from routes.planner import Limits, Rest
from routes.request import Mobility, Pace, TripRequest
from routes.travel import Mode

MORNING = ("morning_rest", 9 * 60 + 30, 11 * 60)
AFTERNOON = ("afternoon_rest", 15 * 60, 16 * 60 + 30)
RESTS = frozenset({MORNING[0], AFTERNOON[0]})
REST_MINUTES = {Pace.RELAXED: 30, Pace.NORMAL: 20, Pace.FULL: 20}
# Whoever is out for less than this on either side of the hour of a rest is not owed one.
OUT_BEFORE_REST = 60
WALKING_A_DAY = {Pace.RELAXED: 150, Pace.NORMAL: 180, Pace.FULL: 210}
ON_THE_GO_A_DAY = {Pace.RELAXED: 420, Pace.NORMAL: 480, Pace.FULL: 540}
RELAXED_ON_THE_GO = 540
SEATED = frozenset({Category.OPERA, Category.BANQUET})
WALKED = 0.4
WALKED_SHARE = {
    "museum": 0.3,
    "exhibition": 0.3,
    "workshop": 0.2,
    "shop": 0.2,
    "tea_house": 0.0,
    "restaurant": 0.0,
    "classroom": 0.0,
    Category.OPERA: 0.0,
    Category.BANQUET: 0.0,
    Category.TOURNAMENT: 0.1,
    Category.WORKSHOP: 0.1,
    Category.TRAINING: 0.1,
}
MINUTES_WITHOUT_TOILET = 180
TOILET_BONUS = 1.1


def tires_soon(request: TripRequest) -> bool:
    """Say whether somebody in the party has to sit down now and then."""
    return request.party.seniors > 0 or request.mobility is not Mobility.ANY


def rests_of(request: TripRequest, opens: int, closes: int) -> tuple[Rest, ...]:
    """Return the rests that a day owes; ``rests`` of the request says yes or no to what the party suggests."""
    if not (tires_soon(request) if request.rests is None else request.rests):
        return ()
    minutes = REST_MINUTES[request.pace]
    return tuple(
        Rest(name, earliest, latest, minutes)
        for name, earliest, latest in (MORNING, AFTERNOON)
        if opens + OUT_BEFORE_REST <= latest and closes >= latest + minutes + OUT_BEFORE_REST
    )


def limits_of(request: TripRequest, limits: Limits) -> Limits:
    """Return the limits of a day with those of the party."""
    if not tires_soon(request):
        most = RELAXED_ON_THE_GO if request.pace is Pace.RELAXED else None
        return _with(limits, None, most, request.transport)
    return _with(limits, WALKING_A_DAY[request.pace], ON_THE_GO_A_DAY[request.pace], request.transport)


def _with(limits: Limits, walking: int | None, on_the_go: int | None, mode: Mode) -> Limits:
    return Limits(
        stops_a_day=limits.stops_a_day,
        points_a_travel_minute=limits.points_a_travel_minute,
        walking_minutes=walking,
        active_minutes=on_the_go,
        steps=limits.steps,
        on_foot=mode is Mode.WALK,
    )


def walking_minutes(kind: str, shortest: int) -> int:
    """Return how long a visit is walked: of a kind of place, or a category of events."""
    return round(WALKED_SHARE.get(kind, WALKED) * shortest)


def is_worth_more(request: TripRequest, *, has_toilet: bool) -> bool:
    """Say whether a known toilet speaks for a stop: to elders and children it does."""
    return has_toilet and (tires_soon(request) or request.party.children > 0)

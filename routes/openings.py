"""When a place can be visited on a day: its hours, or a stated assumption where they are not known."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from routes.planner import Window
from routes.request import Pace
from tourism.places.models import Answer, Closure, Place
from tourism.values.hours import MinuteSpan, OpeningHours, SpecialDays, parse_hours

LAST_MINUTE = 24 * 60 - 1
WINTER_MONTHS = frozenset({11, 12, 1, 2})
WINTER_DAYLIGHT = (8 * 60 + 30, 17 * 60)
SUMMER_DAYLIGHT = (8 * 60, 18 * 60)
INDOOR_HOURS = (9 * 60, 17 * 60)
KITCHEN_HOURS = (11 * 60, 20 * 60)
INDOOR_KINDS = frozenset({"museum", "exhibition", "venue", "troupe"})
USUAL_MINUTES = {Place.Role.FOOD: 60, Place.Role.PRODUCER: 45, Place.Role.VENUE: 60}
DEFAULT_MINUTES = 45
LEAST_MINUTES = 20


@dataclass(frozen=True, slots=True)
class DayOpening:
    """The windows of one day, and the hours that had to be assumed for them."""

    windows: tuple[Window, ...]
    assumed: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Stay:
    """How long a visit lasts at a pace, and how long at least."""

    minutes: int
    least: int
    assumed: bool


def stay_of(place: Place, pace: Pace) -> Stay:
    """Return how long a place is visited; without a figure, our default for its role."""
    if place.visit_usual is None:
        usual = USUAL_MINUTES.get(Place.Role(place.role), DEFAULT_MINUTES)
        return Stay(usual, LEAST_MINUTES, assumed=True)
    shortest = place.visit_min or place.visit_usual
    longest = place.visit_max or place.visit_usual
    by_pace = {Pace.RELAXED: longest, Pace.NORMAL: place.visit_usual, Pace.FULL: shortest}
    return Stay(by_pace[pace], shortest, assumed=False)


def openings(
    place: Place,
    days: Iterable[date],
    stay: tuple[int, int],
    special: SpecialDays,
    closures: Iterable[Closure],
) -> tuple[DayOpening, ...]:
    """Return the windows of each day; season and closures win over hours, hours over an assumption.

    ``stay`` is how long a visit is at least, and how long it is where it is open for so long.
    """
    shut = tuple(closures)
    hours = parse_hours(place.hours) if place.hours else None
    return tuple(
        DayOpening((), None)
        if not place.is_in_season(day) or any(closure.covers(day) for closure in shut)
        else _opening(place, hours, day, stay, special)
        for day in days
    )


def _opening(
    place: Place, hours: OpeningHours | None, day: date, stay: tuple[int, int], special: SpecialDays
) -> DayOpening:
    if hours is None:
        assumed = assumed_hours(place, day)
        return DayOpening(_windows((MinuteSpan(*assumed),), stay), assumed)
    sure = hours.open_spans(day, special)
    if sure:
        is_sure = special.covers(day) or not hours.depends_on_holidays
        doubted = None if is_sure and place.fact("hours").get("status") != "assumed" else (sure[0].start, sure[-1].end)
        return DayOpening(_windows(sure, stay), doubted)
    unsure = hours.unknown_spans(day, special)
    return DayOpening(_windows(unsure, stay), (unsure[0].start, unsure[-1].end) if unsure else None)


def assumed_hours(place: Place, day: date) -> tuple[int, int]:
    """Return the hours that are planned with when none are known: a kitchen's, a door's, or daylight."""
    if place.role == Place.Role.FOOD:
        return KITCHEN_HOURS
    if place.indoor == Answer.YES or place.kind in INDOOR_KINDS:
        return INDOOR_HOURS
    return WINTER_DAYLIGHT if day.month in WINTER_MONTHS else SUMMER_DAYLIGHT


def _windows(spans: tuple[MinuteSpan, ...], stay: tuple[int, int]) -> tuple[Window, ...]:
    least, most = stay
    fitting = ((span, max(least, min(most, span.end - span.start))) for span in spans)
    return tuple(
        Window(span.start, min(span.end - minutes, LAST_MINUTE), minutes)
        for span, minutes in fitting
        if span.start <= min(span.end - minutes, LAST_MINUTE)
    )

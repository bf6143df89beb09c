"""What a trip may hold, before the map: each place and each dated event with its hours, its worth and what bars it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from events.choices import Category
from events.models import Event, Occurrence
from routes.access import barred_by_steps
from routes.ends import position_to_plan
from routes.material import Known
from routes.openings import SUMMER_DAYLIGHT, WINTER_DAYLIGHT, WINTER_MONTHS, openings, stay_of
from routes.planner import Candidate, Kind, Meal, Rule, Window
from routes.request import Diet, Pace, Party, TripRequest
from routes.slack import stay_with_slack
from routes.strain import (
    RESTS,
    SEATED,
    TOILET_BONUS,
    is_worth_more,
    rests_of,
    walking_minutes,
)
from routes.weather import in_weather, is_outdoor
from routes.wording import Text
from routes.worth import part_worth, worth
from tourism.places.models import Answer, Closure, Destination, Place
from tourism.values.geo import Basis, Position
from tourism.values.hours import SpecialDays
from tourism.values.money import Fares, Fen

LUNCH = Meal("lunch", 11 * 60, 13 * 60 + 30, 60)
DINNER = Meal("dinner", 17 * 60, 19 * 60 + 30, 60)
WHOLE_DAY_MINUTES = 240
DROP_IN = frozenset({Category.FESTIVAL, Category.TEMPLE_FAIR, Category.FLOWER_SEASON})
DROP_IN_MINUTES = 90
DAY_MINUTES = 24 * 60
NO_STOP_ROLES = frozenset({Place.Role.AREA, Place.Role.HUB, Place.Role.LODGING})
DONKEY = "donkey-meat"


@dataclass(frozen=True, slots=True)
class County:
    """The rows that a trip is planned from."""

    destination: Destination
    places: dict[str, Place]
    occurrences: tuple[Occurrence, ...]
    closures: dict[int, list[Closure]]
    special: SpecialDays
    dates: tuple[date, ...]
    zone: ZoneInfo


@dataclass(frozen=True, slots=True)
class Draft:
    """A candidate before its point is known."""

    id: str
    kind: Kind
    known: Known
    windows: tuple[tuple[Window, ...], ...]
    value: int
    least: int
    cost: Fen | None
    excludes: frozenset[str]
    serves: frozenset[str]
    barred: Rule | None
    walking: int
    idle: int

    def candidate(self, point: int | None) -> Candidate:
        """Return it as the planner knows it, at its point on the map."""
        barred = self.barred or (Rule.POSITION_UNKNOWN if point is None else None)
        return Candidate(
            id=self.id,
            kind=self.kind,
            point=point,
            windows=self.windows,
            value=self.value,
            least_minutes=self.least,
            cost_fen=self.cost,
            excludes=self.excludes,
            serves=self.serves,
            category=self.known.themes[0] if self.known.themes else "",
            barred=barred,
            walking_minutes=self.walking,
            steps=self.known.place.steps or 0 if self.known.place else 0,
            idle_minutes=self.idle,
        )


def place_drafts(request: TripRequest, county: County) -> Iterator[Draft]:
    """Yield what each place of the county is to this request."""
    family = _families(county.places)
    for place in county.places.values():
        yield _place_draft(request, county, place, family[place.slug])


def _families(places: dict[str, Place]) -> dict[str, frozenset[str]]:
    """Return, for each place, the ids of the wholes it is part of; the planner reads them both ways."""
    family: dict[str, frozenset[str]] = {}
    for slug, place in places.items():
        wholes: list[str] = []
        whole = place.part_of
        while whole is not None and f"place:{whole.slug}" not in wholes and len(wholes) < len(places):
            wholes.append(f"place:{whole.slug}")
            known = places.get(whole.slug)
            whole = known.part_of if known else None
        family[slug] = frozenset(wholes)
    return family


def _place_draft(request: TripRequest, county: County, place: Place, wholes: frozenset[str]) -> Draft:
    stay = stay_of(place, request.pace)
    themes = tuple(sorted(theme.slug for theme in place.themes.all()))
    eats = _feeds(place) and request.meals
    # A meal has its length at any pace: a shorter stay would count for none.
    minutes = max(stay.minutes, LUNCH.minutes) if eats else stay.minutes
    # The longest visit of a relaxed pace is slack enough.
    is_longest = request.pace is Pace.RELAXED and not stay.assumed
    planned = minutes if eats or is_longest else stay_with_slack(minutes)
    opened = openings(place, county.dates, (minutes, planned), county.special, county.closures.get(place.pk, []))
    value = worth(themes, place.kind, minutes, request.interests, is_event=False)
    if wholes:
        value = part_worth(value)
    value = _as_asked(request, value, place, None)
    serves = _pauses_at(place, minutes, eats)
    known = Known(
        place=place,
        occurrence=None,
        name=Text(place.name_zh, place.name_en or place.name_zh),
        position=position_to_plan(place),
        themes=themes,
        minutes=planned,
        minutes_assumed=stay.assumed and not eats,
        assumed_hours=tuple(day.assumed for day in opened),
        demo=place.demo,
    )
    return Draft(
        id=f"place:{place.slug}",
        kind=Kind.MEAL if eats else Kind.PLACE,
        known=known,
        windows=tuple(day.windows for day in opened),
        value=0 if place.role == Place.Role.VENUE else value,
        least=min(stay.least, minutes),
        cost=_cost(place.fares, request.party),
        excludes=wholes,
        serves=serves,
        barred=_barred_place(request, county, place, themes),
        walking=walking_minutes(place.kind, min(stay.least, minutes)),
        idle=_idle(request, serves) if not eats else 0,
    )


def _feeds(place: Place) -> bool:
    """Say whether people sit down to eat here; of a lane known for food that is not known."""
    return place.role == Place.Role.FOOD and place.kind != "food_street"


def _as_asked(request: TripRequest, value: int, place: Place | None, event: Event | None) -> int:
    """Return what a visit is worth to this party in this weather."""
    has_toilet = place is not None and place.toilets == Answer.YES
    known = round(value * TOILET_BONUS) if is_worth_more(request, has_toilet=has_toilet) else value
    return in_weather(known, request.weather, outdoor=is_outdoor(place, event))


def _pauses_at(place: Place, minutes: int, eats: bool) -> frozenset[str]:
    """A place to eat serves both meals; a visit of most of a day holds its lunch and its rests."""
    if eats:
        return frozenset({LUNCH.name, DINNER.name})
    return RESTS | {LUNCH.name} if minutes >= WHOLE_DAY_MINUTES and not _feeds(place) else frozenset()


def _idle(request: TripRequest, serves: frozenset[str]) -> int:
    """Return how much of a visit of most of a day is sat: its lunch and its rests."""
    rests = rests_of(request, 0, DAY_MINUTES) if serves >= RESTS else ()
    return sum(rest.minutes for rest in rests) + (LUNCH.minutes if request.meals and LUNCH.name in serves else 0)


def _barred_place(request: TripRequest, county: County, place: Place, themes: tuple[str, ...]) -> Rule | None:
    if place.role in NO_STOP_ROLES:
        return Rule.NOT_A_STOP
    if not any(place.is_in_season(day) for day in county.dates):
        return Rule.OUT_OF_SEASON
    if request.diet is not Diet.NONE and DONKEY in themes:
        return Rule.DIET
    if _feeds(place) and request.diet in (Diet.HALAL, Diet.VEGETARIAN) and place.diet != request.diet.value:
        return Rule.DIET
    return barred_by_steps(place, request.mobility)


def _cost(fares: Fares, party: Party) -> Fen | None:
    return fares.party_cost(adults=party.adults, seniors=party.seniors, children=party.children)


def occurrence_drafts(request: TripRequest, county: County) -> Iterator[Draft]:
    """Yield what each dated event of these days is to this request."""
    siblings: dict[object, list[str]] = {}
    for occurrence in county.occurrences:
        siblings.setdefault(occurrence.event_id, []).append(f"occurrence:{occurrence.public_id}")
    asked = {f"occurrence:{wish.id}" for wish in request.must if wish.kind == "occurrence"}
    for occurrence in county.occurrences:
        own = f"occurrence:{occurrence.public_id}"
        # One date of an event is enough, unless several were asked for by name: both days of a final, say.
        same_event = frozenset(siblings[occurrence.event_id]) - (asked if own in asked else {own}) - {own}
        yield _occurrence_draft(request, county, occurrence, same_event)


def _occurrence_draft(
    request: TripRequest, county: County, occurrence: Occurrence, same_event: frozenset[str]
) -> Draft:
    event = occurrence.event
    venue = occurrence.venue or event.venue
    windows = event_windows(occurrence, county.dates, county.zone)
    themes = tuple(sorted(theme.slug for theme in event.themes.all()))
    minutes = max((window.minutes for day in windows for window in day), default=event.duration_minutes)
    zh, en = occurrence.title_zh or event.title_zh, occurrence.title_en or event.title_en
    known = Known(
        place=venue,
        occurrence=occurrence,
        name=Text(zh, en or zh),
        position=_venue_position(venue, event),
        themes=themes,
        minutes=minutes,
        minutes_assumed=False,
        assumed_hours=tuple(None for _ in county.dates),
        demo=event.demo,
    )
    least, serves = max(1, min(minutes, DROP_IN_MINUTES)), _pauses_during(event, minutes)
    fares = Fares(*(None if fen is None else Fen(fen) for fen in _event_fares(event)))
    return Draft(
        id=f"occurrence:{occurrence.public_id}",
        kind=Kind.EVENT,
        known=known,
        windows=windows,
        value=_as_asked(request, _event_worth(request, event, minutes, themes), venue, event),
        least=least,
        cost=_cost(fares, request.party),
        excludes=same_event,
        serves=serves,
        barred=_barred_event(request, occurrence, themes),
        walking=walking_minutes(event.category, least),
        idle=minutes if event.category in SEATED else _idle(request, serves),
    )


def _pauses_during(event: Event, minutes: int) -> frozenset[str]:
    """A banquet is a meal, a show is sat through; an event of most of a day holds its lunch and its rests."""
    if event.category == Category.BANQUET:
        return RESTS | {LUNCH.name, DINNER.name}
    if minutes >= WHOLE_DAY_MINUTES:
        return RESTS | {LUNCH.name}
    return RESTS if event.category in SEATED else frozenset()


def _event_worth(request: TripRequest, event: Event, minutes: int, themes: tuple[str, ...]) -> int:
    """Return nothing when events are not wanted: what is asked for by name is planned all the same."""
    return worth(themes, event.category, minutes, request.interests, is_event=True) if request.include_events else 0


def _event_fares(event: Event) -> tuple[int | None, int | None, int | None]:
    return event.fare_adult_fen, event.fare_senior_fen, event.fare_child_fen


def _venue_position(venue: Place | None, event: Event) -> Position:
    if venue is not None:
        return position_to_plan(venue)
    return event.town.position if event.town is not None else Position(None, None, Basis.NONE)


def _barred_event(request: TripRequest, occurrence: Occurrence, themes: tuple[str, ...]) -> Rule | None:
    event = occurrence.event
    if occurrence.status == Occurrence.Status.CANCELLED or event.status != Event.Status.PUBLISHED:
        return Rule.EVENT_CANCELLED
    if request.diet is not Diet.NONE and DONKEY in themes:
        return Rule.DIET
    if event.category == Category.BANQUET and request.diet in (Diet.HALAL, Diet.VEGETARIAN):
        return Rule.DIET
    return barred_by_steps(occurrence.venue or event.venue, request.mobility)


def event_windows(occurrence: Occurrence, dates: Sequence[date], zone: ZoneInfo) -> tuple[tuple[Window, ...], ...]:
    """Return the hour of an event on its day; a fair or a flower season can be dropped in on while it lasts."""
    start, end = occurrence.start.astimezone(zone), occurrence.end.astimezone(zone)
    drops_in = occurrence.event.category in DROP_IN or end - start >= timedelta(hours=8)
    if drops_in:
        return tuple(_drop_in_windows(start, end, day) for day in dates)
    first = start.hour * 60 + start.minute
    minutes = max(1, (end - start) // timedelta(minutes=1))
    return tuple((Window(first, first, minutes),) if day == start.date() else () for day in dates)


def _drop_in_windows(start: datetime, end: datetime, day: date) -> tuple[Window, ...]:
    """Return the part of a long event that lies in one day's light."""
    light = WINTER_DAYLIGHT if day.month in WINTER_MONTHS else SUMMER_DAYLIGHT
    opens, closes = _minute_on(start, day), _minute_on(end, day)
    if _is_all_day(opens, closes):
        opens, closes = light
    minutes = min(DROP_IN_MINUTES, closes - opens)
    return (Window(opens, min(closes - minutes, DAY_MINUTES - 1), minutes),) if minutes > 0 else ()


def _is_all_day(opens: int, closes: int) -> bool:
    """Say whether an event names no hours on a day, so that daylight is all there is to go by."""
    return opens == 0 and closes == DAY_MINUTES


def _minute_on(moment: datetime, day: date) -> int:
    if moment.date() < day:
        return 0
    return DAY_MINUTES if moment.date() > day else moment.hour * 60 + moment.minute

"""The one bridge from rows to the planner: reads what is open and on, and says what had to be assumed."""

from datetime import date, datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from routes.access import steps_a_day
from routes.asking import escaped, fault, invalid
from routes.codes import Fault
from routes.drafts import DINNER, LUNCH, County, Draft, occurrence_drafts, place_drafts
from routes.ends import Nights, Site, dates_of, nights
from routes.material import End, Gathered
from routes.planner import Candidate, Day, Kind, Limits, Meal, Preference, Problem, Target, Travel
from routes.queries import (
    closures_to_plan,
    destination_to_plan,
    occurrences_to_plan,
    places_to_plan,
    stated_distances,
)
from routes.request import Pace, TripRequest, Wish
from routes.roads import travel_times
from routes.slack import way_with_slack
from routes.strain import (
    limits_of,
    rests_of,
)
from routes.travel import Point, TravelTimes, WithTable
from routes.wording import Text
from routes.worth import POINTS_A_TRAVEL_MINUTE, PREFERENCE
from tourism.places.models import Place
from tourism.places.queries import special_days
from tourism.places.queries import themes as all_themes
from tourism.values.errors import NotFound
from tourism.values.geo import Position

STOPS_A_DAY = {Pace.RELAXED: 3, Pace.NORMAL: 5, Pace.FULL: 8}


def gather(request: TripRequest) -> Gathered:
    """Return the problem that a request poses, with the rows behind it."""
    county = _county(request)
    themes = {row.slug: Text(row.name_zh, row.name_en) for row in all_themes()}
    _refuse_unknown_themes(request, set(themes))
    stays = nights(request, county.destination, county.places)
    drafts = [*place_drafts(request, county), *occurrence_drafts(request, county)]
    problem, ends = _problem(request, county, stays, drafts, WithTable(stated_distances(), travel_times()))
    return Gathered(
        destination=county.destination,
        problem=problem,
        known={draft.id: draft.known for draft in drafts},
        ends=ends,
        dates=county.dates,
        theme_names=themes,
        assumed_ends=tuple(stays.assumed),
        has_events=any(draft.known.occurrence is not None for draft in drafts),
    )


def _county(request: TripRequest) -> County:
    destination = destination_to_plan(request.destination)
    if destination is None:
        if request.destination is not None:
            raise invalid([fault("/destination", Fault.UNKNOWN_PLACE, found=request.destination)])
        raise NotFound("No county is loaded yet.", text_zh="还没有装入任何一个县的数据。")
    zone = ZoneInfo(destination.timezone)
    dates = dates_of(request)
    first = datetime.combine(dates[0], time(), zone)
    until = datetime.combine(dates[-1] + timedelta(days=1), time(), zone)
    return County(
        destination=destination,
        places={place.slug: place for place in places_to_plan(destination)},
        occurrences=tuple(occurrences_to_plan(destination, first, until)),
        closures=closures_to_plan(destination),
        special=special_days(),
        dates=dates,
        zone=zone,
    )


def _refuse_unknown_themes(request: TripRequest, themes: set[str]) -> None:
    named = [(f"/interests/{escaped(slug)}", slug) for slug in request.interests]
    for name in ("must", "avoid", "prefer"):
        wishes = enumerate(getattr(request, name))
        named += [(f"/{name}/{number}/theme", wish.id) for number, wish in wishes if wish.kind == "theme"]
    wrong = [
        fault(pointer, Fault.UNKNOWN_THEME, found=slug, known=", ".join(sorted(themes)))
        for pointer, slug in named
        if slug not in themes
    ]
    if wrong:
        raise invalid(wrong)


def _problem(
    request: TripRequest, county: County, stays: Nights, drafts: list[Draft], travel: TravelTimes
) -> tuple[Problem, tuple[tuple[End, End], ...]]:
    points = _Points()
    ends = tuple((_end(start, points), _end(end, points)) for start, end in stays.days)
    candidates = tuple(draft.candidate(_point(draft, points)) for draft in drafts)
    days = tuple(_day(request, on, start, end) for on, (start, end) in zip(county.dates, ends, strict=True))
    problem = Problem(
        days=days,
        candidates=candidates,
        travel=_travel(travel, points.all, request),
        musts=_targets(request.must, "must", candidates, drafts),
        avoids=_targets(request.avoid, "avoid", candidates, drafts),
        preferences=tuple(
            Preference(target, PREFERENCE) for target in _targets(request.prefer, "prefer", candidates, drafts)
        ),
        budget_fen=request.budget_fen,
        limits=limits_of(
            request, Limits(STOPS_A_DAY[request.pace], POINTS_A_TRAVEL_MINUTE, steps=steps_a_day(request.mobility))
        ),
    )
    return problem, ends


class _Points:
    """The spots of a trip, each once: who is at a place need not travel to it."""

    def __init__(self) -> None:
        self.all: list[Point] = []
        self._numbers: dict[object, int] = {}

    def number(self, position: Position, place: Place | None) -> int | None:
        """Return the number of a spot; a place that stands in its town's position is not the town."""
        if position.coordinate is None:
            return None
        is_there = place is not None and place.position == position
        slug = place.slug if place is not None and is_there else None
        key = (place.slug if place else None, position)
        if key not in self._numbers:
            self._numbers[key] = len(self.all)
            self.all.append(Point(position.coordinate, position.precision_m or 0, slug))
        return self._numbers[key]


def _end(site: Site, points: _Points) -> End:
    number = points.number(site.position, site.place)
    if number is None:
        raise invalid([fault("/start", Fault.NO_POSITION, found=site.name.en)])
    return End(number, site.place, site.name, site.position)


def _point(draft: Draft, points: _Points) -> int | None:
    return None if draft.barred is not None else points.number(draft.known.position, draft.known.place)


def _day(request: TripRequest, on: date, start: End, end: End) -> Day:
    opens = request.day_start.hour * 60 + request.day_start.minute
    closes, ends_by_transport = _day_end(request, on)
    meals = tuple(
        meal for meal in (LUNCH, DINNER) if request.meals and opens <= meal.latest and _leaves_time(meal, opens, closes)
    )
    return Day(on, start.point, end.point, opens, closes, meals, rests_of(request, opens, closes), ends_by_transport)


def _day_end(request: TripRequest, on: date) -> tuple[int, bool]:
    """Return when a day closes, and whether that is because the last transport back leaves then."""
    closes = request.day_end.hour * 60 + request.day_end.minute
    last = request.last_transport
    if last is None or on != dates_of(request)[-1] or last.hour * 60 + last.minute > closes:
        return closes, False
    return last.hour * 60 + last.minute, True


def _leaves_time(meal: Meal, opens: int, closes: int) -> bool:
    """Who is back soon after a meal's hour begins eats then, at home or at the inn: the day does not owe it."""
    return max(opens, meal.earliest) + meal.minutes <= closes and meal.earliest + 2 * meal.minutes <= closes


def _travel(times: TravelTimes, points: list[Point], request: TripRequest) -> Travel:
    matrix = times.matrix(points, request.transport)
    slack = partial(way_with_slack, mode=request.transport)
    return Travel(
        minutes=tuple(tuple(slack(leg).minutes for leg in row) for row in matrix.legs),
        least=tuple(tuple(leg.least for leg in row) for row in matrix.legs),
        metres=tuple(tuple(leg.metres for leg in row) for row in matrix.legs),
        about=tuple(tuple(leg.about for leg in row) for row in matrix.legs),
        basis=tuple(tuple(leg.basis for leg in row) for row in matrix.legs),
    )


def _targets(
    wishes: tuple[Wish, ...], name: str, candidates: tuple[Candidate, ...], drafts: list[Draft]
) -> tuple[Target, ...]:
    ids = {candidate.id for candidate in candidates}
    return tuple(
        Target(
            candidates=_named(wish, f"/{name}/{number}", ids, drafts, with_parts=name == "avoid"),
            label=f"{wish.kind}:{wish.id}",
            day=None if wish.day is None else wish.day - 1,
            between=wish.between,
        )
        for number, wish in enumerate(wishes)
    )


def _named(wish: Wish, pointer: str, ids: set[str], drafts: list[Draft], *, with_parts: bool) -> frozenset[str]:
    """Return the candidates that a wish names; whoever avoids a place avoids its parts."""
    if wish.kind == "theme":
        return frozenset(draft.id for draft in drafts if wish.id in draft.known.themes)
    target = f"{wish.kind}:{wish.id}"
    if target not in ids:
        code = Fault.UNKNOWN_PLACE if wish.kind == "place" else Fault.UNKNOWN_OCCURRENCE
        raise invalid([fault(f"{pointer}/{wish.kind}", code, found=wish.id)])
    parts = {draft.id for draft in drafts if draft.kind is not Kind.EVENT and target in draft.excludes}
    return frozenset({target} | (parts if with_parts else set()))

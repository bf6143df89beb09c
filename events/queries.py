"""Reads of the calendar: what is on, what custom says, what the almanac names, and what is only announced."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypedDict, TypeVar, Unpack
from uuid import UUID

from django.db.models import Exists, F, Model, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Cast

from events.choices import Category
from events.models import Event, Observance, Occurrence, Season
from events.recurrence import Announced, days_of, rule_from_json
from events.series import rule_of, rule_text
from events.window import midnight
from tourism.places.models import Organisation, Place, SpecialDay
from tourism.places.queries import DEFAULT_RADIUS_M, place_ids_within, themes
from tourism.places.search import matches
from tourism.values.errors import NotFound
from tourism.values.geo import Coordinate

PUBLIC = (Event.Status.PUBLISHED, Event.Status.CANCELLED, Event.Status.POSTPONED)
HELD = (Occurrence.Status.CONFIRMED, Occurrence.Status.TENTATIVE)
OBSERVANCE = "observance"
_YEAR = timedelta(days=400)

Row = TypeVar("Row", bound=Model)


class Narrowing(TypedDict, total=False):
    """What dates can be narrowed to; each is a slug, and None is all."""

    category: str | None
    theme: str | None
    town: str | None
    organiser: str | None
    venue: str | None
    season: str | None
    destination: str | None
    demo: bool | None


@dataclass(frozen=True, slots=True)
class TraditionDay:
    """Days when something is held by custom, computed and not verified; ``until`` is the day after the last."""

    event: Event
    start: date
    until: date

    def rule_text(self, lang: str) -> str:
        """Say the custom's rule in words."""
        return rule_text(self.event, lang)


@dataclass(frozen=True, slots=True)
class NamedDay:
    """A day that has a name: a holiday, a workday made up for, or an observance."""

    day: date
    kind: str
    name_zh: str
    name_en: str


def occurrences_between(
    start: date,
    end: date,
    *,
    near: Coordinate | None = None,
    radius: int = DEFAULT_RADIUS_M,
    q: str | None = None,
    **wanted: Unpack[Narrowing],
) -> QuerySet[Occurrence]:
    """Return the public dates that touch a half-open span of days, cancelled ones too, narrowed by what is given.

    Dates that a changed rule took away are left out; one that was cancelled by itself or with its event is not.
    """
    rows = _narrowed(**wanted).filter(start__lt=midnight(end), end__gt=midnight(start))
    if near is not None:
        places = place_ids_within(near, radius)
        rows = rows.filter(_at_venue(Q(venue__in=places), Q(event__venue__in=places)))
    return matches(rows, "event__search", q) if q else rows


def dates_and_next(
    start: datetime, until: datetime, *, now: datetime, **wanted: Unpack[Narrowing]
) -> tuple[list[Occurrence], Occurrence | None]:
    """Return the public dates that touch a half-open span, and the first one after it that is still to come.

    One query for both: a page whose span is empty names the nearest date.
    """
    rows = in_brief(_narrowed(**wanted), "event_id")
    later = max(until, now)
    after = rows.filter(start__gte=later, start__lt=later + _YEAR, status__in=HELD).order_by("start", "public_id")
    found = list(rows.filter(Q(start__lt=until, end__gt=start) | Q(pk__in=after.values("pk")[:1])))
    inside = [row for row in found if row.start < until]
    return inside, next((row for row in found if row.start >= until), None)


def _narrowed(**wanted: Unpack[Narrowing]) -> QuerySet[Occurrence]:
    rows = shown_occurrences().exclude(reason=Occurrence.Reason.RULE_CHANGED)
    named = ("category", "organiser", "destination", "demo")
    rows = rows.filter(_wanted("event__", **{name: wanted.get(name) for name in named}))
    if season := wanted.get("season"):
        rows = rows.filter(event__season__slug=season)
    if theme := wanted.get("theme"):
        rows = rows.filter(_has_theme(OuterRef("event_id"), theme))
    if venue := wanted.get("venue"):
        rows = rows.filter(_at_venue(Q(venue__slug=venue), Q(event__venue__slug=venue)))
    town = wanted.get("town")
    return rows.filter(_in_town(town)) if town else rows


def in_brief(rows: QuerySet[Row], event: str) -> QuerySet[Row]:
    """Bring the slug of the first theme along in the same query, as ``theme_slug``: a page's row needs no more."""
    first = themes().filter(events=OuterRef(event)).values("slug")[:1]
    return rows.prefetch_related(None).annotate(theme_slug=Subquery(first))  # type: ignore[return-value]  # same kind


def shown_occurrences() -> QuerySet[Occurrence]:
    """Return the dates of events that the public sees, with the rows that showing one needs."""
    rows = Occurrence.objects.filter(event__status__in=PUBLIC, event__listed=True)
    rows = rows.select_related(
        "venue__town",
        "event__venue__town",
        "event__town",
        "event__organiser",
        "event__destination",
        "event__season",
    )
    return rows.prefetch_related("event__themes")


def occurrence_by_id(public_id: UUID) -> Occurrence:
    """Return one date that the public sees."""
    return _one(shown_occurrences().filter(public_id=public_id), "occurrence", "场次")


def events_listed(
    *,
    category: str | None = None,
    theme: str | None = None,
    town: str | None = None,
    organiser: str | None = None,
    venue: str | None = None,
    standing: str | None = None,
    q: str | None = None,
    destination: str | None = None,
    season: str | None = None,
    demo: bool | None = None,
) -> QuerySet[Event]:
    """Return the events that the public sees, whatever their dates rest on, narrowed by what is given."""
    events = shown_events().filter(
        _wanted("", category=category, organiser=organiser, destination=destination, demo=demo)
    )
    given = {"standing": standing, "season__slug": season, "venue__slug": venue}
    events = events.filter(**{name: value for name, value in given.items() if value is not None})
    if theme is not None:
        events = events.filter(_has_theme(OuterRef("pk"), theme))
    if town is not None:
        events = events.filter(Q(town__slug=town) | Q(venue__town__slug=town) | Q(venue__slug=town))
    return matches(events, "search", q) if q else events


def has_history() -> Exists:
    """Ask, beside a place, whether anything is held or was held there without a date of its own."""
    return Exists(_history().filter(venue=OuterRef("pk")))


def history_at(venue: str) -> list[Event]:
    """Return what is held or was held at a place without a date of its own."""
    return list(_history().filter(venue__slug=venue))


def _history() -> QuerySet[Event]:
    return shown_events().prefetch_related(None).exclude(standing=Event.Standing.SCHEDULED)


def shown_events() -> QuerySet[Event]:
    """Return the events that the public sees, with the rows that showing one needs."""
    events = Event.objects.filter(status__in=PUBLIC, listed=True)
    events = events.select_related("venue__town", "town", "organiser", "destination__centre", "season")
    return events.prefetch_related("themes")


def event_by_id(event_id: UUID) -> Event:
    """Return one event that the public sees."""
    return _one(shown_events().filter(pk=event_id), "event", "活动")


def event_to_show(event_id: UUID) -> Event:
    """Return one event that the public sees, for its own page."""
    return _one(in_brief(shown_events().filter(pk=event_id), "pk"), "event", "活动")


def event_by_slug(slug: str) -> Event:
    """Return one event that the public sees, by its slug."""
    return _one(shown_events().filter(slug=slug), "event", "活动")


def occurrences_of(event: Event) -> QuerySet[Occurrence]:
    """Return an event's dates without those that a changed rule took away."""
    return shown_occurrences().filter(event=event).exclude(reason=Occurrence.Reason.RULE_CHANGED)


def dates_to_come(event: Event, since: date, *, most: int, beside: int) -> tuple[list[Occurrence], list[Occurrence]]:
    """Return an event's next dates, cancelled ones too, and beside them the next ones of its season's other events."""
    own = event.occurrences.filter(end__gt=midnight(since)).exclude(reason=Occurrence.Reason.RULE_CHANGED)
    return _with_season(event, own.order_by("start", "public_id")[:most], since, beside)


def date_by_original_start(
    event: Event, original_start: str, since: date, *, beside: int
) -> tuple[Occurrence, list[Occurrence]]:
    """Return one date by its key, also one that a changed rule took away, and the next ones beside it."""
    own, others = _with_season(event, event.occurrences.filter(original_start=original_start), since, beside)
    if not own:
        raise NotFound("there is no such date of this event", "没有这个场次", field="id")
    return own[0], others


def _with_season(
    event: Event, own: QuerySet[Occurrence], since: date, beside: int
) -> tuple[list[Occurrence], list[Occurrence]]:
    """Read dates of an event and of its season in one query."""
    wanted = Q(pk__in=own.values("pk"))
    if event.season is not None:
        others = dates_of_season(event.season.slug, since).exclude(event=event).order_by("start", "public_id")
        wanted |= Q(pk__in=others.values("pk")[:beside])
    found = list(in_brief(shown_occurrences().filter(wanted), "event_id"))
    return [row for row in found if row.event_id == event.pk], [row for row in found if row.event_id != event.pk]


def customs_of(event: Event, start: date, end: date) -> list[TraditionDay]:
    """Return an event's by-custom days that touch a half-open span; only a tradition has any."""
    return _tradition_days(event, start, end) if event.standing == Event.Standing.TRADITION else []


def customs_and_undated(
    start: date,
    end: date,
    *,
    category: str | None = None,
    theme: str | None = None,
    town: str | None = None,
    destination: str | None = None,
) -> tuple[list[TraditionDay], list[Event]]:
    """Return the by-custom days that touch a half-open span, in order, and what is held but has no date.

    No date has what its village announces, and a custom whose days no rule gives.
    """
    wanted = (Event.Standing.ANNOUNCED, Event.Standing.TRADITION)
    events = events_listed(category=category, theme=theme, town=town, destination=destination)
    rows = list(events.filter(standing__in=wanted).prefetch_related(None))
    dated = [event for event in rows if _has_dates(event)]
    customs = [one for event in dated for one in _tradition_days(event, start, end)]
    undated = [event for event in rows if not _has_dates(event)]
    return sorted(customs, key=lambda one: (one.start, one.event.slug)), undated


def events_by_slug(slugs: Iterable[str]) -> dict[str, Event]:
    """Return the events of these slugs that the public sees; the others are missing."""
    events = Event.objects.filter(status__in=PUBLIC, listed=True, slug__in=list(slugs))
    return {event.slug: event for event in events}


def organisers_and_venues(destination: str) -> list[tuple[str, str, str, str]]:
    """Return who organises and where, of the events that the public sees, as ``themes_and_towns`` names things."""
    shown = Event.objects.filter(status__in=PUBLIC, listed=True, destination__slug=destination)
    columns = ("sort", "slug", "name_zh", "name_en")
    bodies = Organisation.objects.order_by().filter(pk__in=shown.values("organiser"))
    venues = Place.objects.order_by().filter(pk__in=shown.values("venue"), listed=True)
    named = bodies.annotate(sort=Value("organiser")).values_list(*columns)
    return list(named.union(venues.annotate(sort=Value("venue")).values_list(*columns), all=True).order_by("slug"))


def names_to_search(destination: str) -> list[tuple[str, str, str]]:
    """Return the Chinese name, English name and folded text of all places and events, in one query."""
    places = Place.objects.order_by().filter(listed=True, destination__slug=destination)
    events = Event.objects.order_by().filter(status__in=PUBLIC, listed=True, destination__slug=destination)
    titles = events.values_list("title_zh", "title_en", "search")
    return list(places.values_list("name_zh", "name_en", "search").union(titles, all=True))


def seasons(destination: str) -> QuerySet[Season]:
    """Return the seasons of a county."""
    return Season.objects.filter(destination__slug=destination)


def season_by_slug(slug: str) -> Season:
    """Return one season."""
    return _one(Season.objects.filter(slug=slug), "season", "演出季")


def dates_of_season(slug: str, since: date) -> QuerySet[Occurrence]:
    """Return the public dates of a season from a day on, cancelled ones too."""
    return in_brief(_narrowed(season=slug).filter(end__gt=midnight(since)), "event_id")


def named_days(start: date, end: date) -> list[NamedDay]:
    """Return the days of a half-open span that have a name, in order and in one query.

    Holidays and make-up workdays stand in rows; an observance is computed from its rule.
    """
    columns = ("sort", "said", "name_zh", "name_en")
    special = SpecialDay.objects.order_by().filter(date__gte=start, date__lt=end)
    dated = special.annotate(sort=F("kind"), said=Cast("date", TextField())).values_list(*columns)
    rules = Observance.objects.order_by().annotate(sort=Value(OBSERVANCE), said=Cast("rule", TextField()))
    found = [
        NamedDay(day, sort, name_zh, name_en)
        for sort, said, name_zh, name_en in dated.union(rules.values_list(*columns), all=True)
        for day in (_observed(said, start, end) if sort == OBSERVANCE else [date.fromisoformat(said)])
    ]
    return sorted(found, key=lambda one: (one.day, one.kind, one.name_zh))


def _observed(rule: str, start: date, end: date) -> Iterable[date]:
    return days_of(rule_from_json(json.loads(rule)), start, end)


def _tradition_days(event: Event, start: date, end: date) -> list[TraditionDay]:
    length = timedelta(days=max(1, event.duration_minutes // (24 * 60)))
    starts = days_of(rule_of(event), start - length + timedelta(days=1), end)
    return [TraditionDay(event, day, day + length) for day in starts]


def _has_dates(event: Event) -> bool:
    return event.standing == Event.Standing.TRADITION and not isinstance(rule_of(event), Announced)


def _wanted(prefix: str, **given: object) -> Q:
    columns = {
        "category": "category",
        "organiser": "organiser__slug",
        "destination": "destination__slug",
        "demo": "demo",
    }
    return Q(**{prefix + columns[name]: value for name, value in given.items() if value is not None})


def _has_theme(event: OuterRef, theme: str) -> Exists:
    return Exists(Event.themes.through.objects.filter(event_id=event, theme__slug=theme))


def _at_venue(own: Q, of_event: Q) -> Q:
    return own | Q(venue__isnull=True) & of_event


def _in_town(town: str) -> Q:
    own = Q(venue__town__slug=town) | Q(venue__slug=town)
    of_event = Q(event__town__slug=town) | Q(event__venue__town__slug=town) | Q(event__venue__slug=town)
    return _at_venue(own, of_event)


def _one(rows: QuerySet[Row], kind_en: str, kind_zh: str) -> Row:
    row = rows.first()
    if row is None:
        raise NotFound(f"there is no such {kind_en}", f"没有这个{kind_zh}", field="id")
    return row


def known_category(category: str) -> Category:
    """Return a category by its name."""
    if category not in Category.values:
        names = ", ".join(Category.values)
        raise NotFound(f"there is no category of this name; there are {names}", "没有这个类别", field="category")
    return Category(category)

"""Plain makers of rows with honest defaults; the fact that a test is about is written in the test."""

from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from events.models import Event, Occurrence
from tourism.places.models import (
    Closure,
    Destination,
    Industry,
    Organisation,
    Place,
    Source,
    SpecialDay,
    Theme,
)

NOW = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
NAMESPACE = UUID("6f1b1d1e-0d7c-4c55-9a37-6b0a7a3a6b11")


def make_destination(slug: str = "qinyang", **columns: Any) -> Destination:
    """Return the county, made once."""
    defaults = {"name_zh": "沁阳市", "name_en": "Qinyang", **columns}
    return Destination.objects.get_or_create(slug=slug, defaults=defaults)[0]


def make_theme(slug: str = "heritage", **columns: Any) -> Theme:
    """Return a theme, made once."""
    defaults = {"name_zh": slug, "name_en": slug, **columns}
    return Theme.objects.get_or_create(slug=slug, defaults=defaults)[0]


def make_source(code: str = "S01", **columns: Any) -> Source:
    """Return a source, made once."""
    return Source.objects.get_or_create(code=code, defaults={"title": code, "grade": "A", **columns})[0]


def make_organisation(slug: str = "troupe", **columns: Any) -> Organisation:
    """Make an organisation."""
    defaults = {
        "destination": make_destination(),
        "kind": Organisation.Kind.TROUPE,
        "name_zh": slug,
        "name_en": slug,
        "modified_at": NOW,
    }
    return Organisation.objects.create(slug=slug, **{**defaults, **columns})


def make_industry(slug: str = "black-pottery", **columns: Any) -> Industry:
    """Make an industry."""
    defaults = {"destination": make_destination(), "name_zh": slug, "name_en": slug, "modified_at": NOW}
    return Industry.objects.create(slug=slug, **{**defaults, **columns})


def make_place(slug: str = "pagoda", *, themes: tuple[str, ...] = ("heritage",), **columns: Any) -> Place:
    """Make a listed sight in the county's city with a position, and hours, price and steps unknown."""
    defaults = {
        "destination": make_destination(),
        "kind": "sight",
        "role": Place.Role.SIGHT,
        "name_zh": slug,
        "name_en": slug,
        "lat": 35.0906,
        "lon": 112.9281,
        "precision_m": 300,
        "basis": "point",
        "search": slug,
        "modified_at": NOW,
    }
    place = Place.objects.create(slug=slug, **{**defaults, **columns})
    place.themes.set([make_theme(theme) for theme in themes])
    return place


def make_special_day(day: date, kind: str = SpecialDay.Kind.HOLIDAY, **columns: Any) -> SpecialDay:
    """Make a public holiday, or a make-up workday."""
    defaults = {"slug": f"special-{day}", "name_zh": "假日", "name_en": "holiday", "modified_at": NOW}
    return SpecialDay.objects.create(date=day, kind=kind, **{**defaults, **columns})


def make_closure(place: Place, first: date, until: date, **columns: Any) -> Closure:
    """Shut a place for a span of dates."""
    defaults = {"slug": f"{place.slug}-{first}", "reason_zh": "维修", "reason_en": "repairs", "modified_at": NOW}
    return Closure.objects.create(place=place, first=first, until=until, **{**defaults, **columns})


def make_event(slug: str = "opera", *, themes: tuple[str, ...] = ("opera",), **columns: Any) -> Event:
    """Make a published, scheduled evening event whose dates are announced: it has no occurrence yet."""
    defaults = {
        "id": uuid5(NAMESPACE, slug),
        "destination": make_destination(),
        "category": "opera",
        "title_zh": slug,
        "title_en": slug,
        "rule": {"kind": "announced"},
        "start_time": time(19, 30),
        "duration_minutes": 90,
        "search": slug,
        "modified_at": NOW,
    }
    event = Event.objects.create(slug=slug, **{**defaults, **columns})
    event.themes.set([make_theme(theme) for theme in themes])
    return event


def make_occurrence(event: Event, start: datetime, end: datetime, **columns: Any) -> Occurrence:
    """Make one dated happening of an event, keyed by its local start in the county."""
    original = f"{start.astimezone(event_zone(event)):%Y-%m-%dT%H:%M}"
    defaults = {
        "public_id": uuid5(event.id, original),
        "original_start": original,
        "modified_at": NOW,
    }
    return Occurrence.objects.create(event=event, start=start, end=end, **{**defaults, **columns})


def event_zone(event: Event) -> ZoneInfo:
    """Return the zone that an event's wall times are in."""
    return ZoneInfo(event.timezone)

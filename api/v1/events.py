"""Events: what happens, what its dates rest on, and when."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router, Schema
from pydantic import Field

from api.pagination import page_of
from api.v1.answers import answer, listed, problems
from api.v1.parameters import SLUG, Listed, Shown
from api.v1.shapes import (
    FactOut,
    FaresOut,
    NamedOut,
    Page,
    PlaceRefOut,
    Texts,
    facts_out,
    fares_out,
    local,
    maybe_named,
    named,
    place_ref,
)
from events.choices import Category, EventStanding, EventStatus
from events.queries import event_by_id, events_listed
from events.recurrence import describe
from events.series import rule_of
from tourism.values.money import Fares, Fen

if TYPE_CHECKING:
    from events.models import Event

router = Router(tags=["calendar"])


class EventOut(Schema):
    """An event. Only a `scheduled` one has occurrences; the others are customs, announcements or history."""

    id: UUID
    slug: str
    destination: str
    category: Category
    status: EventStatus
    standing: EventStanding = Field(description="what its dates rest on")
    title: str
    title_zh: str
    title_en: str
    description: str
    organiser: NamedOut | None
    venue: PlaceRefOut | None
    venue_note_zh: str
    town: PlaceRefOut | None
    season: NamedOut | None
    themes: list[NamedOut]
    rule: str = Field(description="when it is held, in words")
    rule_note_zh: str = Field(description="the custom in its source's own terms")
    start_time: str | None = Field(description="local time; null is all day or unknown")
    duration_minutes: int
    timezone: str
    age_from: int | None
    seats: int | None
    phone: str | None
    fares: FaresOut
    sequence: int
    confidence: str
    untranslated: list[str] = Field(description="fields shown in the other language, because no translation exists")
    demo: bool
    facts: dict[str, FactOut]
    feed: str | None = Field(description="path of its calendar to subscribe to; null without dates")
    modified_at: datetime


class EventPage(Page):
    """A page of events."""

    items: list[EventOut]


class EventFilters(Listed):
    """What a list of events is narrowed to."""

    category: Category | None = Field(None, description="What kind of event.")
    theme: str | None = Field(None, pattern=SLUG, description="Slug of a theme.")
    town: str | None = Field(None, pattern=SLUG, description="Slug of a town.")
    organiser: str | None = Field(None, pattern=SLUG, description="Slug of an organisation.")
    venue: str | None = Field(None, pattern=SLUG, description="Slug of a place.")
    standing: EventStanding | None = Field(None, description="What its dates rest on.")
    destination: str | None = Field(None, pattern=SLUG, description="Slug of a county.")
    q: str | None = Field(
        None, min_length=1, max_length=100, description="Words of its title: Chinese, pinyin, initials or English."
    )


@router.get("", response={200: EventPage, **problems()}, summary="List events")
def list_events(request: HttpRequest, filters: Query[EventFilters]) -> HttpResponse:
    """List the events that the public sees, dated or not."""
    rows = events_listed(
        category=filters.category,
        theme=filters.theme,
        town=filters.town,
        organiser=filters.organiser,
        venue=filters.venue,
        standing=filters.standing,
        destination=filters.destination,
        q=filters.q,
    )
    page = page_of(rows, request, order=("slug",), cursor=filters.cursor, limit=filters.limit)
    return listed([event_out(row, filters) for row in page.rows], page, EventPage, lang=filters.lang)


@router.get("/{id}", response={200: EventOut, **problems(404)}, summary="Read an event")
def get_event(request: HttpRequest, id: Path[UUID], shown: Query[Shown]) -> HttpResponse:  # noqa: A002  # its public name
    """Read one event by its id."""
    return answer(event_out(event_by_id(id), shown), EventOut, lang=shown.lang)


def event_out(row: "Event", shown: Shown) -> EventOut:
    """Show an event."""
    texts, lang = Texts(row, shown.lang), shown.lang
    return EventOut(
        id=row.id,
        slug=row.slug,
        destination=row.destination.slug,
        category=Category(row.category),
        status=EventStatus(row.status),
        standing=EventStanding(row.standing),
        title=texts.pick("title"),
        title_zh=row.title_zh,
        title_en=row.title_en,
        description=texts.pick("description"),
        organiser=maybe_named(row.organiser, lang),
        venue=place_ref(row.venue, lang),
        venue_note_zh=row.venue_note_zh,
        town=place_ref(row.town, lang),
        season=maybe_named(row.season, lang),
        themes=[named(theme, lang) for theme in row.themes.all()],
        rule=_rule(row, str(lang)),
        rule_note_zh=row.rule_note_zh,
        start_time=row.start_time.isoformat("minutes") if row.start_time else None,
        duration_minutes=row.duration_minutes,
        timezone=row.timezone,
        age_from=row.age_from,
        seats=row.seats,
        phone=row.phone or None,
        fares=fares_out(_fares(row)),
        sequence=row.sequence,
        confidence=row.confidence,
        untranslated=texts.missing,
        demo=row.demo,
        facts=facts_out(row.facts),
        feed=_feed(row, shown),
        modified_at=local(row.modified_at, row.timezone),
    )


def _rule(row: "Event", lang: str) -> str:
    held = (EventStanding.SCHEDULED, EventStanding.ANNOUNCED, EventStanding.TRADITION)
    return describe(rule_of(row), lang) if row.standing in held else ""


def _feed(row: "Event", shown: Shown) -> str | None:
    path = {"zh-Hans": "zh", "en": "en"}[shown.lang]
    return f"/feeds/{path}/events/{row.id}.ics" if row.standing == EventStanding.SCHEDULED else None


def _fares(row: "Event") -> Fares:
    bands = (row.fare_adult_fen, row.fare_senior_fen, row.fare_child_fen)
    adult, senior, child = (None if fen is None else Fen(fen) for fen in bands)
    return Fares(adult_fen=adult, senior_fen=senior, child_fen=child)

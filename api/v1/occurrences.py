"""Occurrences: the dated happenings of events, moved and cancelled ones too."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Path, Query, Router, Schema
from pydantic import Field

from api.pagination import page_of
from api.v1.answers import answer, listed, problems
from api.v1.parameters import SLUG, Day, Listed, Near, Shown, spot
from api.v1.shapes import (
    NamedOut,
    Page,
    PlaceRefOut,
    PositionOut,
    Texts,
    local,
    maybe_named,
    place_ref,
    position_out,
)
from events.choices import Category, EventStatus, OccurrenceStatus
from events.queries import occurrence_by_id, occurrences_between
from tourism.clock import moment_of
from tourism.values.errors import Invalid
from tourism.values.geo import Basis, Position

if TYPE_CHECKING:
    from events.models import Occurrence
    from tourism.places.models import Place

router = Router(tags=["calendar"])

USUAL_DAYS = 31
MOST_DAYS = 750
FIRST, LAST = date(1901, 1, 2), date(2099, 12, 31)


class OccurrenceOut(Schema):
    """One dated happening of an event; `id` stays the same when it is moved."""

    id: UUID
    event: UUID
    category: Category
    title: str
    title_zh: str
    title_en: str
    description: str
    original_start: str = Field(description="the local start it was first announced for")
    start: datetime
    end: datetime
    timezone: str
    status: OccurrenceStatus
    event_status: EventStatus
    reason: str | None = Field(description="why it was cancelled")
    reason_text: str
    organiser: NamedOut | None
    venue: PlaceRefOut | None
    venue_note_zh: str
    town: PlaceRefOut | None
    position: PositionOut = Field(description="of the venue")
    themes: list[NamedOut]
    changed: bool = Field(description="by itself differs from its series")
    sequence: int
    untranslated: list[str]
    demo: bool
    modified_at: datetime


class OccurrencePage(Page):
    """A page of occurrences."""

    items: list[OccurrenceOut]


class OccurrenceFilters(Listed, Near):
    """What a list of occurrences is narrowed to."""

    from_: Day | None = Field(
        None, alias="from", ge=FIRST, le=LAST, description="First day; today when not given.", examples=["2026-12-01"]
    )
    to: Day | None = Field(
        None,
        ge=FIRST,
        le=LAST,
        description="The day after the last; 31 days on when not given.",
        examples=["2027-01-01"],
    )
    category: Category | None = Field(None, description="What kind of event.")
    theme: str | None = Field(None, pattern=SLUG, description="Slug of a theme.")
    town: str | None = Field(None, pattern=SLUG, description="Slug of a town.")
    organiser: str | None = Field(None, pattern=SLUG, description="Slug of an organisation.")
    venue: str | None = Field(None, pattern=SLUG, description="Slug of a place.")
    destination: str | None = Field(None, pattern=SLUG, description="Slug of a county.")
    q: str | None = Field(
        None, min_length=1, max_length=100, description="Words of its title: Chinese, pinyin, initials or English."
    )

    def days(self, today: date) -> tuple[date, date]:
        """Return the half-open span of days that is asked for."""
        first = self.from_ or min(today, (self.to or LAST) - timedelta(days=1))
        until = self.to or min(first + timedelta(days=USUAL_DAYS), LAST)
        if until <= first:
            raise Invalid("to is a day after from", "to 须晚于 from", field="to")
        if (until - first).days > MOST_DAYS:
            raise Invalid(f"to is at most {MOST_DAYS} days after from", f"to 最多比 from 晚 {MOST_DAYS} 天", field="to")
        return first, until


@router.get("", response={200: OccurrencePage, **problems()}, summary="List occurrences")
def list_occurrences(request: HttpRequest, filters: Query[OccurrenceFilters]) -> HttpResponse:
    """List what is on in a half-open span of days, in order of start; cancelled dates stay, with the reason."""
    first, until = filters.days(timezone.localdate(moment_of(request)))
    rows = occurrences_between(
        first,
        until,
        category=filters.category,
        theme=filters.theme,
        town=filters.town,
        organiser=filters.organiser,
        venue=filters.venue,
        destination=filters.destination,
        q=filters.q,
        **spot(filters.near, filters.radius, filters.crs),
    )
    page = page_of(rows, request, order=("start", "public_id"), cursor=filters.cursor, limit=filters.limit)
    return listed([occurrence_out(row, filters) for row in page.rows], page, OccurrencePage, lang=filters.lang)


@router.get("/{id}", response={200: OccurrenceOut, **problems(404)}, summary="Read an occurrence")
def get_occurrence(request: HttpRequest, id: Path[UUID], shown: Query[Shown]) -> HttpResponse:  # noqa: A002  # its public name
    """Read one occurrence by its id."""
    return answer(occurrence_out(occurrence_by_id(id), shown), OccurrenceOut, lang=shown.lang)


def occurrence_out(row: "Occurrence", shown: Shown) -> OccurrenceOut:
    """Show an occurrence, with what it does not say itself taken from its event."""
    event, lang = row.event, shown.lang
    own, series = Texts(row, lang), Texts(event, lang)
    venue = row.venue or event.venue
    title, description = (
        own.pick("title") or series.pick("title"),
        own.pick("description") or series.pick("description"),
    )
    return OccurrenceOut(
        id=row.public_id,
        event=event.id,
        category=Category(event.category),
        title=title,
        title_zh=row.title_zh or event.title_zh,
        title_en=row.title_en or event.title_en,
        description=description,
        original_start=row.original_start,
        start=local(row.start, event.timezone),
        end=local(row.end, event.timezone),
        timezone=event.timezone,
        status=OccurrenceStatus(row.status),
        event_status=EventStatus(event.status),
        reason=row.reason or None,
        reason_text=Texts(row, lang).pick("reason"),
        organiser=maybe_named(event.organiser, lang),
        venue=place_ref(venue, lang),
        venue_note_zh=event.venue_note_zh,
        town=place_ref(_town(row), lang),
        position=position_out(_position(venue), shown.crs),
        themes=[NamedOut(slug=theme.slug, name=Texts(theme, lang).pick("name")) for theme in event.themes.all()],
        changed=row.overridden,
        sequence=max(row.sequence, event.sequence),
        untranslated=[*own.missing, *series.missing],
        demo=event.demo,
        modified_at=local(max(row.modified_at, event.modified_at), event.timezone),
    )


def _town(row: "Occurrence") -> "Place | None":
    venue = row.venue or row.event.venue
    return (venue.town if venue else None) or row.event.town


def _position(venue: "Place | None") -> Position:
    return venue.position if venue else Position(coordinate=None, precision_m=None, basis=Basis.NONE)

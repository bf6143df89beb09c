"""Turns dates of events into the rows that the calendar, the first page and a place's page print."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from events.gather import original_in_address
from frontend.public.kinds import mark_of_category
from frontend.public.language import Language
from frontend.public.moments import COUNTY, clock, day_month, local, lunar, lunar_short, weekday
from frontend.public.words import say

if TYPE_CHECKING:
    from events.models import Event, Occurrence
    from tourism.places.models import Place

WHOLE_DAY = timedelta(hours=23)


@dataclass(frozen=True, slots=True)
class EventRow:
    """One dated happening."""

    id: str
    path: str
    event: str
    day: date
    number: int
    weekday: str
    date: str
    lunar: str
    is_today: bool
    time: str
    ends: str
    title: str
    title_lang: str
    mark: str
    where: str
    where_slug: str
    demo: bool
    cancelled: str
    moved_from: str
    tentative: bool
    can_go: bool
    is_over: bool
    theme: str


def row_of(occurrence: "Occurrence", lang: Language, *, today: date, since: date | None = None) -> EventRow:
    """Return the row of an occurrence; one that began before ``since`` stands on that day."""
    event = occurrence.event
    start, end = local(occurrence.start), local(occurrence.end)
    day = max(start.date(), since) if since else start.date()
    venue = occurrence.venue or event.venue
    title_zh, title_en = occurrence.title_zh or event.title_zh, occurrence.title_en or event.title_en
    return EventRow(
        id=str(occurrence.public_id),
        path=event_path(event, occurrence),
        event=event.slug,
        day=day,
        number=day.day,
        weekday=say(lang, "today") if day == today else weekday(day, lang),
        date=day_month(day, lang),
        lunar=lunar(day, lang) if lang is Language.ZH else f"lunar {lunar_short(day, lang)}",
        is_today=day == today,
        time=say(lang, "all_day") if end - start >= WHOLE_DAY else clock(start),
        ends=_ends(start, end, lang),
        title=lang.pick(title_zh, title_en),
        title_lang=Language.ZH.code if lang is Language.EN and not title_en else "",
        mark=mark_of_category(event.category),
        where=_where(venue, event, lang),
        where_slug=venue.slug if venue and venue.listed else "",
        demo=event.demo,
        cancelled=_cancelled(occurrence, lang),
        moved_from=_moved_from(occurrence, lang),
        tentative=occurrence.status == "tentative",
        can_go=day >= today and occurrence.status != "cancelled" and event.status != "cancelled",
        is_over=end.date() < today,
        theme=first_theme(occurrence),
    )


def rows_of(
    occurrences: Iterable["Occurrence"], lang: Language, *, today: date, since: date | None = None
) -> list[EventRow]:
    """Return the rows of occurrences in the order given."""
    return [row_of(occurrence, lang, today=today, since=since) for occurrence in occurrences]


def event_path(event: "Event", occurrence: "Occurrence | None" = None) -> str:
    """Return the address of an event or of one of its dates, after the language."""
    date_part = f"/{original_in_address(occurrence.original_start)}" if occurrence else ""
    return f"events/{event.id}{date_part}"


def first_theme(row: "Event | Occurrence") -> str:
    """Return the slug of the first theme, which reads for pages bring along with each row."""
    return row.theme_slug or ""  # type: ignore[union-attr]  # a column of events.queries.in_brief


def original_instant(occurrence: "Occurrence") -> datetime | None:
    """Return when a moved occurrence was to begin; None when it is where it was, or had no hour."""
    try:
        original = datetime.fromisoformat(occurrence.original_start)
    except ValueError:
        return None
    if "T" not in occurrence.original_start or original == local(occurrence.start).replace(tzinfo=None):
        return None
    return original.replace(tzinfo=COUNTY)


def one_each(rows: Iterable[EventRow]) -> list[EventRow]:
    """Keep the first row of each event, so that a daily class does not push out the rest of the week."""
    first: dict[str, EventRow] = {}
    for row in rows:
        first.setdefault(row.event, row)
    return list(first.values())


def _ends(start: datetime, end: datetime, lang: Language) -> str:
    if end.date() == start.date():
        return "" if end - start >= WHOLE_DAY else clock(end)
    last = (end - timedelta(microseconds=1)).date()
    return lang.pick("到 ", "to ") + day_month(last, lang) if last != start.date() else ""


def _where(venue: "Place | None", event: "Event", lang: Language) -> str:
    if venue is not None:
        return lang.pick(venue.name_zh, venue.name_en)
    if event.venue_note_zh:
        return event.venue_note_zh
    return lang.pick(event.town.name_zh, event.town.name_en) if event.town else ""


def _cancelled(occurrence: "Occurrence", lang: Language) -> str:
    if occurrence.event.status == "postponed":
        return say(lang, "postponed")
    if occurrence.status != "cancelled" and occurrence.event.status != "cancelled":
        return ""
    reason = lang.pick(occurrence.reason_zh, occurrence.reason_en)
    if not reason and occurrence.reason:
        reason = say(lang, f"reason_{occurrence.reason}")
    return say(lang, "cancelled") + (lang.pick("：", ": ") + reason if reason else "")


def _moved_from(occurrence: "Occurrence", lang: Language) -> str:
    """Return the original time of a moved occurrence, which is its key."""
    original = original_instant(occurrence)
    if original is None:
        return ""
    start, was = local(occurrence.start), local(original)
    said = f"{day_month(was.date(), lang)} {was:%H:%M}" if was.date() != start.date() else f"{was:%H:%M}"
    return say(lang, "moved_from", when=said)

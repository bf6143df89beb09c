"""Keeps an event's dated rows in step with its rule and its status, and its stored bytes in step with both."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from events.choices import OccurrenceStatus
from events.gather import Piece, pieces_of
from events.models import Event, Occurrence
from events.series import Start, instant, split, starts_of
from events.window import back_edge, horizon, local_day, midnight
from tourism.journal.queries import rendered
from tourism.journal.services import Log
from tourism.places.rows import public_columns

HELD = (Event.Status.PUBLISHED, Event.Status.POSTPONED)
_COLUMNS = ("start", "end", "status", "reason", "reason_zh", "reason_en", "with_event", "sequence", "modified_at")


@dataclass(frozen=True, slots=True)
class Cancellation:
    """Why something does not take place, as a code and in words."""

    reason: Occurrence.Reason = Occurrence.Reason.OTHER
    text_zh: str = ""
    text_en: str = ""


def event_columns(event: Event, themes: Iterable[Any] | None = None) -> dict[str, Any]:
    """Return what the public sees of an event, as JSON."""
    links = None if themes is None else {"themes": list(themes)}
    return {"id": str(event.id), **public_columns(event, links)}


def record_row(log: Log, row: Occurrence, before: dict[str, Any] | None) -> None:
    """Write the journal entry of one dated row."""
    log.upsert("occurrence", str(row.public_id), before=before, after=public_columns(row))


def follow_status(event: Event, log: Log, *, now: datetime, why: Cancellation) -> None:
    """Give the dates still to come the state that their event is in."""
    coming = event.occurrences.filter(end__gt=now).select_related("event", "venue")
    for row in coming:
        wanted = _status_under(event, row)
        if wanted == row.status:
            continue
        before = public_columns(row)
        row.with_event = wanted == Occurrence.Status.CANCELLED
        row.status = wanted
        row.reason = why.reason if row.with_event else ""
        row.reason_zh, row.reason_en = (why.text_zh, why.text_en) if row.with_event else ("", "")
        _touch(row, now)
        row.save(update_fields=_COLUMNS)
        record_row(log, row, before)


def _status_under(event: Event, row: Occurrence) -> str:
    own_cancellation = row.status == Occurrence.Status.CANCELLED and not row.with_event
    if own_cancellation:
        return row.status
    match event.status:
        case Event.Status.CANCELLED:
            return Occurrence.Status.CANCELLED
        case Event.Status.POSTPONED:
            return Occurrence.Status.TENTATIVE
        case Event.Status.PUBLISHED:
            return Occurrence.Status.CONFIRMED
        case _:
            return row.status


def materialise(event: Event, log: Log, *, now: datetime, months: int) -> int:
    """Make the rows that a rule gives, cancel those to come that it no longer gives, and return how many were made.

    An event that has rows gets no new ones in the past: what did not take place is not invented afterwards.
    """
    if event.status not in HELD:
        return 0
    low, high = back_edge(now), horizon(now, months=months)
    starts = starts_of(event, low, high)
    rows = {row.original_start: row for row in _rows_since(event, midnight(low))}
    for row in rows.values():
        if row.end > now:
            _match(event, row, starts, log, now=now)
    since = local_day(now).isoformat() if event.materialised_until else ""
    new = [_new_row(event, key, start, now) for key, start in starts.items() if key not in rows and key >= since]
    Occurrence.objects.bulk_create(new, batch_size=200)
    for row in new:
        record_row(log, row, None)
    event.materialised_until = high
    event.save(update_fields=["materialised_until"])
    return len(new)


def _rows_since(event: Event, moment: datetime) -> Iterable[Occurrence]:
    key = local_day(moment).isoformat()
    return event.occurrences.filter(original_start__gte=key).select_related("event", "venue")


def _match(event: Event, row: Occurrence, starts: dict[str, Start], log: Log, *, now: datetime) -> None:
    before = public_columns(row)
    if row.original_start not in starts:
        if row.status == Occurrence.Status.CANCELLED:
            return
        row.status, row.reason = Occurrence.Status.CANCELLED, Occurrence.Reason.RULE_CHANGED
    elif row.reason == Occurrence.Reason.RULE_CHANGED:
        row.status, row.reason = _confirmed(event), ""
    elif not row.overridden:
        row.end = row.start + timedelta(minutes=event.duration_minutes)
    if public_columns(row) == before:
        return
    _touch(row, now)
    row.save(update_fields=_COLUMNS)
    record_row(log, row, before)


def _confirmed(event: Event) -> OccurrenceStatus:
    return Occurrence.Status.TENTATIVE if event.status == Event.Status.POSTPONED else Occurrence.Status.CONFIRMED


def _new_row(event: Event, key: str, start: Start, now: datetime) -> Occurrence:
    begins = instant(event, start)
    return Occurrence(
        public_id=uuid5(event.id, key),
        event=event,
        original_start=key,
        start=begins,
        end=begins + timedelta(minutes=event.duration_minutes),
        status=_confirmed(event),
        modified_at=now,
    )


def _touch(row: Occurrence, now: datetime) -> None:
    row.sequence += 1
    row.modified_at = now


def render(event_id: UUID, log: Log, *, now: datetime) -> None:
    """Store the bytes of an event and of its dates in both languages."""
    event, rows = _loaded(event_id)
    _settle_uids(event, rows)
    for piece in pieces_of(event, _shown(rows, now), now=now):
        log.render(piece.type, piece.public_id, lang=piece.lang, format_="ics", data=piece.data)


def is_stale(event_id: UUID, *, now: datetime) -> bool:
    """Say whether what is stored of an event differs from what would be written now."""
    event, rows = _loaded(event_id)
    return any(_stored(piece) != piece.data for piece in pieces_of(event, _shown(rows, now), now=now))


def _stored(piece: Piece) -> bytes:
    found = rendered(piece.type, [piece.public_id], lang=piece.lang, format_="ics").get(piece.public_id)
    return bytes(found.bytes) if found else b""


def _loaded(event_id: UUID) -> tuple[Event, list[Occurrence]]:
    events = Event.objects.select_related("venue__town", "town", "organiser", "destination").prefetch_related("themes")
    event = events.get(pk=event_id)
    return event, list(event.occurrences.select_related("venue__town").order_by("original_start"))


def _shown(rows: list[Occurrence], now: datetime) -> list[Occurrence]:
    edge = midnight(back_edge(now))
    return [row for row in rows if not row.own_uid or row.end > edge]


def _settle_uids(event: Event, rows: list[Occurrence]) -> None:
    parts = split(event, rows)
    for own, group in ((False, parts.series), (True, parts.singles)):
        changed = [row for row in group if row.own_uid is not own]
        for row in changed:
            row.own_uid = own
        Occurrence.objects.filter(pk__in=[row.pk for row in changed]).update(own_uid=own)

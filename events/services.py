"""Publishes the calendar: every change keeps dates, journal and stored bytes together."""

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils import translation

from events.models import Event, Occurrence
from events.recurrence import RuleError, rule_from_json
from events.rows import (
    HELD,
    Cancellation,
    event_columns,
    follow_status,
    is_stale,
    materialise,
    record_row,
    render,
)
from events.series import goes_out_as_series
from events.window import MONTHS_AHEAD, horizon
from tourism.journal.services import recording
from tourism.places.facts import wrong_facts
from tourism.places.models import Place, Theme
from tourism.places.rows import public_columns
from tourism.places.search import search_text
from tourism.places.services import refuse_if_any
from tourism.values.errors import Conflict, FieldError, Invalid, NotFound, Refused

LONGEST_MINUTES = 366 * 24 * 60
_FACTS_OF_SEVERAL = ("dates", "fares")
# A database refuses some of these and keeps others, and no reader can show any.
_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_UNSTORABLE_EN = "must hold no control characters"
_UNSTORABLE_ZH = "不能含控制字符"
# What a phone must tell its owner about: time, place, status and recurrence.
_NOTABLE = (
    "rule",
    "start_time",
    "duration_minutes",
    "timezone",
    "standing",
    "status",
    "venue_id",
    "venue_note_zh",
    "town_id",
)


@dataclass(frozen=True, slots=True)
class Override:
    """What is different about one date; None keeps what it has, ``at_own_venue`` without a venue is the event's."""

    start: datetime | None = None
    end: datetime | None = None
    venue: Place | None = None
    at_own_venue: bool = False
    title_zh: str | None = None
    title_en: str | None = None
    description_zh: str | None = None
    description_en: str | None = None


def save_event(
    event: Event,
    *,
    now: datetime,
    themes: Sequence[Theme] | None = None,
    cancellation: Cancellation | None = None,
    who: str = "",
    why: str = "",
) -> bool:
    """Store a new or changed event with its dates and bytes, and say whether anything changed."""
    refuse_if_any(_wrong_event(event))
    event.search = search_text(event.title_zh, event.title_en)
    with recording(at=now, who=who, why=why) as log:
        stored = _locked(event.id)
        event.sequence = _next_sequence(stored, event)
        event.materialised_until = stored.materialised_until if stored else None
        linked = _links(stored, themes)
        before = event_columns(stored) if stored else None
        after = event_columns(event, linked)
        if before == after:
            return False
        event.modified_at = now
        event.save()
        event.themes.set(linked)
        log.upsert("event", str(event.id), before=before, after=after)
        follow_status(event, log, now=now, why=cancellation or Cancellation())
        materialise(event, log, now=now, months=MONTHS_AHEAD)
        render(event.id, log, now=now)
    return True


def create_event(
    columns: Mapping[str, Any], *, now: datetime, themes: Sequence[Theme] = (), who: str = "", why: str = ""
) -> Event:
    """Make an event from its columns."""
    event = Event()
    _assign(event, columns)
    if Event.objects.filter(Q(pk=event.pk) | Q(slug=event.slug)).exists():
        raise Conflict("an event of this id or slug exists", "已有相同编号或代号的活动", field="/slug")
    save_event(event, now=now, themes=themes, who=who, why=why)
    return event


def update_event(
    event: Event,
    columns: Mapping[str, Any],
    *,
    now: datetime,
    themes: Sequence[Theme] | None = None,
    who: str = "",
    why: str = "",
) -> Event:
    """Change columns of an event as it is stored now; what is not named stays."""
    with recording(at=now, who=who, why=why):
        fresh = _existing(event.id)
        _assign(fresh, columns)
        save_event(fresh, now=now, themes=themes, who=who, why=why)
    return fresh


def cancel_event(
    event: Event,
    *,
    now: datetime,
    reason: Occurrence.Reason = Occurrence.Reason.OTHER,
    text_zh: str = "",
    text_en: str = "",
    who: str = "",
) -> Event:
    """Cancel an event with every date still to come; it stays in the feeds as cancelled."""
    with recording(at=now, who=who, why=text_zh):
        fresh = _existing(event.id)
        fresh.status = Event.Status.CANCELLED
        cancellation = Cancellation(_public_reason(reason), text_zh, text_en)
        save_event(fresh, now=now, cancellation=cancellation, who=who, why=text_zh)
    return fresh


def restore_event(event: Event, *, now: datetime, who: str = "", why: str = "") -> Event:
    """Hold a cancelled or postponed event after all; dates that were cancelled by themselves stay so."""
    return update_event(event, {"status": Event.Status.PUBLISHED}, now=now, who=who, why=why)


def delete_event(event: Event, *, now: datetime, who: str = "", why: str = "") -> None:
    """Take away an event that never had a date; what phones were told of is cancelled, not deleted."""
    with recording(at=now, who=who, why=why) as log:
        fresh = _existing(event.id)
        if fresh.occurrences.exists():
            raise Refused("it has dates, which are never deleted; cancel it", "它已有场次，场次从不删除，请改为取消")
        log.delete("event", str(fresh.id), before=event_columns(fresh, fresh.themes.all()))
        fresh.delete()


def override_occurrence(
    event: Event, original_start: str, *, override: Override, now: datetime, who: str = "", why: str = ""
) -> Occurrence:
    """Change one date by itself; it stays the same occurrence, whatever is moved."""
    with recording(at=now, who=who, why=why):
        row = _occurrence(event, original_start)
        if row.status == Occurrence.Status.CANCELLED:
            raise Conflict("this date is cancelled; restore it first", "这一场已取消，请先恢复", field="/status")
        before = public_columns(row)
        length = row.end - row.start
        notable = (row.start, row.end, row.venue_id)
        _assign_override(row, override)
        if override.start and not override.end:
            row.end = row.start + length
        refuse_if_any(_wrong_occurrence(row))
        _store_occurrence(row, before, notable=notable != (row.start, row.end, row.venue_id), now=now)
    return row


def cancel_occurrence(
    event: Event,
    original_start: str,
    *,
    reason: Occurrence.Reason,
    now: datetime,
    text_zh: str = "",
    text_en: str = "",
    who: str = "",
    why: str = "",
) -> Occurrence:
    """Cancel one date with its reason; doing so again changes only the words."""
    with recording(at=now, who=who, why=why or text_zh):
        row = _occurrence(event, original_start)
        before = public_columns(row)
        notable = row.status != Occurrence.Status.CANCELLED
        row.status, row.reason = Occurrence.Status.CANCELLED, _public_reason(reason)
        row.reason_zh, row.reason_en, row.with_event = text_zh, text_en, False
        refuse_if_any(_wrong_occurrence(row))
        _store_occurrence(row, before, notable=notable, now=now)
    return row


def restore_occurrence(event: Event, original_start: str, *, now: datetime, who: str = "", why: str = "") -> Occurrence:
    """Hold a cancelled date after all."""
    with recording(at=now, who=who, why=why):
        row = _occurrence(event, original_start)
        if row.reason == Occurrence.Reason.RULE_CHANGED:
            raise Conflict("the event's rule no longer has this date", "活动的日程里已经没有这一场", field="/rule")
        if row.event.status == Event.Status.CANCELLED:
            raise Conflict(
                "the whole event is cancelled; restore it first", "整个活动已取消，请先恢复活动", field="/status"
            )
        before = public_columns(row)
        notable = row.status == Occurrence.Status.CANCELLED
        row.status = Occurrence.Status.CONFIRMED if notable else row.status
        row.reason, row.reason_zh, row.reason_en = "", "", ""
        _store_occurrence(row, before, notable=notable, now=now)
    return row


def materialise_horizon(*, now: datetime, months: int = MONTHS_AHEAD) -> int:
    """Make the dates of every scheduled event up to the horizon, and return how many were made.

    Called again in the same month it does nothing; in a new month it also rewrites each series, whose end has moved.
    """
    target = horizon(now, months=months)
    made = 0
    with recording(at=now, why="horizon") as log:
        due = Event.objects.filter(status__in=HELD, standing=Event.Standing.SCHEDULED).exclude(
            materialised_until__gte=target
        )
        for event in due.select_for_update(of=("self",)).order_by("pk"):
            before = event_columns(event)
            made += materialise(event, log, now=now, months=months)
            if goes_out_as_series(event):
                event.modified_at = now
                event.save(update_fields=["modified_at"])
                log.upsert("event", str(event.id), before=before, after=before)
            render(event.id, log, now=now)
    return made


def rerender_for(
    *,
    places: Collection[str] = (),
    organisations: Collection[str] = (),
    themes: Collection[str] = (),
    destinations: Collection[str] = (),
    now: datetime,
) -> int:
    """Write again what names any of these, after they changed; returns how many events differ."""
    concerned = Q(organiser__slug__in=organisations) | Q(destination__slug__in=destinations)
    concerned |= Q(themes__slug__in=themes) | Q(occurrences__venue__slug__in=places)
    concerned |= Q(venue__slug__in=places) | Q(town__slug__in=places) | Q(venue__town__slug__in=places)
    concerned |= Q(occurrences__venue__town__slug__in=places)
    return _rerender(Event.objects.filter(concerned), now=now)


def rerender_all(*, now: datetime) -> int:
    """Write again every event whose stored bytes differ, as after a change of the public address."""
    return _rerender(Event.objects.filter(standing=Event.Standing.SCHEDULED), now=now)


def _rerender(events: QuerySet[Event], *, now: datetime) -> int:
    changed = 0
    with recording(at=now, why="dependants") as log:
        for event_id in events.order_by("pk").values_list("pk", flat=True).distinct():
            if is_stale(event_id, now=now):
                event = _existing(event_id)
                columns = event_columns(event)
                event.modified_at = now
                event.save(update_fields=["modified_at"])
                log.upsert("event", str(event.id), before=columns, after=columns)
                render(event.id, log, now=now)
                changed += 1
    return changed


def _store_occurrence(row: Occurrence, before: dict[str, Any], *, notable: bool, now: datetime) -> None:
    if public_columns(row) == before:
        return
    with recording(at=now) as log:
        row.overridden = True
        row.sequence += notable
        row.modified_at = now
        row.save()
        record_row(log, row, before)
        render(row.event_id, log, now=now)


def _assign_override(row: Occurrence, override: Override) -> None:
    row.start = override.start or row.start
    row.end = override.end or row.end
    row.venue = override.venue or (None if override.at_own_venue else row.venue)
    for name in ("title_zh", "title_en", "description_zh", "description_en"):
        value = getattr(override, name)
        if value is not None:
            setattr(row, name, value)


def _assign(event: Event, columns: Mapping[str, Any]) -> None:
    own = {field.name for field in Event._meta.concrete_fields} - {"sequence", "search", "modified_at"}
    unknown = sorted(set(columns) - own)
    if unknown:
        raise Invalid(f"{unknown[0]} is no field of an event", f"活动没有 {unknown[0]} 字段", field=f"/{unknown[0]}")
    for name, value in columns.items():
        setattr(event, name, value)


def _next_sequence(stored: Event | None, event: Event) -> int:
    if stored is None:
        return 0
    notable = any(getattr(stored, name) != getattr(event, name) for name in _NOTABLE)
    return stored.sequence + notable


def _links(stored: Event | None, themes: Iterable[Theme] | None) -> list[Theme]:
    if themes is not None:
        return list(themes)
    return list(stored.themes.all()) if stored else []


def _locked(event_id: UUID) -> Event | None:
    return Event.objects.select_for_update(of=("self",)).filter(pk=event_id).first()


def _existing(event_id: UUID) -> Event:
    event = _locked(event_id)
    if event is None:
        raise NotFound("there is no such event", "没有这个活动", field="id")
    return event


def _occurrence(event: Event, original_start: str) -> Occurrence:
    # The event's row is locked too: it is what a change of the rule locks before it touches the dates.
    _existing(event.id)
    rows = Occurrence.objects.select_related("event", "venue").select_for_update(of=("self",))
    row = rows.filter(event_id=event.id, original_start=original_start[:16]).first()
    if row is None:
        raise NotFound(
            "the event has no date with this original start", "活动没有这个原定时间的场次", field="original_start"
        )
    return row


def _public_reason(reason: str) -> Occurrence.Reason:
    allowed = [choice for choice in Occurrence.Reason if choice is not Occurrence.Reason.RULE_CHANGED]
    if reason not in allowed:
        names = ", ".join(allowed)
        raise Invalid(f"reason must be one of {names}", f"原因应为其中之一：{names}", field="/reason")
    return Occurrence.Reason(reason)


def _wrong_event(event: Event) -> Iterator[FieldError]:
    yield from _wrong_columns(event, exclude=("id", "rule", "facts", "destination", "modified_at"))
    yield from _wrong_facts(event)
    try:
        rule_from_json(event.rule)
    except RuleError as error:
        pointer = "/rule" if error.field == "rule" else f"/rule/{error.field}"
        yield FieldError(pointer, "invalid", f"日程规则不对：{error.message}", error.message)
    if not 1 <= (event.duration_minutes or 0) <= LONGEST_MINUTES:
        text = f"must be 1 to {LONGEST_MINUTES}"
        yield FieldError("/duration_minutes", "invalid", f"时长应为 1 到 {LONGEST_MINUTES} 分钟", text)
    if event.timezone not in available_timezones():
        yield FieldError("/timezone", "invalid", "应为时区名，如 Asia/Shanghai", "must be a name such as Asia/Shanghai")


def _wrong_occurrence(row: Occurrence) -> Iterator[FieldError]:
    yield from _wrong_columns(row, exclude=("public_id", "event", "venue", "modified_at", "start", "end"))
    for name in ("start", "end"):
        moment: datetime = getattr(row, name)
        if moment.tzinfo is None:
            yield FieldError(f"/{name}", "invalid", "时间要带时区", "must have an offset")
            return
    if row.end <= row.start:
        yield FieldError("/end", "invalid", "结束应晚于开始", "must be after start")


def _wrong_facts(event: Event) -> Iterator[FieldError]:
    names = [field.name for field in (*event._meta.concrete_fields, *event._meta.many_to_many)]
    yield from wrong_facts(event.facts, [*names, *_FACTS_OF_SEVERAL], demo=event.demo)
    text = json.dumps(event.facts, default=str, ensure_ascii=False)
    if "\\u0000" in text or _UNSTORABLE.search(text):
        yield FieldError("/facts", "invalid", _UNSTORABLE_ZH, _UNSTORABLE_EN)


def _wrong_columns(row: Event | Occurrence, *, exclude: Sequence[str]) -> Iterator[FieldError]:
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if isinstance(value, str) and _UNSTORABLE.search(value):
            yield FieldError(f"/{field.name}", "invalid", _UNSTORABLE_ZH, _UNSTORABLE_EN)
    links = [field.name for field in row._meta.concrete_fields if field.is_relation]
    try:
        row.clean_fields(exclude={*exclude, *links})
    except ValidationError as error:
        for name, messages in error.error_dict.items():
            zh, en = _in("zh-hans", messages[0]), _in("en", messages[0])
            yield FieldError(f"/{name}", "invalid", f"{name} 填写不对：{zh}", en)


def _in(lang: str, error: ValidationError) -> str:
    with translation.override(lang):
        return str(error.messages[0])

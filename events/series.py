"""Says of an event's dates how they go out: as one series, or each under a UID of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from events.models import Event, Occurrence
from events.recurrence import (
    Announced,
    Monthly,
    Rule,
    Weekly,
    describe,
    expand,
    rule_from_json,
    start_from_text,
    start_text,
)
from events.window import COUNTY

Start = date | datetime


def rule_of(event: Event) -> Rule:
    """Return an event's rule; an event without one is announced."""
    return rule_from_json(event.rule) if event.rule else Announced()


def rule_text(event: Event, lang: str) -> str:
    """Say an event's rule in words."""
    return describe(rule_of(event), lang)


def goes_out_as_series(event: Event) -> bool:
    """Say whether every calendar reader can be given this event as one recurring entry."""
    return isinstance(rule_of(event), Weekly | Monthly) and event.timezone == COUNTY.key


def starts_of(event: Event, start: date, end: date) -> dict[str, Start]:
    """Return the local starts of a scheduled event in a half-open span of dates, by their text."""
    if event.standing != Event.Standing.SCHEDULED:
        return {}
    return {start_text(one): one for one in expand(rule_of(event), event.start_time, start, end)}


def instant(event: Event, start: Start) -> datetime:
    """Turn a local start into an instant; a date begins at midnight."""
    moment = start if isinstance(start, datetime) else datetime(start.year, start.month, start.day)  # noqa: DTZ001  # wall time
    return moment.replace(tzinfo=ZoneInfo(event.timezone))


@dataclass(frozen=True, slots=True)
class Split:
    """An event's rows by how they go out: those of the series, and those under their own UIDs."""

    series: tuple[Occurrence, ...]
    gaps: tuple[Start, ...]
    singles: tuple[Occurrence, ...]
    replaced: tuple[Occurrence, ...]


def split(event: Event, rows: Sequence[Occurrence]) -> Split:
    """Sort an event's rows, in order of original start, into what goes out as one series and what does not.

    ``replaced`` holds dates of an earlier series that no longer match; ``gaps`` are starts of the series without a row.
    """
    matching = _matching(event, rows) if goes_out_as_series(event) else {}
    series = [row for row in rows if row.original_start in matching]
    keys = {row.original_start for row in series}
    gaps = [start for key, start in matching.items() if key not in keys]
    others = [row for row in rows if row.original_start not in keys]
    replaced = [row for row in others if row.reason == Occurrence.Reason.RULE_CHANGED and not row.own_uid]
    singles = [row for row in others if row not in replaced]
    return Split(tuple(series), tuple(gaps), tuple(singles), tuple(replaced))


def _matching(event: Event, rows: Sequence[Occurrence]) -> dict[str, Start]:
    live = [row.original_start for row in rows if row.reason != Occurrence.Reason.RULE_CHANGED]
    if not live:
        return {}
    first, last = (_day(start_from_text(text)) for text in (min(live), max(live)))
    starts = starts_of(event, first, last + timedelta(days=1))
    keys = [key for key in starts if key in set(live)]
    return {key: start for key, start in starts.items() if keys and keys[0] <= key <= keys[-1]}


def _day(start: Start) -> date:
    return start.date() if isinstance(start, datetime) else start

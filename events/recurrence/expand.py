"""Turns a rule into local starts, and into a recurrence line where every calendar reader knows its kind."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from events.recurrence.lunar import LAST_DAY, LunarMonth, find_month
from events.recurrence.rule import (
    FIRST_YEAR,
    LAST_YEAR,
    Announced,
    LastDay,
    Leap,
    LunarYearly,
    Monthly,
    NthWeekday,
    Picked,
    Rule,
    Skip,
    SolarTerm,
    Weekly,
)
from events.recurrence.terms import term_day

MAX_STARTS = 1_000
_ONE_DAY = timedelta(days=1)


def expand(rule: Rule, start_time: time | None, start: date, end: date) -> tuple[date | datetime, ...]:
    """Return the first 1,000 local starts from ``start`` up to, but not including, ``end``.

    They are naive wall times, or dates when ``start_time`` is None: such an event lasts whole days.
    """
    low, high = _clamped(rule, start, end)
    if low >= high:
        return ()
    if isinstance(rule, Picked):
        starts = sorted({_timed(one, start_time) for one in rule.starts if low <= _day_of(one) < high}, key=_moment)
        return tuple(starts[:MAX_STARTS])
    return tuple(_timed(day, start_time) for day in islice(days_of(rule, low, high), MAX_STARTS))


def days_of(rule: Rule, start: date, end: date) -> Iterator[date]:
    """Yield the days of a rule from ``start`` up to, but not including, ``end``, in order."""
    low, high = _clamped(rule, start, end)
    match rule:
        case Weekly():
            yield from _weekly(rule, low, high)
        case Monthly():
            yield from _monthly(rule, low, high)
        case LunarYearly():
            yield from _lunar_yearly(rule, low, high)
        case SolarTerm():
            days = (term_day(year, rule.term) for year in range(low.year, high.year + 1))
            yield from (day for day in days if low <= day < high)
        case Picked():
            yield from sorted({_day_of(one) for one in rule.starts if low <= _day_of(one) < high})
        case Announced():
            return


def to_rrule(rule: Rule, *, last: date | datetime, zone: ZoneInfo) -> str | None:
    """Write a weekly or monthly rule as a recurrence line that ends with the local start ``last``.

    None for rules that are not in every reader: those go out as one event a date.
    """
    match rule:
        case Weekly():
            days = ",".join(day.upper() for day in sorted(rule.weekdays, key=lambda one: one.number))
            interval = f";INTERVAL={rule.interval}" if rule.interval > 1 else ""
            return f"FREQ=WEEKLY{interval};UNTIL={_until(last, zone)};BYDAY={days}"
        case Monthly(day=NthWeekday() as nth):
            return f"FREQ=MONTHLY;UNTIL={_until(last, zone)};BYDAY={nth.nth}{nth.weekday.upper()}"
        case Monthly():
            day = -1 if isinstance(rule.day, LastDay) else rule.day
            return f"FREQ=MONTHLY;UNTIL={_until(last, zone)};BYMONTHDAY={day}"
        case _:
            return None


def _until(last: date | datetime, zone: ZoneInfo) -> str:
    if not isinstance(last, datetime):
        return f"{last:%Y%m%d}"
    return f"{last.replace(tzinfo=zone).astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _clamped(rule: Rule, start: date, end: date) -> tuple[date, date]:
    low = max(start, rule.bounds.first or start, date(FIRST_YEAR, 1, 1))
    high = min(end, rule.bounds.until or end, LAST_DAY)
    return low, high


def _weekly(rule: Weekly, low: date, high: date) -> Iterator[date]:
    wanted = {weekday.number for weekday in rule.weekdays}
    anchor = rule.bounds.first or low
    week_zero = anchor - timedelta(days=anchor.weekday())
    for offset in range((high - low).days):
        day = low + timedelta(days=offset)
        if day.weekday() in wanted and (day - week_zero).days // 7 % rule.interval == 0:
            yield day


def _monthly(rule: Monthly, low: date, high: date) -> Iterator[date]:
    month = low.replace(day=1)
    while month < high:
        day = _day_in_month(rule.day, month)
        if day is not None and low <= day < high:
            yield day
        month = _next_month(month)


def _day_in_month(wanted: int | LastDay | NthWeekday, month: date) -> date | None:
    days = [month + timedelta(days=offset) for offset in range((_next_month(month) - month).days)]
    if isinstance(wanted, LastDay):
        return days[-1]
    if isinstance(wanted, int):
        return days[wanted - 1] if wanted <= len(days) else None
    matching = [day for day in days if day.weekday() == wanted.weekday.number]
    if wanted.nth == -1:
        return matching[-1]
    return matching[wanted.nth - 1] if wanted.nth <= len(matching) else None


def _next_month(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1)


def _lunar_yearly(rule: LunarYearly, low: date, high: date) -> Iterator[date]:
    # A lunar year begins in January or February, so its last months lie in the next Gregorian year.
    for year in range(low.year - 1, min(high.year, LAST_YEAR) + 1):
        for leap in (False, True):
            month = find_month(year, rule.month, leap=leap) if _leap_wanted(rule.leap, leap=leap) else None
            day = None if month is None else _day_in_lunar_month(rule, month)
            if day is not None and low <= day < high:
                yield day


def _leap_wanted(policy: Leap, *, leap: bool) -> bool:
    return policy is Leap.BOTH or (policy is Leap.LEAP) == leap


def _day_in_lunar_month(rule: LunarYearly, month: LunarMonth) -> date | None:
    wanted = month.days if isinstance(rule.day, LastDay) else rule.day
    if wanted > month.days:
        if rule.skip is Skip.OMIT:
            return None
        wanted = month.days if rule.skip is Skip.BACKWARD else month.days + 1
    return month.begins + _ONE_DAY * (wanted - 1)


def _day_of(start: date | datetime) -> date:
    return start.date() if isinstance(start, datetime) else start


def _timed(start: date | datetime, start_time: time | None) -> date | datetime:
    if start_time is None:
        return _day_of(start)
    if isinstance(start, datetime):
        return start
    return datetime.combine(start, start_time.replace(second=0, microsecond=0))


def _moment(start: date | datetime) -> datetime:
    return start if isinstance(start, datetime) else datetime.combine(start, time())

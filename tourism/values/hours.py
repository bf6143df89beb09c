"""Opening hours in the OSM notation, evaluated for one day at a time under guard.

The library that reads the notation cannot be handed holidays, holds few Chinese ones, reads blank text as always open
and drops the end of a night from the day before it. So a text is cut into its rules here. For one day the library
tells which rules select it, holidays are decided by our own table of special days, and the chosen rules are evaluated
as rules of that date alone.

A make-up workday is an ordinary day of its weekday: a museum that closes on Mondays stays closed on a Monday that is
worked instead of a holiday, and a Sunday that is worked keeps its Sunday hours. Only ``PH`` looks at the table.
"""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

import opening_hours as osm

LONGEST_TEXT = 512
DAY_MINUTES = 24 * 60
# The library knows the years 1900 to 9999, and a day is looked at together with the night before it.
FIRST_DAY = date(1900, 1, 2)
LAST_DAY = date(9999, 12, 29)

_WEEKDAY = "(?:Mo|Tu|We|Th|Fr|Sa|Su)"
_DAY_ITEM = rf"(?:{_WEEKDAY}(?:-{_WEEKDAY})?(?:\[[-0-9,]+\])?(?: [+-]?[0-9]+ days?)?|PH)"
_DAYS = re.compile(rf"(?P<wide>.*?)(?:(?:^|(?<= ))(?P<items>{_DAY_ITEM}(?:,{_DAY_ITEM})*))?")
_CLOCK_SPAN = "[0-9]{2}:[0-9]{2}-[0-9]{2}:[0-9]{2}"
_RULE = re.compile(
    rf"(?P<days>.*?) ?(?P<times>{_CLOCK_SPAN}(?:,{_CLOCK_SPAN})*)?"
    r' ?(?P<state>closed|unknown)? ?(?P<comment>"[^"]*")?'
)
_QUOTED_OR_SEPARATOR = re.compile(r'"[^"]*"|; | \|\| |, ')
_DATE_IN_MONTH = re.compile(r"[A-Z][a-z]{2} [0-9]|easter")
_MONTH_AND_DAY = re.compile(r"([A-Z][a-z]{2}) ([0-9]{1,2})\b")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

_REFUSALS = (
    (re.compile(r"\bSH\b"), "school holidays (SH) are not known here; write the dates"),
    (re.compile(rf"\bPH +{_WEEKDAY}|{_WEEKDAY}(?:\[[-0-9, ]+\])? +PH\b"), "write PH as a rule of its own, like PH off"),
    (re.compile(r"\bPH *(?:[-+]|[0-9]+ +day)"), "days before or after a holiday are not known here; write the dates"),
    (re.compile(r"sunrise|sunset|dawn|dusk"), "sunrise and sunset differ by the day; write clock times"),
    (re.compile(r"[0-9]{2}:[0-9]{2} *\+"), "an open end (+) leaves the closing time unsaid; write it"),
    (re.compile(r"[0-9]{2}:[0-9]{2} */"), "repeated times (/) are departures, not opening hours"),
    # The library counts days and years in machine integers: a longer number is a slip or an attack.
    (re.compile(r"[0-9]{5}"), "a number in opening hours has at most 4 digits"),
    (re.compile(r"[+-] *[0-9]{3,} +day"), "an offset is at most 99 days"),
)


@dataclass(frozen=True, slots=True, order=True)
class MinuteSpan:
    """Minutes of one local day from ``start`` up to, but not including, ``end``; 1440 is 24:00."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end <= DAY_MINUTES:
            raise ValueError(f"a span of minutes lies within 0 and {DAY_MINUTES} and ends after its start")

    def contains(self, minute: int) -> bool:
        """Tell whether ``minute`` lies within the span."""
        return self.start <= minute < self.end


@dataclass(frozen=True, slots=True)
class SpecialDays:
    """The announced days off, and the weekend days worked in exchange."""

    holidays: frozenset[date] = frozenset()
    workdays: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        if self.holidays & self.workdays:
            raise ValueError("a day is either off or worked in exchange, not both")

    def covers(self, day: date) -> bool:
        """Tell whether the days off of that year are known; they are announced a year at a time."""
        return any(holiday.year == day.year for holiday in self.holidays)


class OpenReason(StrEnum):
    """Why a place is open or not at a moment."""

    OPEN = "open"
    HOLIDAY_HOURS = "holiday_hours"
    UNKNOWN = "unknown"
    BEFORE_OPENING = "before_opening"
    BETWEEN_OPENINGS = "between_openings"
    AFTER_CLOSING = "after_closing"
    CLOSED_HOLIDAY = "closed_holiday"
    CLOSED_WEEKDAY = "closed_weekday"
    CLOSED_DATE = "closed_date"
    OUT_OF_SEASON = "out_of_season"


@dataclass(frozen=True, slots=True)
class OpenAnswer:
    """Whether a place is open then (None: the text does not say for sure), and why.

    ``until`` is the minute at which an open or unsure stretch ends on this day, ``rule`` the rule that decided,
    ``next_opening_minute`` the next opening on the same day. Both minutes are None when there is none.
    """

    is_open: bool | None
    reason: OpenReason
    until: int | None
    next_opening_minute: int | None
    rule: str | None


@dataclass(frozen=True, slots=True)
class _Rule:
    separator: str
    wide: str
    weekdays: str
    on_holidays: bool
    rest: str
    is_closing: bool
    is_break: bool
    text: str

    @property
    def replaces_earlier(self) -> bool:
        # A break ("12:00-13:00 off") takes time away; any other rule after a semicolon stands alone on its days.
        return not self.is_break and (self.separator == "; " or (self.separator == ", " and self.is_closing))

    def selects(self, day: date, special: SpecialDays) -> bool:
        if self.selects_as_holiday(day, special):
            return True
        if self.on_holidays and not self.weekdays:
            return False
        return _selected(f"{self.wide} {self.weekdays}".strip(), day)

    def selects_as_holiday(self, day: date, special: SpecialDays) -> bool:
        return self.on_holidays and day in special.holidays and self.is_in_season(day)

    def is_in_season(self, day: date) -> bool:
        return _selected(self.wide, day)


@dataclass(frozen=True, slots=True)
class _Stretch:
    start: int
    end: int
    is_sure: bool


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """A checked text of opening hours; make one with ``parse_hours``."""

    text: str
    rules: tuple[_Rule, ...]

    @property
    def depends_on_holidays(self) -> bool:
        """Tell whether the answer rests on the days off, which are announced a year at a time."""
        return any(rule.on_holidays for rule in self.rules)

    def open_spans(self, day: date, special: SpecialDays) -> tuple[MinuteSpan, ...]:
        """Return when it is surely open on ``day``; a night is cut at 24:00, its rest belongs to the next day."""
        return _merged(stretch for stretch in self._stretches(day, special) if stretch.is_sure)

    def unknown_spans(self, day: date, special: SpecialDays) -> tuple[MinuteSpan, ...]:
        """Return when it may be open on ``day``, as in "by appointment"."""
        unsure = _merged(stretch for stretch in self._stretches(day, special) if not stretch.is_sure)
        return tuple(_without(unsure, self.open_spans(day, special)))

    def open_at(self, day: date, minute: int, special: SpecialDays) -> OpenAnswer:
        """Answer whether it is open at that minute of ``day``, with the reason."""
        if not 0 <= minute < DAY_MINUTES:
            raise ValueError(f"a minute of the day lies between 0 and {DAY_MINUTES - 1}")
        open_spans = self.open_spans(day, special)
        unknown_spans = self.unknown_spans(day, special)
        origin = self._origin(day, minute, special)
        rules = self._chosen(origin, special)
        opening = next((span.start for span in open_spans if span.start > minute), None)
        for span in open_spans:
            if span.contains(minute):
                opener = _last_opening(rules)
                reason = _open_reason(opener, origin, special)
                return OpenAnswer(True, reason, span.end, None, opener.text)
        for span in unknown_spans:
            if span.contains(minute):
                return OpenAnswer(None, OpenReason.UNKNOWN, span.end, opening, _last_opening(rules).text)
        decided_by = rules[-1].text if rules else None
        return OpenAnswer(False, self._closed_reason(day, minute, special), None, opening, decided_by)

    def _chosen(self, day: date, special: SpecialDays) -> tuple[_Rule, ...]:
        chosen = [rule for rule in self.rules if rule.selects(day, special)]
        # The library replaces the hours within the day, but lets a replaced night run on after midnight.
        first = max((number for number, rule in enumerate(chosen) if rule.replaces_earlier), default=0)
        return tuple(chosen[first:])

    def _own_stretches(self, day: date, special: SpecialDays) -> tuple[_Stretch, ...]:
        chosen = self._chosen(day, special)
        return _evaluated(_dated(chosen, day), day) if chosen else ()

    def _stretches(self, day: date, special: SpecialDays) -> tuple[_Stretch, ...]:
        if not FIRST_DAY <= day <= LAST_DAY:
            raise ValueError(f"opening hours are known from {FIRST_DAY} to {LAST_DAY}")
        return (*self._night_before(day, special), *_within_day(self._own_stretches(day, special), 0))

    def _night_before(self, day: date, special: SpecialDays) -> tuple[_Stretch, ...]:
        return _within_day(self._own_stretches(day - timedelta(days=1), special), DAY_MINUTES)

    def _origin(self, day: date, minute: int, special: SpecialDays) -> date:
        in_night = any(stretch.start <= minute < stretch.end for stretch in self._night_before(day, special))
        return day - timedelta(days=1) if in_night else day

    def _closed_reason(self, day: date, minute: int, special: SpecialDays) -> OpenReason:
        own = _within_day(self._own_stretches(day, special), 0)
        if not own:
            return self._closed_day_reason(day, special)
        if minute < min(stretch.start for stretch in own):
            return OpenReason.BEFORE_OPENING
        if minute >= max(stretch.end for stretch in own):
            return OpenReason.AFTER_CLOSING
        return OpenReason.BETWEEN_OPENINGS

    def _closed_day_reason(self, day: date, special: SpecialDays) -> OpenReason:
        chosen = self._chosen(day, special)
        if chosen:
            return _closing_reason(chosen[-1], day, special)
        in_season = [rule for rule in self.rules if not rule.is_closing and rule.is_in_season(day)]
        if any(rule.weekdays for rule in in_season):
            return OpenReason.CLOSED_WEEKDAY
        if in_season or all(rule.is_closing for rule in self.rules):
            return OpenReason.CLOSED_DATE
        return OpenReason.OUT_OF_SEASON


def parse_hours(text: str) -> OpeningHours:
    """Read opening hours in the OSM notation; raise ValueError with what would be right."""
    if len(text) > LONGEST_TEXT:
        raise ValueError(f"opening hours have at most {LONGEST_TEXT} characters")
    if any(unicodedata.category(character).startswith("C") for character in text):
        raise ValueError("opening hours hold no control characters")
    text = text.strip()
    if not text:
        raise ValueError("opening hours are not blank; leave them out when they are unknown")
    _refuse(text)
    canonical = str(_parsed(text))
    _refuse(canonical)
    rules = tuple(_rules(canonical))
    for earlier, later in pairwise(rules):
        _refuse_slip(earlier, later)
    return OpeningHours(text=text, rules=rules)


def _refuse(text: str) -> None:
    bare = re.sub(r'"[^"]*"', '""', text)
    for pattern, reason in _REFUSALS:
        if pattern.search(bare):
            raise ValueError(f"opening hours: {reason}")


def _refuse_slip(earlier: _Rule, later: _Rule) -> None:
    # "Mo, We 10:00-12:00" reads as two rules, the first open all Monday; nobody means that.
    if later.separator == ", " and not earlier.rest and earlier.text != "24/7":
        raise ValueError("opening hours: write a list of days without spaces, like Mo,We 10:00-12:00")
    # Later rules win, so a holiday named before the everyday hours would never count.
    is_everyday = not later.is_closing and not later.wide and not later.on_holidays
    if earlier.on_holidays and not earlier.weekdays and later.separator == "; " and is_everyday:
        raise ValueError("opening hours: later rules win, so PH stands after the everyday hours")


def _refuse_impossible_dates(days: str) -> None:
    # The library takes Feb 30 for any day at all. 2000 is a leap year, so Feb 29 passes.
    for month, day in _MONTH_AND_DAY.findall(days):
        if int(day) > monthrange(2000, _MONTHS.index(month) + 1)[1]:
            raise ValueError(f"opening hours: there is no {month} {day}")


def _parsed(text: str) -> osm.OpeningHours:
    if not osm.validate(text):
        raise ValueError("opening hours follow the OSM notation, like Mo-Fr 09:00-17:00; PH off")
    return osm.OpeningHours(text)


def _rules(canonical: str) -> Iterator[_Rule]:
    separator, start = "; ", 0
    for found in _QUOTED_OR_SEPARATOR.finditer(canonical):
        if found.group().startswith('"'):
            continue
        yield _rule(separator, canonical[start : found.start()])
        separator, start = found.group(), found.end()
    yield _rule(separator, canonical[start:])


def _rule(separator: str, text: str) -> _Rule:
    parts = _RULE.fullmatch(text)
    days = _DAYS.fullmatch("" if parts and parts["days"] == "24/7" else parts["days"]) if parts else None
    if parts is None or days is None or ":" in days["wide"] or "PH" in days["wide"]:
        raise ValueError(f"opening hours: the rule {text} is not understood here")
    _refuse_impossible_dates(days["wide"])
    items = (days["items"] or "").split(",")
    state, comment = parts["state"] or "", parts["comment"] or ""
    return _Rule(
        separator=separator,
        wide=days["wide"].strip(),
        weekdays=",".join(item for item in items if item != "PH"),
        on_holidays="PH" in items,
        rest=" ".join(part for part in (parts["times"] or "", state, comment) if part),
        is_closing=state == "closed",
        is_break=state == "closed" and bool(parts["times"]),
        text=text,
    )


@lru_cache(maxsize=8192)
def _selected(selector: str, day: date) -> bool:
    if not selector:
        return True
    start = datetime.combine(day, time())
    states = osm.OpeningHours(selector).intervals(start, start + timedelta(days=1))
    return any(state == osm.State.OPEN for _, _, state, _ in states)


def _dated(rules: tuple[_Rule, ...], day: date) -> str:
    on_day = f"{day.year} {_MONTHS[day.month - 1]} {day.day:02}"
    texts = [f"{rule.separator}{on_day} {rule.rest}".rstrip() for rule in rules]
    return "".join(texts).removeprefix(rules[0].separator)


@lru_cache(maxsize=8192)
def _evaluated(text: str, day: date) -> tuple[_Stretch, ...]:
    midnight = datetime.combine(day, time())
    return tuple(
        # A comment beside an opening is a condition ("by appointment"), so the opening is not sure.
        _Stretch(_minutes(start - midnight), _minutes(end - midnight), state == osm.State.OPEN and not comment)
        for start, end, state, comment in osm.OpeningHours(text).intervals(midnight, midnight + timedelta(days=2))
        if state != osm.State.CLOSED
    )


def _minutes(length: timedelta) -> int:
    return length // timedelta(minutes=1)


def _within_day(stretches: Iterable[_Stretch], midnight: int) -> tuple[_Stretch, ...]:
    moved = (
        _Stretch(max(0, stretch.start - midnight), min(DAY_MINUTES, stretch.end - midnight), stretch.is_sure)
        for stretch in stretches
    )
    return tuple(stretch for stretch in moved if stretch.start < stretch.end)


def _merged(stretches: Iterable[_Stretch]) -> tuple[MinuteSpan, ...]:
    spans: list[MinuteSpan] = []
    for stretch in sorted(stretches, key=lambda stretch: stretch.start):
        if spans and stretch.start <= spans[-1].end:
            last = spans.pop()
            spans.append(MinuteSpan(last.start, max(last.end, stretch.end)))
        else:
            spans.append(MinuteSpan(stretch.start, stretch.end))
    return tuple(spans)


def _without(spans: Iterable[MinuteSpan], taken: tuple[MinuteSpan, ...]) -> Iterator[MinuteSpan]:
    for span in spans:
        start = span.start
        for hole in taken:
            if start < min(hole.start, span.end):
                yield MinuteSpan(start, min(hole.start, span.end))
            start = max(start, hole.end)
        if start < span.end:
            yield MinuteSpan(start, span.end)


def _last_opening(rules: tuple[_Rule, ...]) -> _Rule:
    return [rule for rule in rules if not rule.is_closing][-1]


def _open_reason(rule: _Rule, day: date, special: SpecialDays) -> OpenReason:
    return OpenReason.HOLIDAY_HOURS if rule.selects_as_holiday(day, special) else OpenReason.OPEN


def _closing_reason(rule: _Rule, day: date, special: SpecialDays) -> OpenReason:
    if rule.selects_as_holiday(day, special):
        return OpenReason.CLOSED_HOLIDAY
    if rule.wide:
        return OpenReason.CLOSED_DATE if _DATE_IN_MONTH.search(rule.wide) else OpenReason.OUT_OF_SEASON
    return OpenReason.CLOSED_WEEKDAY if rule.weekdays else OpenReason.CLOSED_DATE

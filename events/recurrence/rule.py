"""When something happens, as frozen values in local wall time."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from events.recurrence.terms import NAMES

FIRST_YEAR = 1901
LAST_YEAR = 2099
MAX_INTERVAL = 52
MAX_PICKED = 1_000


class Weekday(StrEnum):
    """A day of the week, by its two letters in calendar files."""

    MONDAY = "mo"
    TUESDAY = "tu"
    WEDNESDAY = "we"
    THURSDAY = "th"
    FRIDAY = "fr"
    SATURDAY = "sa"
    SUNDAY = "su"

    @property
    def number(self) -> int:
        """The day as ``date.weekday`` counts it, Monday 0."""
        return list(Weekday).index(self)


class Leap(StrEnum):
    """Which of two months of the same number a lunar date means in a year that has a leap month."""

    REGULAR = "regular"
    LEAP = "leap"
    BOTH = "both"


class Skip(StrEnum):
    """What becomes of day 30 in a month of 29 days: left out, the day before, or the day after."""

    OMIT = "omit"
    BACKWARD = "backward"
    FORWARD = "forward"


class LastDay(StrEnum):
    """The last day of a month, whatever its number."""

    LAST = "last"


LAST = LastDay.LAST


@dataclass(frozen=True, slots=True)
class Bounds:
    """The stretch of dates in which a rule holds, half-open; None is without an end on that side."""

    first: date | None = None
    until: date | None = None

    def __post_init__(self) -> None:
        for field, day in (("first", self.first), ("until", self.until)):
            if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
                raise ValueError(f"{field} must lie in {FIRST_YEAR} to {LAST_YEAR}")
        if self.first and self.until and self.until <= self.first:
            raise ValueError("until must be after first; it is the first day without it")

    def holds(self, day: date) -> bool:
        """Say whether a day lies inside."""
        return (self.first is None or self.first <= day) and (self.until is None or day < self.until)


FOREVER = Bounds()


@dataclass(frozen=True, slots=True)
class NthWeekday:
    """A weekday counted from the start of a month, or from its end when ``nth`` is -1."""

    nth: int
    weekday: Weekday

    def __post_init__(self) -> None:
        if self.nth not in (1, 2, 3, 4, 5, -1):
            raise ValueError("nth must be 1 to 5, or -1 for the last")


@dataclass(frozen=True, slots=True)
class Weekly:
    """On some weekdays of every week, or of every so many weeks counted from ``bounds.first``."""

    weekdays: tuple[Weekday, ...]
    interval: int = 1
    bounds: Bounds = FOREVER

    def __post_init__(self) -> None:
        if not self.weekdays or len(set(self.weekdays)) != len(self.weekdays):
            raise ValueError("weekdays must name at least one weekday, each once")
        if not 1 <= self.interval <= MAX_INTERVAL:
            raise ValueError(f"interval must be 1 to {MAX_INTERVAL}")
        if self.interval > 1 and self.bounds.first is None:
            raise ValueError("first must be given when interval is above 1; the weeks are counted from it")


@dataclass(frozen=True, slots=True)
class Monthly:
    """On a day of every month; a month that lacks the day is passed over."""

    day: int | LastDay | NthWeekday
    bounds: Bounds = FOREVER

    def __post_init__(self) -> None:
        if isinstance(self.day, int) and not 1 <= self.day <= 31:
            raise ValueError('day must be 1 to 31, or "last"')


@dataclass(frozen=True, slots=True)
class LunarYearly:
    """On a day of the lunar calendar, every year."""

    month: int
    day: int | LastDay
    leap: Leap = Leap.REGULAR
    skip: Skip = Skip.OMIT
    bounds: Bounds = FOREVER

    def __post_init__(self) -> None:
        if not 1 <= self.month <= 12:
            raise ValueError("month must be 1 to 12")
        if isinstance(self.day, int) and not 1 <= self.day <= 30:
            raise ValueError('day must be 1 to 30, or "last"')


@dataclass(frozen=True, slots=True)
class SolarTerm:
    """On a solar term, every year."""

    term: str
    bounds: Bounds = FOREVER

    def __post_init__(self) -> None:
        if self.term not in NAMES:
            raise ValueError(f"term must be one of {', '.join(NAMES)}")


@dataclass(frozen=True, slots=True)
class Picked:
    """On dates that somebody chose; one without a time of its own takes the event's."""

    starts: tuple[date | datetime, ...]
    bounds: Bounds = FOREVER

    def __post_init__(self) -> None:
        if not 1 <= len(self.starts) <= MAX_PICKED:
            raise ValueError(f"starts must hold 1 to {MAX_PICKED} dates")
        if len(set(self.starts)) != len(self.starts):
            raise ValueError("starts must name each date once")
        for start in self.starts:
            _check_start(start)


@dataclass(frozen=True, slots=True)
class Announced:
    """Held, but each date is only announced: it has none of its own."""

    bounds: Bounds = FOREVER


Rule = Weekly | Monthly | LunarYearly | SolarTerm | Picked | Announced


def _check_start(start: date | datetime) -> None:
    if not FIRST_YEAR <= start.year <= LAST_YEAR:
        raise ValueError(f"starts must lie in {FIRST_YEAR} to {LAST_YEAR}")
    if isinstance(start, datetime) and (start.tzinfo is not None or start.second or start.microsecond):
        raise ValueError("starts must be local wall times to the minute, without an offset")

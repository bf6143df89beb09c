"""Stretches of time, because every comparison of "from" and "to" should be made in one place."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta


@dataclass(frozen=True, slots=True, order=True)
class TimeSpan:
    """The time from ``start`` up to, but not including, ``end``; both are aware."""

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        if self.start.utcoffset() is None or self.end.utcoffset() is None:
            raise ValueError("a time span needs datetimes with a time zone")
        if _instant(self.end) <= _instant(self.start):
            raise ValueError(f"span ends at {self.end}, not after its start {self.start}")

    def overlaps(self, other: "TimeSpan") -> bool:
        """Tell whether the two share any time; touching ends do not count."""
        return _instant(self.start) < _instant(other.end) and _instant(other.start) < _instant(self.end)

    def contains(self, moment: datetime) -> bool:
        """Tell whether the aware ``moment`` lies within the span."""
        return _instant(self.start) <= _instant(moment) < _instant(self.end)

    def intersection(self, other: "TimeSpan") -> "TimeSpan | None":
        """Return the time both have in common, or None when they do not meet."""
        if not self.overlaps(other):
            return None
        return TimeSpan(max(self.start, other.start, key=_instant), min(self.end, other.end, key=_instant))

    @property
    def minutes(self) -> int:
        """Whole minutes that pass between the two instants."""
        return (_instant(self.end) - _instant(self.start)) // timedelta(minutes=1)


@dataclass(frozen=True, slots=True, order=True)
class DateSpan:
    """The days from ``start`` up to, but not including, ``end``."""

    start: date
    end: date

    def __post_init__(self) -> None:
        # datetime is a subclass of date, and would bring a time of day that nobody compares.
        if any(isinstance(day, datetime) for day in (self.start, self.end)):
            raise ValueError("a date span needs dates without a time of day")
        if self.end <= self.start:
            raise ValueError(f"span ends on {self.end}, not after its start {self.start}")

    def days(self) -> Iterator[date]:
        """Yield each day of the span in order."""
        return (self.start + timedelta(days=number) for number in range(self.length))

    @property
    def length(self) -> int:
        """Number of days."""
        return (self.end - self.start).days

    def contains(self, day: date) -> bool:
        """Tell whether ``day`` lies within the span."""
        return self.start <= day < self.end

    def overlaps(self, other: "DateSpan") -> bool:
        """Tell whether the two share any day."""
        return self.start < other.end and other.start < self.end

    def intersection(self, other: "DateSpan") -> "DateSpan | None":
        """Return the days both have in common, or None when they share none."""
        if not self.overlaps(other):
            return None
        return DateSpan(max(self.start, other.start), min(self.end, other.end))


def _instant(moment: datetime) -> datetime:
    # Two datetimes of one zone are compared by the clock on the wall, which is wrong in the hour that happens twice.
    return moment.astimezone(UTC)

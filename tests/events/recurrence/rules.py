"""Random rules, for the property tests of recurrence and feeds."""

from datetime import date, datetime

from hypothesis import strategies as st

from events.recurrence import (
    LAST,
    Announced,
    Bounds,
    Leap,
    LunarYearly,
    Monthly,
    NthWeekday,
    Picked,
    Rule,
    Skip,
    SolarTerm,
    Weekday,
    Weekly,
)
from events.recurrence.terms import NAMES

DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))


@st.composite
def bounds(draw: st.DrawFn) -> Bounds:
    """Draw bounds that may be open on either side."""
    first, until = draw(st.none() | DAYS), draw(st.none() | DAYS)
    if first and until and until <= first:
        until = None
    return Bounds(first, until)


@st.composite
def weekly(draw: st.DrawFn) -> Weekly:
    """Draw a weekly rule."""
    limits = draw(bounds())
    weekdays = tuple(draw(st.lists(st.sampled_from(Weekday), min_size=1, unique=True)))
    return Weekly(weekdays, draw(st.integers(1, 6)) if limits.first else 1, limits)


def monthly() -> st.SearchStrategy[Monthly]:
    """Draw a monthly rule."""
    nth = st.builds(NthWeekday, st.sampled_from([1, 2, 3, 4, 5, -1]), st.sampled_from(Weekday))
    return st.builds(Monthly, st.integers(1, 31) | st.just(LAST) | nth, bounds())


def lunar_yearly() -> st.SearchStrategy[LunarYearly]:
    """Draw a lunar rule."""
    day = st.integers(1, 30) | st.just(LAST)
    return st.builds(LunarYearly, st.integers(1, 12), day, st.sampled_from(Leap), st.sampled_from(Skip), bounds())


def picked() -> st.SearchStrategy[Picked]:
    """Draw hand-picked dates, some with a time of their own."""
    times = st.datetimes(datetime(2020, 1, 1), datetime(2040, 12, 31)).map(  # noqa: DTZ001 - local wall times
        lambda one: one.replace(second=0, microsecond=0)
    )
    return st.builds(Picked, st.lists(DAYS | times, min_size=1, max_size=8, unique=True).map(tuple), bounds())


def rules() -> st.SearchStrategy[Rule]:
    """Draw any rule."""
    terms = st.builds(SolarTerm, st.sampled_from(sorted(NAMES)), bounds())
    return st.one_of(weekly(), monthly(), lunar_yearly(), terms, picked(), st.builds(Announced, bounds()))

"""Spans of time are half-open, and count what really passes."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tourism.values.spans import DateSpan, TimeSpan

SHANGHAI = ZoneInfo("Asia/Shanghai")
BERLIN = ZoneInfo("Europe/Berlin")
MOMENTS = st.integers(0, 50_000_000).map(
    lambda minute: datetime(2000, 1, 1, tzinfo=SHANGHAI) + timedelta(minutes=minute)
)
LENGTHS = st.timedeltas(timedelta(minutes=1), timedelta(days=30))
TIME_SPANS = st.builds(lambda start, length: TimeSpan(start, start + length), MOMENTS, LENGTHS)


def morning(start_hour: int, end_hour: int) -> TimeSpan:
    """Make a span of 5 December 2026."""
    day = datetime(2026, 12, 5, tzinfo=SHANGHAI)
    return TimeSpan(day.replace(hour=start_hour), day.replace(hour=end_hour))


def test_the_end_is_not_part_of_a_span() -> None:
    span = morning(9, 11)

    assert span.contains(span.start)
    assert not span.contains(span.end)


def test_touching_spans_do_not_overlap() -> None:
    assert not morning(9, 10).overlaps(morning(10, 11))
    assert morning(9, 10).intersection(morning(10, 11)) is None


def test_an_intersection_holds_what_both_share() -> None:
    assert morning(8, 10).intersection(morning(9, 11)) == morning(9, 10)


@pytest.mark.parametrize("length", [timedelta(0), timedelta(minutes=-1)])
def test_a_span_that_does_not_end_after_its_start_is_refused(length: timedelta) -> None:
    start = datetime(2026, 12, 5, 9, tzinfo=UTC)

    with pytest.raises(ValueError, match="not after its start"):
        TimeSpan(start, start + length)


def test_a_time_without_zone_is_refused() -> None:
    aware = datetime(2026, 12, 5, 9, tzinfo=UTC)

    with pytest.raises(ValueError, match="time zone"):
        TimeSpan(aware.replace(tzinfo=None), aware)


def test_the_hour_that_happens_twice_is_counted_twice() -> None:
    span = TimeSpan(datetime(2026, 10, 25, 1, tzinfo=BERLIN), datetime(2026, 10, 25, 4, tzinfo=BERLIN))

    assert span.minutes == 4 * 60


def test_the_second_of_two_like_hours_comes_after_the_first() -> None:
    first = datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN)

    assert TimeSpan(first, first.replace(fold=1)).minutes == 60


@settings(deadline=None)
@given(TIME_SPANS, TIME_SPANS)
def test_overlap_and_intersection_agree_both_ways(one: TimeSpan, other: TimeSpan) -> None:
    shared = one.intersection(other)

    assert one.overlaps(other) == other.overlaps(one) == (shared is not None)
    assert shared == other.intersection(one)


@settings(deadline=None)
@given(TIME_SPANS, MOMENTS)
def test_only_a_moment_of_both_spans_lies_in_the_intersection(one: TimeSpan, moment: datetime) -> None:
    other = TimeSpan(moment - timedelta(hours=1), moment + timedelta(hours=1))

    shared = one.intersection(other)

    assert one.contains(moment) == (shared is not None and shared.contains(moment))


def test_days_stop_before_the_end_and_know_the_leap_day() -> None:
    span = DateSpan(date(2028, 2, 28), date(2028, 3, 1))

    assert list(span.days()) == [date(2028, 2, 28), date(2028, 2, 29)]
    assert span.length == 2


def test_a_date_span_is_half_open() -> None:
    span = DateSpan(date(2026, 12, 5), date(2026, 12, 7))

    assert [span.contains(date(2026, 12, day)) for day in (4, 5, 6, 7)] == [False, True, True, False]


def test_date_spans_share_the_days_between() -> None:
    one = DateSpan(date(2026, 12, 1), date(2026, 12, 6))
    other = DateSpan(date(2026, 12, 5), date(2026, 12, 9))

    assert one.intersection(other) == DateSpan(date(2026, 12, 5), date(2026, 12, 6))
    assert one.intersection(DateSpan(date(2026, 12, 6), date(2026, 12, 9))) is None


def test_an_empty_date_span_is_refused() -> None:
    with pytest.raises(ValueError, match="not after its start"):
        DateSpan(date(2026, 12, 5), date(2026, 12, 5))


def test_a_time_of_day_is_no_date() -> None:
    with pytest.raises(ValueError, match="without a time of day"):
        DateSpan(datetime(2026, 12, 5, tzinfo=UTC), date(2026, 12, 6))

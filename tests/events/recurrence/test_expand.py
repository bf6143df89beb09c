"""Rules give the dates they say, in bounds, and their recurrence lines give the same ones."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr  # type: ignore[import-untyped]  # it ships no types
from hypothesis import given
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
    expand,
    to_rrule,
)
from tests.events.recurrence.rules import DAYS, monthly, rules, weekly

COUNTY = ZoneInfo("Asia/Shanghai")
SATURDAYS = Weekly((Weekday.SATURDAY,))


def local(text: str) -> datetime:
    return datetime.fromisoformat(text)


@given(rules(), DAYS, st.integers(0, 800))
def test_starts_are_ordered_unique_and_inside_the_half_open_window(rule: Rule, start: date, days: int) -> None:
    end = start + timedelta(days=days)

    found = expand(rule, None, start, end)

    assert list(found) == sorted(set(found))
    assert all(start <= day < end for day in found)
    assert all(rule.bounds.holds(day) for day in found)


@given(rules(), DAYS, st.integers(1, 400), st.integers(0, 400))
def test_a_window_split_in_two_gives_the_same_dates(rule: Rule, start: date, length: int, cut: int) -> None:
    end, middle = start + timedelta(days=length), start + timedelta(days=min(cut, length))

    assert expand(rule, None, start, end) == expand(rule, None, start, middle) + expand(rule, None, middle, end)


@given(weekly() | monthly(), DAYS)
def test_a_recurrence_line_gives_the_dates_of_its_rule(rule: Rule, start: date) -> None:
    starts = expand(rule, time(19, 30), start, start + timedelta(days=900))
    if not starts:
        return

    line = to_rrule(rule, last=starts[-1], zone=COUNTY)

    first = starts[0]
    assert isinstance(first, datetime)
    assert (
        tuple(one.replace(tzinfo=None) for one in rrulestr(str(line), dtstart=first.replace(tzinfo=COUNTY))) == starts
    )


def test_the_end_of_the_window_is_not_in_it() -> None:
    assert expand(SATURDAYS, time(19, 30), date(2026, 11, 28), date(2026, 12, 5)) == (local("2026-11-28T19:30"),)


def test_a_fortnight_is_counted_from_its_first_day() -> None:
    rule = Weekly((Weekday.SATURDAY,), 2, Bounds(date(2026, 11, 28)))

    found = expand(rule, None, date(2026, 12, 1), date(2027, 1, 1))

    assert found == (date(2026, 12, 12), date(2026, 12, 26))


def test_a_month_without_the_day_is_passed_over() -> None:
    assert expand(Monthly(31), None, date(2026, 1, 1), date(2026, 5, 1)) == (date(2026, 1, 31), date(2026, 3, 31))


@pytest.mark.parametrize(
    ("day", "found"),
    [
        (LAST, date(2028, 2, 29)),
        (NthWeekday(-1, Weekday.TUESDAY), date(2028, 2, 29)),
        (NthWeekday(5, Weekday.TUESDAY), date(2028, 2, 29)),
        (NthWeekday(1, Weekday.SUNDAY), date(2028, 2, 6)),
    ],
)
def test_a_day_of_a_leap_february(day: object, found: date) -> None:
    assert expand(Monthly(day), None, date(2028, 2, 1), date(2028, 3, 1)) == (found,)  # type: ignore[arg-type]  # two shapes in one table


def test_the_double_ninth_falls_where_the_almanac_says() -> None:
    found = expand(LunarYearly(9, 9), None, date(2026, 1, 1), date(2029, 1, 1))

    assert found == (date(2026, 10, 18), date(2027, 10, 8), date(2028, 10, 26))


def test_the_eighth_of_the_last_month_may_fall_in_the_next_year() -> None:
    assert expand(LunarYearly(12, 8), None, date(2027, 1, 1), date(2027, 2, 1)) == (date(2027, 1, 15),)


@pytest.mark.parametrize(
    ("leap", "found"),
    [
        (Leap.REGULAR, (date(2025, 6, 25),)),
        (Leap.LEAP, (date(2025, 7, 25),)),
        (Leap.BOTH, (date(2025, 6, 25), date(2025, 7, 25))),
    ],
)
def test_a_leap_month_counts_as_the_policy_says(leap: Leap, found: tuple[date, ...]) -> None:
    assert expand(LunarYearly(6, 1, leap), None, date(2025, 1, 1), date(2026, 1, 1)) == found


@pytest.mark.parametrize(
    ("skip", "found"),
    [
        (Skip.OMIT, ()),
        (Skip.BACKWARD, (date(2027, 2, 5),)),
        (Skip.FORWARD, (date(2027, 2, 6),)),
    ],
)
def test_a_thirtieth_that_does_not_exist_follows_its_policy(skip: Skip, found: tuple[date, ...]) -> None:
    """The last month of lunar 2026 has 29 days; new year's eve is 5 February 2027."""
    assert expand(LunarYearly(12, 30, skip=skip), None, date(2027, 1, 1), date(2027, 3, 1)) == found


def test_the_last_day_of_a_lunar_month_is_its_29th_or_30th() -> None:
    assert expand(LunarYearly(12, LAST), None, date(2026, 2, 1), date(2027, 3, 1)) == (
        date(2026, 2, 16),
        date(2027, 2, 5),
    )


def test_the_winter_solstice() -> None:
    assert expand(SolarTerm("dongzhi"), None, date(2026, 1, 1), date(2027, 1, 1)) == (date(2026, 12, 22),)


def test_a_picked_date_takes_the_time_of_the_event_unless_it_has_its_own() -> None:
    rule = Picked((local("2026-11-29T14:00"), date(2026, 11, 28)))

    assert expand(rule, time(19, 30), date(2026, 11, 1), date(2026, 12, 1)) == (
        local("2026-11-28T19:30"),
        local("2026-11-29T14:00"),
    )


def test_an_announced_event_has_no_date() -> None:
    assert expand(Announced(), time(19, 30), date(2026, 1, 1), date(2027, 1, 1)) == ()


def test_no_more_than_a_thousand_starts_come_back() -> None:
    daily = Weekly(tuple(Weekday))

    assert len(expand(daily, None, date(1901, 1, 1), date(2099, 12, 31))) == 1_000


@pytest.mark.parametrize("rule", [LunarYearly(9, 9), Picked((date(2026, 1, 1),)), Announced(), SolarTerm("dongzhi")])
def test_other_rules_have_no_recurrence_line(rule: Rule) -> None:
    assert to_rrule(rule, last=date(2026, 1, 1), zone=COUNTY) is None


def test_the_end_of_a_recurrence_line_is_in_utc() -> None:
    assert to_rrule(SATURDAYS, last=local("2026-12-05T07:30"), zone=COUNTY) == (
        "FREQ=WEEKLY;UNTIL=20261204T233000Z;BYDAY=SA"
    )

"""The lunar calendar of 1901 to 2099 by our own table, since browsers' and several libraries' tables are a day late."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from events.recurrence import lunar_table

FIRST_DAY = date(1901, 1, 1)
LAST_DAY = date(2099, 12, 31)

_MONTHS_ZH = ("正月", "二月", "三月", "四月", "五月", "六月", "七月", "八月", "九月", "十月", "冬月", "腊月")
_DIGITS_ZH = "一二三四五六七八九十"
_TENS_ZH = ("初", "十", "廿")


@dataclass(frozen=True, slots=True, order=True)
class LunarMonth:
    """One month of the lunar calendar, with the day it begins on and how many days it has."""

    year: int
    month: int
    leap: bool
    begins: date
    days: int


@dataclass(frozen=True, slots=True, order=True)
class LunarDate:
    """A day of the lunar calendar; ``year`` is the Gregorian year in which the lunar year begins."""

    year: int
    month: int
    day: int
    leap: bool = False


def to_lunar(day: date) -> LunarDate:
    """Return the lunar date of a day."""
    _check(day)
    months = _all_months()
    month = months[bisect_right(months, day, key=lambda one: one.begins) - 1]
    return LunarDate(month.year, month.month, (day - month.begins).days + 1, month.leap)


def from_lunar(year: int, month: int, day: int, *, leap: bool = False) -> date:
    """Return the day of a lunar date; ``ValueError`` when that month or day does not exist."""
    found = find_month(year, month, leap=leap)
    if found is None or not 1 <= day <= found.days:
        raise ValueError(f"lunar year {year} has no month {month}{' leap' if leap else ''} with a day {day}")
    result = found.begins + timedelta(days=day - 1)
    _check(result)
    return result


def find_month(year: int, month: int, *, leap: bool = False) -> LunarMonth | None:
    """Return a month of a lunar year, or None when the year has no such month."""
    return _months_by_key().get((year, month, leap))


def lunar_text_zh(day: date) -> str:
    """Write the lunar date of a day in Chinese: 十月廿七."""
    lunar = to_lunar(day)
    return month_text_zh(lunar.month, leap=lunar.leap) + day_text_zh(lunar.day)


def lunar_text_en(day: date) -> str:
    """Write the lunar date of a day in English: lunar 10th month, day 27."""
    lunar = to_lunar(day)
    return f"lunar {'leap ' if lunar.leap else ''}{ordinal(lunar.month)} month, day {lunar.day}"


def month_text_zh(month: int, *, leap: bool = False) -> str:
    """Name a lunar month in Chinese."""
    return ("闰" if leap else "") + _MONTHS_ZH[month - 1]


def day_text_zh(day: int) -> str:
    """Name a day of a lunar month in Chinese: 初一, 初十, 十五, 二十, 廿七, 三十."""
    if day in (20, 30):
        return ("二十", "三十")[day == 30]
    return _TENS_ZH[(day - 1) // 10] + _DIGITS_ZH[(day - 1) % 10]


def ordinal(number: int) -> str:
    """Write an English ordinal: 1st, 2nd, 11th."""
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


def _check(day: date) -> None:
    if not FIRST_DAY <= day <= LAST_DAY:
        raise ValueError(f"{day} is outside the lunar table, which holds 1901 to 2099")


@cache
def _all_months() -> tuple[LunarMonth, ...]:
    return tuple(
        month for year in range(lunar_table.FIRST_YEAR, lunar_table.LAST_YEAR + 1) for month in _months_of_year(year)
    )


@cache
def _months_by_key() -> dict[tuple[int, int, bool], LunarMonth]:
    return {(one.year, one.month, one.leap): one for one in _all_months()}


def _months_of_year(year: int) -> list[LunarMonth]:
    at = (year - lunar_table.FIRST_YEAR) * 6
    bits = int(lunar_table.YEARS[at : at + 6], 16)
    leap_month = bits >> 13 & 15
    begins = date(year, 1, 1) + timedelta(days=bits >> 17)
    months = []
    for index, (month, leap) in enumerate(_month_order(leap_month)):
        days = 29 + (bits >> index & 1)
        months.append(LunarMonth(year, month, leap, begins, days))
        begins += timedelta(days=days)
    return months


def _month_order(leap_month: int) -> list[tuple[int, bool]]:
    order = [(month, False) for month in range(1, 13)]
    if leap_month:
        order.insert(leap_month, (leap_month, True))
    return order

"""The lunar calendar agrees with two others on every day it holds."""

from datetime import date, datetime, timedelta

import pytest
import sxtwl
from zhdate import ZhDate

from events.recurrence import LunarDate, from_lunar, lunar_text_en, lunar_text_zh, to_lunar
from events.recurrence.lunar import FIRST_DAY, LAST_DAY
from events.recurrence.terms import NAMES, term_day

EVERY_DAY = [FIRST_DAY + timedelta(days=offset) for offset in range((LAST_DAY - FIRST_DAY).days + 1)]


def by_sxtwl(day: date) -> LunarDate:
    found = sxtwl.fromSolar(day.year, day.month, day.day)
    return LunarDate(found.getLunarYear(), found.getLunarMonth(), found.getLunarDay(), bool(found.isLunarLeap()))


def by_zhdate(day: date) -> LunarDate:
    found = ZhDate.from_datetime(datetime(day.year, day.month, day.day))  # noqa: DTZ001 - it takes naive ones only
    return LunarDate(found.lunar_year, found.lunar_month, found.lunar_day, bool(found.leap_month))


def test_every_day_agrees_with_sxtwl() -> None:
    wrong = [day for day in EVERY_DAY if to_lunar(day) != by_sxtwl(day)]

    assert wrong == []


def test_every_day_agrees_with_zhdate() -> None:
    wrong = [day for day in EVERY_DAY if to_lunar(day) != by_zhdate(day)]

    assert wrong == []


def test_every_day_is_found_again_from_its_lunar_date() -> None:
    for day in EVERY_DAY:
        lunar = to_lunar(day)
        assert from_lunar(lunar.year, lunar.month, lunar.day, leap=lunar.leap) == day


def test_every_solar_term_agrees_with_sxtwl() -> None:
    for index, term in enumerate(NAMES):
        number = (index + 1) % 24
        for year in range(1901, 2100):
            day = term_day(year, term)
            found = sxtwl.fromSolar(day.year, day.month, day.day)
            assert found.hasJieQi(), (term, year)
            assert found.getJieQi() == number, (term, year)


@pytest.mark.parametrize(
    ("day", "lunar"),
    [
        (date(2026, 2, 17), LunarDate(2026, 1, 1)),
        (date(2027, 2, 6), LunarDate(2027, 1, 1)),
        (date(2030, 2, 3), LunarDate(2030, 1, 1)),
        (date(2026, 10, 18), LunarDate(2026, 9, 9)),
        (date(2027, 10, 8), LunarDate(2027, 9, 9)),
        (date(2028, 10, 26), LunarDate(2028, 9, 9)),
        (date(2025, 7, 25), LunarDate(2025, 6, 1, leap=True)),
    ],
)
def test_known_days(day: date, lunar: LunarDate) -> None:
    assert to_lunar(day) == lunar


@pytest.mark.parametrize(
    ("day", "chinese", "english"),
    [
        (date(2026, 12, 5), "十月廿七", "lunar 10th month, day 27"),
        (date(2026, 2, 17), "正月初一", "lunar 1st month, day 1"),
        (date(2026, 12, 28), "冬月二十", "lunar 11th month, day 20"),
        (date(2027, 1, 15), "腊月初八", "lunar 12th month, day 8"),
        (date(2025, 8, 1), "闰六月初八", "lunar leap 6th month, day 8"),
        (date(2026, 3, 3), "正月十五", "lunar 1st month, day 15"),
    ],
)
def test_a_day_is_written_in_both_languages(day: date, chinese: str, english: str) -> None:
    assert (lunar_text_zh(day), lunar_text_en(day)) == (chinese, english)


@pytest.mark.parametrize("day", [date(1900, 12, 31), date(2100, 1, 1)])
def test_a_day_outside_the_table_is_refused(day: date) -> None:
    with pytest.raises(ValueError, match="1901 to 2099"):
        to_lunar(day)


@pytest.mark.parametrize(
    ("year", "month", "day", "leap"), [(2026, 6, 1, True), (2026, 1, 31, False), (2026, 0, 1, False)]
)
def test_a_lunar_date_that_does_not_exist_is_refused(year: int, month: int, day: int, leap: bool) -> None:
    with pytest.raises(ValueError, match="has no month"):
        from_lunar(year, month, day, leap=leap)


def test_a_solar_term_outside_the_table_is_refused() -> None:
    with pytest.raises(ValueError, match="1901 to 2099"):
        term_day(2100, "dongzhi")

"""How dates, stretches and distances are said."""

from datetime import date

import pytest

from frontend.public.language import Language
from frontend.public.moments import (
    day_full,
    distance,
    length,
    lunar,
    lunar_short,
    month_after,
    month_before,
    next_saturday,
    stretch,
)

ZH, EN = Language.ZH, Language.EN


def test_a_day_is_said_with_its_weekday_and_its_lunar_date() -> None:
    day = date(2026, 12, 5)

    assert (day_full(day, ZH), lunar(day, ZH)) == ("12月5日 周六", "十月廿七")
    assert (day_full(day, EN), lunar(day, EN)) == ("Sat 5 Dec 2026", "lunar 10th month, day 27")


def test_the_first_of_a_lunar_month_shows_the_month_in_a_cell() -> None:
    assert [lunar_short(date(2026, 12, day), ZH) for day in (8, 9, 10)] == ["三十", "冬月", "初二"]


def test_outside_the_lunar_table_nothing_is_said() -> None:
    assert lunar(date(1900, 12, 31), ZH) == lunar(date(2100, 1, 1), EN) == ""


@pytest.mark.parametrize(
    ("least", "most", "said"),
    [
        (25, 45, "约 25–45 分"),
        (23, 41, "约 20–45 分"),
        (15, 15, "约 15 分"),
        (0, 4, "约 5 分"),
        (50, 75, "约 50 分–1 小时 15 分"),
        (60, 60, "约 1 小时"),
    ],
)
def test_an_uncertain_stretch_is_rounded_outwards_to_five_minutes(least: int, most: int, said: str) -> None:
    assert stretch(least, most, ZH) == said


def test_lengths_and_distances_are_short() -> None:
    assert [length(minutes, EN) for minutes in (45, 60, 135)] == ["45 min", "1 h", "2 h 15"]
    assert [distance(metres, ZH) for metres in (820, 3500, 4000, 23_400)] == ["800 米", "3.5 公里", "4 公里", "23 公里"]


def test_a_saturday_is_its_own_next_saturday() -> None:
    assert next_saturday(date(2026, 11, 28)) == next_saturday(date(2026, 11, 22)) == date(2026, 11, 28)


def test_months_turn_with_the_year() -> None:
    assert month_after(date(2026, 12, 1)) == date(2027, 1, 1)
    assert month_before(date(2027, 1, 1)) == date(2026, 12, 1)

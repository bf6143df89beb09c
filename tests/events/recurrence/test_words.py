"""A rule reads as a sentence in both languages."""

from datetime import date

import pytest
from hypothesis import given

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
    SolarTerm,
    Weekday,
    Weekly,
    describe,
)
from tests.events.recurrence.rules import rules


@pytest.mark.parametrize(
    ("rule", "chinese", "english"),
    [
        (Weekly((Weekday.SATURDAY,)), "每周六", "every Saturday"),
        (Weekly((Weekday.SUNDAY, Weekday.SATURDAY)), "每周六、日", "every Saturday and Sunday"),
        (
            Weekly((Weekday.SATURDAY,), 2, Bounds(date(2026, 1, 3))),
            "每2周的周六，2026-01-03起",
            "every 2 weeks on Saturday, from 2026-01-03",
        ),
        (Monthly(15), "每月15日", "the 15th of every month"),
        (Monthly(LAST), "每月最后一天", "the last day of every month"),
        (Monthly(NthWeekday(2, Weekday.SUNDAY)), "每月第二个周日", "the 2nd Sunday of every month"),
        (Monthly(NthWeekday(-1, Weekday.FRIDAY)), "每月最后一个周五", "the last Friday of every month"),
        (LunarYearly(9, 9), "每年农历九月初九", "every Double Ninth (day 9 of the 9th lunar month)"),
        (LunarYearly(3, 1), "每年农历三月初一", "every year on day 1 of the 3rd lunar month"),
        (LunarYearly(12, LAST), "每年农历腊月最后一天", "every year on the last day of the 12th lunar month"),
        (
            LunarYearly(6, 1, Leap.BOTH),
            "每年农历六月初一（含闰月）",
            "every year on day 1 of the 6th lunar month, regular and leap",
        ),
        (SolarTerm("dongzhi"), "每年冬至", "every year at Winter Solstice"),
        (Picked((date(2026, 11, 29),)), "2026年11月29日", "29 Nov 2026"),
        (
            Picked(tuple(date(2026, 11, day) for day in range(1, 6))),
            "2026年11月1日、2026年11月2日、2026年11月3日等5场",
            "1 Nov 2026, 2 Nov 2026, 3 Nov 2026 and 2 more",
        ),
        (Announced(), "日期由村里通知", "each date is announced by the village"),
    ],
)
def test_a_rule_in_words(rule: Rule, chinese: str, english: str) -> None:
    assert (describe(rule, "zh-Hans"), describe(rule, "en")) == (chinese, english)


@given(rules())
def test_every_rule_has_words(rule: Rule) -> None:
    assert describe(rule, "zh-Hans")
    assert describe(rule, "en").isascii()

"""Says a rule in words, for people who read it before they trust it."""

from datetime import date

from events.recurrence.lunar import day_text_zh, month_text_zh, ordinal
from events.recurrence.rule import (
    Announced,
    LastDay,
    Leap,
    LunarYearly,
    Monthly,
    NthWeekday,
    Picked,
    Rule,
    SolarTerm,
    Weekday,
    Weekly,
)
from events.recurrence.terms import NAMES

_WEEKDAYS_ZH = dict(zip(Weekday, "一二三四五六日", strict=True))
_WEEKDAYS_EN = {day: day.name.capitalize() for day in Weekday}
_NTH_ZH = {1: "第一个", 2: "第二个", 3: "第三个", 4: "第四个", 5: "第五个", -1: "最后一个"}
_FESTIVALS_EN = {
    (1, 1): "Spring Festival",
    (1, 15): "Lantern Festival",
    (5, 5): "Dragon Boat Festival",
    (8, 15): "Mid-Autumn Festival",
    (9, 9): "Double Ninth",
    (12, 8): "Laba Festival",
}


def describe(rule: Rule, lang: str) -> str:
    """Say when a rule falls, in ``zh-Hans`` or ``en``."""
    said = _english(rule) if lang == "en" else _chinese(rule)
    return said + _bounds(rule.bounds.first, rule.bounds.until, lang)


def _chinese(rule: Rule) -> str:
    match rule:
        case Weekly():
            every = "每周" if rule.interval == 1 else f"每{rule.interval}周的周"
            return every + "、".join(_WEEKDAYS_ZH[day] for day in _in_order(rule.weekdays))
        case Monthly(day=NthWeekday() as nth):
            return f"每月{_NTH_ZH[nth.nth]}周{_WEEKDAYS_ZH[nth.weekday]}"
        case Monthly():
            return "每月最后一天" if isinstance(rule.day, LastDay) else f"每月{rule.day}日"
        case LunarYearly():
            day = "最后一天" if isinstance(rule.day, LastDay) else day_text_zh(rule.day)
            return f"每年农历{month_text_zh(rule.month, leap=rule.leap is Leap.LEAP)}{day}{_leap_note_zh(rule)}"
        case SolarTerm():
            return f"每年{NAMES[rule.term][0]}"
        case Picked():
            return "、".join(f"{day.year}年{day.month}月{day.day}日" for day in rule.starts[:3]) + _more_zh(rule)
        case Announced():
            return "日期由村里通知"


def _english(rule: Rule) -> str:
    match rule:
        case Weekly():
            days = _listed([_WEEKDAYS_EN[day] for day in _in_order(rule.weekdays)])
            return f"every {days}" if rule.interval == 1 else f"every {rule.interval} weeks on {days}"
        case Monthly(day=NthWeekday() as nth):
            which = "last" if nth.nth == -1 else ordinal(nth.nth)
            return f"the {which} {_WEEKDAYS_EN[nth.weekday]} of every month"
        case Monthly(day=int() as day):
            return f"the {ordinal(day)} of every month"
        case Monthly():
            return "the last day of every month"
        case LunarYearly():
            return _lunar_english(rule)
        case SolarTerm():
            return f"every year at {NAMES[rule.term][1]}"
        case Picked():
            more = f" and {len(rule.starts) - 3} more" if len(rule.starts) > 3 else ""
            return ", ".join(f"{day.day} {day:%b %Y}" for day in rule.starts[:3]) + more
        case Announced():
            return "each date is announced by the village"


def _lunar_english(rule: LunarYearly) -> str:
    if isinstance(rule.day, LastDay):
        return f"every year on the last day of the {_lunar_month_en(rule)}"
    festival = _FESTIVALS_EN.get((rule.month, rule.day)) if rule.leap is Leap.REGULAR else None
    day = f"day {rule.day} of the {_lunar_month_en(rule)}"
    return f"every {festival} ({day})" if festival else f"every year on {day}"


def _lunar_month_en(rule: LunarYearly) -> str:
    leap = {Leap.REGULAR: "", Leap.LEAP: "leap ", Leap.BOTH: ""}[rule.leap]
    note = ", regular and leap" if rule.leap is Leap.BOTH else ""
    return f"{leap}{ordinal(rule.month)} lunar month{note}"


def _leap_note_zh(rule: LunarYearly) -> str:
    return "（含闰月）" if rule.leap is Leap.BOTH else ""


def _more_zh(rule: Picked) -> str:
    return f"等{len(rule.starts)}场" if len(rule.starts) > 3 else ""


def _bounds(first: date | None, until: date | None, lang: str) -> str:
    if lang == "en":
        return (f", from {first}" if first else "") + (f", before {until}" if until else "")
    return (f"，{first}起" if first else "") + (f"，{until}前" if until else "")


def _in_order(weekdays: tuple[Weekday, ...]) -> list[Weekday]:
    return sorted(weekdays, key=lambda one: one.number)


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"

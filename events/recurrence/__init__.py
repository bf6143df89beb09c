"""When something happens: rules, the lunar calendar, and the dates they give."""

from events.recurrence.expand import days_of, expand, to_rrule
from events.recurrence.lunar import (
    LunarDate,
    from_lunar,
    lunar_text_en,
    lunar_text_zh,
    to_lunar,
)
from events.recurrence.rule import (
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
from events.recurrence.rule_json import RuleError, rule_from_json, rule_to_json, start_from_text, start_text
from events.recurrence.words import describe

__all__ = [
    "LAST",
    "Announced",
    "Bounds",
    "Leap",
    "LunarDate",
    "LunarYearly",
    "Monthly",
    "NthWeekday",
    "Picked",
    "Rule",
    "RuleError",
    "Skip",
    "SolarTerm",
    "Weekday",
    "Weekly",
    "days_of",
    "describe",
    "expand",
    "from_lunar",
    "lunar_text_en",
    "lunar_text_zh",
    "rule_from_json",
    "rule_to_json",
    "start_from_text",
    "start_text",
    "to_lunar",
    "to_rrule",
]

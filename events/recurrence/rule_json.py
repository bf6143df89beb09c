"""Reads and writes rules as JSON objects; what is wrong is said by the name of its field."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar

from events.recurrence.rule import (
    LAST,
    MAX_PICKED,
    Announced,
    Bounds,
    LastDay,
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

Choice = TypeVar("Choice", bound=StrEnum)
Fields = Mapping[str, Any]


class RuleError(ValueError):
    """A rule that cannot be; ``field`` is the name of the member that is wrong."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(f"{field}: {message}")
        self.field = field
        self.message = message


def rule_from_json(value: object) -> Rule:
    """Read a rule; ``RuleError`` names the field that is wrong and what would be right."""
    if not isinstance(value, Mapping):
        raise RuleError("rule", "must be an object with a kind")
    kind = value.get("kind")
    if not isinstance(kind, str) or kind not in _READERS:
        raise RuleError("kind", f"must be one of {', '.join(_READERS)}")
    names, read = _READERS[kind]
    for name in value:
        if name not in {"kind", "first", "until", *names}:
            raise RuleError(str(name)[:40], f"is not a member of a {kind} rule")
    return _built(lambda: read(value, _bounds(value)))


def rule_to_json(rule: Rule) -> dict[str, Any]:
    """Write a rule; reading it again gives an equal one."""
    bounds = {
        name: day.isoformat() for name, day in (("first", rule.bounds.first), ("until", rule.bounds.until)) if day
    }
    return {**_members(rule), **bounds}


def _members(rule: Rule) -> dict[str, Any]:
    match rule:
        case Weekly():
            return {"kind": "weekly", "weekdays": [str(day) for day in rule.weekdays], "interval": rule.interval}
        case Monthly(day=NthWeekday() as nth):
            return {"kind": "monthly", "nth": nth.nth, "weekday": str(nth.weekday)}
        case Monthly():
            return {"kind": "monthly", "day": _day_json(rule.day)}
        case LunarYearly():
            return {
                "kind": "lunar_yearly",
                "month": rule.month,
                "day": _day_json(rule.day),
                "leap": str(rule.leap),
                "skip": str(rule.skip),
            }
        case SolarTerm():
            return {"kind": "solar_term", "term": rule.term}
        case Picked():
            return {"kind": "picked", "starts": [start_text(start) for start in rule.starts]}
        case Announced():
            return {"kind": "announced"}


def start_text(start: date | datetime) -> str:
    """Write a local start to the minute, or a date; this is an occurrence's original start."""
    return start.isoformat(timespec="minutes") if isinstance(start, datetime) else start.isoformat()


def start_from_text(text: str) -> date | datetime:
    """Read a local start to the minute, or a date."""
    start = date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)
    if start_text(start) != text:
        raise ValueError("a start is written 2026-11-29T19:30 or 2026-11-29")
    return start


def _day_json(day: int | LastDay | NthWeekday) -> int | str:
    return day if isinstance(day, int) else "last"


def _built(build: Callable[[], Rule]) -> Rule:
    try:
        return build()
    except RuleError:
        raise
    except ValueError as error:
        field, _, rest = str(error).partition(" ")
        raise RuleError(field, rest) from error


def _weekly(value: Fields, bounds: Bounds) -> Rule:
    names = value.get("weekdays")
    if not isinstance(names, list) or not 1 <= len(names) <= 7:
        raise RuleError("weekdays", "must be a list of mo, tu, we, th, fr, sa, su")
    weekdays = tuple(_choice(Weekday, name, "weekdays") for name in names)
    return Weekly(weekdays, _number(value.get("interval", 1), "interval"), bounds)


def _monthly(value: Fields, bounds: Bounds) -> Rule:
    if "nth" not in value and "weekday" not in value:
        return Monthly(_day(value.get("day")), bounds)
    if "day" in value:
        raise RuleError("day", "must not stand beside nth and weekday")
    weekday = _choice(Weekday, value.get("weekday"), "weekday")
    return Monthly(NthWeekday(_number(value.get("nth"), "nth"), weekday), bounds)


def _lunar_yearly(value: Fields, bounds: Bounds) -> Rule:
    leap = _choice(Leap, value.get("leap", "regular"), "leap")
    skip = _choice(Skip, value.get("skip", "omit"), "skip")
    return LunarYearly(_number(value.get("month"), "month"), _day(value.get("day")), leap, skip, bounds)


def _solar_term(value: Fields, bounds: Bounds) -> Rule:
    return SolarTerm(_text(value.get("term"), "term"), bounds)


def _picked(value: Fields, bounds: Bounds) -> Rule:
    starts = value.get("starts")
    if not isinstance(starts, list) or not 1 <= len(starts) <= MAX_PICKED:
        raise RuleError("starts", f"must be a list of 1 to {MAX_PICKED} dates")
    return Picked(tuple(_start(start) for start in starts), bounds)


def _announced(_: Fields, bounds: Bounds) -> Rule:
    return Announced(bounds)


_READERS: dict[str, tuple[tuple[str, ...], Callable[[Fields, Bounds], Rule]]] = {
    "weekly": (("weekdays", "interval"), _weekly),
    "monthly": (("day", "nth", "weekday"), _monthly),
    "lunar_yearly": (("month", "day", "leap", "skip"), _lunar_yearly),
    "solar_term": (("term",), _solar_term),
    "picked": (("starts",), _picked),
    "announced": ((), _announced),
}


def _bounds(value: Fields) -> Bounds:
    return Bounds(_date(value.get("first"), "first"), _date(value.get("until"), "until"))


def _date(value: object, field: str) -> date | None:
    if value is None:
        return None
    text = _text(value, field)
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise RuleError(field, "must be a date such as 2026-11-29") from error


def _start(value: object) -> date | datetime:
    text = _text(value, "starts")
    try:
        return start_from_text(text)
    except ValueError as error:
        raise RuleError("starts", "must hold local times such as 2026-11-29T19:30, or dates") from error


def _day(value: object) -> int | LastDay:
    return LAST if value == "last" else _number(value, "day")


def _number(value: object, field: str) -> int:
    # bool is an int in Python, and a number of 5,000 digits is one too: neither is meant here.
    if isinstance(value, bool) or not isinstance(value, int) or not -10_000 < value < 10_000:
        raise RuleError(field, "must be a small whole number")
    return value


def _text(value: object, field: str) -> str:
    if not isinstance(value, str) or len(value) > 40:
        raise RuleError(field, "must be a short text")
    return value


def _choice(kind: type[Choice], value: object, field: str) -> Choice:
    try:
        return kind(_text(value, field))
    except ValueError as error:
        raise RuleError(field, f"must be one of {', '.join(kind)}") from error

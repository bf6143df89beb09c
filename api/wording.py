"""Says in both languages what the framework found wrong with a parameter."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from routes.codes import Fault
from tourism.values.errors import FieldError


class Flaw(StrEnum):
    """What can be wrong with a parameter, beside the faults of a field."""

    INVALID = "invalid"
    TOO_LONG = "too_long"
    TOO_SHORT = "too_short"
    NOT_OF_THAT_FORM = "not_of_that_form"


FLAWS: dict[Flaw, tuple[str, str]] = {
    Flaw.INVALID: ("值无效", "{reason}"),
    Flaw.TOO_LONG: ("最多 {max_length} 个字符", "has at most {max_length} characters"),
    Flaw.TOO_SHORT: ("至少 {min_length} 个字符", "has at least {min_length} characters"),
    Flaw.NOT_OF_THAT_FORM: ("应符合 {pattern}", "matches {pattern}"),
}


def _flaw(code: Flaw) -> tuple[StrEnum, str, str]:
    text_zh, text_en = FLAWS[code]
    return code, text_en, text_zh


_TEXTS: dict[str, tuple[StrEnum, str, str]] = {
    "missing": (Fault.REQUIRED, "is required", "必须填写"),
    "extra_forbidden": (Fault.UNKNOWN_FIELD, "is not known here", "未知的字段"),
    "enum": (Fault.NOT_ONE_OF, "is one of {expected}", "应为以下之一：{expected}"),
    "literal_error": (Fault.NOT_ONE_OF, "is one of {expected}", "应为以下之一：{expected}"),
    "int_parsing": (Fault.NOT_A_WHOLE_NUMBER, "is a whole number", "应为整数"),
    "int_parsing_size": (Fault.NOT_A_WHOLE_NUMBER, "is a whole number of usual size", "应为正常大小的整数"),
    "int_from_float": (Fault.NOT_A_WHOLE_NUMBER, "is a whole number", "应为整数"),
    "greater_than_equal": (Fault.OUT_OF_RANGE, "is {ge} or more", "不小于 {ge}"),
    "less_than_equal": (Fault.OUT_OF_RANGE, "is {le} or less", "不大于 {le}"),
    "string_too_long": _flaw(Flaw.TOO_LONG),
    "string_too_short": _flaw(Flaw.TOO_SHORT),
    "string_pattern_mismatch": _flaw(Flaw.NOT_OF_THAT_FORM),
    "date_parsing": (Fault.NOT_A_DATE, "is a date such as 2026-12-05", "应为日期，如 2026-12-05"),
    "date_from_datetime_parsing": (Fault.NOT_A_DATE, "is a date such as 2026-12-05", "应为日期，如 2026-12-05"),
    "date_from_datetime_inexact": (Fault.NOT_A_DATE, "is a date such as 2026-12-05", "应为日期，如 2026-12-05"),
    "bool_parsing": (Fault.NOT_A_BOOLEAN, "is true or false", "应为 true 或 false"),
    "dict_type": (Fault.NOT_AN_OBJECT, "is a JSON object", "应为 JSON 对象"),
    "model_type": (Fault.NOT_AN_OBJECT, "is a JSON object", "应为 JSON 对象"),
    "model_attributes_type": (Fault.NOT_AN_OBJECT, "is a JSON object", "应为 JSON 对象"),
}


def parameter_error(found: Mapping[str, Any]) -> FieldError:
    """Return what is wrong with one parameter or field, as the framework reports it."""
    code, text_en, text_zh = _TEXTS.get(str(found["type"]), _flaw(Flaw.INVALID))
    values = {name: str(value).replace(" or ", ", ") for name, value in found.get("ctx", {}).items()}
    values["reason"] = _reason(found)
    return FieldError(_pointer(found["loc"]), str(code), text_zh.format_map(values), text_en.format_map(values))


def _pointer(loc: tuple[str | int, ...]) -> str:
    source, *rest = (str(part) for part in loc)
    # The framework puts the name of our function's argument between; a reader knows nothing of it.
    return "/" + "/".join(rest[1:]) if source == "body" else rest[-1]


def _reason(found: Mapping[str, Any]) -> str:
    return str(found["msg"]).removeprefix("Value error, ")

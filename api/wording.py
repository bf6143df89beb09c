"""Says in both languages what the framework found wrong with a parameter."""

from collections.abc import Mapping
from typing import Any

from tourism.values.errors import FieldError

_TEXTS: dict[str, tuple[str, str, str]] = {
    "missing": ("required", "is required", "必须填写"),
    "extra_forbidden": ("unknown_field", "is not known here", "未知的字段"),
    "enum": ("not_one_of", "is one of {expected}", "应为以下之一：{expected}"),
    "literal_error": ("not_one_of", "is one of {expected}", "应为以下之一：{expected}"),
    "int_parsing": ("not_a_whole_number", "is a whole number", "应为整数"),
    "int_parsing_size": ("not_a_whole_number", "is a whole number of usual size", "应为正常大小的整数"),
    "int_from_float": ("not_a_whole_number", "is a whole number", "应为整数"),
    "greater_than_equal": ("out_of_range", "is {ge} or more", "不小于 {ge}"),
    "less_than_equal": ("out_of_range", "is {le} or less", "不大于 {le}"),
    "string_too_long": ("too_long", "has at most {max_length} characters", "最多 {max_length} 个字符"),
    "string_too_short": ("too_short", "has at least {min_length} characters", "至少 {min_length} 个字符"),
    "string_pattern_mismatch": ("not_of_that_form", "matches {pattern}", "应符合 {pattern}"),
    "date_parsing": ("not_a_date", "is a date such as 2026-12-05", "应为日期，如 2026-12-05"),
    "date_from_datetime_parsing": ("not_a_date", "is a date such as 2026-12-05", "应为日期，如 2026-12-05"),
    "date_from_datetime_inexact": ("not_a_date", "is a date such as 2026-12-05", "应为日期，如 2026-12-05"),
    "bool_parsing": ("not_a_boolean", "is true or false", "应为 true 或 false"),
    "dict_type": ("not_an_object", "is a JSON object", "应为 JSON 对象"),
    "model_type": ("not_an_object", "is a JSON object", "应为 JSON 对象"),
    "model_attributes_type": ("not_an_object", "is a JSON object", "应为 JSON 对象"),
}


def parameter_error(found: Mapping[str, Any]) -> FieldError:
    """Return what is wrong with one parameter or field, as the framework reports it."""
    code, text_en, text_zh = _TEXTS.get(str(found["type"]), ("invalid", _reason(found), "值无效"))
    values = {name: str(value).replace(" or ", ", ") for name, value in found.get("ctx", {}).items()}
    return FieldError(_pointer(found["loc"]), code, text_zh.format_map(values), text_en.format_map(values))


def _pointer(loc: tuple[str | int, ...]) -> str:
    source, *rest = (str(part) for part in loc)
    # The framework puts the name of our function's argument between; a reader knows nothing of it.
    return "/" + "/".join(rest[1:]) if source == "body" else rest[-1]


def _reason(found: Mapping[str, Any]) -> str:
    return str(found["msg"]).removeprefix("Value error, ").replace("{", "(").replace("}", ")")

"""Refuses text that one database takes and the other chokes on, and JSON made to exhaust its reader."""

import json
import math
import re
import unicodedata
from collections.abc import Iterator
from typing import Any, NoReturn
from urllib.parse import unquote_to_bytes

from tourism.values.errors import DomainError, TooLarge

MOST_PARAMETERS = 100
MOST_BYTES = 64 * 1024
DEEPEST = 32
LONGEST_NUMBER = 40
MOST_DIGITS = 18

# A string that does not end is taken to the end of the text: trying again from each quote inside it takes seconds.
_STRING = re.compile(r'"(?:[^"\\]++|\\.)*+(?:"|\\?\Z)', re.DOTALL)
_LAYOUT = frozenset("\n\r\t")


class Malformed(DomainError):
    """A request that cannot be read at all."""

    default_code = "malformed"


class MalformedJson(Malformed):
    """A body that is no JSON, or JSON that no honest program writes."""

    default_code = "malformed_json"


def check_path(path: str) -> None:
    """Refuse a path with control characters."""
    _check_text(path, "the path", "路径", layout=False)


def check_query(raw: str, *, once: bool = True) -> None:
    """Refuse a query string that is too long a list, is not printable UTF-8, or repeats a name that may come once."""
    pieces = [piece for piece in raw.split("&") if piece]
    if len(pieces) > MOST_PARAMETERS:
        raise Malformed(
            f"the address has {len(pieces)} parameters; at most {MOST_PARAMETERS} are read",
            f"网址中有 {len(pieces)} 个参数，最多读取 {MOST_PARAMETERS} 个",
            code="too_many_parameters",
        )
    seen: set[str] = set()
    for piece in pieces:
        name, _, value = (unquote_to_bytes(part.replace("+", " ")) for part in piece.partition("="))
        shown = _decoded(name, "a parameter's name", "参数名", layout=False)
        _decoded(value, f"the parameter {shown[:64]}", f"参数 {shown[:64]}", layout=False)
        if once and shown in seen:
            raise Malformed(
                f"the parameter {shown[:64]} is given twice; give it once",
                f"参数 {shown[:64]} 出现了两次，应只出现一次",
                code="invalid_parameter",
                field=shown[:64],
            )
        seen.add(shown)


def check_size(length: int) -> None:
    """Refuse a body above the limit, before it is read."""
    if length > MOST_BYTES:
        raise TooLarge(
            f"the body has {length} bytes; at most {MOST_BYTES} are read",
            f"请求正文有 {length} 字节，最多读取 {MOST_BYTES} 字节",
        )


def read_json(raw: bytes) -> Any:  # data from outside
    """Return the JSON of a body; refuse doubled names, endless numbers, deep nesting and unprintable text."""
    check_size(len(raw))
    text = _decoded(raw, "the body", "请求正文", layout=True)
    _check_depth(text)
    try:
        data = json.loads(
            text, object_pairs_hook=_object, parse_int=_whole, parse_float=_decimal, parse_constant=_no_constant
        )
    except ValueError as error:
        where = f" at line {error.lineno}, column {error.colno}" if isinstance(error, json.JSONDecodeError) else ""
        raise MalformedJson(f"the body is not JSON{where}", "请求正文不是有效的 JSON") from None
    for string in _strings(data):
        _check_text(string, "a string in the body", "正文中的文本", layout=True)
    return data


def _decoded(raw: bytes, name_en: str, name_zh: str, *, layout: bool) -> str:
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise Malformed(
            f"{name_en} is not UTF-8; encode its characters as UTF-8",
            f"{name_zh}不是 UTF-8 编码",
            code="malformed_text",
        ) from None
    _check_text(text, name_en, name_zh, layout=layout)
    return text


def _check_text(text: str, name_en: str, name_zh: str, *, layout: bool) -> None:
    # ASCII letters are most of what comes; asking Unicode about each would cost more than reading it.
    if text.isprintable():
        return
    for character in text:
        if unicodedata.category(character) in ("Cc", "Cs") and not (layout and character in _LAYOUT):
            raise Malformed(
                f"{name_en} holds the character U+{ord(character):04X}, which no text needs; leave it out",
                f"{name_zh}含有字符 U+{ord(character):04X}，请去掉",
                code="malformed_text",
            )


def _check_depth(text: str) -> None:
    depth = 0
    for character in _STRING.sub("", text):
        if character in "[{":
            depth += 1
            if depth > DEEPEST:
                raise MalformedJson(
                    f"the body is nested deeper than {DEEPEST} levels", f"请求正文的嵌套超过 {DEEPEST} 层"
                )
        elif character in "]}":
            depth -= 1


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        doubled = next(name for name in names if names.count(name) > 1)[:64]
        raise MalformedJson(f"an object names {doubled!a} twice; name it once", f"同一个对象中 {doubled!a} 出现了两次")
    return found


def _whole(digits: str) -> int:
    if len(digits) > MOST_DIGITS:
        raise _too_long(digits)
    return int(digits)


def _decimal(digits: str) -> float:
    number = float(digits) if len(digits) <= LONGEST_NUMBER else math.inf
    if not math.isfinite(number):
        raise _too_long(digits)
    return number


def _too_long(digits: str) -> MalformedJson:
    return MalformedJson(
        f"the body holds a number of {len(digits)} characters that is too large to be meant",
        f"请求正文中有一个 {len(digits)} 位的数字，过大",
    )


def _no_constant(name: str) -> NoReturn:
    raise MalformedJson(f"{name} is not JSON; write a number or null", f"{name} 不是有效的 JSON，请写数字或 null")


def _strings(data: object) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for name, value in data.items():
            yield name
            yield from _strings(value)
    elif isinstance(data, list):
        for value in data:
            yield from _strings(value)

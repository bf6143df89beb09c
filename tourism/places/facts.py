"""The map beside each row that says of every field how sure we are, on what grounds, and since when."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from tourism.values.errors import FieldError

MEMBERS = frozenset({"status", "sources", "checked_on", "checked_by", "confidence", "note"})
CONFIDENCES = frozenset({"", "high", "medium", "low"})


class Standing(StrEnum):
    """How sure a fact is: sourced, a stated default, or not known."""

    KNOWN = "known"
    ASSUMED = "assumed"
    UNKNOWN = "unknown"


def fact(
    status: Standing,
    *,
    sources: Iterable[str] = (),
    checked_on: date | None = None,
    checked_by: str = "",
    confidence: str = "",
    note: str = "",
) -> dict[str, Any]:
    """Return one entry of a facts map."""
    return {
        "status": str(status),
        "sources": list(sources),
        "checked_on": checked_on.isoformat() if checked_on else None,
        "checked_by": checked_by,
        "confidence": confidence,
        "note": note,
    }


def wrong_facts(facts: object, fields: Iterable[str], *, demo: bool) -> Iterator[FieldError]:
    """Yield what is wrong with a facts map; a known fact names a source, unless its row is a demonstration."""
    if not isinstance(facts, Mapping):
        yield _error("/facts", "is an object of fields", "应为按字段组织的对象")
        return
    allowed = set(fields)
    for field, entry in facts.items():
        pointer = f"/facts/{field}"
        if field not in allowed:
            yield _error(pointer, "names no field of this row", "不是此条目的字段")
        elif not isinstance(entry, Mapping) or not set(entry) <= MEMBERS:
            yield _error(pointer, f"holds {', '.join(sorted(MEMBERS))}", "成员名称不对")
        else:
            yield from _wrong_entry(pointer, entry, demo=demo)


def _wrong_entry(pointer: str, entry: Mapping[str, Any], *, demo: bool) -> Iterator[FieldError]:
    if entry.get("status") not in set(Standing):
        yield _error(f"{pointer}/status", "is known, assumed or unknown", "应为 known、assumed 或 unknown")
    sources = entry.get("sources", [])
    if not isinstance(sources, list) or not all(isinstance(code, str) for code in sources):
        yield _error(f"{pointer}/sources", "is a list of source codes", "应为来源代码的列表")
    elif entry.get("status") == Standing.KNOWN and not sources and not demo:
        yield _error(f"{pointer}/sources", "names at least one source of a known fact", "已知的事实至少要有一个来源")
    if entry.get("confidence", "") not in CONFIDENCES:
        yield _error(f"{pointer}/confidence", "is high, medium or low", "应为 high、medium 或 low")


def _error(pointer: str, text_en: str, text_zh: str) -> FieldError:
    return FieldError(pointer, "invalid", text_zh, text_en)

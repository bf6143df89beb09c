"""Says of each field that a file carries how sure it is: sourced, a stated default, or looked for and not found."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from tourism.places.facts import Standing, fact

COLLECTED_ON = date(2026, 11, 23)
CHECKED_BY = "seed"
DEMO_SOURCE = "demo"

Facts = dict[str, dict[str, Any]]


def codes(cell: str) -> list[str]:
    """Split a cell of source codes."""
    return [code for code in cell.split(";") if code]


def known(sources: Iterable[str], confidence: str, note: str = "") -> dict[str, Any]:
    """Return the entry of a fact that its sources state."""
    return _entry(Standing.KNOWN, sources, confidence, note)


def assumed(sources: Iterable[str], confidence: str, note: str) -> dict[str, Any]:
    """Return the entry of a default that planning uses, with the reason for it."""
    return _entry(Standing.ASSUMED, sources, confidence, note)


def unknown(note: str = "") -> dict[str, Any]:
    """Return the entry of what was looked for and not found."""
    return _entry(Standing.UNKNOWN, (), "", note)


def known_or_not(values: Mapping[str, object], sources: Iterable[str], confidence: str) -> Facts:
    """Return an entry for each field: known where it holds something, unknown where it is empty."""
    listed = list(sources)
    return {
        field: unknown() if value in (None, "", [], {}) else known(listed, confidence)
        for field, value in values.items()
    }


def invented(fields: Iterable[str]) -> Facts:
    """Return an entry for each field of a row that was invented to try the software."""
    entry = fact(
        Standing.KNOWN,
        sources=[DEMO_SOURCE],
        checked_on=COLLECTED_ON,
        checked_by=CHECKED_BY,
        note="演示数据 demonstration data",
    )
    return {field: dict(entry) for field in fields}


def _entry(status: Standing, sources: Iterable[str], confidence: str, note: str) -> dict[str, Any]:
    return fact(
        status,
        sources=sources,
        checked_on=COLLECTED_ON,
        checked_by=CHECKED_BY,
        confidence=confidence,
        note=note,
    )

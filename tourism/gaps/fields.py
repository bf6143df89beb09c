"""The one table of what is asked about places and events: what answers it, how long an answer holds, its weight.

``docs/operations.md`` prints this table for the people who fill it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Protocol

from events.choices import EventStanding
from tourism.places.choices import PlaceRole

MONTH = timedelta(days=30)
# A position that is good enough for a pin; the pages draw a circle from here on.
EXACT_FROM_M = 600


class Kind(StrEnum):
    """How a value is put in."""

    HOURS = "hours"
    FARES = "fares"
    PHONE = "phone"
    STEPS = "steps"
    ANSWER = "answer"
    MINUTES = "minutes"
    DIET = "diet"
    POSITION = "position"


class Standing(StrEnum):
    """Why a field is on the list."""

    UNKNOWN = "unknown"
    ASSUMED = "assumed"
    OLD = "old"


WEIGHTS = {Standing.UNKNOWN: 3, Standing.ASSUMED: 2, Standing.OLD: 1}


class Row(Protocol):
    """A row of facts: what is asked of it here."""

    demo: bool

    def fact(self, field: str) -> dict[str, Any]:
        """Return how sure a field is."""


@dataclass(frozen=True, slots=True)
class Field:
    """One question; ``months`` is how long an answer holds, ``weight`` how much a traveller needs it."""

    name: str
    kind: Kind
    columns: tuple[str, ...]
    months: int
    weight: int
    skips: frozenset[str] = frozenset()

    def is_empty(self, row: Row) -> bool:
        """Say whether nothing stands in its columns."""
        return all(getattr(row, column) in EMPTY for column in self.columns)


EMPTY = ("", None, "unknown", "none_known", "none")
FARES = ("fare_adult_fen", "fare_senior_fen", "fare_child_fen")
NO_VISIT = frozenset({PlaceRole.AREA, PlaceRole.HUB})

PLACE_FIELDS = (
    Field("hours", Kind.HOURS, ("hours",), 12, 5, NO_VISIT | {PlaceRole.LODGING}),
    Field("fares", Kind.FARES, FARES, 12, 5, NO_VISIT),
    Field("position", Kind.POSITION, ("lat", "lon", "precision_m", "basis"), 60, 4),
    Field("phone", Kind.PHONE, ("phone",), 24, 4, frozenset({PlaceRole.AREA})),
    Field("steps", Kind.STEPS, ("step_free", "steps"), 60, 3, frozenset({PlaceRole.AREA})),
    Field("visit_minutes", Kind.MINUTES, ("visit_usual", "visit_min", "visit_max"), 60, 2, NO_VISIT | {"lodging"}),
    Field("toilets", Kind.ANSWER, ("toilets",), 24, 2, frozenset({PlaceRole.AREA})),
    Field("indoor", Kind.ANSWER, ("indoor",), 60, 1, NO_VISIT),
    Field("diet", Kind.DIET, ("diet",), 24, 2, frozenset(set(PlaceRole) - {PlaceRole.FOOD})),
)
EVENT_FIELDS = (
    Field("fares", Kind.FARES, FARES, 12, 4),
    Field("phone", Kind.PHONE, ("phone",), 12, 4),
)
BY_TYPE: Mapping[str, Mapping[str, Field]] = {
    "place": {field.name: field for field in PLACE_FIELDS},
    "event": {field.name: field for field in EVENT_FIELDS},
}
PAST = frozenset({EventStanding.HISTORY, EventStanding.HERITAGE})


def asked_of(type_: str, row: Any) -> tuple[Field, ...]:
    """Return what is asked about a row; what is invented, and what is over, is asked nothing."""
    if row.demo:
        return ()
    if type_ == "event":
        return () if row.standing in PAST else EVENT_FIELDS
    return tuple(field for field in PLACE_FIELDS if row.role not in field.skips)


def standing_of(field: Field, row: Row, today: date) -> Standing | None:
    """Return why a field is on the list, or None where it is known and fresh."""
    entry = row.fact(field.name)
    if field.is_empty(row):
        return Standing.UNKNOWN
    if entry.get("status") != "known" or (field.kind is Kind.POSITION and _is_about(row)):
        return Standing.ASSUMED
    checked = checked_on(entry)
    is_fresh = checked is not None and today - checked < field.months * MONTH
    return None if is_fresh else Standing.OLD


def checked_on(entry: Mapping[str, Any]) -> date | None:
    """Return when a fact was last looked up."""
    try:
        return date.fromisoformat(str(entry.get("checked_on")))
    except ValueError:
        return None


def _is_about(row: Any) -> bool:
    return row.basis != "point" or (row.precision_m or 0) > EXACT_FROM_M

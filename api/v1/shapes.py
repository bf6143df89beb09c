"""The shapes that several resources share, and how a row becomes one of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from ninja import Schema
from pydantic import Field

from api.language import Lang
from tourism.values.geo import Crs, Position
from tourism.values.money import Fares, fen_to_yuan

if TYPE_CHECKING:
    from events.models import Season
    from tourism.places.models import Industry, Organisation, Place, Theme

DIGITS = 6


class FactOut(Schema):
    """How sure one field is, on what grounds, and since when."""

    status: str = Field(description="known, assumed (a stated default) or unknown")
    sources: list[str] = Field(default_factory=list, description="codes of sources")
    checked_on: date | None = None
    checked_by: str = ""
    confidence: str = ""
    note: str = ""


class PositionOut(Schema):
    """Where something is; a `basis` of town or area is a fallback, to be drawn as a circle, not a pin."""

    lat: float | None
    lon: float | None
    crs: Crs
    precision_m: int | None = Field(description="metres that it may be off")
    basis: str = Field(description="point, town, area or none")


class FaresOut(Schema):
    """What one person of each age band pays in yuan; null is unknown, 0 is free."""

    adult_cny: float | None
    senior_cny: float | None
    child_cny: float | None


class NamedOut(Schema):
    """A row by its slug and name."""

    slug: str
    name: str


class PlaceRefOut(NamedOut):
    """A place as another row names it."""

    demo: bool


class Page(Schema):
    """What every list has beside its items."""

    next: str | None = Field(None, description="`cursor` of the next page; null on the last.")


@dataclass(slots=True)
class Texts:
    """Picks the texts of one row in one language, and remembers which were not there."""

    row: Any
    lang: Lang
    missing: list[str] = field(default_factory=list)

    def pick(self, name: str, column: str | None = None) -> str:
        """Return a text, in Chinese where it is not translated."""
        zh = str(getattr(self.row, f"{column or name}_zh"))
        en = str(getattr(self.row, f"{column or name}_en"))
        if self.lang is Lang.ZH:
            return zh or self._fallback(name, en)
        return en or self._fallback(name, zh)

    def _fallback(self, name: str, other: str) -> str:
        if other:
            self.missing.append(name)
        return other


def named(row: "Theme | Organisation | Industry | Season", lang: Lang) -> NamedOut:
    """Show a row by its name."""
    return NamedOut(slug=row.slug, name=Texts(row, lang).pick("name"))


def maybe_named(row: "Theme | Organisation | Industry | Season | None", lang: Lang) -> NamedOut | None:
    """Show a row by its name, if there is one."""
    return None if row is None else named(row, lang)


def place_ref(row: "Place | None", lang: Lang) -> PlaceRefOut | None:
    """Show a place by its name, if there is one."""
    return None if row is None else PlaceRefOut(slug=row.slug, name=Texts(row, lang).pick("name"), demo=row.demo)


def position_out(position: Position, crs: Crs) -> PositionOut:
    """Show a position in one datum."""
    spot = None if position.coordinate is None else position.coordinate.to(crs)
    return PositionOut(
        lat=None if spot is None else round(spot.lat, DIGITS),
        lon=None if spot is None else round(spot.lon, DIGITS),
        crs=crs,
        precision_m=position.precision_m,
        basis=str(position.basis),
    )


def fares_out(fares: Fares) -> FaresOut:
    """Show fares in yuan."""
    adult, senior, child = (
        None if fen is None else fen_to_yuan(fen) for fen in (fares.adult_fen, fares.senior_fen, fares.child_fen)
    )
    return FaresOut(adult_cny=adult, senior_cny=senior, child_cny=child)


def facts_out(facts: Mapping[str, Any]) -> dict[str, FactOut]:
    """Show what is known of each field."""
    # PostgreSQL keeps the keys of a JSON column in an order of its own: sorted, the bytes are the same on any database.
    return {name: FactOut(**entry) for name, entry in sorted(facts.items())}


def local(moment: datetime, zone: str) -> datetime:
    """Return a moment in the wall time of its county."""
    return moment.astimezone(ZoneInfo(zone))

"""What travel is asked between, and what the answer looks like."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from tourism.values.geo import Coordinate


class Mode(StrEnum):
    """How a party travels."""

    CAR = "car"
    COACH = "coach"
    BIKE = "bike"
    WALK = "walk"


@dataclass(frozen=True, slots=True)
class Point:
    """A spot on the ground, how far off it may be, and the place that it is."""

    coordinate: Coordinate
    precision_m: int = 0
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Leg:
    """One way between two points: minutes to allow for, minutes it takes at least, metres, and what they rest on."""

    minutes: int
    least: int
    metres: int
    about: bool
    basis: str


@dataclass(frozen=True, slots=True)
class Matrix:
    """Legs from each point to each point, in the order asked."""

    mode: Mode
    legs: tuple[tuple[Leg, ...], ...]


class TravelTimes(Protocol):
    """Minutes and metres between points, with what they rest on."""

    def matrix(self, points: Sequence[Point], mode: Mode) -> Matrix:
        """Return the legs between all points."""
        ...

"""A plan or a route as the files for other programs see it: named points in order, with what is known of each."""

from dataclasses import dataclass
from datetime import date, datetime

from tourism.values.geo import Coordinate, Crs, Position

SURE_M = 500
DIGITS = 6


def is_sure(position: Position) -> bool:
    """Say whether a spot may be steered to: it is on the map, and known to lie within 500 m of it."""
    return position.coordinate is not None and position.precision_m is not None and position.precision_m <= SURE_M


@dataclass(frozen=True, slots=True)
class Waypoint:
    """One point of a trail; ``told`` is what its description says, ``page`` the address of its page or nothing."""

    id: str
    kind: str
    name: str
    position: Position
    demo: bool = False
    place: str | None = None
    occurrence: str | None = None
    told: tuple[str, ...] = ()
    page: str = ""
    start: datetime | None = None
    leave: datetime | None = None

    def __post_init__(self) -> None:
        if self.position.coordinate is not None and self.position.coordinate.crs is not Crs.WGS84:
            raise ValueError("files for other programs are in WGS-84")
        if (self.start is None) != (self.leave is None):
            raise ValueError("a point has both its times or neither")

    @property
    def coordinate(self) -> Coordinate | None:
        """Where it is drawn, to a tenth of a metre."""
        spot = self.position.coordinate
        return None if spot is None else Coordinate(round(spot.lat, DIGITS), round(spot.lon, DIGITS))

    @property
    def is_navigable(self) -> bool:
        """Whether it may be steered to."""
        return is_sure(self.position)


@dataclass(frozen=True, slots=True)
class Section:
    """The points of one day, or of a whole route."""

    name: str
    points: tuple[Waypoint, ...]
    on: date | None = None

    @property
    def drawn(self) -> tuple[Waypoint, ...]:
        """The points that are on the map."""
        return tuple(point for point in self.points if point.position.coordinate is not None)

    @property
    def absent(self) -> tuple[Waypoint, ...]:
        """The points of which no position is known."""
        return tuple(point for point in self.points if point.position.coordinate is None)


@dataclass(frozen=True, slots=True)
class Trail:
    """A whole file: ``told`` says what holds for all of it."""

    name: str
    lang: str
    sections: tuple[Section, ...]
    modified: datetime
    told: tuple[str, ...] = ()
    page: str = ""

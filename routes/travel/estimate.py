"""Estimates travel from straight lines, because no road network is installed.

Roads are longer than lines. Ballou, Rahardja and Sakai (2002) measured a circuity of 1.33 for China; the one stated
distance of the county that has a straight line beside it (city to Shennongshan, 23 km against 17.6 km) gives 1.31.
Paths on foot and by bicycle are taken as 1.25. Speeds are averages with halts, set low on purpose, and are planning
assumptions, not measurements: 40 km/h by car on county roads, 30 by coach, 12 by bicycle, 4 on foot for a party that
may hold elders. A car needs 5 minutes to park and walk in; a coach 20 to be waited for. Climb is not known to us, so
mountain roads are underestimated: the legs say "about".
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import asin, ceil, cos, hypot, radians, sin, sqrt

from routes.travel.points import Leg, Matrix, Mode, Point
from tourism.values.geo import EARTH_RADIUS_M, Crs

SURE_WITHIN_M = 300
FASTEST = 1.25


@dataclass(frozen=True, slots=True)
class Manner:
    """How a mode moves: road metres a straight metre, metres a minute, and minutes that each leg costs on top."""

    detour: float
    metres_a_minute: float
    overhead: int

    def minutes(self, road_m: float) -> int:
        """Return the minutes that a stretch of road takes."""
        return ceil(road_m / self.metres_a_minute) + self.overhead


MANNERS = {
    Mode.CAR: Manner(1.33, 40_000 / 60, 5),
    Mode.COACH: Manner(1.33, 30_000 / 60, 20),
    Mode.BIKE: Manner(1.25, 12_000 / 60, 2),
    Mode.WALK: Manner(1.25, 4_000 / 60, 0),
}


def usual_minutes(mode: Mode, metres: int) -> int:
    """Return how long a way of so many metres usually takes, both of its ends known."""
    return MANNERS[mode].minutes(metres)


@dataclass(frozen=True, slots=True)
class _Spot:
    lat: float
    lon: float
    cos_lat: float
    precision_m: int


class Estimate:
    """Travel times from straight lines; the uncertainty of both positions is added to the minutes."""

    def matrix(self, points: Sequence[Point], mode: Mode) -> Matrix:
        """Return the legs between all points; no travel from a point to itself."""
        manner = MANNERS[mode]
        spots = [_spot(point) for point in points]
        legs: list[list[Leg]] = [[_STAY] * len(spots) for _ in spots]
        for row, first in enumerate(spots):
            for column in range(row):
                leg = _leg(first, spots[column], manner)
                legs[row][column] = legs[column][row] = leg
        return Matrix(mode, tuple(tuple(row) for row in legs))


_STAY = Leg(0, 0, 0, about=False, basis="estimate")


def _spot(point: Point) -> _Spot:
    coordinate = point.coordinate.to(Crs.WGS84)
    lat, lon = radians(coordinate.lat), radians(coordinate.lon)
    return _Spot(lat, lon, cos(lat), point.precision_m)


def _line_m(first: _Spot, second: _Spot) -> float:
    half = (
        sin((second.lat - first.lat) / 2) ** 2 + first.cos_lat * second.cos_lat * sin((second.lon - first.lon) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_M * asin(min(1.0, sqrt(half)))


def _leg(first: _Spot, second: _Spot, manner: Manner) -> Leg:
    """Allow for the likely error of both ends; at best it is on our side, and the road a quarter faster."""
    line = _line_m(first, second)
    likely = hypot(first.precision_m, second.precision_m)
    shortest = max(0.0, line - likely) * manner.detour
    minutes = manner.minutes((line + likely) * manner.detour)
    fastest = int(shortest / (manner.metres_a_minute * FASTEST))
    return Leg(minutes, fastest, round(line * manner.detour), about=likely > SURE_WITHIN_M, basis="estimate")

"""Travel times by the roads that an engine knows, and estimates wherever it knows none."""

from collections.abc import Mapping, Sequence
from math import ceil, floor, hypot
from typing import Protocol

from routes.travel.estimate import FASTEST, MANNERS, SURE_WITHIN_M
from routes.travel.points import Leg, Matrix, Mode, Point, TravelTimes
from routes.travel.valhalla import Road

# An engine drives an empty road without a halt; the planner's method allows a seventh more.
HALTS = 1.15


class Roads(Protocol):
    """Knows the roads between points, by the numbers of the two points; a pair that it does not know is missing."""

    def between(self, points: Sequence[Point], mode: Mode) -> Mapping[tuple[int, int], Road]:
        """Return what is known."""
        ...


class ByRoad:
    """Travel times by road; both ends' uncertainty is added as in an estimate."""

    def __init__(self, roads: Roads, otherwise: TravelTimes) -> None:
        self._roads = roads
        self._otherwise = otherwise

    def matrix(self, points: Sequence[Point], mode: Mode) -> Matrix:
        """Return the legs between all points."""
        estimated = self._otherwise.matrix(points, mode)
        known = self._roads.between(points, mode)
        legs = tuple(
            tuple(
                _leg(points[row], points[column], known[row, column], mode) if (row, column) in known else leg
                for column, leg in enumerate(line)
            )
            for row, line in enumerate(estimated.legs)
        )
        return Matrix(mode, legs)


def _leg(here: Point, there: Point, road: Road, mode: Mode) -> Leg:
    manner = MANNERS[mode]
    likely = hypot(here.precision_m, there.precision_m)
    unsure = likely * manner.detour / manner.metres_a_minute
    minutes = ceil(road.seconds * HALTS / 60 + unsure) + manner.overhead
    least = max(0, floor(road.seconds / FASTEST / 60 - unsure))
    return Leg(minutes, least, road.metres, about=likely > SURE_WITHIN_M, basis="valhalla")

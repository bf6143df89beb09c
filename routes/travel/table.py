"""Puts stated road distances before estimates: what a source says of two places wins."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from routes.travel.estimate import MANNERS
from routes.travel.points import Leg, Matrix, Mode, Point, TravelTimes


@dataclass(frozen=True, slots=True)
class StatedDistance:
    """A road distance that a source states between two places, good both ways; minutes where they are stated too."""

    origin: str
    target: str
    metres: int
    minutes: int | None = None


class WithTable:
    """Travel times of a table, and of another source for every pair that the table does not hold."""

    def __init__(self, stated: Sequence[StatedDistance], otherwise: TravelTimes) -> None:
        self._stated = {frozenset((row.origin, row.target)): row for row in stated}
        self._otherwise = otherwise

    def matrix(self, points: Sequence[Point], mode: Mode) -> Matrix:
        """Return the legs between all points."""
        estimated = self._otherwise.matrix(points, mode)
        legs = tuple(
            tuple(self._better(points[row], points[column], leg, mode) for column, leg in enumerate(line))
            for row, line in enumerate(estimated.legs)
        )
        return Matrix(mode, legs)

    def _better(self, here: Point, there: Point, leg: Leg, mode: Mode) -> Leg:
        if here.place is None or there.place is None or here.place == there.place:
            return leg
        stated = self._stated.get(frozenset((here.place, there.place)))
        if stated is None:
            return leg
        minutes = MANNERS[mode].minutes(stated.metres)
        if mode is Mode.CAR and stated.minutes is not None:
            minutes = stated.minutes
        return replace(leg, minutes=minutes, least=min(leg.least, minutes), metres=stated.metres, basis="table")

"""Speaks the matrix protocol of Valhalla, a routing engine that an operator runs beside the service.

https://valhalla.github.io/valhalla/api/matrix/api-reference/: places go in as degrees of WGS-84, times come out as
seconds and distances as kilometres, null where no road joins two places.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

from routes.travel.points import Mode
from tourism.values.geo import Coordinate, Crs

PATH = "/sources_to_targets"
# The engine's own default allows 2,500 pairs in one request.
MOST_POINTS = 50
LONGEST_SECONDS = 7 * 24 * 3600
LONGEST_METRES = 5_000_000

COSTINGS = {Mode.CAR: "auto", Mode.COACH: "bus", Mode.BIKE: "bicycle", Mode.WALK: "pedestrian"}


@dataclass(frozen=True, slots=True)
class Road:
    """The way by road from one point to another, as an engine drives it without a halt."""

    seconds: int
    metres: int

    def __post_init__(self) -> None:
        if not (0 <= self.seconds <= LONGEST_SECONDS and 0 <= self.metres <= LONGEST_METRES):
            raise ValueError(f"no road takes {self.seconds} s over {self.metres} m")


def matrix_request(sources: Sequence[Coordinate], targets: Sequence[Coordinate], mode: Mode) -> bytes:
    """Return the body that asks for the roads from each source to each target."""
    if not (0 < len(sources) <= MOST_POINTS and 0 < len(targets) <= MOST_POINTS):
        raise ValueError(f"a matrix has 1 to {MOST_POINTS} sources and targets")
    return json.dumps(
        {
            "sources": [_location(point) for point in sources],
            "targets": [_location(point) for point in targets],
            "costing": COSTINGS[mode],
            "units": "kilometers",
        }
    ).encode()


def read_matrix(body: bytes, *, sources: int, targets: int) -> tuple[tuple[Road | None, ...], ...]:
    """Return the roads of an answer, None where there is none; raise ``ValueError`` when it is no such answer."""
    try:
        answer = json.loads(body)
        rows = answer["sources_to_targets"]
        roads = tuple(tuple(_road(cell) for cell in row) for row in rows)
    except (TypeError, KeyError, RecursionError) as error:
        raise ValueError("the answer holds no sources_to_targets") from error
    if len(roads) != sources or any(len(row) != targets for row in roads):
        raise ValueError(f"the answer is no matrix of {sources} by {targets}")
    return roads


def _location(point: Coordinate) -> dict[str, float]:
    there = point.to(Crs.WGS84)
    return {"lat": round(there.lat, 6), "lon": round(there.lon, 6)}


def _road(cell: object) -> Road | None:
    found = cell if isinstance(cell, dict) else {"time": "", "distance": ""}
    seconds, kilometres = found.get("time"), found.get("distance")
    if seconds is None or kilometres is None:
        return None
    return Road(round(_number(seconds)), round(_number(kilometres) * 1000))


def _number(value: object) -> int | float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        raise ValueError("a time or a distance of the matrix is no number")
    return value

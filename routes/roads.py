"""Asks the operator's routing engine for roads, keeps those between places, and does without it when it is silent."""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic

from django.conf import settings

from routes.models import RoadsFrom
from routes.travel import ByRoad, Estimate, Mode, Point, TravelTimes
from routes.travel.valhalla import MOST_POINTS, PATH, Road, matrix_request, read_matrix
from tourism.outbound import Limits, NotFetched, fetch
from tourism.places.models import Place
from tourism.values.geo import Coordinate, Crs

# What a request may wait for roads that are not kept yet; a job that fills the table may wait longer.
REQUEST_SECONDS = 0.8
JOB_SECONDS = 60.0
# A new extract of the map changes roads: what is kept is asked again after this, by the job that fills the table.
KEPT = timedelta(days=30)
LARGEST_ANSWER = 2 * 1024 * 1024
REFUSED = range(400, 500)

logger = logging.getLogger(__name__)

Known = dict[tuple[int, int], Road]
Cells = dict[str, list[int] | None]


class EngineSilent(Exception):
    """The engine did not answer, or not with a matrix."""


class Breaker:
    """Leaves an engine alone for a while after it has failed several times in a row."""

    def __init__(self, *, failures: int = 3, seconds: float = 30.0, clock: Callable[[], float] = monotonic) -> None:
        self._most, self._seconds, self._clock = failures, seconds, clock
        self._failed, self._until = 0, 0.0

    @property
    def is_open(self) -> bool:
        """Say whether the engine is being left alone."""
        return self._clock() < self._until

    def succeeded(self) -> None:
        """Count anew."""
        self._failed = 0

    def failed(self) -> None:
        """Count a failure; after several the engine is left alone."""
        self._failed += 1
        if self._failed >= self._most:
            self._failed, self._until = 0, self._clock() + self._seconds


# Each process learns by itself that the engine is silent: what it costs is a few waits.
_breaker = Breaker()


@dataclass(frozen=True, slots=True)
class Engine:
    """The engine at an address, and how long it may take over all that is asked of it."""

    url: str
    seconds: float
    breaker: Breaker

    def roads(self, points: Sequence[Point], pairs: Sequence[tuple[int, int]], mode: Mode) -> Iterator["Cell"]:
        """Yield the roads of these pairs, block by block, until the time is up or the engine is silent."""
        end, wanted = monotonic() + self.seconds, set(pairs)
        for sources, targets in _blocks(pairs):
            left = end - monotonic()
            if left <= 0 or self.breaker.is_open:
                return
            try:
                matrix = self._matrix(points, sources, targets, mode, left)
            except EngineSilent as silent:
                logger.warning("roads are estimated: %s", silent)
                continue
            for row, source in enumerate(sources):
                for column, target in enumerate(targets):
                    if (source, target) in wanted:
                        yield Cell(source, target, matrix[row][column])

    def _matrix(
        self, points: Sequence[Point], sources: Sequence[int], targets: Sequence[int], mode: Mode, seconds: float
    ) -> tuple[tuple[Road | None, ...], ...]:
        body = matrix_request(
            [points[number].coordinate for number in sources], [points[number].coordinate for number in targets], mode
        )
        try:
            answer = fetch(
                self.url + PATH,
                method="POST",
                headers={"Content-Type": "application/json"},
                body=body,
                limits=Limits(seconds=seconds, body_bytes=LARGEST_ANSWER),
                operator=True,
            )
            if answer.status in REFUSED:
                # It answers, only not this: a start at the other end of the world must not shut it for the rest.
                raise EngineSilent(f"the engine refuses with {answer.status}")
            matrix = read_matrix(answer.body, sources=len(sources), targets=len(targets))
        except (NotFetched, ValueError) as error:
            self.breaker.failed()
            raise EngineSilent(str(error)) from error
        self.breaker.succeeded()
        return matrix


@dataclass(frozen=True, slots=True)
class Cell:
    """What an engine says of one pair; no road at all is an answer too."""

    source: int
    target: int
    road: Road | None


class KeptRoads:
    """The roads between places from the database, and from the engine what is missing there."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def between(self, points: Sequence[Point], mode: Mode) -> Mapping[tuple[int, int], Road]:
        """Return the roads that are known; what is learnt between places is kept."""
        keys = [_key(point.coordinate) for point in points]
        kept = _kept(keys, mode)
        known: Known = {}
        missing: list[tuple[int, int]] = []
        for pair in _pairs(keys):
            source, target = pair
            cell = kept.get(keys[source], {}).get(keys[target], ...)
            if cell is ...:
                missing.append(pair)
            elif cell is not None:
                known[pair] = Road(*cell)
        learnt = list(self._engine.roads(points, missing, mode)) if missing else []
        known.update({(cell.source, cell.target): cell.road for cell in learnt if cell.road is not None})
        _keep([cell for cell in learnt if _are_places(points, cell)], keys, mode, kept)
        return known


def travel_times() -> TravelTimes:
    """Return travel by road where the operator runs an engine, and estimates where not."""
    if not settings.VALHALLA_URL:
        return Estimate()
    return ByRoad(KeptRoads(Engine(settings.VALHALLA_URL, REQUEST_SECONDS, _breaker)), Estimate())


def fill_roads(*, now: datetime) -> int:
    """Ask for the roads between all listed places, so that no traveller waits for them; return how many are kept."""
    if not settings.VALHALLA_URL:
        return 0
    RoadsFrom.objects.filter(asked_at__lt=now - KEPT).delete()
    places = Place.objects.listed().exclude(lat=None).order_by("slug")
    points = [Point(Coordinate(place.lat, place.lon), place=place.slug) for place in places if place.lat and place.lon]
    roads = KeptRoads(Engine(settings.VALHALLA_URL, JOB_SECONDS, _breaker))
    return sum(len(roads.between(points, mode)) for mode in Mode)


def _key(coordinate: Coordinate) -> str:
    there = coordinate.to(Crs.WGS84)
    return f"{there.lat:.5f},{there.lon:.5f}"


def _pairs(keys: Sequence[str]) -> Iterator[tuple[int, int]]:
    numbers = range(len(keys))
    return ((source, target) for source in numbers for target in numbers if keys[source] != keys[target])


def _are_places(points: Sequence[Point], cell: Cell) -> bool:
    # A traveller's own position is nobody else's, and would fill the table.
    return points[cell.source].place is not None and points[cell.target].place is not None


def _kept(keys: Sequence[str], mode: Mode) -> dict[str, Cells]:
    rows = RoadsFrom.objects.filter(mode=mode, origin__in=set(keys))
    return dict(rows.values_list("origin", "cells"))


def _keep(cells: Sequence[Cell], keys: Sequence[str], mode: Mode, kept: Mapping[str, Cells]) -> None:
    by_origin: dict[str, Cells] = {}
    for cell in cells:
        known = by_origin.setdefault(keys[cell.source], dict(kept.get(keys[cell.source], {})))
        known[keys[cell.target]] = [cell.road.seconds, cell.road.metres] if cell.road else None
    RoadsFrom.objects.bulk_create(
        [RoadsFrom(mode=mode, origin=origin, cells=known) for origin, known in by_origin.items()],
        update_conflicts=True,
        unique_fields=["mode", "origin"],
        update_fields=["cells"],
    )


def _blocks(pairs: Sequence[tuple[int, int]]) -> Iterator[tuple[list[int], list[int]]]:
    """Group pairs into blocks: the ways from points that are new, and those from known points to what is new."""
    missing: dict[int, set[int]] = {}
    for source, target in pairs:
        missing.setdefault(source, set()).add(target)
    # A point that lacks most of its ways is new; the others lack the way to it.
    new = {source for source, targets in missing.items() if len(targets) > len(missing) / 2}
    for sources in (sorted(new), sorted(missing.keys() - new)):
        targets = sorted(set().union(*(missing[source] for source in sources)))
        for first in range(0, len(sources), MOST_POINTS):
            for begin in range(0, len(targets), MOST_POINTS):
                yield sources[first : first + MOST_POINTS], targets[begin : begin + MOST_POINTS]

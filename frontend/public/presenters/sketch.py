"""Our own map: stops, ways between them and how far off each may be, as ready numbers for an SVG. North is up."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 360.0, 286.0
LEFT, RIGHT, TOP, BOTTOM = 46.0, 314.0, 64.0, 226.0
METRES_PER_DEGREE = 111_320.0
NARROWEST_M = 4_000.0
DISC = 9.0
APART = 19.0
LABEL_HEIGHT = 15.0
BARS_KM = (1, 2, 5, 10, 20, 50, 100, 200)
LONGEST_BAR = 110.0


@dataclass(frozen=True, slots=True)
class Mark:
    """A stop to draw: its number and day, or an end of a day (number None); ``weight`` says whose name comes first."""

    lat: float
    lon: float
    precision_m: int
    name: str
    day: int
    number: int | None
    weight: int = 0


@dataclass(frozen=True, slots=True)
class Disc:
    """A numbered disc."""

    x: float
    y: float
    number: int
    day: int


@dataclass(frozen=True, slots=True)
class Label:
    """A name beside a disc."""

    x: float
    y: float
    anchor: str
    text: str


@dataclass(frozen=True, slots=True)
class Circle:
    """An uncertain position."""

    x: float
    y: float
    r: float


@dataclass(frozen=True, slots=True)
class Way:
    """The line of one day."""

    day: int
    path: str


@dataclass(frozen=True, slots=True)
class Sketch:
    """All of a sketch map."""

    circles: tuple[Circle, ...]
    ways: tuple[Way, ...]
    discs: tuple[Disc, ...]
    points: tuple[Circle, ...]
    labels: tuple[Label, ...]
    bar: float
    bar_km: int

    @property
    def has_days(self) -> bool:
        """Say whether there is more than one day to tell apart."""
        return len(self.ways) > 1


@dataclass(frozen=True, slots=True)
class _Frame:
    """Turns degrees into the units of the drawing."""

    lat: float
    lon: float
    scale: float

    def at(self, lat: float, lon: float) -> tuple[float, float]:
        east = (lon - self.lon) * METRES_PER_DEGREE * math.cos(math.radians(self.lat))
        north = (lat - self.lat) * METRES_PER_DEGREE
        x, y = (LEFT + RIGHT) / 2 + east * self.scale, (TOP + BOTTOM) / 2 - north * self.scale
        return round(x, 1), round(y, 1)


def draw(days: Sequence[Sequence[Mark]]) -> Sketch | None:
    """Draw the marks of each day in order; nothing when no position is known."""
    marks = [mark for day in days for mark in day]
    if not marks:
        return None
    frame = _frame(marks)
    discs = _discs(frame, marks)
    points = {frame.at(mark.lat, mark.lon): mark for mark in marks if mark.number is None}
    bar_km = max((km for km in BARS_KM if km * 1000 * frame.scale <= LONGEST_BAR), default=1)
    return Sketch(
        circles=tuple(_circles(frame, marks)),
        ways=tuple(_way(frame, day) for day in days if len({(mark.lat, mark.lon) for mark in day}) > 1),
        discs=tuple(discs),
        points=tuple(Circle(x, y, 3.5) for x, y in points),
        labels=tuple(_labels(frame, marks, discs)),
        bar=round(12 + bar_km * 1000 * frame.scale, 1),
        bar_km=bar_km,
    )


def _frame(marks: Sequence[Mark]) -> _Frame:
    lats, lons = [mark.lat for mark in marks], [mark.lon for mark in marks]
    lat, lon = (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
    widest = max(mark.precision_m for mark in marks)
    width = (max(lons) - min(lons)) * METRES_PER_DEGREE * math.cos(math.radians(lat))
    height = (max(lats) - min(lats)) * METRES_PER_DEGREE
    scale_x = (RIGHT - LEFT) / max(width, 2 * widest, NARROWEST_M)
    return _Frame(lat, lon, min(scale_x, (BOTTOM - TOP) / max(height, 2 * widest, NARROWEST_M)))


def _circles(frame: _Frame, marks: Sequence[Mark]) -> Iterable[Circle]:
    widest: dict[tuple[float, float], float] = {}
    for mark in marks:
        spot = frame.at(mark.lat, mark.lon)
        widest[spot] = max(widest.get(spot, 0), mark.precision_m * frame.scale)
    return [Circle(x, y, round(r, 1)) for (x, y), r in widest.items() if r > 4]


def _way(frame: _Frame, day: Sequence[Mark]) -> Way:
    spots = [frame.at(mark.lat, mark.lon) for mark in day]
    steps = [spot for spot, before in zip(spots, [None, *spots], strict=False) if spot != before]
    return Way(day[0].day, "M" + "L".join(f"{x} {y}" for x, y in steps))


def _discs(frame: _Frame, marks: Sequence[Mark]) -> list[Disc]:
    """Place the discs; those that would cover another one step aside, nearest free spot first."""
    placed: list[Disc] = []
    for mark in marks:
        if mark.number is not None:
            x, y = _free(frame.at(mark.lat, mark.lon), placed)
            placed.append(Disc(x, y, mark.number, mark.day))
    return placed


def _free(spot: tuple[float, float], placed: Sequence[Disc]) -> tuple[float, float]:
    steps = [(0.0, 0.0), *((ring * APART * dx, ring * APART * dy) for ring in (1, 2, 3, 4) for dx, dy in _AROUND)]
    for dx, dy in steps:
        x, y = round(spot[0] + dx, 1), round(spot[1] + dy, 1)
        inside = DISC < x < WIDTH - DISC and DISC + 30 < y < HEIGHT - 30
        if inside and all(math.hypot(x - other.x, y - other.y) >= APART - 0.5 for other in placed):
            return x, y
    return spot


_AROUND = ((1, 0), (-1, 0), (0, 1), (0, -1), (0.8, 0.8), (-0.8, 0.8), (0.8, -0.8), (-0.8, -0.8))


def _labels(frame: _Frame, marks: Sequence[Mark], discs: Sequence[Disc]) -> list[Label]:
    """Name each spot once; a name that would cover another or a disc is left to the list beside the map."""
    taken = [(disc.x - DISC, disc.y - DISC, disc.x + DISC, disc.y + DISC) for disc in discs]
    named: set[str] = set()
    labels: list[Label] = []
    for mark in sorted(marks, key=lambda mark: -mark.weight):
        if not mark.name or mark.name in named:
            continue
        named.add(mark.name)
        at = next(((disc.x, disc.y) for disc in discs if disc.number == mark.number), frame.at(mark.lat, mark.lon))
        for label, box in _tries(at, mark.name):
            if all(not _touch(box, other) for other in taken) and box[0] > 2 and box[2] < WIDTH - 2:
                labels.append(label)
                taken.append(box)
                break
    return labels


def _tries(at: tuple[float, float], name: str) -> Iterable[tuple[Label, tuple[float, float, float, float]]]:
    x, y = at
    wide = sum(13.2 if ord(letter) > 0x2E80 else 7.0 for letter in name)
    below, above = y + DISC + 14, y - DISC - 5
    for left, base, anchor in (
        (x + DISC + 5, y + 4.5, "start"),
        (x - DISC - 5 - wide, y + 4.5, "end"),
        (x - wide / 2, below, "middle"),
        (x - wide / 2, above, "middle"),
    ):
        shown = {"start": left, "end": left + wide, "middle": x}[anchor]
        box = (left, base - LABEL_HEIGHT + 3, left + wide, base + 3)
        yield Label(round(shown, 1), round(base, 1), anchor, name), box


def _touch(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]

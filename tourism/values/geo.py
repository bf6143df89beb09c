"""Coordinates that know their datum, because a WGS-84 point drawn as GCJ-02 lies half a kilometre off.

GCJ-02 and BD-09 are the datums of the maps used in China; neither has an official formula in the open. The forward
formulas here are the ones in common use; the inverses are found by repetition, so that there and back is exact.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

EARTH_RADIUS_M = 6_371_008.8

# The Krasovsky 1940 ellipsoid, on which the GCJ-02 shift is defined.
_AXIS_M = 6_378_245.0
_ECCENTRICITY_SQUARED = 0.00669342162296594323
_BD_ANGLE = math.pi * 3000.0 / 180.0
_BD_LAT, _BD_LON = 0.006, 0.0065
# A box around China as the map makers draw it; outside it no shift is applied.
_BOX_LAT = (0.8293, 55.8271)
_BOX_LON = (72.004, 137.8347)
_EXACT_DEGREES = 1e-12
_ROUNDS = 30

_Point = tuple[float, float]


class Crs(StrEnum):
    """The datum of a coordinate."""

    WGS84 = "wgs84"
    GCJ02 = "gcj02"
    BD09 = "bd09"


class Basis(StrEnum):
    """What a position stands for: the spot itself, its town, its area, or nothing known."""

    POINT = "point"
    TOWN = "town"
    AREA = "area"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Coordinate:
    """A latitude and longitude in degrees, with the datum they are measured in."""

    lat: float
    lon: float
    crs: Crs = Crs.WGS84

    def __post_init__(self) -> None:
        # A comparison with NaN is false, so these two lines refuse it as well.
        if not -90 <= self.lat <= 90:
            raise ValueError("a latitude lies between -90 and 90 degrees")
        if not -180 <= self.lon <= 180:
            raise ValueError("a longitude lies between -180 and 180 degrees")

    def to(self, crs: Crs) -> "Coordinate":
        """Return the same spot in another datum."""
        if crs == self.crs:
            return self
        lat, lon = _FROM_WGS84[crs](_TO_WGS84[self.crs]((self.lat, self.lon)))
        return Coordinate(lat, lon, crs)


@dataclass(frozen=True, slots=True)
class Position:
    """Where something is, how far off that may be, and what it rests on."""

    coordinate: Coordinate | None
    precision_m: int | None
    basis: Basis

    def __post_init__(self) -> None:
        if (self.coordinate is None) != (self.basis is Basis.NONE):
            raise ValueError("a position has a coordinate exactly when its basis is not none")
        if self.coordinate is None and self.precision_m is not None:
            raise ValueError("a position without a coordinate has no precision")
        if self.precision_m is not None and self.precision_m < 0:
            raise ValueError("a precision in metres is not negative")


def distance_m(one: Coordinate, other: Coordinate) -> float:
    """Measure the great circle between two spots, whatever their datums."""
    here, there = one.to(Crs.WGS84), other.to(Crs.WGS84)
    lat_1, lat_2 = math.radians(here.lat), math.radians(there.lat)
    half_lat = (lat_2 - lat_1) / 2
    half_lon = math.radians(there.lon - here.lon) / 2
    chord = math.sin(half_lat) ** 2 + math.cos(lat_1) * math.cos(lat_2) * math.sin(half_lon) ** 2
    # Rounding may lift the chord of two antipodes above one.
    return 2 * EARTH_RADIUS_M * math.asin(math.sqrt(min(1.0, chord)))


def _in_china(point: _Point) -> bool:
    lat, lon = point
    return _BOX_LAT[0] <= lat <= _BOX_LAT[1] and _BOX_LON[0] <= lon <= _BOX_LON[1]


def _gcj_shift(point: _Point) -> _Point:
    lat, lon = point
    east_m, north_m = _shift_m(lon - 105.0, lat - 35.0)
    sine = math.sin(math.radians(lat))
    curve = 1 - _ECCENTRICITY_SQUARED * sine * sine
    meridian_m = _AXIS_M * (1 - _ECCENTRICITY_SQUARED) / (curve * math.sqrt(curve))
    parallel_m = _AXIS_M / math.sqrt(curve) * math.cos(math.radians(lat))
    return math.degrees(north_m / meridian_m), math.degrees(east_m / parallel_m)


def _shift_m(x: float, y: float) -> _Point:
    ripple = (20 * math.sin(6 * x * math.pi) + 20 * math.sin(2 * x * math.pi)) * 2 / 3
    east_m = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * math.sqrt(abs(x)) + ripple
    east_m += (20 * math.sin(x * math.pi) + 40 * math.sin(x / 3 * math.pi)) * 2 / 3
    east_m += (150 * math.sin(x / 12 * math.pi) + 300 * math.sin(x / 30 * math.pi)) * 2 / 3
    north_m = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * math.sqrt(abs(x)) + ripple
    north_m += (20 * math.sin(y * math.pi) + 40 * math.sin(y / 3 * math.pi)) * 2 / 3
    north_m += (160 * math.sin(y / 12 * math.pi) + 320 * math.sin(y / 30 * math.pi)) * 2 / 3
    return east_m, north_m


def _bd_shift(point: _Point) -> _Point:
    lat, lon = point
    radius = math.hypot(lon, lat) + 0.00002 * math.sin(lat * _BD_ANGLE)
    angle = math.atan2(lat, lon) + 0.000003 * math.cos(lon * _BD_ANGLE)
    return radius * math.sin(angle) + _BD_LAT - lat, radius * math.cos(angle) + _BD_LON - lon


def _shifted(point: _Point, shift: Callable[[_Point], _Point]) -> _Point:
    lat_shift, lon_shift = shift(point)
    return point[0] + lat_shift, point[1] + lon_shift


def _unshifted(target: _Point, shift: Callable[[_Point], _Point]) -> _Point:
    # The shifts change by about two parts in a thousand over their own length: each round gains two or three digits.
    point = target
    for _ in range(_ROUNDS):
        lat_shift, lon_shift = shift(point)
        closer = target[0] - lat_shift, target[1] - lon_shift
        moved = max(abs(closer[0] - point[0]), abs(closer[1] - point[1]))
        point = closer
        if moved < _EXACT_DEGREES:
            break
    return point


def _same(point: _Point) -> _Point:
    return point


def _wgs84_to_gcj02(point: _Point) -> _Point:
    return _shifted(point, _gcj_shift) if _in_china(point) else point


def _wgs84_to_bd09(point: _Point) -> _Point:
    return _shifted(_shifted(point, _gcj_shift), _bd_shift) if _in_china(point) else point


def _gcj02_to_wgs84(point: _Point) -> _Point:
    return _inside_or_same(point, lambda: _unshifted(point, _gcj_shift))


def _bd09_to_wgs84(point: _Point) -> _Point:
    return _inside_or_same(point, lambda: _unshifted(_unshifted(point, _bd_shift), _gcj_shift))


def _inside_or_same(point: _Point, origin: Callable[[], _Point]) -> _Point:
    # The box is drawn in WGS-84, so whether a point was shifted shows only in where it came from. The shift is
    # under 2 km; a wider margin keeps the formulas off the poles, where they divide by nothing.
    near = _BOX_LAT[0] - 1 <= point[0] <= _BOX_LAT[1] + 1 and _BOX_LON[0] - 1 <= point[1] <= _BOX_LON[1] + 1
    if not near:
        return point
    found = origin()
    return found if _in_china(found) else point


_FROM_WGS84: dict[Crs, Callable[[_Point], _Point]] = {
    Crs.WGS84: _same,
    Crs.GCJ02: _wgs84_to_gcj02,
    Crs.BD09: _wgs84_to_bd09,
}
_TO_WGS84: dict[Crs, Callable[[_Point], _Point]] = {
    Crs.WGS84: _same,
    Crs.GCJ02: _gcj02_to_wgs84,
    Crs.BD09: _bd09_to_wgs84,
}

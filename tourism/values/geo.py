"""Coordinates that know their datum, and positions that know how sure they are.

The offset between WGS-84 and GCJ-02 is the published polynomial with the Krasovsky 1940 ellipsoid; BD-09 is a rotation
and a shift of GCJ-02. Both are inverted by iteration, to less than a millimetre.
"""

from dataclasses import dataclass
from enum import StrEnum
from math import asin, atan2, cos, hypot, isfinite, pi, radians, sin, sqrt

KRASOVSKY_AXIS_M = 6_378_245.0
KRASOVSKY_ECCENTRICITY_SQUARED = 0.00669342162296594323
EARTH_RADIUS_M = 6_371_008.8
BD09_TURN = pi * 3000 / 180
INVERSE_STEPS = 12


class Crs(StrEnum):
    """The datum of a coordinate."""

    WGS84 = "wgs84"
    GCJ02 = "gcj02"
    BD09 = "bd09"


class Basis(StrEnum):
    """What a position stands for."""

    POINT = "point"
    TOWN = "town"
    AREA = "area"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Coordinate:
    """A latitude and a longitude in degrees, with their datum."""

    lat: float
    lon: float
    crs: Crs = Crs.WGS84

    def __post_init__(self) -> None:
        if not (isfinite(self.lat) and -90 <= self.lat <= 90):
            raise ValueError("lat lies between -90 and 90 degrees")
        if not (isfinite(self.lon) and -180 <= self.lon <= 180):
            raise ValueError("lon lies between -180 and 180 degrees")

    def to(self, crs: Crs) -> "Coordinate":
        """Return the same spot in another datum."""
        if crs is self.crs:
            return self
        lat, lon = self._gcj02() if crs is not Crs.WGS84 else self._wgs84()
        if crs is Crs.BD09:
            lat, lon = _gcj02_to_bd09(lat, lon)
        return Coordinate(lat, lon, crs)

    def _gcj02(self) -> tuple[float, float]:
        if self.crs is Crs.BD09:
            return _bd09_to_gcj02(self.lat, self.lon)
        if self.crs is Crs.WGS84:
            return _wgs84_to_gcj02(self.lat, self.lon)
        return self.lat, self.lon

    def _wgs84(self) -> tuple[float, float]:
        lat, lon = self._gcj02()
        return _gcj02_to_wgs84(lat, lon)


@dataclass(frozen=True, slots=True)
class Position:
    """Where something is: a coordinate, or None, with the radius in metres that it may be off by."""

    coordinate: Coordinate | None
    precision_m: int | None
    basis: Basis


def distance_m(first: Coordinate, second: Coordinate) -> float:
    """Return the great-circle distance in metres (haversine, mean radius)."""
    a, b = first.to(Crs.WGS84), second.to(Crs.WGS84)
    lat_a, lat_b = radians(a.lat), radians(b.lat)
    half = sin((lat_b - lat_a) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin(radians(b.lon - a.lon) / 2) ** 2
    return 2 * EARTH_RADIUS_M * asin(min(1.0, sqrt(half)))


def _in_china(lat: float, lon: float) -> bool:
    return 0.8293 <= lat <= 55.8271 and 72.004 <= lon <= 137.8347


def _wgs84_to_gcj02(lat: float, lon: float) -> tuple[float, float]:
    if not _in_china(lat, lon):
        return lat, lon
    east, north = lon - 105.0, lat - 35.0
    angle = radians(lat)
    curve = 1 - KRASOVSKY_ECCENTRICITY_SQUARED * sin(angle) ** 2
    metres_per_lat = pi / 180 * KRASOVSKY_AXIS_M * (1 - KRASOVSKY_ECCENTRICITY_SQUARED) / curve**1.5
    metres_per_lon = pi / 180 * KRASOVSKY_AXIS_M / sqrt(curve) * cos(angle)
    return lat + _north_shift(east, north) / metres_per_lat, lon + _east_shift(east, north) / metres_per_lon


def _waves(value: float, *waves: tuple[float, float]) -> float:
    return sum(height * sin(value * pi / length) for height, length in waves) * 2 / 3


def _north_shift(east: float, north: float) -> float:
    plane = -100 + 2 * east + 3 * north + 0.2 * north**2 + 0.1 * east * north + 0.2 * sqrt(abs(east))
    ripple = _waves(east, (20, 1 / 6), (20, 1 / 2))
    return plane + ripple + _waves(north, (20, 1), (40, 3), (160, 12), (320, 30))


def _east_shift(east: float, north: float) -> float:
    plane = 300 + east + 2 * north + 0.1 * east**2 + 0.1 * east * north + 0.1 * sqrt(abs(east))
    ripple = _waves(east, (20, 1 / 6), (20, 1 / 2))
    return plane + ripple + _waves(east, (20, 1), (40, 3), (150, 12), (300, 30))


def _gcj02_to_wgs84(lat: float, lon: float) -> tuple[float, float]:
    if not _in_china(lat, lon):
        return lat, lon
    guess_lat, guess_lon = lat, lon
    for _ in range(INVERSE_STEPS):
        there_lat, there_lon = _wgs84_to_gcj02(guess_lat, guess_lon)
        guess_lat, guess_lon = guess_lat + lat - there_lat, guess_lon + lon - there_lon
    return guess_lat, guess_lon


def _gcj02_to_bd09(lat: float, lon: float) -> tuple[float, float]:
    radius = hypot(lon, lat) + 0.00002 * sin(lat * BD09_TURN)
    angle = atan2(lat, lon) + 0.000003 * cos(lon * BD09_TURN)
    return radius * sin(angle) + 0.006, radius * cos(angle) + 0.0065


def _bd09_to_gcj02(lat: float, lon: float) -> tuple[float, float]:
    guess_lat, guess_lon = lat - 0.006, lon - 0.0065
    for _ in range(INVERSE_STEPS):
        there_lat, there_lon = _gcj02_to_bd09(guess_lat, guess_lon)
        guess_lat, guess_lon = guess_lat + lat - there_lat, guess_lon + lon - there_lon
    return guess_lat, guess_lon

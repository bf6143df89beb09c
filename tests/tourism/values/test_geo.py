"""A coordinate moves between datums as two independent libraries move it, and comes back to where it was.

Both libraries are first held against themselves: over the county their own ways there and back miss by up to 0.2 m,
so they can vouch for less than a metre, not for a millimetre. The forward ways agree with ours to 0.02 m (eviltransform
takes another ellipsoid axis) and to a micrometre (coord-convert).
"""

from collections.abc import Callable

import coord_convert.transform as coord_convert
import eviltransform
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tourism.values.geo import Basis, Coordinate, Crs, Position, distance_m

Point = tuple[float, float]
Way = Callable[[float, float], Point]

COUNTY = st.tuples(st.floats(34.9, 35.4), st.floats(112.6, 113.3))
# Away from the edge of the box, where a shifted point and one never shifted may be the same.
CHINA = st.tuples(st.floats(1, 55), st.floats(73, 137))
WORLD = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


def swapped(way: Way) -> Way:
    """Let a library that takes and gives longitude first take and give latitude first."""

    def turned(lat: float, lon: float) -> Point:
        lon, lat = way(lon, lat)
        return lat, lon

    return turned


WAYS = {
    "eviltransform": {
        (Crs.WGS84, Crs.GCJ02): eviltransform.wgs2gcj,
        (Crs.WGS84, Crs.BD09): eviltransform.wgs2bd,
        (Crs.GCJ02, Crs.BD09): eviltransform.gcj2bd,
        (Crs.GCJ02, Crs.WGS84): eviltransform.gcj2wgs_exact,
        (Crs.BD09, Crs.GCJ02): eviltransform.bd2gcj,
    },
    "coord-convert": {
        (Crs.WGS84, Crs.GCJ02): swapped(coord_convert.wgs2gcj),
        (Crs.WGS84, Crs.BD09): swapped(coord_convert.wgs2bd),
        (Crs.GCJ02, Crs.BD09): swapped(coord_convert.gcj2bd),
        (Crs.GCJ02, Crs.WGS84): swapped(coord_convert.gcj2wgs),
        (Crs.BD09, Crs.GCJ02): swapped(coord_convert.bd2gcj),
        (Crs.BD09, Crs.WGS84): swapped(coord_convert.bd2wgs),
    },
}
PAIRS = [(library, *pair) for library, ways in WAYS.items() for pair in ways]


def metres(one: Point, other: Point) -> float:
    """Measure between two points of one datum."""
    return distance_m(Coordinate(*one), Coordinate(*other))


@pytest.mark.parametrize(("library", "start", "end"), PAIRS)
@settings(deadline=None)
@given(point=COUNTY)
def test_the_libraries_agree_over_the_county(library: str, start: Crs, end: Crs, point: Point) -> None:
    ours = Coordinate(*point, start).to(end)

    assert metres((ours.lat, ours.lon), WAYS[library][start, end](*point)) < 1


@pytest.mark.parametrize("library", WAYS)
@settings(deadline=None)
@given(point=COUNTY)
def test_the_libraries_can_vouch_for_less_than_a_metre(library: str, point: Point) -> None:
    ways = WAYS[library]

    there = ways[Crs.WGS84, Crs.GCJ02](*point)

    assert metres(ways[Crs.GCJ02, Crs.WGS84](*there), point) < 0.5


@pytest.mark.parametrize("crs", [Crs.GCJ02, Crs.BD09])
@settings(deadline=None)
@given(point=CHINA)
def test_there_and_back_is_exact_all_over_china(crs: Crs, point: Point) -> None:
    start = Coordinate(*point)

    back = start.to(crs).to(Crs.WGS84)

    assert max(abs(back.lat - start.lat), abs(back.lon - start.lon)) < 1e-9


@settings(deadline=None)
@given(point=CHINA)
def test_a_detour_over_another_datum_changes_nothing(point: Point) -> None:
    start = Coordinate(*point, Crs.GCJ02)

    back = start.to(Crs.BD09).to(Crs.GCJ02)

    assert max(abs(back.lat - start.lat), abs(back.lon - start.lon)) < 1e-9


def test_the_mountain_is_half_a_kilometre_off_in_the_other_datums() -> None:
    mountain = Coordinate(35.2192, 112.8171)

    gcj02, bd09 = mountain.to(Crs.GCJ02), mountain.to(Crs.BD09)

    assert 400 < metres((mountain.lat, mountain.lon), (gcj02.lat, gcj02.lon)) < 700
    assert 1000 < metres((mountain.lat, mountain.lon), (bd09.lat, bd09.lon)) < 1600
    assert distance_m(mountain, bd09) < 0.001


@pytest.mark.parametrize(("lat", "lon"), [(51.5, -0.1), (0, 0), (90, 180), (-90, -180), (35, 150), (60, 113)])
@pytest.mark.parametrize("crs", [Crs.GCJ02, Crs.BD09])
def test_nothing_is_shifted_outside_china(lat: float, lon: float, crs: Crs) -> None:
    assert Coordinate(lat, lon).to(crs) == Coordinate(lat, lon, crs)
    assert Coordinate(lat, lon, crs).to(Crs.WGS84) == Coordinate(lat, lon)


def test_a_point_just_outside_the_box_stays_where_it_is() -> None:
    outside = Coordinate(55.9, 100, Crs.GCJ02)

    assert outside.to(Crs.WGS84) == Coordinate(55.9, 100)


@settings(deadline=None)
@given(WORLD, st.sampled_from(Crs), st.sampled_from(Crs))
def test_every_coordinate_of_the_world_has_a_place_in_every_datum(point: Point, start: Crs, end: Crs) -> None:
    moved = Coordinate(*point, start).to(end)

    assert moved.crs is end


@pytest.mark.parametrize(
    ("lat", "lon"),
    [(90.1, 0), (-90.1, 0), (0, 180.1), (0, -180.1), (float("nan"), 0), (0, float("nan")), (float("inf"), 0)],
)
def test_a_coordinate_off_the_globe_is_refused(lat: float, lon: float) -> None:
    with pytest.raises(ValueError, match="lies between"):
        Coordinate(lat, lon)


def test_a_degree_of_latitude_is_111_kilometres() -> None:
    assert distance_m(Coordinate(35, 113), Coordinate(36, 113)) == pytest.approx(111_195, abs=1)


def test_the_far_side_of_the_globe_is_half_its_girth_away() -> None:
    assert distance_m(Coordinate(0, 0), Coordinate(0, 180)) == pytest.approx(20_015_115, abs=1)


def test_the_same_spot_is_at_no_distance_whatever_its_datum() -> None:
    spot = Coordinate(35.09, 112.93)

    assert distance_m(spot.to(Crs.BD09), spot.to(Crs.GCJ02)) < 0.001


def test_an_unknown_position_has_no_coordinate_and_no_precision() -> None:
    assert Position(None, None, Basis.NONE).coordinate is None


@pytest.mark.parametrize(
    ("coordinate", "precision_m", "basis"),
    [
        (None, None, Basis.POINT),
        (None, 500, Basis.NONE),
        (Coordinate(35, 113), 500, Basis.NONE),
        (Coordinate(35, 113), -1, Basis.TOWN),
    ],
)
def test_a_position_that_contradicts_itself_is_refused(
    coordinate: Coordinate | None, precision_m: int | None, basis: Basis
) -> None:
    with pytest.raises(ValueError, match=r"position|precision"):
        Position(coordinate, precision_m, basis)

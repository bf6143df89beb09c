"""A pasted spot is read with its datum, or the editor is asked for it."""

import pytest

from frontend.staff.spots import spot_of
from tourism.values.errors import Invalid
from tourism.values.geo import Coordinate, Crs


@pytest.mark.parametrize(
    ("text", "crs", "found"),
    [
        ("35.0906, 112.9281", "wgs84", Coordinate(35.0906, 112.9281)),
        ("112.9281，35.0906", "gcj02", Coordinate(35.0906, 112.9281, Crs.GCJ02)),
        ("112.9281 35.0906", "bd09", Coordinate(35.0906, 112.9281, Crs.BD09)),
        ("https://uri.amap.com/marker?position=112.9281,35.0906&name=x", "", Coordinate(35.0906, 112.9281, Crs.GCJ02)),
        ("https://uri.amap.com/marker?position=112.9281,35.0906&coordinate=wgs84", "",
         Coordinate(35.0906, 112.9281)),
        ("http://api.map.baidu.com/marker?location=35.0906,112.9281", "", Coordinate(35.0906, 112.9281, Crs.BD09)),
        ("http://api.map.baidu.com/marker?location=35.0906,112.9281&coord_type=wgs84", "",
         Coordinate(35.0906, 112.9281)),
        ("https://apis.map.qq.com/uri/v1/marker?marker=coord:35.0906,112.9281;title:x", "",
         Coordinate(35.0906, 112.9281, Crs.GCJ02)),
        ("https://maps.apple.com/?ll=35.0906,112.9281&q=x", "", Coordinate(35.0906, 112.9281, Crs.GCJ02)),
        ("https://www.google.com/maps/search/?api=1&query=35.0906%2C112.9281", "",
         Coordinate(35.0906, 112.9281, Crs.GCJ02)),
        ("https://www.google.com/maps/@35.0906,112.9281,17z", "", Coordinate(35.0906, 112.9281, Crs.GCJ02)),
    ],
)  # fmt: skip
def test_a_spot_is_read_in_the_datum_of_its_map(text: str, crs: str, found: Coordinate) -> None:
    assert spot_of(text, crs) == found


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("", "/spot"),
        ("神农山", "/spot"),
        ("35, 112", "/spot"),
        ("99.0906, 12.9281", "/crs"),
        ("35.0906, 112.9281", "/crs"),
        ("https://amap.com.evil.example/?position=112.9281,35.0906", "/crs"),
        ("https://surl.amap.com/abc", "/spot"),
        ("http://[bad/?position=112.9281,35.0906", "/crs"),
        ("95.0906, 195.9281", "/crs"),
        ("9" * 5000, "/spot"),
    ],
)
def test_what_is_no_spot_or_of_no_known_map_is_asked_for(text: str, field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        spot_of(text, "")

    assert refusal.value.field == field


def test_numbers_that_are_nowhere_on_earth_are_refused() -> None:
    with pytest.raises(Invalid):
        spot_of("195.0906, 195.9281", "wgs84")

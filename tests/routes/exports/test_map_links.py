"""A map app opens the spot that is meant, in its own datum, or searches by name where a pin would mislead."""

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import coord_convert.transform as coord_convert
import eviltransform
import pytest
from hypothesis import given
from hypothesis import strategies as st

from routes.exports import map_links
from tourism.values.geo import Basis, Coordinate, Crs, Position

LAT, LON = 35.2192, 112.81711
METRE = 1e-5
SURE = Position(Coordinate(LAT, LON), 500, Basis.POINT)
Pair = tuple[float, float]


def query(address: str) -> dict[str, str]:
    parts = urlsplit(address)
    assert parts.scheme == "https"
    return {name: value for name, (value,) in parse_qs(parts.query, keep_blank_values=True).items()}


def opened(name: str = "神农山", position: Position = SURE) -> dict[str, dict[str, str]]:
    return {link.app: query(link.url) for link in map_links(name, "沁阳市", position)}


def pair(text: str) -> Pair:
    first, second = text.split(",")
    return float(first), float(second)


def swapped(text: str) -> Pair:
    lon, lat = pair(text)
    return lat, lon


def spots(apps: dict[str, dict[str, str]]) -> dict[str, Pair]:
    """Return where each app puts its pin, as latitude and longitude."""
    marker = apps["tencent"]["marker"].split(";")[0].removeprefix("coord:")
    return {
        "amap": swapped(apps["amap"]["position"]),
        "baidu": pair(apps["baidu"]["location"]),
        "tencent": pair(marker),
        "apple": pair(apps["apple"]["ll"]),
        "google": pair(apps["google"]["query"]),
    }


def by_coord_convert(convert: Callable[[float, float], Pair]) -> Pair:
    lon, lat = convert(LON, LAT)
    return lat, lon


@pytest.mark.parametrize(
    ("gcj", "bd"),
    [
        (eviltransform.wgs2gcj(LAT, LON), eviltransform.wgs2bd(LAT, LON)),
        (by_coord_convert(coord_convert.wgs2gcj), by_coord_convert(coord_convert.wgs2bd)),
    ],
    ids=["eviltransform", "coord-convert"],
)
def test_each_app_is_given_the_spot_in_its_own_datum(gcj: Pair, bd: Pair) -> None:
    found = spots(opened())

    assert found == {
        "amap": pytest.approx(gcj, abs=METRE),
        "baidu": pytest.approx(bd, abs=METRE),
        "tencent": pytest.approx(gcj, abs=METRE),
        "apple": pytest.approx(gcj, abs=METRE),
        "google": pytest.approx(gcj, abs=METRE),
    }
    assert min(abs(lat - LAT) + abs(lon - LON) for lat, lon in found.values()) > 100 * METRE


def test_each_app_is_told_the_datum_that_it_can_be_told() -> None:
    apps = opened()

    assert (apps["amap"]["coordinate"], apps["baidu"]["coord_type"]) == ("gaode", "bd09ll")


def test_a_spot_in_any_datum_opens_the_same_place() -> None:
    other = Position(Coordinate(LAT, LON).to(Crs.BD09), 0, Basis.POINT)

    assert spots(opened(position=other)) == {
        app: pytest.approx(spot, abs=METRE) for app, spot in spots(opened()).items()
    }


@pytest.mark.parametrize(
    "position",
    [
        Position(None, None, Basis.NONE),
        Position(Coordinate(LAT, LON), 501, Basis.POINT),
        Position(Coordinate(LAT, LON), None, Basis.POINT),
        Position(Coordinate(LAT, LON), 3000, Basis.TOWN),
    ],
    ids=["nowhere", "501 m off", "nobody knows how far", "its town"],
)
def test_an_app_searches_by_name_and_county_where_a_pin_would_mislead(position: Position) -> None:
    apps = opened(position=position)

    words = [
        apps["amap"]["keyword"],
        apps["baidu"]["query"],
        apps["tencent"]["keyword"],
        apps["apple"]["q"],
        apps["google"]["query"],
    ]
    assert words == ["沁阳市 神农山"] * 5
    assert [apps["amap"]["city"], apps["baidu"]["region"], apps["tencent"]["region"]] == ["沁阳市"] * 3
    assert "ll" not in apps["apple"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("西彰胡同（旧称杀驴胡同）", "沁阳市 西彰胡同"),
        ("北大寺 (清真)", "沁阳市 北大寺"),
        ("（暂无）", "沁阳市 （暂无）"),
    ],
)
def test_what_a_name_says_in_brackets_is_not_searched_for(name: str, words: str) -> None:
    assert opened(name, Position(None, None, Basis.NONE))["google"]["query"] == words


def test_a_county_is_not_said_twice() -> None:
    assert opened("沁阳市博物馆", Position(None, None, Basis.NONE))["apple"]["q"] == "沁阳市博物馆"


@pytest.mark.parametrize("position", [SURE, Position(None, None, Basis.NONE)], ids=["sure", "nowhere"])
@given(
    name=st.text(max_size=80)
    | st.sampled_from(["A&B=C#D", "a;coord:1,2;title:x", '"><script>', "50% + ?/\\", "\ud800"])
)
def test_no_name_leaves_its_place_in_an_address(position: Position, name: str) -> None:
    plain, apps = opened("x", position), opened(name or "x", position)

    assert {app: set(asked) for app, asked in apps.items()} == {app: set(asked) for app, asked in plain.items()}
    assert all(
        link.url.isascii() and not set(link.url) & set("\"'<> #") for link in map_links(name or "x", "y", position)
    )
    if position is SURE:
        assert spots(apps) == spots(plain)
        assert apps["tencent"]["marker"].count(";") == 1

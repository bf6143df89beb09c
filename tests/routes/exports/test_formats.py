"""Each file fits its schema and says the same points to readers that are not ours, whatever anybody called them."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routes.exports import Section, Trail, Waypoint, to_geojson, to_gpx, to_kml
from tests.routes.exports.readers import drawn, read_geojson, read_gpx, read_kml
from tourism.values.geo import Basis, Coordinate, Crs, Position

NOON = datetime(2026, 12, 5, 4, 0, tzinfo=UTC)
NOWHERE = Position(None, None, Basis.NONE)
# What somebody called a place, and what a file may make of it.
HOSTILE = {
    "<script>alert(1)</script>": "<script>alert(1)</script>",
    "]]><!--": "]]><!--",
    "a & b &lt; &#0; <![CDATA[": "a & b &lt; &#0; <![CDATA[",
    "驴肉\u202e馆 \U0001fac8 \U0001f468\u200d\U0001f469": "驴肉\u202e馆 \U0001fac8 \U0001f468\u200d\U0001f469",
    "a\x00\x01\x0b\x1f\x7f\x9fb": "ab",
    "\ud800\udfff lone": "lone",
    "\ufffe\uffff": "",
    "quote \" ' ` \\ /": "quote \" ' ` \\ /",
    "line\nbreak\r\n\ttab\u2028end": "line break tab end",
    "名" * 5000: "名" * 5000,
    "": "",
}

names = st.one_of(st.sampled_from(list(HOSTILE)), st.text(max_size=40))
spots = st.builds(
    Coordinate,
    st.floats(-90, 90, allow_nan=False),
    # GPX ends a round before the antimeridian: 180 itself is written as -180.
    st.floats(-180, 179.9, allow_nan=False),
)
positions = st.one_of(
    st.just(NOWHERE),
    st.builds(
        Position,
        spots,
        st.one_of(st.none(), st.integers(0, 10_000)),
        st.sampled_from([Basis.POINT, Basis.TOWN, Basis.AREA]),
    ),
)
hours = st.integers(0, 48).map(lambda number: NOON + timedelta(hours=number))


@st.composite
def waypoints(draw: st.DrawFn) -> Waypoint:
    timed = draw(st.booleans())
    start = draw(hours) if timed else None
    return Waypoint(
        id=draw(st.uuids().map(str)),
        kind=draw(st.sampled_from(["place", "event", "meal"])),
        name=draw(names),
        position=draw(positions),
        demo=draw(st.booleans()),
        told=tuple(draw(st.lists(names, max_size=3))),
        page=draw(st.sampled_from(["", "https://example.org/zh/places/a"])),
        start=start,
        leave=None if start is None else start + timedelta(minutes=45),
    )


trails = st.builds(
    Trail,
    name=names,
    lang=st.sampled_from(["zh-Hans", "en"]),
    sections=st.lists(
        st.builds(
            Section,
            name=names,
            points=st.lists(waypoints(), max_size=4).map(tuple),
            on=st.one_of(st.none(), st.just(date(2026, 12, 5))),
        ),
        min_size=1,
        max_size=3,
    ).map(tuple),
    modified=hours,
    told=st.lists(names, max_size=2).map(tuple),
    page=st.just("https://example.org/zh/"),
)


def trail(*points: Waypoint, lang: str = "zh-Hans") -> Trail:
    return Trail("线", lang, (Section("第1天", points, date(2026, 12, 5)),), NOON)


def point(**fields: Any) -> Waypoint:
    sure = Position(Coordinate(35.1, 112.9), 300, Basis.POINT)
    return Waypoint(**{"id": "a", "kind": "place", "name": "神农山", "position": sure, **fields})


@given(trails)
def test_a_gpx_reader_finds_every_point_that_is_on_the_map_day_by_day(made: Trail) -> None:
    gpx = read_gpx(to_gpx(made))

    found = [[(each.latitude, each.longitude) for each in route.points] for route in gpx.routes]
    assert found == [[(lat, lon) for _, lat, lon in section] for section in drawn(made)]
    assert (gpx.tracks, gpx.waypoints) == ([], [])


@given(trails)
def test_a_kml_reader_finds_every_point_that_is_on_the_map_day_by_day(made: Trail) -> None:
    document = read_kml(to_kml(made))

    found = [
        [(mark.geometry.y, mark.geometry.x, mark.geometry.geom_type) for mark in folder.features]
        for folder in document.features
    ]
    assert found == [[(lat, lon, "Point") for _, lat, lon in section] for section in drawn(made)]


@given(trails)
def test_a_geojson_reader_finds_every_point_and_which_of_them_are_nowhere(made: Trail) -> None:
    features = read_geojson(to_geojson(made))["features"]

    found = [(each["id"], each["geometry"] and tuple(reversed(each["geometry"]["coordinates"]))) for each in features]
    spots = {name: (lat, lon) for section in drawn(made) for name, lat, lon in section}
    assert found == [(each.id, spots.get(each.id)) for section in made.sections for each in section.points]


@pytest.mark.parametrize(("name", "shown"), HOSTILE.items())
def test_a_name_stays_text_in_every_format(name: str, shown: str) -> None:
    made = trail(point(name=name, told=(name,)))

    gpx, kml, geojson = read_gpx(to_gpx(made)), read_kml(to_kml(made)), read_geojson(to_geojson(made))

    found = [
        gpx.routes[0].points[0].name,
        kml.features[0].features[0].name,
        geojson["features"][0]["properties"]["name"],
    ]
    assert [each or "" for each in found] == [shown] * 3


def test_a_globe_that_shows_descriptions_as_html_shows_markup_as_text() -> None:
    description = read_kml(to_kml(trail(point(told=("<img src=x onerror=alert(1)>", "a & b")))))
    shown = description.features[0].features[0].description

    assert shown == "&lt;img src=x onerror=alert(1)&gt;<br>a &amp; b"


@pytest.mark.parametrize(("precision", "navigable"), [(0, True), (500, True), (501, False), (None, False)])
def test_a_point_more_than_500_m_off_or_who_knows_how_far_is_named_not_to_be_steered_to(
    precision: int | None, navigable: bool
) -> None:
    made = trail(point(position=Position(Coordinate(35.1, 112.9), precision, Basis.POINT)))
    name = "神农山" if navigable else "大概在这，别按它导航：神农山"

    assert read_gpx(to_gpx(made)).routes[0].points[0].name == name
    assert read_kml(to_kml(made)).features[0].features[0].name == name
    properties = read_geojson(to_geojson(made))["features"][0]["properties"]
    assert (properties["name"], properties["navigable"], properties["precision_m"]) == ("神农山", navigable, precision)


def test_a_place_without_a_position_is_told_of_and_not_drawn() -> None:
    made = trail(point(), point(id="b", name="盆窑村", position=NOWHERE), lang="zh-Hans")
    note = "不在地图上，因为没有坐标：盆窑村。"

    route, folder = read_gpx(to_gpx(made)).routes[0], read_kml(to_kml(made)).features[0]

    assert (len(route.points), route.description) == (1, note)
    assert (len(folder.features), folder.description) == (1, note)
    lost = read_geojson(to_geojson(made))["features"][1]
    assert (lost["geometry"], lost["properties"]["basis"], lost["properties"]["navigable"]) == (None, "none", False)


def test_times_are_those_of_the_plan_in_each_format() -> None:
    leave = NOON + timedelta(hours=2)
    made = trail(point(start=NOON, leave=leave))

    span = read_kml(to_kml(made)).features[0].features[0].times
    properties = read_geojson(to_geojson(made))["features"][0]["properties"]

    assert read_gpx(to_gpx(made)).routes[0].points[0].time == NOON
    assert (span.begin.dt, span.end.dt) == (NOON, leave)
    assert [datetime.fromisoformat(properties[name]) for name in ("start", "leave")] == [NOON, leave]


def test_no_file_claims_a_line_between_points() -> None:
    made = trail(point(), point(id="b"))

    tags = {
        each.tag.partition("}")[2] for write in (to_gpx, to_kml) for each in ElementTree.fromstring(write(made)).iter()
    }
    kinds = {each["geometry"]["type"] for each in json.loads(to_geojson(made))["features"]}

    assert tags & {"trk", "trkseg", "trkpt", "LineString", "Track"} == set()
    assert kinds == {"Point"}


def test_a_point_in_another_datum_is_refused() -> None:
    with pytest.raises(ValueError, match="WGS-84"):
        point(position=Position(Coordinate(35.1, 112.9, Crs.GCJ02), 0, Basis.POINT))


def test_a_point_with_half_a_time_is_refused() -> None:
    with pytest.raises(ValueError, match="both its times"):
        point(start=NOON)

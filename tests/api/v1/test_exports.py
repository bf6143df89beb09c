"""Routes and kept trips as files, fetched as a navigation app's owner would fetch them."""

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import unquote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from api.files import disposition
from events.models import Occurrence
from events.services import cancel_occurrence
from routes.models import Route, RouteStop
from tests.api.calling import Answer, body_of, caller, post, problem_of
from tests.factories import NOW, make_destination, make_industry, make_place
from tests.routes.county import SATURDAY, make_county, make_show
from tests.routes.exports.readers import read_geojson, read_gpx, read_kml
from tourism.places.models import Place

pytestmark = pytest.mark.django_db

FORMATS = {
    "gpx": "application/gpx+xml",
    "kml": "application/vnd.google-earth.kml+xml",
    "geojson": "application/geo+json",
}
ASK = {"start_date": SATURDAY, "days": 2, "interests": {"shennongshan": 3, "opera": 3}, "lang": "en"}


def get(path: str, **headers: str) -> Answer:
    return caller(headers).get(f"/api/v1{path}")


def sent(path: str, suffix: str) -> bytes:
    response = get(path)
    assert response.headers["Content-Type"] == FORMATS[suffix], response.content.decode()
    data: bytes = response.content
    return data


@pytest.fixture
def line() -> str:
    """Make a route over a sure shop that is invented, a mountain about here, and a kiln that is nowhere."""
    route = Route.objects.create(
        slug="line",
        destination=make_destination(),
        name_zh="吃驴肉",
        name_en="Eat & drink",
        summary_en="One day.",
        modified_at=NOW,
    )
    shop = make_place(
        "shop", name_zh="驴肉馆", name_en="Donkey House", role=Place.Role.FOOD, demo=True, precision_m=400
    )
    mountain = make_place("mountain", name_zh="神农山", name_en="Shennong Mountain", lat=35.2192, precision_m=1500)
    kiln = make_place("kiln", name_zh="盆窑村", name_en="", lat=None, lon=None, precision_m=None, basis="none")
    kiln.modified_at = NOW + timedelta(hours=1)
    kiln.save()
    industry = make_industry(name_zh="黑陶", name_en="Black pottery")
    for rank, (place, earns) in enumerate([(shop, None), (mountain, None), (kiln, industry)], start=1):
        RouteStop.objects.create(route=route, rank=rank, place=place, industry=earns, note_en="Ask first.")
    return "/routes/line"


@pytest.fixture
def kept() -> Any:
    make_county()
    make_show()
    return body_of(post(caller(), "/api/v1/itineraries", {"request": ASK}), 201)


def path_of(kept: Any, role: str = "view") -> str:
    return f"/itineraries/{kept['links'][role]['token']}"


def test_a_route_is_a_gpx_route_without_times_whose_unsure_points_say_so(line: str) -> None:
    gpx = read_gpx(sent(f"{line}.gpx?lang=en", "gpx"))

    points = gpx.routes[0].points
    assert [(point.name, point.latitude, point.time) for point in points] == [
        ("[Demo] Donkey House 驴肉馆", 35.0906, None),
        ("About here, do not navigate: Shennong Mountain 神农山", 35.2192, None),
    ]
    assert gpx.routes[0].description == "Not on the map, as no coordinates are known: 盆窑村."
    assert (gpx.name, gpx.time) == ("Eat & drink 吃驴肉", NOW + timedelta(hours=1))
    assert "Opening hours are not verified." in str(points[1].description)


def test_a_route_in_geojson_keeps_what_is_nowhere_with_who_earns_there(line: str) -> None:
    features = read_geojson(sent(f"{line}.geojson?lang=en", "geojson"))["features"]

    found = [(each["properties"]["name"], each["properties"]["demo"], each["geometry"] is None) for each in features]
    assert found == [
        ("[Demo] Donkey House 驴肉馆", True, False),
        ("Shennong Mountain 神农山", False, False),
        ("盆窑村", False, True),
    ]
    assert "Who earns here: Black pottery." in features[2]["properties"]["notes"]
    assert [each["properties"]["navigable"] for each in features] == [True, False, False]


def test_a_route_in_kml_speaks_chinese_when_nobody_asks(line: str) -> None:
    document = read_kml(sent(f"{line}.kml", "kml"))

    assert document.name == "吃驴肉"
    assert [mark.name for mark in document.features[0].features] == ["【演示】驴肉馆", "大概在这，别按它导航：神农山"]


def test_a_trip_in_gpx_has_a_route_a_day_with_the_times_of_its_plan(kept: Any) -> None:
    gpx = read_gpx(sent(f"{path_of(kept)}.gpx?lang=en", "gpx"))

    for route, day in zip(gpx.routes, kept["plan"]["days"], strict=True):
        stops = [stop for stop in day["stops"] if stop["place"]]
        spots = [day["start"], *stops, day["end"]]
        times = [day["start"]["depart"], *(stop["start"] for stop in stops), day["end"]["arrive"]]
        assert day["date"] in str(route.name)
        assert [(point.latitude, point.longitude) for point in route.points] == [
            (spot["position"]["lat"], spot["position"]["lon"]) for spot in spots
        ]
        assert [point.time for point in route.points] == [datetime.fromisoformat(time) for time in times]


def test_a_trip_in_kml_has_a_folder_a_day_and_a_time_span_a_stop(kept: Any) -> None:
    folders = read_kml(sent(f"{path_of(kept)}.kml?lang=en", "kml")).features

    spans = [[(mark.times.begin.dt, mark.times.end.dt) for mark in folder.features[1:-1]] for folder in folders]
    assert spans == [
        [
            (datetime.fromisoformat(stop["start"]), datetime.fromisoformat(stop["leave"]))
            for stop in day["stops"]
            if stop["place"]
        ]
        for day in kept["plan"]["days"]
    ]


def test_a_show_that_is_cancelled_since_says_so_first_in_each_file(kept: Any) -> None:
    show = Occurrence.objects.get()
    stop = next(stop for day in kept["plan"]["days"] for stop in day["stops"] if stop["occurrence"])
    cancel_occurrence(show.event, show.original_start, reason=Occurrence.Reason.WEATHER, now=NOW + timedelta(minutes=1))

    shown = read_geojson(sent(f"{path_of(kept)}.geojson?lang=en", "geojson"))
    gpx = read_gpx(sent(f"{path_of(kept)}.gpx?lang=en", "gpx"))

    notes = next(each["properties"]["notes"] for each in shown["features"] if each["id"] == stop["id"])
    point = next(point for route in gpx.routes for point in route.points if point.type == "event")
    assert notes[0].startswith("Cancelled")
    assert shown["notes"][0].endswith(notes[0])
    assert str(gpx.description).startswith(shown["notes"][0])
    assert str(point.description).startswith(notes[0])


def test_a_meal_that_nobody_has_chosen_a_place_for_is_nowhere(kept: Any) -> None:
    features = read_geojson(sent(f"{path_of(kept)}.geojson?lang=en", "geojson"))["features"]

    stops = [stop for day in kept["plan"]["days"] for stop in day["stops"]]
    shown = [each for each in features if each["properties"]["kind"] not in ("start", "end")]
    assert [each["id"] for each in shown] == [stop["id"] for stop in stops]
    assert [each["geometry"] is None for each in shown] == [stop["place"] is None for stop in stops]


def test_a_trip_is_in_wgs84_whatever_datum_it_was_asked_for_in() -> None:
    make_county()
    make_show()
    made = body_of(post(caller(), "/api/v1/itineraries", {"request": {**ASK, "crs": "bd09"}}), 201)

    first = read_geojson(sent(f"{path_of(made)}.geojson", "geojson"))["features"][0]

    assert first["geometry"]["coordinates"] == [112.9281, 35.0906]


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("role", ["edit", "view", "feed"])
def test_any_link_of_a_trip_opens_its_files_which_no_cache_keeps(kept: Any, role: str, suffix: str) -> None:
    response = get(f"{path_of(kept, role)}.{suffix}?lang=en")

    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert "Access-Control-Allow-Origin" not in response.headers
    assert not any(link["token"].encode() in response.content for link in kept["links"].values())


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_deleted_trip_has_no_files(kept: Any, suffix: str) -> None:
    caller({"if-match": "*"}).delete(f"/api/v1{path_of(kept, 'edit')}")

    assert problem_of(get(f"{path_of(kept)}.{suffix}"), 410)["code"] == "trip_deleted"


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("path", ["/routes/nothing", "/itineraries/nothing"])
def test_what_is_not_there_is_a_problem_document(path: str, suffix: str) -> None:
    problem_of(get(f"{path}.{suffix}"), 404)


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_file_is_validated_and_has_a_head(line: str, suffix: str) -> None:
    whole = get(f"{line}.{suffix}")
    etag = whole.headers["ETag"]

    again, head = get(f"{line}.{suffix}", **{"if-none-match": etag}), caller().head(f"/api/v1{line}.{suffix}")

    assert (again.status_code, again.content) == (304, b"")
    assert (head.status_code, head.content, head.headers["ETag"]) == (200, b"", etag)
    assert head.headers["Content-Length"] == str(len(whole.content))


@pytest.mark.parametrize("parameter", ["crs=gcj02", "Lang=en", "days=1"])
def test_a_parameter_that_a_file_does_not_take_is_refused_by_name(line: str, parameter: str) -> None:
    problem = problem_of(get(f"{line}.gpx?{parameter}"), 400)

    assert (problem["code"], problem["errors"][0]["parameter"]) == ("unknown_parameter", parameter.split("=")[0])


def test_a_download_is_named_for_people_and_for_old_systems(line: str) -> None:
    name = get(f"{line}.kml").headers["Content-Disposition"]

    assert name.startswith("attachment; filename=\"line.kml\"; filename*=UTF-8''")
    assert unquote(name.rpartition("''")[2]) == "吃驴肉.kml"


def test_a_name_that_a_file_system_would_misread_is_made_harmless() -> None:
    named = disposition('../a\\b:c*"d"\r\nX: y|' + "名" * 200 + ".gpx", "a.gpx")

    shown = unquote(named.rpartition("''")[2])
    assert named.isascii()
    assert not set(shown) & set('/\\:*?"<>|\r\n')
    assert shown.endswith("名.gpx")
    assert len(shown) <= 84


def test_a_file_asks_the_database_as_often_for_three_stops_as_for_one(line: str) -> None:
    with CaptureQueriesContext(connection) as for_three:
        get(f"{line}.gpx")
    RouteStop.objects.exclude(rank=1).delete()

    with CaptureQueriesContext(connection) as for_one:
        get(f"{line}.gpx")

    assert len(for_three) == len(for_one) <= 3


def test_the_moment_of_a_trip_is_when_it_was_kept(kept: Any) -> None:
    gpx = read_gpx(sent(f"{path_of(kept)}.gpx", "gpx"))

    assert gpx.time == datetime.fromisoformat(kept["modified_at"]).astimezone(UTC)

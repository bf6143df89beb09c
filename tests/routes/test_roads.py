"""Roads come from the operator's engine, are kept, and are done without when the engine is silent."""

import json
from collections.abc import Iterator
from ipaddress import ip_network

import pytest
from pytest_django import Settings

from routes.models import RoadsFrom
from routes.roads import Breaker, Engine, KeptRoads, fill_roads, travel_times
from routes.travel import Estimate, Mode, Point
from tests.factories import NOW, make_place
from tests.routes.engine import Engine as Server
from tests.routes.engine import engine_running
from tourism.values.geo import Coordinate

pytestmark = pytest.mark.django_db

CITY = Point(Coordinate(35.09, 112.93), 0, "city")
MOUNTAIN = Point(Coordinate(35.22, 112.82), 0, "mountain")
HOTEL = Point(Coordinate(35.10, 112.95))


@pytest.fixture
def server(settings: Settings) -> Iterator[Server]:
    """Run an engine that the operator has set and allowed."""
    with engine_running() as running:
        settings.VALHALLA_URL = running.url
        settings.OUTBOUND_ALLOW = (ip_network("127.0.0.0/8"),)
        yield running


def roads(server: Server, *, seconds: float = 5.0, breaker: Breaker | None = None) -> KeptRoads:
    """Return the kept roads of a server with a breaker of their own."""
    return KeptRoads(Engine(server.url, seconds, breaker or Breaker()))


def test_without_an_engine_travel_is_estimated(settings: Settings) -> None:
    settings.VALHALLA_URL = ""

    assert isinstance(travel_times(), Estimate)


def test_a_leg_rests_on_the_engine_with_time_for_halts_and_for_parking(server: Server) -> None:
    leg = travel_times().matrix([CITY, MOUNTAIN], Mode.CAR).legs[0][1]

    # 0.24 degrees are 26.64 km, 2,398 s at 40 km/h: a seventh more is 46 minutes, and 5 to park.
    assert (leg.minutes, leg.least, leg.metres, leg.basis, leg.about) == (51, 31, 26_640, "valhalla", False)


def test_an_uncertain_position_adds_its_minutes_to_a_road_too(server: Server) -> None:
    about = Point(MOUNTAIN.coordinate, 1500, "mountain")

    leg = travel_times().matrix([CITY, about], Mode.CAR).legs[0][1]

    assert (leg.minutes, leg.least, leg.about) == (54, 28, True)


def test_roads_between_places_are_asked_once_and_kept(server: Server) -> None:
    first = roads(server).between([CITY, MOUNTAIN], Mode.CAR)

    again = roads(server).between([CITY, MOUNTAIN], Mode.CAR)

    assert (len(server.asked), first == again, len(first)) == (1, True, 2)


def test_a_travellers_own_position_is_asked_for_both_ways_but_never_kept(server: Server) -> None:
    roads(server).between([CITY, MOUNTAIN], Mode.CAR)

    known = roads(server).between([CITY, MOUNTAIN, HOTEL], Mode.CAR)

    assert sorted(known) == [(0, 1), (0, 2), (1, 0), (1, 2), (2, 0), (2, 1)]
    assert [(len(asked["sources"]), len(asked["targets"])) for asked in server.asked[1:]] == [(1, 2), (2, 1)]
    assert sorted(len(row.cells) for row in RoadsFrom.objects.all()) == [1, 1]


def test_each_mode_has_roads_of_its_own(server: Server) -> None:
    for mode in Mode:
        roads(server).between([CITY, MOUNTAIN], mode)

    assert [asked["costing"] for asked in server.asked] == ["auto", "bus", "bicycle", "pedestrian"]


def test_where_no_road_leads_the_estimate_stands_and_nobody_asks_again(server: Server) -> None:
    nothing, here = {"time": None, "distance": None}, {"time": 0, "distance": 0}
    server.body = json.dumps({"sources_to_targets": [[here, nothing], [nothing, here]]}).encode()

    legs = [travel_times().matrix([CITY, MOUNTAIN], Mode.CAR).legs[0][1] for _ in range(2)]

    assert ([leg.basis for leg in legs], len(server.asked)) == (["estimate"] * 2, 1)


@pytest.mark.parametrize("body", [b"", b"{}", b'{"sources_to_targets": [[1]]}', b"x" * 3_000_000])
def test_an_answer_that_is_no_matrix_leaves_the_estimates(server: Server, body: bytes) -> None:
    server.body = body

    assert roads(server).between([CITY, MOUNTAIN], Mode.CAR) == {}


def test_a_late_answer_is_not_waited_for(server: Server) -> None:
    server.seconds = 0.5

    assert roads(server, seconds=0.1).between([CITY, MOUNTAIN], Mode.CAR) == {}


def test_an_engine_that_fails_three_times_is_left_alone_for_a_while(server: Server) -> None:
    clock = [0.0]
    breaker = Breaker(failures=3, seconds=30, clock=lambda: clock[0])
    server.body = b"broken"
    for _ in range(5):
        roads(server, breaker=breaker).between([CITY, MOUNTAIN], Mode.CAR)
    failed = len(server.asked)

    server.body, clock[0] = None, 30.0

    assert failed == 3
    assert len(roads(server, breaker=breaker).between([CITY, MOUNTAIN], Mode.CAR)) == 2


def test_a_start_that_the_engine_refuses_does_not_shut_it_for_others(server: Server) -> None:
    breaker = Breaker(failures=1)
    server.status, server.body = 400, b'{"error_code": 154}'
    roads(server, breaker=breaker).between([CITY, HOTEL], Mode.CAR)

    server.status, server.body = 200, None

    assert len(roads(server, breaker=breaker).between([CITY, MOUNTAIN], Mode.CAR)) == 2


def test_an_engine_in_a_network_that_is_not_allowed_is_never_reached(server: Server, settings: Settings) -> None:
    settings.OUTBOUND_ALLOW = ()

    assert (roads(server).between([CITY, MOUNTAIN], Mode.CAR), server.asked) == ({}, [])


def test_a_county_of_many_places_is_asked_in_blocks_that_the_engine_takes(server: Server) -> None:
    points = [Point(Coordinate(35 + number / 100, 112.9), 0, f"p{number}") for number in range(60)]

    known = roads(server).between(points, Mode.CAR)

    assert len(known) == 60 * 59
    assert max(len(asked["sources"]) * len(asked["targets"]) for asked in server.asked) <= 2_500


def test_the_job_fills_the_table_so_that_no_traveller_waits(server: Server) -> None:
    make_place("city", lat=35.09, lon=112.93)
    make_place("mountain", lat=35.22, lon=112.82)
    filled = fill_roads(now=NOW)
    asked = len(server.asked)

    leg = travel_times().matrix([CITY, MOUNTAIN], Mode.BIKE).legs[0][1]

    assert (filled, len(server.asked) - asked, leg.basis) == (8, 0, "valhalla")

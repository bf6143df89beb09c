"""Reading the county: lists and single rows, in two languages and three datums."""

from typing import Any
from urllib.parse import unquote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from routes.models import Route, RouteStop
from tests.api.calling import body_of, caller, problem_of
from tests.factories import NOW, make_destination, make_industry, make_organisation, make_place, make_source, make_theme
from tourism.places.models import Place

pytestmark = pytest.mark.django_db


def make_route(slug: str) -> Route:
    route = Route.objects.create(slug=slug, destination=make_destination(), name_zh=slug, name_en=slug, modified_at=NOW)
    industry = make_industry(f"industry-{slug}")
    RouteStop.objects.create(route=route, rank=1, place=make_place(f"stop-{slug}"), industry=industry)
    return route


def make_any_place(slug: str) -> Place:
    town = make_place(f"town-{slug}", role=Place.Role.AREA, listed=False)
    operator = make_organisation(f"operator-{slug}")
    return make_place(slug, town=town, operator=operator, industry=make_industry(f"industry-{slug}"))


MAKERS: dict[str, Any] = {
    "themes": make_theme,
    "organisations": make_organisation,
    "industries": lambda slug: make_industry(slug, committee=make_organisation(f"committee-{slug}")),
    "places": make_any_place,
    "routes": make_route,
}


def get(path: str) -> Any:
    return body_of(caller().get(f"/api/v1{path}"))


def queries(path: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        get(path)
    return len(captured)


@pytest.mark.parametrize("name", list(MAKERS))
def test_a_list_asks_the_database_as_often_for_three_rows_as_for_one(name: str) -> None:
    MAKERS[name]("a")
    for_one = queries(f"/{name}")

    MAKERS[name]("b")
    MAKERS[name]("c")

    assert queries(f"/{name}") == for_one


@pytest.mark.parametrize("name", list(MAKERS))
def test_a_row_is_read_by_the_slug_that_its_list_gives(name: str) -> None:
    MAKERS[name]("a")

    listed = next(item for item in get(f"/{name}")["items"] if item["slug"] == "a")

    alone = get(f"/{name}/a")
    assert {key: alone[key] for key in listed} == listed
    assert set(alone) - set(listed) <= {"map_links"}


@pytest.mark.parametrize("name", list(MAKERS))
def test_an_empty_list_is_a_list(name: str) -> None:
    assert get(f"/{name}") == {"items": [], "next": None}


def test_facts_come_in_order_of_their_names_however_they_are_stored() -> None:
    entry = {
        "status": "unknown",
        "sources": [],
        "checked_on": "2026-11-24",
        "checked_by": "ann",
        "confidence": "",
        "note": "",
    }
    make_place("theatre", facts=dict.fromkeys(("phone", "hours", "diet"), entry))

    assert list(get("/places/theatre")["facts"]) == ["diet", "hours", "phone"]


def test_a_text_that_is_not_translated_falls_back_and_says_so() -> None:
    make_place("theatre", name_zh="怀梆剧场", name_en="")

    english, chinese = get("/places/theatre?lang=en"), get("/places/theatre")

    assert (english["name"], english["untranslated"]) == ("怀梆剧场", ["name"])
    assert (chinese["name"], chinese["untranslated"]) == ("怀梆剧场", [])


def test_the_language_of_an_answer_is_in_its_headers() -> None:
    assert caller().get("/api/v1/themes?lang=en").headers["Content-Language"] == "en"


def test_a_position_is_shown_in_the_datum_that_is_asked_for() -> None:
    make_place("pagoda", lat=35.0906, lon=112.9281)

    positions = {crs: get(f"/places/pagoda?crs={crs}")["position"] for crs in ("wgs84", "gcj02", "bd09")}

    assert positions["wgs84"] == {
        "lat": 35.0906,
        "lon": 112.9281,
        "crs": "wgs84",
        "precision_m": 300,
        "basis": "point",
    }
    assert positions["gcj02"]["lon"] == pytest.approx(112.9341, abs=0.001)
    assert positions["bd09"]["lon"] == pytest.approx(112.9406, abs=0.002)


def test_near_is_read_in_the_datum_that_is_asked_for() -> None:
    make_place("pagoda", lat=35.0906, lon=112.9281)
    shown = get("/places/pagoda?crs=gcj02")["position"]

    found = get(f"/places?crs=gcj02&near={shown['lon']},{shown['lat']}&radius=50")
    missed = get(f"/places?near={shown['lon']},{shown['lat']}&radius=50")

    assert [item["slug"] for item in found["items"]] == ["pagoda"]
    assert missed["items"] == []


def test_what_is_unknown_is_null_and_never_a_guess() -> None:
    make_place("pond", lat=None, lon=None, precision_m=None, basis="none")

    pond = get("/places/pond")

    assert pond["position"] == {"lat": None, "lon": None, "crs": "wgs84", "precision_m": None, "basis": "none"}
    assert pond["fares"] == {"adult_cny": None, "senior_cny": None, "child_cny": None}
    assert (pond["hours"], pond["phone"], pond["visit_minutes"], pond["steps"]) == (None, None, None, None)


def test_a_free_place_costs_zero_and_a_fare_is_in_yuan() -> None:
    make_place("park", fare_adult_fen=0, fare_child_fen=1250)

    assert get("/places/park")["fares"] == {"adult_cny": 0, "senior_cny": None, "child_cny": 12.5}


def test_a_fact_shows_its_sources() -> None:
    make_source("S01")
    fact = {"status": "known", "sources": ["S01"], "checked_on": "2026-11-23", "checked_by": "seed"}
    make_place("pagoda", facts={"hours": fact}, hours="Mo-Su 09:00-17:00")

    assert get("/places/pagoda")["facts"]["hours"] == {**fact, "confidence": "", "note": ""}


def test_filters_narrow_a_list() -> None:
    make_place("pagoda", themes=("heritage",))
    make_place("inn", role=Place.Role.LODGING, themes=())
    make_place("hidden", listed=False)

    def slugs(query: str) -> list[str]:
        return [item["slug"] for item in get(f"/places{query}")["items"]]

    assert slugs("") == ["inn", "pagoda"]
    assert slugs("?theme=heritage") == ["pagoda"]
    assert slugs("?role=lodging") == ["inn"]
    assert slugs("?q=pago") == ["pagoda"]
    assert slugs("?q=%E6%B2%A1%E6%9C%89") == []


def test_a_radius_without_a_spot_is_refused() -> None:
    problem = problem_of(caller().get("/api/v1/places?radius=5&lang=en"), 400)

    assert problem["detail"] == "radius goes with near=lon,lat"


def test_a_spot_that_is_not_on_earth_is_refused() -> None:
    assert problem_of(caller().get("/api/v1/places?near=12,91"), 400)["errors"][0]["parameter"] == "near"


def test_a_place_by_itself_opens_in_five_map_apps_which_know_no_invented_place() -> None:
    make_place("real", name_zh="北大寺", precision_m=None)
    make_place("invented", demo=True)

    real, invented = get("/places/real")["map_links"], get("/places/invented")["map_links"]

    assert [link["app"] for link in real] == ["amap", "baidu", "tencent", "apple", "google"]
    assert all(unquote(link["url"]).count("沁阳市 北大寺") == 1 for link in real)
    assert invented == []
    assert "map_links" not in get("/places")["items"][0]

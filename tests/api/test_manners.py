"""Validators, HEAD, OPTIONS and browsers, on every address of the API."""

import pytest

from tests.api.calling import caller, problem_of
from tests.factories import make_place, make_theme

pytestmark = pytest.mark.django_db

LISTS = ["industries", "themes", "organisations", "places", "routes", "events", "occurrences"]


@pytest.mark.parametrize("name", LISTS)
def test_each_list_answers_with_a_strong_etag_that_holds_until_something_changes(name: str) -> None:
    path = f"/api/v1/{name}"

    first, second = caller().get(path), caller().get(path)

    assert first.headers["ETag"] == second.headers["ETag"]
    assert first.headers["ETag"].startswith('"')
    assert first.headers["Cache-Control"] == "public, max-age=60"


def test_a_reader_who_has_the_bytes_gets_none() -> None:
    make_theme("opera")
    etag = caller().get("/api/v1/themes").headers["ETag"]

    unchanged = caller({"if-none-match": etag}).get("/api/v1/themes")
    make_theme("sport")
    changed = caller({"if-none-match": etag}).get("/api/v1/themes")

    assert (unchanged.status_code, unchanged.content) == (304, b"")
    assert unchanged.headers["ETag"] == etag
    assert changed.status_code == 200


def test_a_head_is_a_get_without_its_body() -> None:
    make_place("pagoda")

    get, head = caller().get("/api/v1/places/pagoda"), caller().head("/api/v1/places/pagoda")

    assert (head.status_code, head.content) == (200, b"")
    for name in ("ETag", "Content-Length", "Content-Type", "Content-Language"):
        assert head.headers[name] == get.headers[name]


def test_a_head_of_nothing_is_not_found_and_has_no_body() -> None:
    response = caller().head("/api/v1/places/pagoda")

    assert (response.status_code, response.content) == (404, b"")


def test_options_name_the_methods_of_an_address() -> None:
    response = caller().options("/api/v1/themes")

    assert (response.status_code, response.content) == (204, b"")
    assert response.headers["Allow"] == "GET, HEAD, OPTIONS"
    assert caller().options("/api/v1/plans").headers["Allow"] == "OPTIONS, POST"
    assert caller().options("/api/v1/itineraries/x").headers["Allow"] == "DELETE, GET, HEAD, OPTIONS"
    assert caller().options("/feeds/zh/events.ics").headers["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("path", ["/api/v1/openapi.json", "/api/v1/docs"])
def test_the_description_is_read_and_nothing_else(path: str) -> None:
    assert problem_of(caller().post(path), 405)["code"] == "method_not_allowed"
    assert caller().options(path).headers["Allow"] == "GET, HEAD, OPTIONS"
    assert caller().head(path).status_code == caller().get(path).status_code == 200


def test_options_of_an_address_that_leads_nowhere_are_not_found() -> None:
    problem_of(caller().options("/api/v1/nowhere"), 404)


def test_a_browser_may_read_what_is_public_and_nothing_else() -> None:
    assert caller().get("/api/v1/themes").headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Origin" not in caller().get("/api/v1/itineraries/x").headers
    assert "Access-Control-Allow-Origin" not in caller().get("/feeds/zh/itineraries/x.ics").headers
    assert "Access-Control-Allow-Origin" not in caller().post("/api/v1/plans").headers
    assert "POST" not in caller().options("/api/v1/plans").headers["Access-Control-Allow-Methods"]


def test_every_answer_can_be_found_in_the_log() -> None:
    one, other = caller().get("/api/v1/themes"), caller().get("/api/v1/nowhere")

    assert one.headers["X-Trace-Id"] != other.headers["X-Trace-Id"]
    assert problem_of(other, 404)["trace_id"] == other.headers["X-Trace-Id"]

"""Pages by cursor: nothing is shown twice, nothing is missed, and a cursor fits its own list only."""

import pytest

from tests.api.calling import body_of, caller, problem_of
from tests.factories import make_place, make_theme

pytestmark = pytest.mark.django_db


def test_pages_hold_every_row_once_in_order() -> None:
    slugs = [f"place-{number}" for number in range(7)]
    for slug in slugs:
        make_place(slug)

    seen, path = [], "/api/v1/places?limit=3"
    while path:
        page = body_of(caller().get(path))
        seen += [item["slug"] for item in page["items"]]
        path = f"/api/v1/places?limit=3&cursor={page['next']}" if page["next"] else ""

    assert seen == slugs


def test_pages_of_a_list_in_two_columns_hold_every_row_once() -> None:
    for number in range(5):
        make_theme(f"theme-{number}", rank=number // 2)

    first = body_of(caller().get("/api/v1/themes?limit=3"))
    second = body_of(caller().get(f"/api/v1/themes?limit=3&cursor={first['next']}"))

    assert [item["slug"] for item in first["items"] + second["items"]] == [f"theme-{number}" for number in range(5)]
    assert second["next"] is None


def test_a_page_links_to_the_next() -> None:
    make_theme("a")
    make_theme("b")

    response = caller().get("/api/v1/themes?limit=1&lang=en")
    address = response.headers["Link"].split(">")[0].removeprefix("<http://127.0.0.1:8000")

    assert response.headers["Link"].endswith('rel="next"')
    assert [item["slug"] for item in body_of(caller().get(address))["items"]] == ["b"]


def test_a_last_page_links_to_nothing() -> None:
    make_theme("a")

    assert "Link" not in caller().get("/api/v1/themes?limit=1").headers


def test_a_cursor_of_other_filters_is_refused() -> None:
    make_place("a")
    make_place("b")
    cursor = body_of(caller().get("/api/v1/places?limit=1"))["next"]

    problem = problem_of(caller().get(f"/api/v1/places?limit=1&theme=heritage&cursor={cursor}"), 400)

    assert problem["errors"][0]["parameter"] == "cursor"


def test_a_cursor_of_another_list_is_refused() -> None:
    make_place("a")
    make_place("b")
    cursor = body_of(caller().get("/api/v1/places?limit=1"))["next"]

    problem_of(caller().get(f"/api/v1/organisations?limit=1&cursor={cursor}"), 400)


@pytest.mark.parametrize("cursor", ["x", "W10:x", "%F0%9F%90%B4", "a:b:c", ""])
def test_a_cursor_that_is_not_ours_is_refused(cursor: str) -> None:
    problem_of(caller().get(f"/api/v1/places?cursor={cursor}"), 400)

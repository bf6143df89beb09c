"""A page that a reader has is not made again, and never kept too long."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from events.models import Event, Occurrence, Season
from routes.asking import trip_request
from routes.models import Route
from routes.services import keep_itinerary
from tests.api.calling import Answer, caller
from tests.factories import NOW, make_event, make_occurrence, make_place, make_theme
from tourism.places.models import Industry, Organisation, Place
from tourism.places.services import save_place

pytestmark = pytest.mark.django_db

MOST_QUERIES, MOST_FOR_A_PLAN = 5, 17
OF_THE_MOMENT = ("/zh/tonight", "/zh/subscribe")
KEPT = ("ETag", "Last-Modified", "Cache-Control")
TRIP = {"start_date": "2026-12-05", "days": 1}


def _held(etag: str) -> dict[str, str]:
    return {"if-none-match": etag}


def _ask(reader: Client, path: str, etag: str) -> Answer:
    return reader.get(path, headers={"host": "localhost", **_held(etag)})


def _addresses() -> list[str]:
    """Return every kind of address with every row that has one, once each."""
    plain = [
        "",
        "tonight",
        "map",
        "subscribe",
        "changes",
        "calendar",
        "calendar/2026-12",
        "places",
        "routes",
        "industries",
        "about/facts",
        "safety",
        "plan",
    ]
    narrowed = ["places?theme=opera&town=baixiang", "calendar/2026-12?category=opera", "calendar/2031-02"]
    searched = ["search", "search?q=%E6%80%80%E9%82%A6", "search?q=zzz"]
    asked = ["plan?on=2026-12-05&nights=1&who=2&like=shennongshan&like=opera&by=car"]
    rows = [
        *(f"places/{slug}" for slug in Place.objects.filter(listed=True).values_list("slug", flat=True)),
        *(f"routes/{slug}" for slug in Route.objects.values_list("slug", flat=True)),
        *(f"industries/{slug}" for slug in Industry.objects.values_list("slug", flat=True)),
        *(f"organisations/{slug}" for slug in Organisation.objects.values_list("slug", flat=True)),
        *(f"seasons/{slug}" for slug in Season.objects.values_list("slug", flat=True)),
        *(f"events/{pk}" for pk in Event.objects.filter(listed=True).values_list("pk", flat=True)),
        *_showings(),
    ]
    return [f"/zh/{path}" for path in [*plain, *narrowed, *searched, *asked, *rows]] + ["/sitemap.xml", "/robots.txt"]


def _most_queries(path: str) -> int:
    # A plan is worked out: the planner alone reads the county in ten.
    return MOST_FOR_A_PLAN if path.startswith("/zh/plan?") else MOST_QUERIES


def _queries_when_held(path: str, made: int) -> int:
    # Pages of this very moment are made before they are compared, and the newest state is read beside.
    return made + 1 if path in OF_THE_MOMENT else 1


def _showings() -> list[str]:
    first: dict[UUID, str] = {}
    for event_id, start in Occurrence.objects.filter(event__listed=True).values_list("event_id", "original_start"):
        first.setdefault(event_id, f"events/{event_id}/{start.replace(':', '')}")
    return list(first.values())


@pytest.mark.usefixtures("all_seeded")
def test_every_page_takes_few_queries_and_one_without_bytes_when_it_is_held(reader: Client) -> None:
    wrong: dict[str, Any] = {}
    reader.get("/zh/places")

    for path in _addresses():
        with CaptureQueriesContext(connection) as made:
            page = reader.get(path)
        with CaptureQueriesContext(connection) as asked:
            again = _ask(reader, path, page.headers.get("ETag", "none"))
        found = (page.status_code, again.status_code, again.content, len(asked))
        if found != (200, 304, b"", _queries_when_held(path, len(made))) or len(made) > _most_queries(path):
            wrong[path] = (*found, len(made))

    assert wrong == {}


def test_a_held_page_keeps_its_validators_and_stays_fresh_as_long(reader: Client) -> None:
    page = reader.get("/zh/places")

    again = _ask(reader, "/zh/places", page.headers["ETag"])

    assert {name: again.headers[name] for name in KEPT} == {name: page.headers[name] for name in KEPT}
    assert page.headers["ETag"].startswith('W/"')


def test_an_edit_shows_at_once(reader: Client) -> None:
    pagoda = make_place("pagoda", name_en="Old pagoda")
    before = reader.get("/en/places/pagoda")

    pagoda.name_en = "New pagoda"
    save_place(pagoda, now=NOW)
    after = _ask(reader, "/en/places/pagoda", before.headers["ETag"])

    assert "Old pagoda" in before.content.decode()
    assert (after.status_code, "New pagoda" in after.content.decode()) == (200, True)


def test_a_page_of_the_moment_is_another_at_another_moment() -> None:
    evening = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
    first = make_event("opera", title_en="Opera in the hall")
    make_occurrence(first, evening, evening + timedelta(hours=2))
    before = caller(now=evening).get("/en/tonight")

    same = caller(_held(before.headers["ETag"]), now=evening + timedelta(minutes=1)).get("/en/tonight")
    over = caller(_held(before.headers["ETag"]), now=evening + timedelta(hours=3)).get("/en/tonight")

    assert "Opera in the hall" in before.content.decode()
    assert (same.status_code, same.content) == (304, b"")
    assert (over.status_code, "Opera in the hall" in over.content.decode()) == (200, False)


def test_another_day_is_another_page() -> None:
    # The last minute of 24 November in the county, and the first of the 25th.
    late = datetime(2026, 11, 24, 15, 59, tzinfo=UTC)
    before = caller(now=late).get("/zh/")

    same = caller(_held(before.headers["ETag"]), now=late).get("/zh/")
    after = caller(_held(before.headers["ETag"]), now=late + timedelta(minutes=1)).get("/zh/")

    assert (same.status_code, after.status_code) == (304, 200)
    assert after.headers["Last-Modified"] == "Tue, 24 Nov 2026 16:00:00 GMT"


@pytest.mark.parametrize("other", ["/en/places", "/zh/places?theme=opera", "/zh/routes"])
def test_a_tag_holds_for_its_own_address(reader: Client, other: str) -> None:
    make_theme("opera")
    etag = reader.get("/zh/places").headers["ETag"]

    assert _ask(reader, other, etag).status_code == 200


@pytest.mark.parametrize("held", ["{}", 'W/"other", {}', "{0}, {0}", '"other",{}'])
def test_a_tag_is_found_among_others_strong_or_weak(reader: Client, held: str) -> None:
    etag = reader.get("/zh/places").headers["ETag"]

    assert _ask(reader, "/zh/places", held.format(etag)).status_code == 304
    assert _ask(reader, "/zh/places", held.format(etag.removeprefix("W/"))).status_code == 304


@pytest.mark.parametrize("held", ["*", "", "W/", '"', "none"])
def test_what_is_no_tag_of_ours_gets_the_page(reader: Client, held: str) -> None:
    assert _ask(reader, "/zh/places", held).status_code == 200


def test_a_head_is_answered_like_the_page(reader: Client) -> None:
    etag = reader.head("/zh/places").headers["ETag"]

    assert etag == reader.get("/zh/places").headers["ETag"]
    assert reader.head("/zh/places", headers={"host": "localhost", **_held(etag)}).status_code == 304


def test_what_is_private_refused_or_asked_by_somebody_known_has_no_tag(reader: Client) -> None:
    make_place("pagoda")
    make_place("tea-house", role="food")
    trip = keep_itinerary(trip_request({**TRIP, "must": [{"place": "pagoda"}]}), now=NOW)

    private = reader.get(f"/zh/t/{trip.links['view'].token}")
    refused = reader.get("/zh/places/nowhere")
    reader.cookies[settings.SESSION_COOKIE_NAME] = "a session"
    known = reader.get("/zh/places")

    assert (private.status_code, refused.status_code, known.status_code) == (200, 404, 200)
    assert private.headers["Cache-Control"] == "private, no-store"
    assert [
        name for name in ("ETag", "Last-Modified") for page in (private, refused, known) if name in page.headers
    ] == []


def test_a_tag_that_was_too_old_when_it_was_given_matches_nothing_later(reader: Client) -> None:
    pagoda = make_place("pagoda", name_en="Old pagoda")
    save_place(pagoda, now=NOW)
    reader.get("/en/places/pagoda")
    pagoda.name_en = "New pagoda"
    save_place(pagoda, now=NOW)

    # It shows the edit, under the tag of the state that was known before.
    page = reader.get("/en/places/pagoda")
    once_more = _ask(reader, "/en/places/pagoda", page.headers["ETag"])
    held = _ask(reader, "/en/places/pagoda", once_more.headers["ETag"])

    assert "New pagoda" in page.content.decode()
    assert (once_more.status_code, held.status_code) == (200, 304)


def test_a_kept_trip_makes_no_page_of_others_new(reader: Client) -> None:
    make_place("pagoda")
    etag = reader.get("/zh/places").headers["ETag"]

    keep_itinerary(trip_request({**TRIP, "must": [{"place": "pagoda"}]}), now=NOW)

    assert _ask(reader, "/zh/places", etag).status_code == 304

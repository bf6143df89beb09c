"""Reading events and occurrences: what is dated, what is moved or cancelled, and what is only custom."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.models import Event, Occurrence
from tests.api.calling import body_of, caller, problem_of
from tests.factories import make_event, make_occurrence, make_organisation, make_place

pytestmark = pytest.mark.django_db

START, END = datetime(2026, 12, 5, 11, 30, tzinfo=UTC), datetime(2026, 12, 5, 13, 0, tzinfo=UTC)


def show(slug: str = "show", **columns: Any) -> Occurrence:
    venue = make_place(f"venue-{slug}", town=make_place(f"town-{slug}"))
    event = make_event(slug, venue=venue, organiser=make_organisation(f"troupe-{slug}"))
    return make_occurrence(event, START, END, **columns)


def get(path: str) -> Any:
    return body_of(caller().get(f"/api/v1{path}"))


def ids(query: str) -> list[str]:
    return [item["id"] for item in get(f"/occurrences?{query}")["items"]]


@pytest.mark.parametrize("path", ["/events", "/occurrences"])
def test_a_list_asks_the_database_as_often_for_three_rows_as_for_one(path: str) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            get(path)
        return len(captured)

    show("a")
    for_one = queries()
    show("b")
    show("c")

    assert queries() == for_one


def test_an_occurrence_says_when_in_the_time_of_its_county() -> None:
    occurrence = show()

    shown = get(f"/occurrences/{occurrence.public_id}")

    assert (shown["start"], shown["end"]) == ("2026-12-05T19:30:00+08:00", "2026-12-05T21:00:00+08:00")
    assert (shown["status"], shown["timezone"]) == ("confirmed", "Asia/Shanghai")
    assert shown["venue"]["slug"] == "venue-show"
    assert shown["position"]["basis"] == "point"


def test_the_span_is_half_open() -> None:
    occurrence = show()

    assert ids("from=2026-12-05&to=2026-12-06") == [str(occurrence.public_id)]
    assert ids("from=2026-12-06&to=2026-12-07") == []
    assert ids("from=2026-12-04&to=2026-12-05") == []


def test_without_a_span_the_coming_month_is_shown() -> None:
    occurrence = show()

    assert ids("") == [str(occurrence.public_id)]


def test_a_cancelled_date_stays_with_its_reason() -> None:
    show(status="cancelled", reason="weather", reason_zh="大雪封路", reason_en="snow on the road")

    shown = get("/occurrences?from=2026-12-05&to=2026-12-06&lang=en")["items"][0]

    assert (shown["status"], shown["reason"], shown["reason_text"]) == ("cancelled", "weather", "snow on the road")


def test_a_date_may_have_a_venue_and_a_title_of_its_own() -> None:
    show(venue=make_place("hall", name_en="Hall"), title_zh="加演", overridden=True)

    shown = get("/occurrences?from=2026-12-05&to=2026-12-06")["items"][0]

    assert (shown["venue"]["slug"], shown["title"], shown["changed"]) == ("hall", "加演", True)


@pytest.mark.parametrize(
    "query",
    [
        "category=opera",
        "theme=opera",
        "town=town-show",
        "organiser=troupe-show",
        "venue=venue-show",
        "q=show",
        "near=112.9281,35.0906&radius=100",
    ],
)
def test_each_filter_keeps_what_matches(query: str) -> None:
    occurrence = show()
    make_occurrence(
        make_event("game", category="tournament", themes=("sport",), venue=make_place("court", lat=35.2, lon=113.0)),
        START,
        END,
    )

    assert ids(f"from=2026-12-05&to=2026-12-06&{query}") == [str(occurrence.public_id)]


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("from=2026-12-06&to=2026-12-06", "to"),
        ("from=2026-01-01&to=2029-01-01", "to"),
        ("from=2026-02-30", "from"),
        ("from=1800-01-01", "from"),
        ("to=0", "to"),
        ("from=20261205", "from"),
        ("to=9999-12-31", "to"),
        ("category=concert", "category"),
    ],
)
def test_a_span_that_is_none_is_refused_by_name(query: str, parameter: str) -> None:
    problem = problem_of(caller().get(f"/api/v1/occurrences?{query}"), 400)

    assert problem["errors"][0]["parameter"] == parameter


def test_an_event_by_custom_has_no_feed_and_no_date() -> None:
    event = make_event("fair", standing=Event.Standing.TRADITION, rule_note_zh="农历九月初九")

    shown = get(f"/events/{event.id}")

    assert (shown["standing"], shown["feed"], shown["rule_note_zh"]) == ("tradition", None, "农历九月初九")


def test_a_scheduled_event_names_its_feed() -> None:
    event = make_event("show")

    assert get(f"/events/{event.id}?lang=en")["feed"] == f"/feeds/en/events/{event.id}.ics"


@pytest.mark.parametrize("columns", [{"listed": False}, {"status": "draft"}])
def test_what_the_public_does_not_see_is_not_found(columns: dict[str, Any]) -> None:
    event = make_event("secret", **columns)

    problem_of(caller().get(f"/api/v1/events/{event.id}"), 404)


def test_an_id_that_is_none_is_not_found() -> None:
    problem_of(caller().get("/api/v1/events/show"), 404)
    problem_of(caller().get("/api/v1/occurrences/00000000-0000-0000-0000-000000000000"), 404)

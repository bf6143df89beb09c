"""Planning, checking and keeping trips over HTTP."""

import copy
from typing import Any

import icalendar
import pytest

from events.models import Event, Occurrence
from events.services import cancel_occurrence
from routes.models import Itinerary
from tests.api.calling import body_of, caller, post, problem_of
from tests.routes.county import NOW, SATURDAY, make_county, make_show

pytestmark = pytest.mark.django_db

ASK: dict[str, Any] = {"start_date": SATURDAY, "days": 2, "interests": {"shennongshan": 3, "opera": 3}, "lang": "en"}


@pytest.fixture(autouse=True)
def _county() -> None:
    make_county()
    make_show()


def plan(**fields: Any) -> Any:
    return body_of(post(caller(), "/api/v1/plans", {**ASK, **fields}))


def keep(**fields: Any) -> Any:
    return body_of(post(caller(), "/api/v1/itineraries", {"request": ASK, **fields}), 201)


def path_of(kept: Any, role: str = "edit") -> str:
    return f"/api/v1/itineraries/{kept['links'][role]['token']}"


def test_a_trip_is_planned_with_travel_times_reasons_and_warnings() -> None:
    made = plan()

    stops = [stop for day in made["days"] for stop in day["stops"]]
    assert made["checked"] is True
    assert {"shennongshan", "concert-hall"} <= {stop["place"] for stop in stops} | {"concert-hall"}
    assert "event" in {stop["kind"] for stop in stops}
    assert all(stop["leg"]["minutes"] >= 0 and stop["arrive"] <= stop["start"] < stop["leave"] for stop in stops)
    assert all(stop["reasons"] for stop in stops)


def test_a_plan_is_the_same_bytes_each_time_and_is_kept_nowhere() -> None:
    first, second = post(caller(), "/api/v1/plans", ASK), post(caller(), "/api/v1/plans", ASK)

    assert first.content == second.content
    assert first.headers["Cache-Control"] == "private, no-store"
    assert not Itinerary.objects.exists()


def test_positions_of_a_plan_are_in_the_datum_that_is_asked_for() -> None:
    assert plan(crs="bd09")["days"][0]["start"]["position"]["crs"] == "bd09"


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [
        ({"mobility": "no_stairs"}, "/mobility"),
        ({"alternatives": 2}, "/alternatives"),
        ({"effort": "best"}, "/effort"),
        ({"days": 15}, "/days"),
        ({"start_date": "2026-11-23"}, "/start_date"),
        ({"start_date": "0110-10-08"}, "/start_date"),
        ({"party": {"adults": 21}}, "/party/adults"),
        ({"must": [{"place": "nowhere"}]}, "/must/0/place"),
        ({"must": [{"place": "museum"}] * 41}, "/must"),
        ({"interests": {"opera": 6}}, "/interests/opera"),
        ({"budget_cny": -1}, "/budget_cny"),
        ({"start": {"lat": 91, "lon": 0}}, "/start"),
    ],
)
def test_a_field_that_is_wrong_or_not_built_is_refused_by_name(fields: dict[str, Any], pointer: str) -> None:
    problem = problem_of(post(caller(), "/api/v1/plans", {**ASK, **fields}), 422)

    assert problem["errors"][0]["pointer"] == pointer


def test_a_plan_of_ours_passes_the_check() -> None:
    made = plan()

    verdict = body_of(post(caller(), "/api/v1/plans/check", {"request": ASK, "days": made["days"]}))

    assert verdict == {"ok": True, "violations": []}


def test_a_plan_that_cannot_be_done_is_told_where_and_why() -> None:
    days = copy.deepcopy(plan()["days"])
    days[0]["stops"][0]["place"] = "nowhere"

    verdict = body_of(post(caller(), "/api/v1/plans/check", {"request": ASK, "days": days}))

    assert verdict["ok"] is False
    assert ("unknown_place", 1, "d1s1") in [(each["rule"], each["day"], each["stop"]) for each in verdict["violations"]]
    assert all(each["text"] and each["fix"] for each in verdict["violations"])


@pytest.mark.parametrize("path", ["/api/v1/plans/check", "/api/v1/itineraries"])
@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/request"),
        ({"request": ASK, "days": [], "name": "x"}, "/name"),
        ({"request": {**ASK, "colour": 1}, "days": []}, "/request/colour"),
        ({"request": {**ASK, "must": [{"place": "nowhere"}]}, "days": []}, "/request/must/0/place"),
        ({"request": ASK, "days": "none"}, "/days"),
        ({"request": ASK, "days": [{"date": SATURDAY, "stops": [{"place": 1}]}]}, "/days/0/stops/0"),
    ],
)
def test_pointers_begin_at_the_body(path: str, body: dict[str, Any], pointer: str) -> None:
    problem = problem_of(post(caller(), path, body), 422)

    assert problem["errors"][0]["pointer"].startswith(pointer)


def test_a_kept_trip_is_read_by_the_links_that_keeping_it_gave() -> None:
    response = post(caller(), "/api/v1/itineraries", {"request": ASK})
    kept = body_of(response, 201)

    edit, view = (body_of(caller().get(f"{path_of(kept, role)}?lang=en")) for role in ("edit", "view"))

    assert response.headers["Location"] == path_of(kept)
    assert set(kept["links"]) == {"edit", "view", "feed"}
    assert edit == {**kept, "role": "edit"}
    assert (view["role"], view["plan"]) == ("view", kept["plan"])
    assert "edit" not in view["links"]


def test_the_days_of_a_plan_are_kept_as_they_are() -> None:
    made = plan()

    kept = keep(days=made["days"])

    times = [(stop["place"], stop["start"]) for day in made["days"] for stop in day["stops"]]
    assert [(stop["place"], stop["start"]) for day in kept["plan"]["days"] for stop in day["stops"]] == times


def test_a_kept_trip_is_shown_in_each_datum_and_language() -> None:
    kept = keep()

    chinese = body_of(caller().get(f"{path_of(kept)}?crs=gcj02"))

    assert chinese["plan"]["days"][0]["start"]["position"]["crs"] == "gcj02"
    assert all(stop["position"]["crs"] == "gcj02" for stop in chinese["plan"]["days"][0]["stops"])


def test_a_kept_trip_is_private() -> None:
    response = caller().get(path_of(keep()))

    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.headers["X-Robots-Tag"] == "noindex"


def test_a_kept_trip_is_a_calendar_file() -> None:
    kept = keep()

    response = caller().get(f"{path_of(kept, 'view')}.ics?lang=en")

    stops = [stop for day in kept["plan"]["days"] for stop in day["stops"]]
    starts = [event.start.isoformat() for event in icalendar.Calendar.from_ical(response.content).events]
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert starts == [stop["start"] for stop in stops]


def test_deleting_needs_the_version_that_was_read() -> None:
    kept = keep()
    etag = caller().get(f"{path_of(kept)}?lang=en&crs=bd09").headers["ETag"]

    problem_of(caller().delete(path_of(kept)), 428)
    problem_of(caller({"if-match": '"2-000000000000000000000000"'}).delete(path_of(kept)), 412)
    problem_of(caller({"if-match": f"W/{etag}"}).delete(path_of(kept)), 412)
    deleted = caller({"if-match": etag}).delete(path_of(kept))

    assert (deleted.status_code, deleted.content) == (204, b"")


def test_a_deleted_trip_is_gone_by_every_link() -> None:
    kept = keep()
    caller({"if-match": "*"}).delete(path_of(kept))

    feed = kept["links"]["feed"]["url"].removeprefix("http://127.0.0.1:8000")
    for path in (path_of(kept), path_of(kept, "view"), f"{path_of(kept)}.ics", feed):
        assert problem_of(caller().get(path), 410)["type"] == "/problems/gone"


def test_a_view_link_does_not_delete() -> None:
    kept = keep()

    problem_of(caller({"if-match": "*"}).delete(path_of(kept, "view")), 403)

    assert caller().get(path_of(kept)).status_code == 200


def test_a_link_that_nobody_was_given_is_not_found() -> None:
    problem_of(caller().get("/api/v1/itineraries/AAAAAAAAAAAAAAAAAAAAAA"), 404)
    problem_of(caller().get("/api/v1/itineraries/x.ics"), 404)


@pytest.mark.parametrize(
    "path", ["/plans/explain", "/itineraries/x/replan", "/itineraries/x.gpx", "/changes", "/webhooks"]
)
def test_what_is_not_built_is_not_there(path: str) -> None:
    problem_of(post(caller(), f"/api/v1{path}", {}), 405 if path.endswith(".gpx") else 404)


def test_a_kept_trip_says_what_happened_to_its_stops_since() -> None:
    kept = keep()
    path = f"{path_of(kept)}?lang=en"
    before = caller().get(path)
    event = Event.objects.get()

    cancel_occurrence(event, "2026-12-05T14:00", reason=Occurrence.Reason.WEATHER, now=NOW)
    after = caller().get(path)

    assert (kept["marks"], body_of(before)["marks"]) == ([], [])
    (mark,) = body_of(after)["marks"]
    (stop,) = [stop["id"] for day in kept["plan"]["days"] for stop in day["stops"] if stop["kind"] == "event"]
    assert (mark["stop"], mark["code"], mark["text"]) == (
        stop,
        "event_cancelled",
        "Cancelled (weather). Choose something else.",
    )
    assert (body_of(after)["version"], before.headers["ETag"] == after.headers["ETag"]) == (2, False)

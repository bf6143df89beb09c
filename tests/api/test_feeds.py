"""Feeds as phones poll them: validators, encodings, and never a lie when there is nothing to send."""

import gzip
from collections.abc import Mapping
from datetime import timedelta

import brotli
import icalendar
import pytest

from events.services import cancel_event
from tests.api.calling import Answer, body_of, caller, post, problem_of
from tests.events.makers import NOW, publish
from tests.factories import make_event
from tests.routes.county import SATURDAY, make_county

pytestmark = pytest.mark.django_db

PATH = "/feeds/zh/events.ics"


def feed(path: str = PATH, headers: Mapping[str, str] | None = None) -> Answer:
    return caller(headers).get(path)


def titles(response: Answer) -> set[str]:
    return {str(event["SUMMARY"]) for event in icalendar.Calendar.from_ical(response.content).events}


def test_a_feed_is_a_calendar_whatever_the_reader_accepts() -> None:
    publish()

    response = feed(headers={"accept": "text/html"})

    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert response.headers["Cache-Control"] == "public, max-age=300, stale-while-revalidate=3600"
    assert response.headers["Vary"] == "Accept-Encoding"
    assert "Set-Cookie" not in response.headers
    assert titles(response) == {"怀梆义演"}


def test_both_validators_spare_the_bytes() -> None:
    publish()
    first = feed()

    by_etag = feed(headers={"if-none-match": first.headers["ETag"]})
    by_time = feed(headers={"if-modified-since": first.headers["Last-Modified"]})

    assert (by_etag.status_code, by_etag.content) == (304, b"")
    assert (by_time.status_code, by_time.content) == (304, b"")
    assert by_etag.headers["ETag"] == first.headers["ETag"]
    assert by_etag.headers["Cache-Control"] == first.headers["Cache-Control"]


def test_a_change_is_sent_to_a_reader_who_has_the_bytes_from_before() -> None:
    event = publish()
    first = feed()

    cancel_event(event, now=NOW + timedelta(hours=1))
    second = feed(headers={"if-none-match": first.headers["ETag"]})

    assert second.status_code == 200
    assert titles(second) == {"【已取消】怀梆义演"}


def test_each_encoding_has_a_strong_etag_of_its_own() -> None:
    publish()

    plain, brotlied, zipped, again = (
        feed(),
        feed(headers={"accept-encoding": "gzip, deflate, br"}),
        feed(headers={"accept-encoding": "gzip, br;q=0"}),
        feed(headers={"accept-encoding": "gzip"}),
    )

    assert brotlied.headers["Content-Encoding"] == "br"
    assert brotli.decompress(brotlied.content) == plain.content
    assert len({answer.headers["ETag"] for answer in (plain, brotlied, zipped)}) == 3
    assert zipped.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(zipped.content) == plain.content
    assert zipped.content == again.content
    assert zipped.headers["ETag"] != plain.headers["ETag"]
    assert not zipped.headers["ETag"].startswith("W/")
    assert feed(headers={"accept-encoding": "gzip", "if-none-match": zipped.headers["ETag"]}).status_code == 304
    assert feed(headers={"if-none-match": zipped.headers["ETag"]}).status_code == 200


@pytest.mark.parametrize("accepted", ["gzip;q=0", "gzip; q=0.0", "*, gzip;q=0", "identity", "", "*;q=0"])
def test_an_encoding_that_is_ruled_out_is_not_used(accepted: str) -> None:
    assert "Content-Encoding" not in feed(headers={"accept-encoding": accepted}).headers


@pytest.mark.parametrize("accepted", ["*", "gzip;q=0.001", "*;q=0, GZIP"])
def test_an_encoding_that_is_taken_is_used(accepted: str) -> None:
    assert feed(headers={"accept-encoding": accepted}).headers["Content-Encoding"] == "gzip"


def test_a_head_says_what_a_get_would() -> None:
    publish()

    get, head = feed(), caller().head(PATH)

    assert (head.status_code, head.content) == (200, b"")
    for name in ("ETag", "Last-Modified", "Content-Length", "Content-Type"):
        assert head.headers[name] == get.headers[name]


def test_parameters_that_are_not_ours_are_ignored() -> None:
    publish()

    assert feed(f"{PATH}?from=singlemessage&isappinstalled=0").content == feed().content
    assert feed(f"{PATH}?from=timeline&from=singlemessage").content == feed().content


def test_a_reader_who_asks_for_a_reminder_gets_one_with_an_etag_of_its_own() -> None:
    event = publish()
    plain, alarmed, odd = feed(), feed(f"{PATH}?alarm=P1D"), feed(f"{PATH}?alarm=soon")

    assert b"TRIGGER:-P1D\r\n" in alarmed.content
    assert b"TRIGGER:-PT2H\r\n" in feed(f"/feeds/en/events/{event.id}.ics?alarm=PT2H").content
    assert alarmed.headers["ETag"] != plain.headers["ETag"]
    assert feed(f"{PATH}?alarm=P1D", {"if-none-match": alarmed.headers["ETag"]}).status_code == 304
    assert odd.content == plain.content
    assert b"VALARM" not in plain.content


@pytest.mark.parametrize("query", ["category=opera", "theme=opera", "organiser=troupe", "venue=pagoda"])
def test_a_feed_is_narrowed_to_what_is_asked_for(query: str) -> None:
    publish()
    publish("game", category="tournament", title_zh="篮球邀请赛", venue=None, organiser=None)

    assert "怀梆义演" in titles(feed(f"{PATH}?{query}"))
    assert len(titles(feed(f"{PATH}?{query}"))) == (2 if query == "theme=opera" else 1)


@pytest.mark.parametrize("query", ["category=concert", "theme=none", "town=none", "organiser=none", "venue=none"])
def test_an_unknown_filter_is_a_problem_and_not_an_empty_calendar(query: str) -> None:
    publish()

    problem_of(feed(f"{PATH}?{query}"), 404)


def test_an_event_has_a_feed_of_its_own() -> None:
    event = publish()
    publish("game", title_zh="篮球邀请赛")

    assert titles(feed(f"/feeds/zh/events/{event.id}.ics")) == {"怀梆义演"}
    assert titles(feed(f"/feeds/en/events/{event.id}.ics")) == {"Huaibang opera"}


def test_a_withdrawn_event_is_gone_and_an_unknown_one_not_found() -> None:
    event = make_event("old", status="archived")

    problem_of(feed(f"/feeds/zh/events/{event.id}.ics"), 410)
    problem_of(feed("/feeds/zh/events/00000000-0000-0000-0000-000000000000.ics"), 404)


def test_a_kept_trip_has_a_private_feed() -> None:
    make_county()
    kept = body_of(post(caller(), "/api/v1/itineraries", {"request": {"start_date": SATURDAY, "days": 1}}), 201)
    path = kept["links"]["feed"]["url"].removeprefix("http://127.0.0.1:8000")

    response = feed(path)

    assert response.status_code == 200
    assert response.headers["Cache-Control"].startswith("private")
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert feed(path, {"if-none-match": response.headers["ETag"]}).status_code == 304
    assert titles(response) == {stop["name"] for day in kept["plan"]["days"] for stop in day["stops"]}


@pytest.mark.parametrize("role", ["edit", "view"])
def test_a_feed_address_takes_no_other_token(role: str) -> None:
    make_county()
    kept = body_of(post(caller(), "/api/v1/itineraries", {"request": {"start_date": SATURDAY, "days": 1}}), 201)

    problem_of(feed(f"/feeds/zh/itineraries/{kept['links'][role]['token']}.ics"), 404)

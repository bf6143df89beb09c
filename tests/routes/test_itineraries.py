"""Kept trips: their links, their calendar, and that nothing is left of a deleted one."""

from datetime import UTC, datetime, timedelta
from typing import Any

import icalendar
import pytest

from routes.answer import as_json
from routes.asking import trip_request
from routes.models import Itinerary, ItineraryLink
from routes.services import (
    Trip,
    delete_itinerary,
    itinerary_calendar,
    itinerary_feed,
    keep_itinerary,
    plan_trip,
    read_itinerary,
    rerender_itineraries,
)
from routes.tokens import derived_token, new_edit_token, token_hash
from tests.factories import make_place
from tests.routes.county import NOW, SATURDAY, make_county, make_show
from tourism.journal.models import Change, Rendered
from tourism.values.errors import Forbidden, Gone, NotFound, Refused

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)


@pytest.fixture(autouse=True)
def _county() -> None:
    make_county()
    make_show()


def keep(made: Any = None, /, **fields: Any) -> Trip:
    request = trip_request({"start_date": SATURDAY, "days": 2, "interests": {"opera": 3}, **fields})
    return keep_itinerary(request, made, now=NOW)


def token(trip: Trip, role: str) -> str:
    return trip.links[role].token


def test_a_kept_trip_is_read_by_its_edit_and_view_links() -> None:
    kept = keep()

    edit, view = (read_itinerary(token(kept, role), now=LATER) for role in ("edit", "view"))

    assert edit.plan == view.plan == kept.plan
    assert (set(edit.links), set(view.links)) == ({"edit", "view", "feed"}, {"view"})


def test_a_kept_trip_is_the_plan_that_was_shown() -> None:
    request = trip_request({"start_date": SATURDAY, "days": 2, "interests": {"opera": 3}})

    assert keep().plan.days == plan_trip(request, now=NOW).days


def test_a_kept_trip_is_read_in_both_languages() -> None:
    edit = token(keep(), "edit")

    spoken = [read_itinerary(edit, lang=lang, now=NOW).plan.warnings[0].text for lang in ("zh-Hans", "en")]

    assert spoken[0] == "没说从哪出发，按qinyang算。"
    assert spoken[1] == "No start given; planned from qinyang."


def test_days_that_pass_the_checker_are_kept_as_they_are() -> None:
    museum = {"place": "museum", "arrive": f"{SATURDAY}T10:00:00+08:00", "leave": f"{SATURDAY}T11:10:00+08:00"}

    kept = keep([{"stops": [{**museum, "name": "a lie", "cost_cny": 0}]}], days=1, meals=False)

    (stop,) = kept.plan.days[0].stops
    assert (stop.name, stop.cost_cny, f"{stop.leave:%H:%M}", stop.spare_minutes > 0) == ("museum", None, "11:10", True)


def test_days_that_break_a_rule_are_not_kept() -> None:
    museum = {"place": "museum", "arrive": f"{SATURDAY}T07:00:00+08:00", "leave": f"{SATURDAY}T08:00:00+08:00"}

    with pytest.raises(Refused) as caught:
        keep([{"stops": [museum]}], days=1, meals=False)

    assert next((error.pointer, error.code) for error in caught.value.errors) == ("/days/0/stops/0", "not_yet_open")
    assert Itinerary.objects.count() == 0


def test_only_hashes_of_tokens_are_stored() -> None:
    kept = keep()

    tokens = [link.token for link in kept.links.values()]
    assert sorted(ItineraryLink.objects.values_list("token_hash", flat=True)) == sorted(map(token_hash, tokens))
    assert [len(each) for each in tokens] == [22, 22, 22]
    stored = b"".join(bytes(row.bytes) for row in Rendered.objects.filter(type="itinerary"))
    assert not any(each.encode() in stored for each in tokens)
    assert "token" not in str(list(Change.objects.values_list("after", flat=True)))


def test_tokens_of_other_roles_follow_from_the_edit_token_and_their_number() -> None:
    edit = new_edit_token()

    derived = {derived_token(edit, role, number) for role in ("view", "feed") for number in (1, 2)}

    assert (len(derived), derived_token(edit, "view", 1) in derived, edit in derived) == (4, True, False)


def test_a_feed_link_opens_the_calendar_and_nothing_else() -> None:
    kept = keep()

    data, etag, modified = itinerary_feed(token(kept, "feed"), lang="en", now=NOW)

    assert (len(etag), modified) == (64, NOW)
    with pytest.raises(Forbidden) as caught:
        read_itinerary(token(kept, "feed"), now=NOW)
    assert caught.value.code == "only_a_calendar"
    with pytest.raises(NotFound):
        itinerary_feed(token(kept, "edit"), lang="en", now=NOW)
    assert itinerary_calendar(token(kept, "edit"), lang="en", now=NOW)[0] == data


@pytest.mark.parametrize("lang", ["zh-Hans", "en"])
def test_the_calendar_shows_every_stop_at_its_time(lang: str) -> None:
    kept = keep(lang=lang)

    calendar = icalendar.Calendar.from_ical(itinerary_feed(token(kept, "feed"), lang=lang, now=NOW)[0])

    entries = [(str(each["SUMMARY"]), each.start, each.end) for each in calendar.events]
    stops = [stop for day in kept.plan.days for stop in day.stops]
    assert entries == [(stop.name, stop.start, stop.leave) for stop in stops]
    assert {str(each["STATUS"]) for each in calendar.walk("VEVENT")} == {"CONFIRMED"}


def test_each_entry_ends_with_the_page_of_its_place() -> None:
    kept = keep(lang="en", must=[{"place": "museum"}])

    calendar = icalendar.Calendar.from_ical(itinerary_feed(token(kept, "feed"), lang="en", now=NOW)[0])

    places = [stop.place for day in kept.plan.days for stop in day.stops]
    said = [str(each.get("DESCRIPTION", "")).split("\n")[-1] for each in calendar.events]
    pages = [f"http://127.0.0.1:8000/en/places/{place}" for place in places]
    assert "museum" in places
    assert [line for line, place in zip(said, places, strict=True) if place] == [
        page for page, place in zip(pages, places, strict=True) if place
    ]
    assert all(each.get("DESCRIPTION") != "" for each in calendar.events)


def test_a_demo_stop_is_marked_in_the_calendar() -> None:
    make_place("demo-hall", demo=True)

    kept = keep(must=[{"place": "demo-hall"}])

    assert (
        "SUMMARY;LANGUAGE=zh-Hans:【演示】demo-hall"
        in itinerary_feed(token(kept, "feed"), lang="zh-Hans", now=NOW)[0].decode()
    )


def test_the_calendar_stays_the_same_bytes() -> None:
    feed = token(keep(), "feed")

    assert itinerary_feed(feed, lang="en", now=NOW) == itinerary_feed(feed, lang="en", now=LATER)


def test_a_deleted_trip_is_gone_by_every_link_and_leaves_nothing() -> None:
    kept = keep()

    delete_itinerary(token(kept, "edit"), now=LATER)

    for role in ("edit", "view"):
        with pytest.raises(Gone) as caught:
            read_itinerary(token(kept, role), now=LATER)
        assert caught.value.code == "trip_deleted"
    with pytest.raises(Gone):
        itinerary_feed(token(kept, "feed"), lang="en", now=LATER)
    row = Itinerary.objects.get()
    assert (row.request, row.plan, Rendered.objects.filter(type="itinerary").count()) == ({}, None, 0)
    assert [change.op for change in Change.objects.filter(type="itinerary").order_by("seq")] == ["upsert", "delete"]


def test_only_the_edit_link_deletes() -> None:
    kept = keep()

    with pytest.raises(Forbidden) as caught:
        delete_itinerary(token(kept, "view"), now=LATER)

    assert caught.value.code == "only_edit_may_delete"
    assert read_itinerary(token(kept, "edit"), now=LATER).plan == kept.plan


def test_a_link_that_was_withdrawn_is_gone_and_not_handed_on() -> None:
    kept = keep()
    ItineraryLink.objects.filter(role="view").update(revoked_at=datetime(2026, 11, 24, 5, tzinfo=UTC))

    with pytest.raises(Gone) as caught:
        read_itinerary(token(kept, "view"), now=LATER)

    assert caught.value.code == "link_withdrawn"
    assert set(read_itinerary(token(kept, "edit"), now=LATER).links) == {"edit", "feed"}


@pytest.mark.parametrize("guess", ["", "x" * 22, "é" * 5000, "\x00"])
def test_a_guessed_token_opens_nothing(guess: str) -> None:
    keep()

    with pytest.raises(NotFound) as caught:
        read_itinerary(guess, now=NOW)

    assert caught.value.code == "link_unknown"


def test_links_are_made_of_the_public_address(settings: Any) -> None:
    settings.PUBLIC_URL = "https://trips.example"

    kept = keep(lang="en")

    assert kept.links["edit"].url == f"https://trips.example/en/t/{token(kept, 'edit')}"
    assert kept.links["feed"].url == f"https://trips.example/feeds/en/itineraries/{token(kept, 'feed')}.ics"


def test_calendars_of_kept_trips_follow_a_new_address_and_are_written_once(settings: Any) -> None:
    trip = keep()
    gone = keep()
    delete_itinerary(token(gone, "edit"), now=NOW)
    old, _, _ = itinerary_feed(token(trip, "feed"), lang="en", now=NOW)
    settings.PUBLIC_URL = "https://trips.example"

    first, second = rerender_itineraries(now=LATER), rerender_itineraries(now=LATER + timedelta(hours=1))

    new, _, modified = itinerary_feed(token(trip, "feed"), lang="en", now=LATER)
    assert (first, second) == (1, 0)
    assert b"https://trips.example/" not in old
    assert b"https://trips.example/" in new
    assert modified == LATER
    assert not Rendered.objects.filter(public_id=str(gone.itinerary.id)).exists()


def test_a_kept_plan_is_written_as_the_answer_is() -> None:
    kept = keep()

    assert (Itinerary.objects.get().plan or {})["zh-Hans"] == as_json(kept.plan)

"""The main job from end to end: plan, keep, subscribe, and read it in three readers."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import icalendar
import ics
import pytest
import vobject

from tests.api.calling import body_of, caller, post
from tests.factories import NOW
from tests.seed.conftest import all_seeded

__all__ = ["all_seeded"]

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore:Behaviour of str:FutureWarning")]
REQUEST = {"start_date": "2026-11-28", "days": 2, "interests": {"shennongshan": 3, "opera": 2, "heritage": 1}}
Shown = set[tuple[str, datetime, datetime]]


def by_icalendar(data: bytes) -> Shown:
    events: list[Any] = icalendar.Calendar.from_ical(data).walk("VEVENT")  # properties of any type
    return {(str(one["summary"]), one["dtstart"].dt, one["dtend"].dt) for one in events}


def by_vobject(data: bytes) -> Shown:
    events: list[Any] = vobject.readOne(data.decode()).vevent_list
    return {(one.summary.value, one.dtstart.value, one.dtend.value) for one in events}


def by_ics(data: bytes) -> Shown:
    return {(one.name, one.begin.datetime, one.end.datetime) for one in ics.Calendar(data.decode()).events}


def planned(plan: dict[str, Any]) -> Shown:
    """Return the stops of an answer as its calendar should show them."""
    stops = [stop for day in plan["days"] for stop in day["stops"]]
    return {
        (
            ("【演示】" if stop["demo"] else "") + stop["name"],
            datetime.fromisoformat(stop["start"]),
            datetime.fromisoformat(stop["leave"]),
        )
        for stop in stops
    }


def kept_and_subscribed() -> tuple[dict[str, Any], bytes]:
    """Keep a trip and fetch the feed that its links name."""
    kept = body_of(post(caller(now=NOW), "/api/v1/itineraries", {"request": REQUEST}), 201)
    feed = caller(now=NOW).get(urlsplit(kept["links"]["feed"]["url"]).path)
    assert feed.status_code == 200
    return kept["plan"], feed.content


@pytest.mark.parametrize("read", [by_icalendar, by_vobject, by_ics])
def test_a_kept_trip_is_the_same_in_every_reader(all_seeded: None, read: Callable[[bytes], Shown]) -> None:
    plan, data = kept_and_subscribed()

    assert read(data) == planned(plan)
    assert "event" in {stop["kind"] for day in plan["days"] for stop in day["stops"]}

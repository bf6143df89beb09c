"""Filling a gap: value, source, day and journal in one; another editor is noticed, and the list moves on."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import NOW, make_destination, make_event, make_place, make_source
from tourism.gaps.demand import Key, note_met, write_met
from tourism.gaps.models import Later
from tourism.gaps.queries import Wanted, worklist
from tourism.gaps.services import Finding, Ground, fill, find, put_off, stamp, still_unknown
from tourism.journal.models import Change
from tourism.places.models import Place, Source
from tourism.tips.services import Draft, tell
from tourism.values.errors import Conflict, Invalid, NotFound

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 24)
PHONED = Finding({"hours": "Mo-Su 08:00-17:30"}, Ground.PHONED, TODAY)


def seen(public_id: str, field: str, type_: str = "place") -> str:
    return stamp(*find(type_, public_id, field))


def fill_hours(finding: Finding = PHONED, **given: Any) -> Any:
    values = {"seen": seen("pagoda", "hours"), "who": "ann", "now": NOW, **given}
    return fill("place", "pagoda", "hours", finding, **values)


def keys(**wanted: str) -> list[Key]:
    return [gap.key for gap in worklist("qinyang", wanted=Wanted(**wanted), now=NOW).gaps]


def test_a_filled_fact_is_known_with_its_source_its_day_and_its_journal_entry() -> None:
    make_place("pagoda")

    fill_hours()

    place, change = Place.objects.get(slug="pagoda"), Change.objects.get(type="place")
    source = Source.objects.get(code=place.fact("hours")["sources"][0])
    assert place.hours == "Mo-Su 08:00-17:30"
    assert place.fact("hours") == {
        "status": "known",
        "sources": [source.code],
        "checked_on": "2026-11-24",
        "checked_by": "staff",
        "confidence": "high",
        "note": "",
    }
    assert (source.title, source.grade) == ("电话核实，2026年11月24日", "A")
    assert (change.who, change.why) == ("ann", "found out: hours")
    assert Change.objects.filter(type="source").count() == 1


def test_the_same_call_is_one_source_and_a_known_one_is_none_new() -> None:
    make_place("pagoda")
    make_place("tower")
    make_source("S07")
    fill_hours()
    fill("place", "tower", "hours", PHONED, seen=seen("tower", "hours"), who="ann", now=NOW)

    fill_hours(replace(PHONED, ground=Ground.KNOWN, source_code="S07"))

    assert Source.objects.count() == 2
    assert Place.objects.get(slug="pagoda").fact("hours")["sources"] == ["S07"]


def test_another_editor_is_noticed_and_another_field_is_not() -> None:
    make_place("pagoda")
    before = seen("pagoda", "hours")
    phone = Finding({"phone": "0391-1"}, Ground.SEEN, TODAY)
    fill("place", "pagoda", "phone", phone, seen=seen("pagoda", "phone"), who="bob", now=NOW)
    fill_hours(seen=before)

    with pytest.raises(Conflict):
        fill_hours(replace(PHONED, values={"hours": "24/7"}), seen=before)

    assert Place.objects.get(slug="pagoda").hours == "Mo-Su 08:00-17:30"


@pytest.mark.parametrize(
    "wrong",
    [
        {"checked_on": TODAY + timedelta(days=1)},
        {"checked_on": TODAY - timedelta(days=3 * 365 + 1)},
        {"confidence": "certain"},
        {"ground": Ground.WEB},
        {"ground": Ground.WEB, "title": "公告", "url": "javascript:alert(1)"},
        {"ground": Ground.KNOWN, "source_code": "S99"},
        {"note": "长" * 301},
        {"note": "a\x00b"},
        {"values": {"hours": "on some days"}},
    ],
)
def test_a_finding_that_cannot_stand_is_refused_and_leaves_nothing(wrong: dict[str, Any]) -> None:
    make_place("pagoda")

    with pytest.raises(Invalid):
        fill_hours(replace(PHONED, **wrong))

    assert Place.objects.get(slug="pagoda").hours == ""
    assert not Source.objects.exists()
    assert not Change.objects.exists()


def test_a_spot_outside_of_the_county_is_refused() -> None:
    centre = make_place("qinyang")
    county = make_destination()
    county.centre = centre
    county.save()
    make_place("pagoda")
    swapped = Finding({"lat": 35.1, "lon": 114.0, "precision_m": 50, "basis": "point"}, Ground.SEEN, TODAY)

    with pytest.raises(Invalid) as refusal:
        fill("place", "pagoda", "position", swapped, seen=seen("pagoda", "position"), who="ann", now=NOW)

    assert refusal.value.field == "/spot"


@pytest.mark.parametrize("name", ["colour", "search", "pk"])
def test_what_is_no_question_cannot_be_filled(name: str) -> None:
    make_place("pagoda")

    for type_, public_id in (("place", "pagoda"), ("place", "none"), ("event", "pagoda"), ("source", "pagoda")):
        with pytest.raises(NotFound):
            find(type_, public_id, name if type_ == "place" and public_id == "pagoda" else "hours")


def test_an_event_is_filled_through_its_own_service() -> None:
    event = make_event("opera")
    finding = Finding({"fare_adult_fen": 0, "fare_senior_fen": 0, "fare_child_fen": 0}, Ground.PHONED, TODAY)

    fill("event", str(event.pk), "fares", finding, seen=seen(str(event.pk), "fares", "event"), who="ann", now=NOW)

    event.refresh_from_db()
    assert (event.fare_adult_fen, event.fact("fares")["status"]) == (0, "known")
    assert Change.objects.filter(type="event", who="ann").exists()


def test_what_plans_met_most_comes_first_and_what_somebody_told_before_it() -> None:
    make_place("pagoda")
    make_place("tower")
    write_met(now=NOW)
    note_met([Key("place", "tower", "toilets")] * 9)
    write_met(now=NOW)

    assert keys()[0] == ("place", "tower", "toilets")
    assert keys()[1] == ("place", "pagoda", "fares")
    draft = Draft(key="1", lang="en", about_type="place", about_id="pagoda", field="indoor", text="no roof")
    tell(draft, None, network="", now=NOW)
    assert keys()[0] == ("place", "pagoda", "indoor")


def test_what_was_sought_in_vain_or_put_off_comes_back_in_time() -> None:
    make_place("pagoda")
    still_unknown("place", "pagoda", "hours", seen=seen("pagoda", "hours"), who="ann", now=NOW)
    put_off("place", "pagoda", "fares", now=NOW)

    def listed(days: int) -> set[str]:
        return {gap.field.name for gap in worklist("qinyang", now=NOW + timedelta(days=days)).gaps}

    assert not listed(6) & {"hours", "fares"}
    assert listed(7) & {"hours", "fares"} == {"fares"}
    assert "hours" not in listed(59)
    assert "hours" in listed(60)
    entry = Place.objects.get(slug="pagoda").fact("hours")
    assert (entry["status"], entry["checked_on"], entry["checked_by"]) == ("unknown", "2026-11-24", "staff")


def test_an_old_value_that_cannot_be_checked_keeps_its_day() -> None:
    facts = {"hours": {"status": "known", "sources": ["S01"], "checked_on": "2020-01-01"}}
    make_place("pagoda", hours="24/7", facts=facts)

    still_unknown("place", "pagoda", "hours", seen=seen("pagoda", "hours"), who="ann", now=NOW)

    assert Place.objects.get(slug="pagoda").facts == facts
    assert Later.objects.get().until == TODAY + timedelta(days=60)
    assert ("place", "pagoda", "hours") not in keys()


def test_the_list_is_narrowed_by_town_kind_and_counts_the_week() -> None:
    town = make_place("wangqu", role="area")
    make_place("pagoda", town=town)
    make_place("inn", role="food")

    fill_hours()
    found = worklist("qinyang", now=NOW)

    assert found.filled_this_week == 1
    assert worklist("qinyang", now=NOW + timedelta(days=7)).filled_this_week == 0
    assert {public_id for _, public_id, _ in keys(town="wangqu")} == {"pagoda", "wangqu"}
    assert {public_id for _, public_id, _ in keys(role="food")} == {"inn"}


def test_the_list_asks_the_same_of_the_database_for_one_row_and_for_many() -> None:
    counts = []
    for number in range(3):
        make_place(f"pagoda-{number}")
        make_event(f"opera-{number}")
        with CaptureQueriesContext(connection) as asked:
            worklist("qinyang", now=NOW)
        counts.append(len(asked))

    assert len(set(counts)) == 1

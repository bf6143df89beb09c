"""The facts as they are carried in: every row arrives, none is invented, each rests on a source."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db.models import Q

from events.models import Event, Observance, Occurrence, Season
from events.recurrence import expand, rule_from_json
from routes.models import Route
from seed.files import csv_rows
from seed.loaders.county import days_off, days_worked, holiday_rows
from tourism.places.models import (
    Climate,
    Industry,
    KnownDistance,
    Organisation,
    Place,
    Source,
    Sourced,
    SpecialDay,
)
from tourism.places.queries import known_distances, listed_places

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("facts_seeded")]

TABLES: tuple[type[Sourced], ...] = (
    Place,
    Organisation,
    Industry,
    Event,
    Season,
    Observance,
    Route,
    SpecialDay,
    KnownDistance,
    Climate,
)
CATEGORIES = ("calendar", "public_holiday")
# A column that holds something has an entry of its own name, or of the group it belongs to.
GROUPS = {"lat": "position", "fare_adult_fen": "fares", "visit_usual": "visit_minutes"}
PLACE_FACTS = ("description_zh", "hours", "season_zh", "phone", "steps", *GROUPS)


def rows() -> Iterator[Sourced]:
    for table in TABLES:
        yield from table._default_manager.all()


def slugs(table: type[Any]) -> set[str]:
    return set(table._default_manager.values_list("slug", flat=True))


def ids(name: str) -> set[str]:
    return {row["id"] for row in csv_rows(name)}


def test_each_place_arrives_with_its_values() -> None:
    found = {place.slug: place for place in Place.objects.all()}

    assert set(found) == ids("places")
    assert len(found) == 70
    for row in csv_rows("places"):
        place = found[row["id"]]
        assert (place.name_zh, place.name_en, place.description_zh, place.notes_zh) == (
            row["name_zh"],
            row["name_en"],
            row["description_facts_zh"],
            row["conflicts"],
        )
        assert (str(place.lat or ""), str(place.precision_m or "")) == (
            str(float(row["lat"])) if row["lat"] else "",
            row["precision_m"],
        )
        assert place.listed is (row["confidence"] != "low" and row["id"] != "sta-qinyangxi")


def test_each_event_row_goes_where_its_kind_belongs() -> None:
    table = csv_rows("events")
    by_category = {category: {row["id"] for row in table if row["category"] == category} for category in CATEGORIES}

    assert len(table) == 52
    assert slugs(Observance) == by_category["calendar"]
    assert slugs(Event) == ids("events") - by_category["calendar"] - by_category["public_holiday"] - {"mayday-bus-2025"}
    assert "2025年五一神农山免费旅游专线" in KnownDistance.objects.get(slug="bus-jz-sns-2025").notes_zh


def test_each_holiday_row_becomes_its_days() -> None:
    off = {day for row in holiday_rows() for day in days_off(row)}
    worked = {day for row in holiday_rows() for day in days_worked(row)}

    assert len(holiday_rows()) == 20
    assert {(day.date, day.kind) for day in SpecialDay.objects.all()} == {
        *((day, "holiday") for day in off),
        *((day, "workday") for day in worked),
    }
    assert len([day for day in off if day.year == 2026]) == 33
    assert sorted(day for day in worked if day.year == 2026) == [
        date(2026, 1, 4),
        date(2026, 2, 14),
        date(2026, 2, 28),
        date(2026, 5, 9),
        date(2026, 9, 20),
        date(2026, 10, 10),
    ]


def test_the_other_tables_arrive_row_by_row() -> None:
    assert slugs(KnownDistance) == ids("transport")
    assert slugs(Climate) == {f"{row['station']}-{row['month']}".replace("_", "-") for row in csv_rows("climate")}
    assert set(Source.objects.values_list("code", flat=True)) == {
        *(row["code"] for row in csv_rows("sources")),
        "GSHHG",
        "compiler",
        "derived",
    }
    assert slugs(Industry) == {row["id"].replace("_", "-") for row in csv_rows("industries")} - {"all"}
    assert Route.objects.get(slug="four-links").facts["summary_zh"]["sources"] == ["S01"]
    assert [KnownDistance.objects.count(), Climate.objects.count(), Industry.objects.count()] == [25, 17, 4]


def test_no_fact_is_without_a_source() -> None:
    stored = set(Source.objects.values_list("code", flat=True))
    claims = [
        (str(row), field, entry["sources"])
        for row in rows()
        for field, entry in row.facts.items()
        if entry["status"] != "unknown"
    ]

    assert len(claims) > 500
    assert [claim for claim in claims if not claim[2] or not set(claim[2]) <= stored] == []


def test_no_column_of_a_place_is_filled_without_an_entry() -> None:
    bare = [
        (place.slug, column)
        for place in Place.objects.all()
        for column in PLACE_FACTS
        if (getattr(place, column) not in (None, ""))
        is not (place.fact(GROUPS.get(column, column))["status"] != "unknown")
    ]

    assert bare == []


def test_no_row_is_invented() -> None:
    assert [str(row) for row in rows() if row.demo] == []
    assert Season.objects.count() == 0


def test_what_is_not_known_stays_open() -> None:
    assert not Place.objects.exclude(hours="", phone="").exists()
    assert list(Place.objects.filter(fare_adult_fen__isnull=False).values_list("slug", flat=True)) == ["penyao"]


def test_no_source_gives_a_date_so_none_is_made() -> None:
    assert not Event.objects.filter(standing="scheduled").exists()
    assert Occurrence.objects.count() == 0


@pytest.mark.parametrize("table", [Event, Observance])
def test_rules_fall_on_the_dates_that_the_file_computed(table: type[Event] | type[Observance]) -> None:
    computed = [row for row in csv_rows("events") if row["dates_computed"] and row["category"] != "public_holiday"]
    stored = {row.slug: row for row in table._default_manager.all()}
    checked = 0

    for row in computed:
        if row["id"] in stored:
            rule = rule_from_json(stored[row["id"]].rule)
            for year_and_day in row["dates_computed"].split(";"):
                first = date.fromisoformat(year_and_day.partition(":")[2][:10])
                assert expand(rule, None, first, date(first.year, 12, 31))[0] == first
                checked += 1

    assert checked == {Event: 10, Observance: 20}[table]


def test_the_mountain_holds_its_parts_and_its_neighbours_stand_alone() -> None:
    parts = set(Place.objects.filter(part_of__slug="shennongshan").values_list("slug", flat=True))

    assert parts == {slug for slug in ids("places") if slug.startswith("sns-")}
    for neighbour in ("xianshengu", "taipingsi", "zhaozhai", "peach"):
        assert Place.objects.get(slug=neighbour).part_of is None


def test_nobody_is_sent_to_a_station_without_trains() -> None:
    hubs = set(listed_places(role="hub").values_list("slug", flat=True))

    assert hubs == {"sta-jiaozuo", "sta-jiaozuoxi", "sns-cableway", "sns-shuttle"}


def test_only_road_distances_are_planned_with() -> None:
    assert [(row.slug, row.metres) for row in known_distances()] == [
        ("dist-lsy", 1_500),
        ("dist-qyx", 9_100),
        ("dist-sns", 23_000),
        ("dist-tomb", 15_000),
    ]


def test_each_stop_of_a_route_names_who_earns_or_says_that_it_is_not_known() -> None:
    stops = [stop for route in Route.objects.all() for stop in route.stops.select_related("industry", "place")]
    mountain = set(Place.objects.filter(Q(slug="shennongshan") | Q(part_of__slug="shennongshan")).values_list("slug"))

    assert {route.slug for route in Route.objects.all()} == {
        "four-links",
        "eat-donkey-meat",
        "drink-flower-tea",
        "view-flower-fields",
        "tour-shennongshan",
        "black-pottery",
        "headwear",
    }
    assert {(stop.place.slug,) for stop in stops if stop.industry is None} <= {*mountain, ("peach",)}
    assert all(stop.place.listed for stop in stops)


def test_ids_never_change() -> None:
    assert Event.objects.get(slug="huaibang-benefit").id == UUID("feef9b6f-2210-5622-9e95-17ee3652d5a8")


@pytest.mark.parametrize("q", ["怀梆", "怀邦", "huaibang", "hb"])
def test_the_opera_is_found_by_both_spellings(q: str) -> None:
    assert "huaibang-center" in [place.slug for place in listed_places(q=q)]

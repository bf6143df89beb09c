"""The demonstration: marked everywhere, and rich enough to try every part."""

from datetime import date, timedelta
from uuid import UUID, uuid5

import pytest

from events.models import Event, Observance, Occurrence, Season
from events.queries import occurrences_between
from routes.models import Route
from seed.files import FACTS, csv_rows, toml
from tourism.journal.models import Rendered
from tourism.places.models import Industry, Organisation, Place, Source

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_seeded")]

FIRST_SATURDAY = date(2026, 11, 28)


def test_every_row_that_no_fact_holds_says_that_it_is_invented() -> None:
    from_facts: dict[type[Place | Event | Organisation | Season], set[str]] = {
        Place: {row["id"] for row in csv_rows("places")},
        Event: {row["id"] for row in csv_rows("events")},
        Organisation: {row["slug"] for row in toml(FACTS, "industries")["organisation"]},
        Season: set(),
    }

    wrong = [
        (table.__name__, row.slug)
        for table, facts in from_facts.items()
        for row in table._default_manager.all()
        if row.demo is (row.slug in facts)
    ]

    assert wrong == []
    assert not Route.objects.filter(demo=True).exists()
    assert not Industry.objects.filter(demo=True).exists()
    assert not Observance.objects.filter(demo=True).exists()


def test_an_invented_fact_names_only_invention_as_its_source() -> None:
    demo = set(Source.objects.filter(demo=True).values_list("code", flat=True))
    for table in (Place, Event, Organisation, Season):
        for row in table._default_manager.all():
            named = {code for entry in row.facts.values() for code in entry["sources"]}
            assert named <= demo if row.demo else not named & demo, row


def test_no_telephone_number_is_invented() -> None:
    assert not Place.objects.exclude(phone="").exists()
    assert not Event.objects.exclude(phone="").exists()
    assert not Organisation.objects.exclude(phone="").exists()


@pytest.mark.parametrize("category", ["opera", "banquet", "tournament"])
def test_every_saturday_of_a_year_has_each_kind_of_event(category: str) -> None:
    empty = [
        day
        for day in (FIRST_SATURDAY + timedelta(weeks=week) for week in range(52))
        if not occurrences_between(day, day + timedelta(days=1), category=category).exists()
    ]

    assert empty == []


def test_every_category_has_a_date_within_a_year() -> None:
    year = occurrences_between(FIRST_SATURDAY, FIRST_SATURDAY + timedelta(days=365))

    assert set(year.values_list("event__category", flat=True)) == {
        "banquet",
        "tournament",
        "opera",
        "festival",
        "temple-fair",
        "workshop",
        "flower-season",
        "training",
        "volunteering",
        "heritage",
    }


def test_the_demonstration_is_worth_a_trip() -> None:
    demo = Place.objects.filter(demo=True)

    assert demo.filter(role="food", themes__slug="donkey-meat").count() == 4
    assert demo.filter(role="lodging").count() == 4
    assert set(demo.values_list("diet", flat=True)) == {"none_known", "vegetarian", "halal"}
    assert not demo.filter(hours="").exists()
    assert Event.objects.filter(organiser__slug="qinyang-culture").count() >= 5
    assert Event.objects.filter(demo=True).count() >= 25


def test_ids_and_dates_never_change() -> None:
    event = Event.objects.get(slug="demo-opera-saturday")

    assert event.id == UUID("9a075d13-2ea1-53b4-9a1d-d95465c530d9")
    start = f"2026-11-28T{event.start_time:%H:%M}"
    assert Occurrence.objects.get(event=event, original_start=start).public_id == uuid5(event.id, start)
    assert Rendered.objects.filter(public_id=str(event.id)).count() == 2

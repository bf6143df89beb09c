"""What a plan had to do without is counted, whatever becomes of the count."""

from typing import Any

import pytest

from routes.asking import trip_request
from routes.services import plan_trip
from tests.routes.county import NOW, SATURDAY, make_county, make_show
from tourism.gaps.demand import demand, write_met
from tourism.gaps.models import Met
from tourism.places.models import Place

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _county() -> None:
    make_county()
    write_met(now=NOW)
    Met.objects.all().delete()


def met(**fields: Any) -> dict[tuple[str, str], set[str]]:
    plan_trip(trip_request({"start_date": SATURDAY, "days": 1, **fields}), now=NOW)
    write_met(now=NOW)
    found: dict[tuple[str, str], set[str]] = {}
    for key in demand(now=NOW):
        found.setdefault((key.type, key.public_id), set()).add(key.field)
    return found


def test_a_plan_counts_what_its_stops_rest_on() -> None:
    found = met(must=[{"place": "museum"}])

    assert found["place", "museum"] >= {"hours", "fares", "phone", "visit_minutes", "toilets"}
    assert "steps" not in found["place", "museum"]


def test_an_elder_asks_about_steps() -> None:
    found = met(must=[{"place": "museum"}], party={"adults": 1, "seniors": 1})

    assert "steps" in found["place", "museum"]


def test_a_show_is_asked_its_price_and_its_venue_how_to_get_in() -> None:
    occurrence = make_show()

    found = met(must=[{"occurrence": str(occurrence.public_id)}], party={"adults": 1, "seniors": 1})

    assert found["event", str(occurrence.event_id)] == {"fares", "phone"}
    assert found["place", "concert-hall"] <= {"position", "steps", "toilets"}


def test_a_place_that_nobody_can_find_is_wanted_for_its_position() -> None:
    assert met(interests={"black-pottery": 5})["place", "penyao"] == {"position"}


def test_what_is_invented_is_not_wanted() -> None:
    Place.objects.filter(slug="museum").update(demo=True)

    assert ("place", "museum") not in met(must=[{"place": "museum"}])

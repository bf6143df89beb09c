"""On the county's facts alone, a decent trip is planned, and nothing that is unknown is made up."""

import pytest
from django.core.management import call_command

from routes.asking import trip_request
from routes.services import plan_trip
from tests.routes.county import NOW, SATURDAY

LIKES = {"donkey-meat": 3, "flower-tea": 2, "shennongshan": 3, "opera": 1, "black-pottery": 1}


@pytest.mark.django_db
def test_two_days_hold_the_mountain_meals_and_honest_warnings() -> None:
    call_command("seed", facts_only=True, quiet=True)

    plan = plan_trip(trip_request({"start_date": SATURDAY, "days": 2, "interests": LIKES}), now=NOW)

    stops = [stop for day in plan.days for stop in day.stops]
    assert "shennongshan" in {stop.place for stop in stops}
    assert [sum(stop.kind == "meal" for stop in day.stops) for day in plan.days] in ([2, 1], [1, 2])
    assert {stop.cost_cny for stop in stops} == {None}
    assert all("price_unknown" in {warning.code for warning in stop.warnings} for stop in stops if stop.place)
    assert ("penyao", "position_unknown") in {(left.place, left.code) for left in plan.left_out}
    assert not any(stop.demo for stop in stops)

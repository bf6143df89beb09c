"""Trips over the seeded county: whatever is asked, a checked plan or a refusal that names its rule."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events.queries import shown_occurrences
from routes.asking import trip_request
from tests.routes.promise import assert_planned_or_refused_by_name
from tests.routes.strategies import FIRST, trip_requests

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_seeded")]

# A plan over the whole county takes a quarter of a second, so the everyday run asks for fewer of them.
EVERYDAY = 60
EXAMPLES = EVERYDAY if settings().max_examples < 1000 else settings().max_examples


@pytest.fixture(scope="module")
def shows(all_seeded: None) -> tuple[str, ...]:
    """Return the public ids of some occurrences in the days that are asked about."""
    rows = shown_occurrences().filter(start__date__gte=FIRST).order_by("start", "public_id")[:12]
    return tuple(str(row.public_id) for row in rows)


@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_every_request_over_the_seeded_county_is_planned_or_refused_by_name(
    data: st.DataObject, shows: tuple[str, ...]
) -> None:
    assert_planned_or_refused_by_name(trip_request(data.draw(trip_requests(shows))))

"""What is asked about a row, and when an answer is too old."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.factories import make_event, make_place
from tourism.gaps.fields import PLACE_FIELDS, Standing, asked_of, standing_of
from tourism.places.facts import Standing as Sure
from tourism.places.facts import fact

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 24)
FIELDS = {field.name: field for field in PLACE_FIELDS}
VALUES: dict[str, dict[str, Any]] = {
    "hours": {"hours": "Mo-Su 09:00-17:00"},
    "fares": {"fare_adult_fen": 0},
    "position": {"precision_m": 600},
    "phone": {"phone": "110"},
    "steps": {"step_free": "no"},
    "visit_minutes": {"visit_min": 30, "visit_usual": 30, "visit_max": 30},
    "toilets": {"toilets": "no"},
    "indoor": {"indoor": "yes"},
    "diet": {"diet": "halal"},
}


def known(name: str, checked: date | None, status: Sure = Sure.KNOWN) -> dict[str, object]:
    return {name: fact(status, sources=["S01"], checked_on=checked)}


@pytest.mark.parametrize("name", FIELDS)
def test_an_answer_holds_for_its_months_and_not_a_day_longer(name: str) -> None:
    holds = timedelta(days=30 * FIELDS[name].months)
    fresh = make_place("fresh", **VALUES[name], facts=known(name, TODAY - holds + timedelta(days=1)))
    old = make_place("old", **VALUES[name], facts=known(name, TODAY - holds))
    undated = make_place("undated", **VALUES[name], facts=known(name, None))

    standings = [standing_of(FIELDS[name], row, TODAY) for row in (fresh, old, undated)]

    assert standings == [None, Standing.OLD, Standing.OLD]


@pytest.mark.parametrize("name", sorted(set(FIELDS) - {"position"}))
def test_what_is_empty_is_unknown_and_what_nobody_sourced_is_assumed(name: str) -> None:
    empty = make_place("empty", facts=known(name, TODAY))
    assumed = make_place("assumed", **VALUES[name], facts=known(name, TODAY, Sure.ASSUMED))
    bare = make_place("bare", **VALUES[name])

    standings = [standing_of(FIELDS[name], row, TODAY) for row in (empty, assumed, bare)]

    assert standings == [Standing.UNKNOWN, Standing.ASSUMED, Standing.ASSUMED]


def test_a_circle_is_not_yet_a_position() -> None:
    around = make_place("around", precision_m=601, facts=known("position", TODAY))
    town = make_place("town", basis="town", facts=known("position", TODAY))
    nowhere = make_place("nowhere", lat=None, lon=None, precision_m=None, basis="none")

    standings = [standing_of(FIELDS["position"], row, TODAY) for row in (around, town, nowhere)]

    assert standings == [Standing.ASSUMED, Standing.ASSUMED, Standing.UNKNOWN]


def test_each_kind_of_row_is_asked_what_matters_there() -> None:
    def asked(type_: str, row: object) -> set[str]:
        return {field.name for field in asked_of(type_, row)}

    assert "diet" not in asked("place", make_place("sight"))
    assert "diet" in asked("place", make_place("inn", role="food"))
    assert asked("place", make_place("town", role="area")) == {"position"}
    assert "hours" not in asked("place", make_place("station", role="hub"))
    assert asked("place", make_place("shop", demo=True)) == set()
    assert asked("event", make_event("opera")) == {"fares", "phone"}
    assert asked("event", make_event("once", standing="history")) == set()

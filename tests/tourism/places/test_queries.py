"""What the county's reads return."""

from datetime import date

import pytest

from tests.factories import make_closure, make_place, make_special_day
from tourism.places.queries import closures_between, listed_places, place_by_slug, special_days
from tourism.values.errors import NotFound
from tourism.values.geo import Coordinate, Crs
from tourism.values.hours import SpecialDays

pytestmark = pytest.mark.django_db

CITY = Coordinate(35.0906, 112.9281)


def slugs(**filters: object) -> list[str]:
    return [place.slug for place in listed_places(**filters)]  # type: ignore[arg-type]  # any filter


def test_an_unlisted_place_is_neither_listed_nor_found() -> None:
    make_place("doubtful", listed=False)
    assert place_by_slug("doubtful", listed=False).slug == "doubtful"

    with pytest.raises(NotFound):
        place_by_slug("doubtful")

    assert slugs() == []


def test_a_town_filter_keeps_the_town_and_its_places() -> None:
    town = make_place("baixiang", role="area")
    make_place("inn", town=town)
    make_place("elsewhere")

    assert slugs(town="baixiang") == ["baixiang", "inn"]


def test_filters_narrow_together() -> None:
    make_place("tomb", themes=("heritage",), role="sight", search="li shang yin")
    make_place("shop", themes=("heritage",), role="food", search="li")

    assert slugs(theme="heritage", role="sight", q="li") == ["tomb"]
    assert slugs(theme="opera") == []


def test_a_radius_is_measured_from_the_point_in_its_datum() -> None:
    make_place("here", lat=CITY.lat, lon=CITY.lon)
    make_place("mountain", lat=35.2192, lon=112.8171)
    make_place("nowhere", lat=None, lon=None, basis="none", precision_m=None)

    assert slugs(near=CITY.to(Crs.GCJ02), radius=100) == ["here"]
    assert slugs(near=CITY, radius=20_000) == ["here", "mountain"]


def test_special_days_are_days_off_and_days_worked() -> None:
    make_special_day(date(2026, 10, 1))
    make_special_day(date(2026, 10, 10), kind="workday")

    assert special_days() == SpecialDays(frozenset({date(2026, 10, 1)}), frozenset({date(2026, 10, 10)}))


def test_a_closure_touches_only_its_own_days() -> None:
    closure = make_closure(make_place("hall"), date(2026, 12, 5), date(2026, 12, 7))

    assert list(closures_between(date(2026, 12, 6), date(2026, 12, 7))) == [closure]
    assert list(closures_between(date(2026, 12, 7), date(2026, 12, 9))) == []

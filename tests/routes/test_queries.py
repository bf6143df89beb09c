"""Themed routes are read with their stops, in a fixed number of queries."""

import pytest
from pytest_django import DjangoAssertNumQueries

from routes.models import Route, RouteStop
from routes.queries import route_by_slug, routes_listed
from tests.factories import NOW, make_destination, make_industry, make_place, make_theme
from tourism.values.errors import NotFound

pytestmark = pytest.mark.django_db


def make_route(slug: str, *places: str, **columns: object) -> Route:
    defaults = {"destination": make_destination(), "name_zh": slug, "name_en": slug, "modified_at": NOW}
    route = Route.objects.create(slug=slug, **{**defaults, **columns})
    for rank, place in enumerate(places):
        RouteStop.objects.create(route=route, rank=rank, place=make_place(place))
    return route


def test_a_route_lists_its_stops_in_order_with_the_industry_that_earns() -> None:
    route = make_route("eat-donkey-meat", "lane", "shop")
    route.stops.filter(rank=1).update(industry=make_industry("donkey-meat"))

    stops = list(route_by_slug("eat-donkey-meat").stops.all())

    assert [(stop.place.slug, stop.industry.slug if stop.industry else None) for stop in stops] == [
        ("lane", None),
        ("shop", "donkey-meat"),
    ]


def test_an_unlisted_route_is_not_found() -> None:
    make_route("draft", listed=False)

    with pytest.raises(NotFound):
        route_by_slug("draft")


def test_routes_are_narrowed_by_theme_and_county() -> None:
    make_route("tea", theme=make_theme("flower-tea"))
    make_route("other")

    assert [route.slug for route in routes_listed(theme="flower-tea")] == ["tea"]
    assert [route.slug for route in routes_listed(destination="nowhere")] == []


@pytest.mark.parametrize("number", [1, 3])
def test_the_number_of_queries_does_not_grow(number: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for count in range(number):
        make_route(f"route-{count}", f"place-{count}")

    with django_assert_num_queries(2):
        assert len([stop.place.name_zh for route in routes_listed() for stop in route.stops.all()]) == number

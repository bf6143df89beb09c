"""Writing themed routes."""

import pytest

from routes.models import Route, RouteStop
from routes.themed import save_route
from tests.factories import NOW, make_destination, make_industry, make_place
from tourism.journal.models import Change

pytestmark = pytest.mark.django_db


def new_route() -> Route:
    return Route(slug="pots", destination=make_destination(), name_zh="看黑陶", name_en="Pots")


def test_a_route_is_stored_with_its_stops_in_order_and_journalled_with_them() -> None:
    kiln, shop = make_place("kiln"), make_place("shop")
    stops = [RouteStop(place=shop, industry=make_industry()), RouteStop(place=kiln, note_en="ask first")]

    assert save_route(new_route(), stops=stops, now=NOW)

    change = Change.objects.get(type="route")
    assert [(stop.rank, stop.place.slug) for stop in RouteStop.objects.all()] == [(1, "shop"), (2, "kiln")]
    assert change.after is not None
    assert change.after["stops"] == [
        {"place": "shop", "industry": "black-pottery", "note_zh": "", "note_en": ""},
        {"place": "kiln", "industry": None, "note_zh": "", "note_en": "ask first"},
    ]


def test_the_same_stops_again_change_nothing_and_another_order_does() -> None:
    kiln, shop = make_place("kiln"), make_place("shop")
    route = new_route()
    save_route(route, stops=[RouteStop(place=shop), RouteStop(place=kiln)], now=NOW)

    assert not save_route(route, stops=[RouteStop(place=shop), RouteStop(place=kiln)], now=NOW)
    assert save_route(route, stops=[RouteStop(place=kiln), RouteStop(place=shop)], now=NOW)

    assert [stop.place.slug for stop in route.stops.all()] == ["kiln", "shop"]
    assert Change.objects.filter(type="route").count() == 2

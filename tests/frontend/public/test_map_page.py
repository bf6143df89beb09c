"""The map: every place is in its list, on the sketch or among those without a position."""

import pytest
from django.test import Client

from tests.frontend.public.test_views import soup, words
from tourism.places.models import Place

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("facts_seeded")]


def test_every_listed_place_is_in_the_list_once(reader: Client) -> None:
    page = soup(reader.get("/zh/map"))

    links = [str(link["href"]).removeprefix("/zh/places/") for link in page.select(".spots a")]
    assert sorted(links) == sorted(Place.objects.filter(listed=True).values_list("slug", flat=True))
    nowhere = page.select(".atlas > div > .spots li")
    assert len(nowhere) == Place.objects.filter(listed=True, lat__isnull=True).count() > 10


def test_each_number_of_the_sketch_stands_in_the_list(reader: Client) -> None:
    page = soup(reader.get("/zh/map"))

    drawn = [found.get_text() for found in page.select("svg.sketch .no")]
    assert drawn == [found.get_text() for found in page.select(".atlas ol .disc")]
    assert 5 < len(drawn) < 20
    assert len(page.select("svg.sketch .area")) >= 5
    assert page.select("svg.sketch .way") == []


def test_an_uncertain_position_says_how_far_off_it_may_be(reader: Client) -> None:
    Place.objects.filter(slug="shennongshan").update(precision_m=1500)

    assert "大概在这，差可能有 1.5 公里" in words(reader.get("/zh/map"))
    assert "只知道在紫陵镇，没有坐标" in words(reader.get("/zh/map"))


def test_a_town_narrows_the_map_and_one_without_positions_has_no_sketch(reader: Client) -> None:
    Place.objects.filter(town__slug="ziling").update(lat=None, lon=None, basis="none")
    Place.objects.filter(slug="ziling").update(lat=None, lon=None, basis="none")

    response = reader.get("/zh/map?town=ziling")

    assert "这样找，没有一处有坐标。" in words(response)
    assert soup(response).select("svg.sketch") == []
    assert words(reader.get("/zh/map?town=paris"), 404)

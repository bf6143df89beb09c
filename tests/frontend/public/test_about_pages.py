"""The page about the data, the page for emergencies, and what search engines read."""

import re
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import make_event, make_organisation, make_place
from tests.frontend.public.test_views import soup, words
from tourism.places.models import Place

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("facts_seeded")]

NAMESPACE = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def row(reader: Client, name: str) -> list[str]:
    for found in soup(reader.get("/zh/about/facts")).select("table.knows tbody tr"):
        if next(found.stripped_strings) == name:
            return [cell.get_text(strip=True) for cell in found.find_all("td")]
    return []


def addresses(reader: Client) -> list[str]:
    tree = ElementTree.fromstring(reader.get("/sitemap.xml").content)
    return [str(found.text) for found in tree.findall("s:url/s:loc", NAMESPACE)]


def test_every_question_adds_up_to_the_number_of_places(reader: Client) -> None:
    counted = Place.objects.filter(listed=True, demo=False).exclude(role="area").count()

    sums = [sum(map(int, row(reader, name))) for name in ("在哪", "开放", "价钱", "电话", "逛多久", "台阶", "厕所")]

    assert sums == [counted] * 7


def test_what_is_invented_is_not_counted(reader: Client) -> None:
    before = row(reader, "在哪")
    make_place("invented", demo=True)
    make_place("real")

    assert sum(map(int, row(reader, "在哪"))) == sum(map(int, before)) + 1


def test_an_area_without_any_answer_is_still_counted(reader: Client) -> None:
    make_place("hidden", lat=None, lon=None, basis="none", town=Place.objects.get(slug="ziling"))

    places, known, assumed, unknown = map(int, row(reader, "紫陵镇"))

    assert places * 7 == known + assumed + unknown


def test_the_data_say_how_old_they_are_and_from_whom(reader: Client) -> None:
    text = words(reader.get("/zh/about/facts"))

    assert re.search(r"最早的一条 20\d\d年\d+月\d+日查", text)
    assert "人民网" in text


def test_each_area_and_each_question_says_how_old_its_answers_are(reader: Client) -> None:
    Place.objects.filter(slug="museum").update(facts={"phone": {"status": "unknown", "checked_on": "2025-03-01"}})

    rows = [found.get_text(" ", strip=True) for found in soup(reader.get("/zh/about/facts")).select("table.knows th")]

    assert "电话 2025年3月1日到2026年11月23日查" in rows
    assert any(re.fullmatch(r"紫陵镇 2026年\d+月\d+日查", row) for row in rows)


def test_a_county_without_places_says_so(reader: Client) -> None:
    Place.objects.update(listed=False)

    assert "还没有登记地点" in words(reader.get("/zh/about/facts"))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_emergency_page_calls_with_one_tap(reader: Client, lang: str) -> None:
    page = soup(reader.get(f"/{lang}/safety"))

    assert {str(link["href"]) for link in page.select("main a.btn")} == {"tel:110", "tel:119", "tel:120"}
    assert ("有人受伤了" in page.get_text()) is (lang == "en")


def test_every_address_of_the_sitemap_answers(reader: Client) -> None:
    found = addresses(reader)

    paths = [re.sub(r"^https?://[^/]+", "", address) for address in found]
    assert len(set(paths)) == len(paths) > 150
    assert {path for path in paths if reader.get(path).status_code != 200} == set()


def test_the_sitemap_holds_nothing_invented(reader: Client) -> None:
    before = len(addresses(reader))
    make_place("invented", demo=True)
    make_organisation("band", demo=True)
    make_event("sung", demo=True)
    make_event("draft", status="draft")
    make_place("real")

    assert len(addresses(reader)) == before + 2


def test_robots_leave_kept_trips_alone_and_find_the_sitemap(reader: Client) -> None:
    response = reader.get("/robots.txt")

    text = response.content.decode()
    assert response.headers["Content-Type"].startswith("text/plain")
    assert "Disallow: /zh/t/" in text
    assert text.rstrip().endswith("/sitemap.xml")


def test_more_places_ask_the_database_no_more_often(reader: Client) -> None:
    def asked(path: str) -> int:
        with CaptureQueriesContext(connection) as found:
            reader.get(path)
        return len(found)

    # The first page of all reads under which state they are tagged.
    asked("/zh/safety")
    few = [asked("/zh/about/facts"), asked("/sitemap.xml")]
    for number in range(3):
        make_place(f"place-{number}")
        make_event(f"event-{number}")

    assert [asked("/zh/about/facts"), asked("/sitemap.xml")] == few
    assert max(few) <= 5

"""The page to subscribe: one feed, narrowed as asked, and a way for each kind of phone."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import NOW, make_event, make_occurrence, make_organisation
from tests.frontend.public.test_views import soup, words
from tourism.places.models import Place

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("facts_seeded")]

WECHAT = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Mobile Safari/537.36 MicroMessenger/8.0.50"


def sung() -> None:
    museum = Place.objects.get(slug="museum")
    event = make_event("sung", title_zh="清风亭", venue=museum, organiser=make_organisation("band", name_zh="甲字班"))
    make_occurrence(event, NOW + timedelta(days=2), NOW + timedelta(days=2, hours=1))


@pytest.mark.parametrize(
    "query", ["", "category=opera", "theme=opera", "town=ziling", "organiser=band", "venue=museum"]
)
def test_the_feed_is_narrowed_as_the_page_is(reader: Client, query: str) -> None:
    sung()

    page = soup(reader.get(f"/zh/subscribe?{query}&from=timeline"))

    feed = str(page.select(".btn-main")[0]["href"])
    assert feed.startswith("webcal://")
    assert urlsplit(feed).query == query
    assert reader.get(f"{urlsplit(feed).path}?{query}").status_code == 200
    assert str(page.select("p.link")[0].string) == "http" + feed.removeprefix("webcal")


@pytest.mark.parametrize("kind", ["category", "theme", "town", "organiser", "venue"])
def test_a_narrowing_that_names_nothing_is_not_found(reader: Client, kind: str) -> None:
    assert words(reader.get(f"/zh/subscribe?{kind}=nothing"), 404)


def test_google_and_outlook_are_handed_the_whole_address(reader: Client) -> None:
    page = soup(reader.get("/zh/subscribe?category=opera&theme=opera"))

    links = [urlsplit(str(link["href"])) for link in page.select(".ways a[href^=https]")]
    handed = [value for link in links for values in parse_qs(link.query).values() for value in values]
    assert [link.netloc for link in links] == ["calendar.google.com", "outlook.live.com", "outlook.office.com"]
    assert [urlsplit(value).query for value in handed] == ["category=opera&theme=opera"] * 3


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_each_way_says_how_often_it_looks_again(reader: Client, lang: str) -> None:
    ways = [found.get_text(" ") for found in soup(reader.get(f"/{lang}/subscribe")).select(".ways > li")]

    assert len(ways) == 5
    assert [way for way in ways[:4] if {"zh": "多久更新", "en": "Updates:"}[lang] not in way] == []


def test_wechat_is_led_out_first_and_caches_keep_the_two_apart(reader: Client) -> None:
    usual, inside = reader.get("/zh/subscribe"), reader.get("/zh/subscribe", headers={"user-agent": WECHAT})

    alert = soup(inside).select("main [role=alert]")
    assert soup(usual).select("main [role=alert]") == []
    assert "在浏览器打开" in alert[0].get_text()
    assert inside.headers["Vary"] == usual.headers["Vary"] == "User-Agent"


def test_the_page_shows_what_comes_first_or_that_nothing_is_registered(reader: Client) -> None:
    assert "现在还没有登记好日子的活动" in words(reader.get("/zh/subscribe"))
    sung()

    assert "清风亭" in words(reader.get("/zh/subscribe"))
    assert "清风亭" not in soup(reader.get("/zh/subscribe?town=ziling")).select(".on h3")


def test_more_organisers_and_venues_ask_the_database_no_more_often(reader: Client) -> None:
    def asked() -> int:
        reader.get("/zh/safety")  # It reads the state under which pages are tagged.
        with CaptureQueriesContext(connection) as found:
            reader.get("/zh/subscribe")
        return len(found)

    sung()
    few = asked()
    for number in range(3):
        make_event(f"more-{number}", organiser=make_organisation(f"band-{number}"))

    assert asked() == few <= 5

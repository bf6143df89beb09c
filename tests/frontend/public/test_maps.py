"""Pages lead into the reader's map app and hand out files, and say when a position is only about here."""

import gzip
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import Tag
from django.test import Client

from tests.factories import make_event
from tests.frontend.public.test_views import soup
from tests.routes.exports.readers import read_geojson, read_gpx, read_kml
from tourism.places.models import Place

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_seeded")]

PLAN = "plan?on=2026-12-05&nights=2&who=2&like=shennongshan&like=opera&like=donkey-meat&by=car"
APPS = {"zh": ["高德", "百度", "腾讯", "苹果", "谷歌"], "en": ["Amap", "Baidu", "Tencent", "Apple", "Google"]}
READERS = {"gpx": read_gpx, "kml": read_kml, "geojson": read_geojson}


def maps(reader: Client, path: str) -> list[Tag]:
    return soup(reader.get(path)).select("details.maps")


def asked(links: Tag) -> list[dict[str, list[str]]]:
    return [parse_qs(urlsplit(str(link["href"])).query) for link in links.select("a")]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_place_opens_in_five_apps_by_its_chinese_name_where_it_is_only_about_here(reader: Client, lang: str) -> None:
    (links,) = maps(reader, f"/{lang}/places/shennongshan")

    assert [link.get_text() for link in links.select("a")] == APPS[lang]
    assert ["沁阳市 神农山风景名胜区" in str(query) for query in asked(links)] == [True] * 5
    assert links.select_one("p.dim") is not None


def test_a_link_out_tells_nobody_where_its_reader_came_from(reader: Client) -> None:
    (links,) = maps(reader, "/zh/places/beidasi")

    assert [link["rel"] for link in links.select("a")] == [["noopener", "noreferrer"]] * 5


def test_an_invented_place_leads_into_no_app(reader: Client) -> None:
    assert soup(reader.get("/zh/places/demo-city-donkey-1")).h1 is not None
    assert maps(reader, "/zh/places/demo-city-donkey-1") == []


def test_each_real_stop_of_a_plan_and_of_a_route_opens_in_an_app(reader: Client) -> None:
    page = soup(reader.get(f"/zh/{PLAN}"))
    stops = [stop for stop in page.select(".stopc") if stop.select_one("h3 a[href^='/zh/places/']")]
    real = [stop for stop in stops if "演示" not in stop.get_text()]

    assert len(real) >= 3
    assert [len(stop.select("details.maps a")) for stop in real] == [5] * len(real)
    assert [len(stop.select("details.maps a")) for stop in stops if stop not in real] == [0] * (len(stops) - len(real))
    assert len(maps(reader, "/zh/routes/four-links")) == 5


def test_a_stop_of_a_long_trip_leads_to_the_links_of_its_place(reader: Client) -> None:
    page = soup(reader.get(f"/zh/{PLAN.replace('nights=2', 'nights=7')}"))

    paths = {str(link["href"]) for link in page.select(".stopc .acts a")}
    assert (page.select("details.maps"), len(paths) >= 3) == ([], True)
    assert [len(soup(reader.get(path.removesuffix("#maps"))).select("#maps details a")) for path in paths] == [5] * len(
        paths
    )


def test_the_venue_of_an_event_opens_in_an_app(reader: Client) -> None:
    event = make_event("reading", venue=Place.objects.get(slug="beidasi"))

    (links,) = maps(reader, f"/zh/events/{event.id}")

    assert ["北大寺" in str(query) for query in asked(links)] == [True] * 5


def test_an_event_without_a_venue_leads_into_no_app(reader: Client) -> None:
    event = make_event("reading", venue=None)

    assert maps(reader, f"/zh/events/{event.id}") == []


def test_a_kept_trip_and_a_route_hand_out_files_in_the_language_of_their_page(reader: Client) -> None:
    answers = {"on": "2026-12-05", "nights": "1", "who": "2", "like": "opera", "by": "car"}
    kept = reader.post("/en/plan", answers)
    pages = [str(kept["Location"]), "/en/routes/four-links"]

    for path in pages:
        links = [str(link["href"]) for link in soup(reader.get(path)).select("#files + .card a")]

        assert [urlsplit(link).path.rpartition(".")[2] for link in links] == list(READERS)
        for link, read in zip(links, READERS.values(), strict=True):
            answer = reader.get(link)
            assert answer["Content-Language"] == "en"
            read(answer.content)


def test_the_links_of_a_three_day_plan_weigh_little(reader: Client) -> None:
    page = reader.get(f"/zh/{PLAN}").content
    without = re.sub(rb"<details class=\"maps.*?</details>", b"", page, flags=re.DOTALL)

    assert len(without) < len(page)
    assert len(gzip.compress(page)) - len(gzip.compress(without)) < 4_000

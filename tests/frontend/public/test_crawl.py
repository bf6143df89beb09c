"""Every page is reached from the first one, names itself and its other language, and tells search engines no lie."""

import json
import os
import re
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client
from django.urls import Resolver404, URLPattern, resolve

from frontend.urls import urlpatterns
from tests.factories import NOW
from tourism.clock import KEY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("all_seeded")]

LANGUAGES = ("zh", "en")
# How many addresses of one kind are opened in a language: all of them in the soak.
EACH = 10_000 if os.environ.get("SOAK") == "1" else 3
LONGEST_CRAWL = 5_000
# No link leads to these but from what a reader keeps or writes.
NOT_LINKED = {"front-door", "robots", "sitemap", "photo", "trip", "delete-trip"}
REQUIRED = {
    "WebSite": {"potentialAction"},
    "BreadcrumbList": {"itemListElement"},
    "Place": {"address"},
    "TouristAttraction": {"address"},
    "Event": {"startDate", "endDate", "eventStatus", "location", "eventAttendanceMode"},
    "EventSeries": {"subEvent"},
    "TouristTrip": {"itinerary"},
    "CollectionPage": {"mainEntity"},
    "Organization": set(),
}


@dataclass(frozen=True)
class Opened:
    """One page of the crawl."""

    path: str
    kind: str
    lang: str
    status: int
    headers: dict[str, str]
    page: BeautifulSoup

    @property
    def data(self) -> list[dict[str, Any]]:
        """What the page tells search engines."""
        block = self.page.find("script", type="application/ld+json")
        return json.loads(block.get_text()) if block else []

    @property
    def canonical(self) -> str:
        """The path of the address that search engines are led to."""
        link = self.page.find("link", rel="canonical")
        return urlsplit(str(link["href"])).path if link else ""

    @property
    def is_indexed(self) -> bool:
        """Whether a search engine may hold this very address."""
        return "X-Robots-Tag" not in self.headers and self.canonical == self.path


def crawl(reader: Client) -> Iterator[Opened]:
    """Open the pages that links lead to, breadth first, so many of each kind and language."""
    queue, seen, opened = deque(["/zh/", "/en/"]), {"/zh/", "/en/"}, Counter[tuple[str, str]]()
    while queue and sum(opened.values()) < LONGEST_CRAWL:
        path = queue.popleft()
        try:
            found = resolve(urlsplit(path).path)
        except Resolver404:
            yield Opened(path, "", "", 404, {}, BeautifulSoup("", "html.parser"))
            continue
        kind, lang = str(found.url_name), str(found.kwargs.get("lang", ""))
        if lang not in LANGUAGES or opened[kind, lang] >= EACH:
            continue
        opened[kind, lang] += 1
        answer = reader.get(path)
        page = BeautifulSoup(answer.content, "html.parser")
        yield Opened(path, kind, lang, answer.status_code, dict(answer.headers), page)
        for link in page.find_all("a", href=True):
            address = urldefrag(urljoin(path, str(link["href"])))[0]
            if address.startswith("/") and not address.startswith(("/api/", "/feeds/")) and address not in seen:
                seen.add(address)
                queue.append(address)


@pytest.fixture(scope="module")
def opened(all_seeded: None) -> list[Opened]:
    """Return all pages of one crawl."""
    del all_seeded
    return list(crawl(Client(headers={"host": "localhost"}, **{KEY: NOW})))  # type: ignore[arg-type]  # of the environment


def faults_of(one: Opened) -> Iterator[str]:
    """Yield what a page lacks."""
    page = one.page
    for tag in ("head > title", "h1", "main"):
        if len(page.select(tag)) != 1 or not page.select(tag)[0].get_text(strip=True):
            yield f"not one {tag}"
    if (page.find("title") or page).get_text().split(" · ")[0].strip() == "":
        yield "an empty title"
    other = page.find("a", hreflang={"zh": "en", "en": "zh-Hans"}[one.lang])
    if other is None or urlsplit(str(other["href"])).path[3:] != urlsplit(one.path).path[3:]:
        yield "no other language"
    if len(page.find_all(True)) > 1500:
        yield "too many nodes"
    if one.headers["Cache-Control"].startswith("private"):
        return
    if not page.select('meta[name="description"][content]:not([content=""])'):
        yield "no description"
    codes = {str(link["hreflang"]) for link in page.find_all("link", rel="alternate")}
    if codes != {"zh-Hans", "en", "x-default"} or not one.canonical.startswith(f"/{one.lang}/"):
        yield f"canonical {one.canonical}, hreflang {codes}"


def wrong_data(one: Opened) -> Iterator[str]:
    """Yield what is wrong with the data of a page."""
    names = {str(thing["@type"]) for thing in one.data}
    if one.kind not in ("home", "tell") and "BreadcrumbList" not in names:
        yield "no way to the page"
    for thing in one.data:
        kind = str(thing["@type"])
        lacking = REQUIRED[kind] - set(thing)
        if lacking or thing["@context"] != "https://schema.org":
            yield f"{kind} lacks {lacking}"
        if kind != "BreadcrumbList" and not (thing.get("name") and urlsplit(thing["url"]).path.startswith("/")):
            yield f"{kind} without name or url"
        if [value for value in thing.values() if value in (None, "", [])]:
            yield f"{kind} says nothing with an empty value"


def test_every_page_is_reached_and_no_link_is_broken(opened: list[Opened]) -> None:
    named = [found for found in urlpatterns if isinstance(found, URLPattern) and found.name]
    pages = {str(found.name) for found in named if "language:lang" in str(found.pattern)} - NOT_LINKED

    assert {one.path: one.status for one in opened if one.status != 200} == {}
    assert {lang: pages - {one.kind for one in opened if one.lang == lang} for lang in LANGUAGES} == {
        lang: set() for lang in LANGUAGES
    }
    assert {one.path: found for one in opened if (found := list(faults_of(one)))} == {}


def test_what_search_engines_are_told_is_whole_and_marked_where_invented(opened: list[Opened]) -> None:
    assert {one.path: found for one in opened if (found := list(wrong_data(one)))} == {}
    told = {str(thing["@type"]) for one in opened for thing in one.data}
    assert told >= set(REQUIRED) - {"Place", "TouristAttraction"}
    invented = [thing for one in opened for thing in one.data if thing["@type"] == "Event"]
    assert invented != []
    assert [thing["name"] for thing in invented if not re.match("演示：|Demo:", thing["description"])] == []


def test_the_sitemap_holds_what_may_be_indexed_and_nothing_else(reader: Client, opened: list[Opened]) -> None:
    tree = ElementTree.fromstring(reader.get("/sitemap.xml").content)
    namespace = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    listed = {str(found.text).removeprefix(settings.PUBLIC_URL) for found in tree.findall("s:url/s:loc", namespace)}

    assert {one.path for one in opened if one.is_indexed} - listed == set()
    assert {one.path for one in opened if one.path in listed and not one.is_indexed} == set()
    assert len(listed) > 200

"""The search page: two characters, pinyin, initials, English and the opera's other name all find what they mean."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import make_place
from tests.frontend.public.test_views import soup, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("facts_seeded")]


def found(reader: Client, q: str, lang: str = "zh") -> set[str]:
    page = soup(reader.get(f"/{lang}/search", {"q": q}))
    return {str(link["href"]).removeprefix(f"/{lang}/") for link in page.select("main .rows a")}


@pytest.mark.parametrize("q", ["神农", "shennongshan", "SHEN NONG", "sns", "Shennong", "\uff33\uff4e\uff53"])
def test_one_place_is_found_by_many_spellings(reader: Client, q: str) -> None:
    assert any(path.startswith("places/s") for path in found(reader, q))


@pytest.mark.parametrize("q", ["怀邦", "怀梆", "huaibang"])
def test_the_opera_is_found_under_both_its_names(reader: Client, q: str) -> None:
    paths = found(reader, q)

    assert any(path.startswith("events/") for path in paths)
    assert "places/huaibang-center" in paths


def test_places_events_and_lines_are_found_by_two_characters(reader: Client) -> None:
    kinds = {path.split("/")[0] for q in ("驴肉", "庙会") for path in found(reader, q)}

    assert kinds == {"places", "events", "routes"}


def test_a_word_that_finds_nothing_names_two_that_do(reader: Client) -> None:
    response = reader.get("/zh/search", {"q": "神农寨"})

    links = [str(link["href"]) for link in soup(response).select(".empty a")]
    assert "没找到这个名字" in words(response)
    assert len(links) == 2
    assert all(soup(reader.get(link)).select("main .rows a") for link in links)


@pytest.mark.parametrize("q", ["", "  ", "\u200b"])
def test_an_empty_search_only_asks(reader: Client, q: str) -> None:
    response = reader.get("/zh/search", {"q": q})

    assert soup(response).select("main .rows, main .empty") == []


@pytest.mark.parametrize("q", ["%", "_", "<script>alert(1)</script>", "' or 1=1 --", "\\"])
def test_marks_of_query_languages_are_only_text(reader: Client, q: str) -> None:
    response = reader.get("/zh/search", {"q": q})

    assert "没找到这个名字" in words(response)
    assert b"<script>alert" not in response.content


@pytest.mark.parametrize("path", ["search?q=%00", "search?q=%ED%A0%80", "search?q=" + "神" * 101])
def test_a_search_that_cannot_be_read_is_refused_with_a_page(reader: Client, path: str) -> None:
    assert words(reader.get(f"/zh/{path}"), 400)


def test_a_result_page_is_indexed_by_nobody(reader: Client) -> None:
    assert reader.get("/zh/search?q=x").headers["X-Robots-Tag"] == "noindex"


def test_more_results_ask_the_database_no_more_often(reader: Client) -> None:
    def asked(q: str = "驴肉") -> int:
        reader.get("/zh/safety")  # It reads the state under which pages are tagged.
        with CaptureQueriesContext(connection) as queries:
            reader.get("/zh/search", {"q": q})
        return len(queries)

    few = asked()
    for number in range(3):
        make_place(f"stall-{number}", search="驴肉")

    assert asked() == few <= 5
    assert asked("没有的名字") <= 5

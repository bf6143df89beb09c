"""The pages on facts only, in both languages: what is known, what tradition says, who can fill the rest."""

import gzip
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Protocol

import pytest
from bs4 import BeautifulSoup, Tag
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from routes.models import Itinerary
from tests.factories import NOW, make_event, make_occurrence, make_place
from tourism.places.models import Place
from tourism.places.services import close_place

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("facts_seeded")]

PLAN = "plan?on=2026-12-05&nights=1&who=2&like=shennongshan&like=opera&by=car"
PAGES = (
    "",
    "plan",
    PLAN,
    "calendar",
    "calendar/2026-12",
    "places",
    "places?theme=opera",
    "places/shennongshan",
    "routes",
    "routes/four-links",
    "industries",
    "industries/headwear",
    "organisations/ziqin-headwear",
    "about/facts",
    "safety",
    "calendar/2026-w49",
    "tonight",
    "map",
    "subscribe",
    "changes",
    "search",
    "search?q=%E6%80%80%E9%82%A6",
)
CSS = Path(__file__).parents[3] / "frontend/static/frontend/css"
HEAVIEST = 60_000


class Answer(Protocol):
    """What a test reads of a response."""

    status_code: int
    content: bytes


def soup(response: Answer, status: int = 200) -> BeautifulSoup:
    assert response.status_code == status, response.content.decode()[:2000]
    return BeautifulSoup(response.content, "html.parser")


def words(response: Answer, status: int = 200) -> str:
    main = soup(response, status).find("main")
    assert main is not None
    return re.sub(r"\s+", " ", main.get_text(" "))


def keep(reader: Client, **answers: str) -> str:
    asked = {"on": "2026-12-05", "nights": "1", "who": "2", "like": "shennongshan", **answers}
    response = reader.post("/zh/plan", asked, headers={"origin": "http://localhost"})
    assert response.status_code == 303, response.content.decode()[:2000]
    return response.headers["Location"]


def test_the_front_door_leads_to_the_language_of_the_browser(reader: Client) -> None:
    response = reader.get("/", headers={"accept-language": "en-GB,en;q=0.9"})

    assert (response.status_code, response.headers["Location"]) == (302, "/en/")
    assert response.headers["Vary"] == "Accept-Language"
    assert not response.cookies


def test_a_language_without_its_slash_leads_home(reader: Client) -> None:
    assert reader.get("/zh").headers["Location"] == "/zh/"


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_each_page_says_its_language_and_names_its_other_one(reader: Client, lang: str, path: str) -> None:
    response = reader.get(f"/{lang}/{path}")

    page = soup(response)
    other = page.find("a", hreflang={"zh": "en", "en": "zh-Hans"}[lang])
    assert page.html is not None
    assert page.html["lang"] == {"zh": "zh-Hans", "en": "en"}[lang]
    assert other is not None
    assert str(other["href"]).startswith({"zh": "/en/", "en": "/zh/"}[lang] + path.split("?")[0])
    assert {str(link["hreflang"]) for link in page.find_all("link", rel="alternate")} == {"zh-Hans", "en", "x-default"}
    assert not response.cookies
    assert reader.get(str(other["href"])).status_code == 200


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_each_page_and_its_style_are_light_and_free_of_inline_style(reader: Client, lang: str, path: str) -> None:
    response = reader.get(f"/{lang}/{path}")

    page = soup(response)
    style = b"".join(sheet.read_bytes() for sheet in CSS.glob("*.css"))
    assert len(gzip.compress(response.content)) + len(gzip.compress(style)) < HEAVIEST
    assert page.find(style=True) is None
    assert page.find("style") is None
    assert page.find(lambda tag: tag.name == "script" and not tag.get("src") and not tag.get("type")) is None
    assert len(page.find_all(True)) <= 1500


@pytest.mark.parametrize("path", PAGES)
def test_no_link_of_a_page_leads_nowhere(reader: Client, path: str) -> None:
    page = soup(reader.get(f"/zh/{path}"))

    hrefs = {str(link["href"]).split("#")[0] for link in page.find_all("a", href=True)}
    own = {href for href in hrefs if href.startswith("/") and not href.startswith("/api/")}
    assert {href for href in own if reader.get(href).status_code not in (200, 302)} == set()
    anchors = {str(link["href"])[1:] for link in page.find_all("a", href=re.compile("^#"))}
    assert anchors <= {str(found["id"]) for found in page.find_all(id=True)}


def test_a_week_without_events_says_so_and_names_the_next_old_day(reader: Client) -> None:
    text = words(reader.get("/zh/"))

    assert "这周还没有村里登记的活动。" in text
    assert "下一个老日子：冬至，12月22日。" in text


def test_the_first_page_counts_what_is_known_of_real_places_only(reader: Client) -> None:
    before = [str(found.string) for found in soup(reader.get("/zh/")).select(".tally dd")]
    Place.objects.filter(slug="museum").update(demo=True)

    after = [str(found.string) for found in soup(reader.get("/zh/")).select(".tally dd")]

    assert int(after[0]) == int(before[0]) - 1
    assert before[3] == "0"


def test_a_page_without_demo_rows_has_no_demo_bar(reader: Client) -> None:
    assert soup(reader.get("/zh/")).select(".demobar") == []


def test_a_demo_row_is_marked_and_brings_the_bar(reader: Client) -> None:
    event = make_event("sung", title_zh="怀梆义演", demo=True)
    start = NOW.replace(day=26, hour=6)
    make_occurrence(event, start, start.replace(hour=8))

    page = soup(reader.get("/zh/"))

    assert len(page.select(".demobar")) == 1
    assert [row.find("b", class_="demo") is not None for row in page.select("li.on")] == [True]


def test_the_plan_stays_one_when_wechat_adds_its_parameters(reader: Client) -> None:
    plain, shared = reader.get(f"/zh/{PLAN}"), reader.get(f"/zh/{PLAN}&from=singlemessage&isappinstalled=0")

    assert plain.content == shared.content


def test_a_plan_on_facts_only_says_what_is_assumed_and_what_to_ask(reader: Client) -> None:
    response = reader.get(f"/zh/{PLAN}")

    page, text = soup(response), words(response)
    assert "神农山" in text
    assert "没核实" in text
    assert "价钱未核实" in text
    assert "算不齐" in text
    assert 1 <= len(page.select("ul.ck > li")) <= 5
    assert "没排进来的，因为" in text
    assert [unwanted for unwanted in ("分数", "score", "bound") if unwanted in text] == []


def test_an_english_plan_adds_the_chinese_name_and_pinyin(reader: Client) -> None:
    page = soup(reader.get(f"/en/{PLAN}"))

    named = [found.get_text(" ", strip=True) for found in page.select(".stopc .py")]
    assert any("神农山" in name and "shén nóng" in name for name in named)


def _link(page: BeautifulSoup, text: str) -> Tag | None:
    return next((link for link in page.find_all("a") if link.get_text(strip=True) == text), None)


def test_beside_a_plan_lies_the_one_for_rain_and_the_way_back(reader: Client) -> None:
    dry = soup(reader.get("/zh/plan?on=2026-12-05&nights=0&who=2"))
    link = _link(dry, "要是下雨")

    assert link is not None
    wet = soup(reader.get(str(link["href"])))
    back = _link(wet, "天气好的话")
    assert "这份是下雨时的安排" in wet.get_text()
    assert "这份是下雨时的安排" not in dry.get_text()
    assert back is not None
    assert back["href"] == "/zh/plan?on=2026-12-05&nights=0&who=2"


def test_a_leg_without_a_verified_bus_says_so(reader: Client) -> None:
    page = soup(reader.get("/zh/plan?on=2026-12-05&nights=0&who=2&like=shennongshan&by=coach"))

    assert len(page.select("li.noway")) >= 2
    assert "没查到能核实的班车" in page.get_text()


@pytest.mark.parametrize(
    ("query", "status", "said"),
    [
        ("on=2020-01-01", 400, "2020-01-01 已经过去了"),
        ("on=2026-12-05&nights=19", 400, "一次排 1 到 14 天，您选了 20 天"),
        ("on=2026-02-30", 400, "日期写成"),
        ("on=2026-12-05&steps=none", 400, "台阶：只能是"),
        ("on=2026-12-05&nights=0&steps=step_free&go=museum", 422, "有没有台阶没核实"),
        ("on=2026-12-05&like=skiing", 400, "没有 skiing 这个主题"),
        ("on=2026-12-05&start=nowhere", 400, "没有 nowhere 这个地点"),
        ("on=2026-12-05&nights=0&go=penyao", 422, "没有坐标"),
    ],
)
def test_an_impossible_plan_names_the_reason_and_keeps_the_answers(
    reader: Client, query: str, status: int, said: str
) -> None:
    response = reader.get(f"/zh/plan?who=4&{query}")

    assert said in words(response, status)
    who = soup(response, status).find("input", attrs={"name": "who", "checked": True})
    assert who is not None
    assert who["value"] == "4"


def test_a_month_without_events_shows_old_days_and_what_has_no_date(reader: Client) -> None:
    text = words(reader.get("/zh/calendar/2026-12"))

    assert "这个月还没有登记好日子的活动。" in text
    assert "冬至" in text
    assert "篮球邀请赛" in text.split("日子没定的")[-1]


def test_a_custom_is_shown_on_its_day_as_not_verified(reader: Client) -> None:
    page = soup(reader.get("/zh/calendar/2027-04"))

    day = page.find(id="d7")
    assert day is not None
    text = day.get_text(" ")
    assert "神农山三月庙会" in text
    assert "按老规矩，今年办不办没核实" in text


def test_a_cancelled_date_is_struck_with_its_reason(reader: Client) -> None:
    start = NOW.replace(month=12, day=12, hour=6)
    occurrence = make_occurrence(make_event("down"), start, start.replace(hour=8))
    occurrence.status, occurrence.reason = "cancelled", "weather"
    occurrence.save()

    row = soup(reader.get("/zh/calendar/2026-12")).find(id=f"o-{occurrence.public_id}")

    assert row is not None
    assert row.find("s") is not None
    assert "已取消：天气" in row.get_text()


def test_a_moved_date_says_when_it_was(reader: Client) -> None:
    start = NOW.replace(month=12, day=12, hour=6)
    occurrence = make_occurrence(make_event("moved"), start, start.replace(hour=8), original_start="2026-12-11T19:30")

    row = soup(reader.get("/zh/calendar/2026-12")).find(id=f"o-{occurrence.public_id}")

    assert row is not None
    assert "改期了" in row.get_text()
    assert "原定 12月11日 19:30" in row.get_text()


def test_the_calendar_is_narrowed_by_kind_theme_and_town(reader: Client) -> None:
    start = NOW.replace(month=12, day=12, hour=6)
    town = Place.objects.get(slug="ziling")
    make_occurrence(make_event("sung", category="opera", town=town), start, start.replace(hour=8))
    make_occurrence(make_event("feast", category="banquet", themes=("community",)), start, start.replace(hour=8))

    shown = {
        query: [
            str(row.get_text()) for row in soup(reader.get(f"/zh/calendar/2026-12?{query}")).select("li[id^=o-] h3")
        ]
        for query in ("category=opera", "theme=community", "town=ziling")
    }

    assert {query: "".join(rows).split() for query, rows in shown.items()} == {
        "category=opera": ["sung"],
        "theme=community": ["feast"],
        "town=ziling": ["sung"],
    }


@pytest.mark.parametrize(
    "path",
    [
        "calendar/1899-12",
        "calendar/2100-01",
        "calendar/2026-13",
        "calendar?category=concert",
        "calendar?town=paris",
        "places/nowhere",
        "places?theme=skiing",
        "t/AAAAAAAAAAAAAAAAAAAAAA",
        "nothing",
    ],
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_address_that_leads_nowhere_has_a_page_in_its_language(reader: Client, lang: str, path: str) -> None:
    text = words(reader.get(f"/{lang}/{path}"), 404)

    assert {"zh": "没有这一页", "en": "There is no such page"}[lang] in text


def test_a_place_says_what_is_known_from_where_and_what_is_not(reader: Client) -> None:
    response = reader.get("/zh/places/shennongshan")

    page, text = soup(response), words(response)
    assert len(page.select(".dunno")) == 1
    assert "多少钱（别按免费算）" in text
    assert "圈的半径 1.5 公里" in text
    assert "还没有人登记活动" in text
    assert "神农山三月庙会" in text
    assert len(page.select("ul.sources li")) >= 3


def test_a_place_without_coordinates_has_no_map_and_says_which_town(reader: Client) -> None:
    response = reader.get("/zh/places/wutou")

    assert soup(response).select("svg.sketch") == []
    assert "只知道在紫陵镇，没有坐标。" in words(response)


def test_a_weakly_sourced_price_is_still_listed_as_unknown(reader: Client) -> None:
    text = words(reader.get("/zh/places/penyao"))

    assert "“全年免费”仅见2020摄影文" in text
    assert "多少钱（别按免费算）" in text


def test_a_part_leads_to_its_whole(reader: Client) -> None:
    page = soup(reader.get("/en/places/sns-baisongling"))

    assert page.find("a", href="/en/places/shennongshan") is not None


def test_an_unlisted_place_is_not_found(reader: Client) -> None:
    assert Place.objects.filter(slug="sta-qinyang", listed=False).exists()
    assert reader.get("/zh/places/sta-qinyang").status_code == 404


def test_a_kept_trip_is_private_and_shows_its_links(reader: Client) -> None:
    response = reader.get(keep(reader))

    page = soup(response)
    links = [found.get_text(strip=True) for found in page.select("p.link")]
    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert page.find("meta", attrs={"name": "robots", "content": "noindex"}) is not None
    assert [bool(re.search("/feeds/zh/itineraries/", links[0])), len(links)] == [True, 3]
    assert page.find("a", href=re.compile("^webcal://")) is not None
    assert page.select_one("svg.qr") is not None


def test_a_view_link_shows_neither_the_edit_link_nor_the_way_to_delete(reader: Client) -> None:
    edit = keep(reader)
    view = soup(reader.get(edit)).find(string=re.compile(r"/zh/t/(?!" + re.escape(edit.split("/")[-1]) + ")"))
    assert view is not None
    path = "/zh/t/" + str(view).split("/zh/t/")[1].strip()

    body = reader.get(path).content.decode()

    assert edit.split("/")[-1] not in body
    assert "/delete" not in body
    assert reader.get(f"{path}/delete").status_code == 404


def test_a_kept_trip_reads_in_the_other_language(reader: Client) -> None:
    text = words(reader.get(keep(reader).replace("/zh/", "/en/")))

    assert "Sat 5 Dec 2026" in text
    assert "Ask before you go" in text


@pytest.mark.parametrize(
    ("lang", "head", "beside"),
    [
        ("zh", "这份行程有 1 站变了", "12月5日 到 12月6日 不开（落石）。"),
        ("en", "Stops of this trip that have changed: 1", "Closed 5 Dec to 6 Dec (rockfall)."),
    ],
)
def test_a_kept_trip_says_at_its_head_and_beside_the_stop_what_has_changed(
    reader: Client, lang: str, head: str, beside: str
) -> None:
    path = keep(reader).replace("/zh/", f"/{lang}/")
    assert head not in reader.get(path).content.decode()

    day = date(2026, 12, 5)
    mountain = Place.objects.get(slug="shennongshan")
    close_place(mountain, first=day, until=day + timedelta(days=2), reason_zh="落石", reason_en="rockfall", now=NOW)

    html = reader.get(path).content.decode()
    assert (html.count(head), html.count(beside)) == (1, 1)
    assert html.index(head) < html.index('class="tl"') < html.index(beside)


def test_a_deleted_trip_is_gone_for_good(reader: Client) -> None:
    edit = keep(reader)
    assert "要删掉这份行程吗" in words(reader.get(f"{edit}/delete"))

    deleted = reader.post(f"{edit}/delete", headers={"origin": "http://localhost"})

    assert "行程删掉了" in words(deleted)
    assert "删了" in words(reader.get(edit), 410)
    assert reader.post(f"{edit}/delete").status_code == 410


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site", "origin": "https://evil.example"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://["},
        {"referer": "http://\u2100"},
        {"referer": "https://evil.example/page"},
    ],
)
def test_a_form_from_another_site_keeps_nothing(reader: Client, headers: dict[str, str]) -> None:
    response = reader.post("/zh/plan", {"on": "2026-12-05", "nights": "0"}, headers=headers)

    assert "别的网站" in words(response, 403)
    assert not Itinerary.objects.exists()


@pytest.mark.parametrize(
    "headers",
    [{}, {"sec-fetch-site": "same-origin"}, {"origin": "http://localhost"}, {"referer": "http://localhost/zh/plan"}],
)
def test_our_own_form_keeps_a_trip_whatever_an_old_browser_sends(reader: Client, headers: dict[str, str]) -> None:
    response = reader.post("/zh/plan", {"on": "2026-12-05", "nights": "0", "like": "shennongshan"}, headers=headers)

    assert response.status_code == 303
    assert Itinerary.objects.count() == 1


def test_keeping_an_impossible_trip_is_refused_with_the_form(reader: Client) -> None:
    response = reader.post("/zh/plan", {"on": "2020-01-01"})

    assert "已经过去了" in words(response, 400)
    assert not Itinerary.objects.exists()


@pytest.mark.parametrize("path", ["/zh/", "/zh/places", "/zh/calendar/2026-12"])
def test_a_page_may_not_be_written_to(reader: Client, path: str) -> None:
    response = reader.post(path)

    assert "这一页只能看" in words(response, 405)
    assert "GET" in response.headers["Allow"]
    assert "This page can only be read" in words(reader.delete(path.replace("/zh/", "/en/")), 405)


@pytest.mark.parametrize(("many", "few"), [("places", "places?town=chongyi"), ("calendar/2026-12", "calendar/2027-06")])
def test_a_list_asks_the_database_as_often_for_few_rows_as_for_many(reader: Client, many: str, few: str) -> None:
    start = NOW.replace(month=12, day=12, hour=6)
    for slug in ("one", "two", "three"):
        make_occurrence(make_event(slug), start, start.replace(hour=8))

    with CaptureQueriesContext(connection) as asked_many:
        reader.get(f"/zh/{many}")
    with CaptureQueriesContext(connection) as asked_few:
        reader.get(f"/zh/{few}")

    # A row brings its themes, once for all rows.
    assert len(asked_many) - len(asked_few) in (0, 1)


def test_a_place_asks_the_database_as_often_however_many_its_parts_and_events(reader: Client) -> None:
    def asked() -> int:
        reader.get("/zh/safety")  # It reads the state under which pages are tagged.
        with CaptureQueriesContext(connection) as found:
            reader.get("/zh/places/museum")
        return len(found)

    museum, start, counts = Place.objects.get(slug="museum"), NOW.replace(month=12, day=12, hour=6), []
    for number in (1, 2, 3):
        make_occurrence(make_event(f"show-{number}", venue=museum), start, start.replace(hour=8))
        make_event(f"once-{number}", venue=museum, standing="history")
        make_place(f"hall-{number}", part_of=museum, themes=("heritage", "opera"))
        counts.append(asked())

    # One more is left for its photos.
    assert counts == [4, 4, 4]
    assert words(reader.get("/zh/places/museum")).count("hall-1") == 1


@pytest.mark.parametrize(
    "path",
    [
        "/zh/plan?on=%00",
        "/zh/plan?on=%ED%A0%80",
        "/zh/plan?on=2026-12-05&nights=" + "9" * 5000,
        "/zh/plan?on=2026-12-05&elders=%C2%B2",
        "/zh/plan?on=9999-12-31",
        "/zh/plan?on=2026-12-05&like=<script>alert(1)</script>",
        "/zh/plan?" + "&".join(f"a{number}=1" for number in range(10_000)),
        "/zh/calendar?category=%00",
        "/zh/places/%00",
    ],
)
def test_hostile_addresses_get_a_page_that_says_what_is_wrong(reader: Client, path: str) -> None:
    response = reader.get(path)

    assert words(response, 400)
    assert b"<script>alert" not in response.content


def test_the_longest_trip_of_all_is_a_page_of_bearable_size(reader: Client) -> None:
    response = reader.get("/zh/plan?on=2026-12-05&nights=13&who=20&pace=full")

    page = soup(response)
    assert len(page.select("section[id^=d]")) == 14
    assert len(page.find_all(True)) <= 1500


def test_flowers_out_of_season_say_from_when(reader: Client) -> None:
    def note(day: str) -> str:
        chip = soup(reader.get(f"/zh/plan?like=opera&on={day}")).find("input", value="flower-fields")
        assert chip is not None
        return chip.parent.get_text(" ", strip=True) if chip.parent else ""

    assert note("2026-12-05") == "赏花海 要到3月21日"
    assert note("2027-03-27") == "赏花海"

"""The pages of lines, industries and organisations: who earns where, who runs what, and what nobody published."""

import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from routes.models import Route, RouteStop
from tests.factories import NOW, make_event, make_industry, make_organisation, make_place
from tests.frontend.public.test_views import soup, words
from tourism.places.models import Industry, Organisation, Place

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("facts_seeded")]


def queries_of(reader: Client, path: str) -> int:
    reader.get("/zh/safety")  # It reads the state under which pages are tagged.
    with CaptureQueriesContext(connection) as asked:
        assert reader.get(path).status_code == 200
    return len(asked)


def test_every_line_industry_and_organisation_has_a_page_in_both_languages(reader: Client) -> None:
    paths = [f"routes/{slug}" for slug in Route.objects.values_list("slug", flat=True)]
    paths += [f"industries/{slug}" for slug in Industry.objects.values_list("slug", flat=True)]
    paths += [f"organisations/{slug}" for slug in Organisation.objects.values_list("slug", flat=True)]

    answers = {f"/{lang}/{path}": reader.get(f"/{lang}/{path}") for path in paths for lang in ("zh", "en")}

    assert len(answers) > 30
    assert {path: answer.status_code for path, answer in answers.items() if answer.status_code != 200} == {}
    assert [path for path, answer in answers.items() if soup(answer).select(".demobar")] == []


def test_a_line_says_who_earns_at_each_stop_and_which_stop_has_no_position(reader: Client) -> None:
    response = reader.get("/zh/routes/four-links")

    page = soup(response)
    stops = [stop.get_text(" ", strip=True) for stop in page.select(".linestops > li")]
    assert len(stops) == 5
    assert "受益： 驴肉" in stops[0]
    assert "没有坐标" in stops[2]
    assert "谁在这里受益，没查到" in stops[4]
    assert page.find("a", href="/zh/industries/donkey-meat") is not None


def test_a_line_is_planned_without_the_stops_that_cannot_be(reader: Client) -> None:
    page = soup(reader.get("/zh/routes/four-links"))

    link = page.find("a", class_="btn-main")
    left = page.select_one(".dunno")
    assert link is not None
    assert left is not None
    assert "go=shennongshan" in str(link["href"])
    assert "go=flower-tea" not in str(link["href"])
    assert "go=peach" not in str(link["href"])
    assert "要到3月21日" in left.get_text()
    assert reader.get(str(link["href"])).status_code == 200


@pytest.mark.parametrize("slug", ["four-links", "eat-donkey-meat", "tour-shennongshan"])
def test_what_a_line_asks_for_can_be_planned(reader: Client, slug: str) -> None:
    link = soup(reader.get(f"/zh/routes/{slug}")).find("a", class_="btn-main")
    assert link is not None

    response = reader.get(f"{link['href']}&on=2026-12-05&nights=1&who=2")

    assert soup(response).select(".stopc") != []


def test_an_industry_says_what_it_makes_who_runs_it_and_what_is_not_published(reader: Client) -> None:
    text = words(reader.get("/zh/industries/headwear"))

    assert "皮筋" in text
    assert "紫陵镇皮筋头饰区域党委" in text
    assert "河南紫沁饰品有限公司" in text
    assert "协会 没有公布" in text
    assert "坞头村" in text
    assert "游客带来多少收入，没有公布" in text
    assert "展馆时间未知" in text


def test_an_industry_names_the_lines_on_which_it_earns_and_at_which_stop(reader: Client) -> None:
    page = soup(reader.get("/zh/industries/donkey-meat"))

    line = page.find("a", href="/zh/routes/four-links")
    assert line is not None
    assert line.parent is not None
    assert "西彰胡同" in line.parent.get_text()


def test_an_organisation_names_its_industry_and_its_events(reader: Client) -> None:
    body = make_organisation("band", name_zh="甲字班")
    event = make_event("sung", title_zh="怀梆义演", organiser=body)

    assert "区域党委" in words(reader.get("/zh/organisations/baixiang-donkey-committee"))
    assert soup(reader.get("/zh/organisations/band")).find("a", href=f"/zh/events/{event.id}") is not None
    assert "还没有登记它办的活动" in words(reader.get("/zh/organisations/ziqin-headwear"))


def test_the_lists_say_so_when_nothing_is_registered(reader: Client) -> None:
    RouteStop.objects.all().delete()
    Route.objects.all().delete()
    Place.objects.update(industry=None)
    Industry.objects.all().delete()

    assert "还没有登记线路" in words(reader.get("/zh/routes"))
    assert "还没有登记产业" in words(reader.get("/zh/industries"))
    assert soup(reader.get("/zh/")).find("a", href="/zh/places?theme=flower-tea") is not None


def test_a_line_without_stops_says_so(reader: Client) -> None:
    RouteStop.objects.filter(route__slug="headwear").delete()

    assert "还没有登记能去的地点" in words(reader.get("/zh/routes/headwear"))


def test_the_drawings_of_the_first_page_lead_to_their_lines(reader: Client) -> None:
    page = soup(reader.get("/en/"))

    drawn = [str(link["href"]) for link in page.select(".lines a")]
    assert drawn[0] == "/en/routes/eat-donkey-meat"
    assert [path for path in drawn if not path.startswith("/en/routes/")] == []
    assert [path for path in drawn if reader.get(path).status_code != 200] == []


def test_search_engines_are_told_of_a_line_without_invented_stops(reader: Client) -> None:
    def told() -> list[str]:
        block = soup(reader.get("/zh/routes/eat-donkey-meat")).find("script", type="application/ld+json")
        assert block is not None
        line, *_ = json.loads(block.get_text())
        return [item["name"] for item in line["itinerary"]["itemListElement"]]

    before = told()
    Place.objects.filter(slug="dong-donkey").update(demo=True)

    assert len(told()) == len(before) - 1


@pytest.mark.parametrize("kind", ["routes", "industries", "organisations"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_name_that_is_none_has_a_page_that_says_so(reader: Client, lang: str, kind: str) -> None:
    assert words(reader.get(f"/{lang}/{kind}/nothing"), 404)
    assert words(reader.get(f"/{lang}/{kind}/%00"), 400)


@pytest.mark.parametrize("path", ["routes", "routes/four-links", "industries", "organisations/ziqin-headwear"])
def test_parameters_of_others_change_nothing(reader: Client, path: str) -> None:
    assert reader.get(f"/zh/{path}").content == reader.get(f"/zh/{path}?from=timeline").content


def test_more_rows_ask_the_database_no_more_often(reader: Client) -> None:
    paths = (
        "/zh/routes",
        "/zh/routes/four-links",
        "/zh/industries",
        "/zh/industries/donkey-meat",
        "/zh/organisations/ziqin-headwear",
    )
    few = [queries_of(reader, path) for path in paths]
    route, donkey = Route.objects.get(slug="four-links"), Industry.objects.get(slug="donkey-meat")
    body = Organisation.objects.get(slug="ziqin-headwear")
    for number in range(3):
        place = make_place(f"stall-{number}", industry=donkey, themes=("donkey-meat",), operator=body)
        RouteStop.objects.create(route=route, rank=50 + number, place=place, industry=donkey)
        make_industry(f"craft-{number}").businesses.add(body)
        make_event(f"held-{number}", organiser=body)
        Route.objects.create(slug=f"line-{number}", destination=place.destination, name_zh="线", modified_at=NOW)

    assert [queries_of(reader, path) for path in paths] == few
    assert max(few) <= 5

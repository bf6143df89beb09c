"""The page of an event and of one of its dates: when by rule and by date, what its dates rest on, what changed."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from events.models import Event, Occurrence, Season
from events.recurrence import Picked
from events.services import Override, cancel_occurrence, override_occurrence
from tests.events.makers import publish
from tests.factories import NOW, make_destination, make_event, make_occurrence, make_organisation
from tests.frontend.public.test_views import soup, words
from tourism.places.models import Place

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("facts_seeded")]


def page_of(event: Event, lang: str = "zh") -> str:
    return f"/{lang}/events/{event.id}"


def sung(**columns: Any) -> tuple[Event, Occurrence]:
    event = make_event(
        "sung", title_zh="怀梆义演", title_en="Huaibang", venue=Place.objects.get(slug="museum"), **columns
    )
    start = NOW.replace(month=12, day=5, hour=11, minute=30)
    return event, make_occurrence(event, start, start + timedelta(minutes=90))


def published(**columns: Any) -> tuple[Event, Occurrence]:
    """Make an event on 5 December at 19:30 as an organiser does, so that the journal knows of it."""
    event = publish("sung", rule=Picked((date(2026, 12, 5),)), title_zh="怀梆义演", **columns)
    return event, event.occurrences.get()


def test_an_event_says_what_when_where_and_by_whom(reader: Client) -> None:
    event, _ = sung(organiser=make_organisation(name_zh="甲字班"))

    text = words(reader.get(page_of(event)))

    assert "怀梆义演" in text
    assert "5 周六 十月廿七" in text
    assert "19:30–21:00" in text
    assert "甲字班" in text
    assert "主办方定的日子" in text


def test_an_event_is_subscribed_to_by_itself(reader: Client) -> None:
    event, _ = sung()

    link = soup(reader.get(page_of(event))).find("a", href=re.compile("^webcal://"))

    assert link is not None
    assert str(link["href"]).endswith(f"/feeds/zh/events/{event.id}.ics")


def test_a_custom_says_its_rule_and_its_next_day_and_that_nobody_verified_it(reader: Client) -> None:
    response = reader.get(page_of(Event.objects.get(slug="shennong-temple-fair")))

    text = words(response)
    assert "每年农历三月" in text
    assert "2027年4月" in text
    assert "按老规矩，没核实" in text
    assert soup(response).find("a", href=re.compile("^webcal://")) is None


@pytest.mark.parametrize(("slug", "said"), [("basketball", "日子没定"), ("huaibang-benefit", "日子由村里通知")])
def test_an_event_without_dates_says_so_and_who_sets_them(reader: Client, slug: str, said: str) -> None:
    text = words(reader.get(page_of(Event.objects.get(slug=slug))))

    assert said in text
    assert "由主办的村、剧团或单位定" in text


def test_every_event_has_a_page_in_both_languages(reader: Client) -> None:
    events = list(Event.objects.filter(listed=True))

    answers = {(lang, event.slug): reader.get(page_of(event, lang)) for event in events for lang in ("zh", "en")}

    assert {key: answer.status_code for key, answer in answers.items() if answer.status_code != 200} == {}
    assert [key for key, answer in answers.items() if soup(answer).select(".demobar")] == []


def test_a_cancelled_date_is_struck_and_says_why(reader: Client) -> None:
    event, row = sung()
    Occurrence.objects.filter(pk=row.pk).update(status="cancelled", reason="weather")

    for path in (page_of(event), f"{page_of(event)}/2026-12-05T1930"):
        page = soup(reader.get(path))
        assert page.select("main s") != []
        assert "已取消：天气" in page.get_text()


def test_a_moved_date_keeps_the_address_of_its_original_start(reader: Client) -> None:
    event, row = sung()
    Occurrence.objects.filter(pk=row.pk).update(start=row.start + timedelta(days=1), end=row.end + timedelta(days=1))

    text = words(reader.get(f"{page_of(event)}/2026-12-05T1930"))

    assert "改期了 原定 12月5日 19:30" in text
    assert "6 周日" in text


def test_a_date_that_the_rule_no_longer_gives_still_has_its_page(reader: Client) -> None:
    event, row = sung()
    Occurrence.objects.filter(pk=row.pk).update(status="cancelled", reason="rule_changed")

    assert "日程改了" in words(reader.get(f"{page_of(event)}/2026-12-05T1930"))
    assert "日子没定" in words(reader.get(page_of(event)))


def test_what_is_invented_says_so_and_is_indexed_by_nobody(reader: Client) -> None:
    event, _ = sung()
    real = reader.get(page_of(event))
    Event.objects.filter(pk=event.pk).update(demo=True)
    invented = reader.get(page_of(event))

    assert "X-Robots-Tag" not in real.headers
    assert invented.headers["X-Robots-Tag"] == "noindex"
    description = soup(invented).find("meta", attrs={"name": "description"})
    assert description is not None
    assert str(description["content"]).startswith("演示：编的")


def test_the_page_of_a_date_leads_search_engines_to_its_event(reader: Client) -> None:
    event, _ = sung()

    link = soup(reader.get(f"{page_of(event)}/2026-12-05T1930")).find("link", rel="canonical")

    assert link is not None
    assert str(link["href"]).endswith(f"/zh/events/{event.id}")


def test_an_event_says_what_was_changed_and_when(reader: Client) -> None:
    event, row = published()
    moved = Override(start=row.start + timedelta(days=1))
    override_occurrence(event, row.original_start, override=moved, now=NOW + timedelta(hours=1))

    text = words(reader.get(page_of(event)))

    assert "改过什么" in text
    assert "2026年11月24日 13:00 12月5日的 怀梆义演 改到6日19:30" in text


def test_an_event_of_a_season_names_the_other_dates_of_it(reader: Client) -> None:
    season = Season.objects.create(slug="winter", destination=make_destination(), name_zh="冬闲", modified_at=NOW)
    event, row = sung(season=season)
    other = make_event("other", title_zh="清风亭", season=season)
    make_occurrence(other, row.start + timedelta(days=7), row.end + timedelta(days=7))

    page = soup(reader.get(page_of(event)))

    assert "清风亭" in page.get_text()
    assert page.find("a", href="/zh/seasons/winter") is not None


@pytest.mark.parametrize(
    "path", ["events", "events/1", "events/{id}/2026-12-06T1930", "events/{id}/2026-99-99", "events/{none}"]
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_event_that_is_not_there_has_a_page_that_says_so(reader: Client, lang: str, path: str) -> None:
    event, _ = sung()
    none = "6f1b1d1e-0d7c-4c55-9a37-000000000000"

    answer = reader.get(f"/{lang}/{path.format(id=event.id, none=none)}")

    assert words(answer, 404)


def test_a_draft_is_not_shown(reader: Client) -> None:
    event, _ = sung(status="draft")

    assert reader.get(page_of(event)).status_code == 404
    assert reader.get(f"{page_of(event)}/2026-12-05T1930").status_code == 404


def test_parameters_of_others_change_nothing(reader: Client) -> None:
    event, _ = sung()

    assert reader.get(page_of(event)).content == reader.get(f"{page_of(event)}?from=timeline").content


def test_an_event_with_many_dates_asks_the_database_as_often_as_one_with_few(reader: Client) -> None:
    event, row = sung()
    reader.get("/zh/safety")  # It reads the state under which pages are tagged.
    with CaptureQueriesContext(connection) as few:
        reader.get(page_of(event))
    for week in (1, 2, 3):
        make_occurrence(event, row.start + timedelta(weeks=week), row.end + timedelta(weeks=week))
    with CaptureQueriesContext(connection) as many:
        reader.get(page_of(event))

    assert len(many) == len(few) <= 5


def test_seasons_and_changes_are_asked_for_once(reader: Client) -> None:
    season = Season.objects.create(slug="winter", destination=make_destination(), name_zh="冬闲", modified_at=NOW)
    event, row = published(season=season)

    def asked() -> int:
        reader.get("/zh/safety")  # It reads the state under which pages are tagged.
        with CaptureQueriesContext(connection) as found:
            reader.get(page_of(event))
        return len(found)

    few = asked()
    for number in (1, 2, 3):
        other = make_event(f"other-{number}", season=season)
        make_occurrence(other, row.start, row.end)
        cancel_occurrence(event, row.original_start, reason=Occurrence.Reason.WEATHER, text_zh=f"雪{number}", now=NOW)

    assert asked() == few <= 5


def test_titles_lead_to_the_page_of_their_date(reader: Client) -> None:
    event, _ = sung()

    for path in ("/zh/calendar/2026-12", "/zh/places/museum"):
        assert soup(reader.get(path)).find("a", href=f"/zh/events/{event.id}/2026-12-05T1930") is not None

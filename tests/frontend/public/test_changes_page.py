"""What changed, in words: the journal's latest rows, without what is nobody's business."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from events.models import Event, Occurrence
from events.recurrence import Picked, Weekday, Weekly
from events.services import (
    Override,
    cancel_event,
    cancel_occurrence,
    override_occurrence,
    restore_occurrence,
    update_event,
)
from tests.events.makers import NOW, publish
from tests.factories import make_place
from tests.frontend.public.test_views import soup, words
from tourism.journal.models import Change
from tourism.journal.services import recording
from tourism.places.rows import save_row

pytestmark = pytest.mark.django_db

SATURDAY = "2026-11-28T19:30"


def after(hours: float) -> datetime:
    return NOW + timedelta(hours=hours)


def sung(**columns: Any) -> Event:
    return publish("sung", rule=Picked((date(2026, 11, 28),)), title_zh="怀梆义演", title_en="Huaibang show", **columns)


def lines(reader: Client, lang: str = "zh") -> list[str]:
    page = soup(reader.get(f"/{lang}/changes"))
    return ["".join(found.get_text().split()) for found in page.select(".news li p")]


def start_of(event: Event) -> datetime:
    return event.occurrences.get().start


def test_a_county_where_nothing_changed_says_so(reader: Client) -> None:
    assert "还没有变化" in words(reader.get("/zh/changes"))


def test_a_moved_date_says_from_when_to_when(reader: Client) -> None:
    event = sung()
    to = start_of(event) + timedelta(hours=18, minutes=30)
    override_occurrence(event, SATURDAY, override=Override(start=to), now=after(1))
    override_occurrence(event, SATURDAY, override=Override(start=to + timedelta(hours=1)), now=after(2))
    override_occurrence(event, SATURDAY, override=Override(start=to + timedelta(days=7)), now=after(3))

    assert lines(reader)[:3] == [
        "11月29日的怀梆义演改到12月6日14:00",
        "11月29日的怀梆义演改到15:00",
        "11月28日的怀梆义演改到29日14:00",
    ]
    assert lines(reader, "en")[2] == "Huaibangshowof28Novmovedto29Nov,14:00"


def test_a_cancelled_date_gives_its_reason_and_a_restored_one_is_held(reader: Client) -> None:
    event = sung()
    cancel_occurrence(event, SATURDAY, reason=Occurrence.Reason.WEATHER, now=after(1))
    restore_occurrence(event, SATURDAY, now=after(2))
    hall = make_place("hall", name_zh="村部大院")
    override_occurrence(event, SATURDAY, override=Override(venue=hall), now=after(3))

    assert lines(reader)[:3] == [
        "11月28日的怀梆义演换到村部大院",
        "11月28日的怀梆义演照常办",
        "11月28日的怀梆义演取消了：天气",
    ]


def test_an_event_that_is_cancelled_is_told_once_and_not_for_each_date(reader: Client) -> None:
    event = publish("weekly", rule=Weekly((Weekday.SATURDAY,)), title_zh="周六夜场")
    cancel_event(event, now=after(1))

    assert lines(reader) == ["周六夜场整个取消了", "新登记的活动：周六夜场"]


def test_what_was_changed_of_a_place_is_named_and_what_was_only_checked_too(reader: Client) -> None:
    place = make_place("hall", name_zh="村部大院")
    place.hours = "Mo-Su 09:00-17:00"
    save_row(place, type_="place", now=after(1))
    place.facts = {"phone": {"status": "unknown", "sources": [], "checked_on": "2026-11-24"}}
    save_row(place, type_="place", now=after(2))

    assert lines(reader) == ["村部大院：电话重新核实了", "村部大院：开放改了"]


def test_many_rows_of_one_stroke_are_counted(reader: Client) -> None:
    model = make_place("model")
    with recording(at=NOW):
        for number in range(5):
            model.pk, model.slug, model._state.adding = None, f"new-{number}", True
            save_row(model, type_="place", now=NOW)

    assert lines(reader) == ["新登记了5处地点"]


def test_drafts_unlisted_rows_trips_and_people_are_not_told_of(reader: Client) -> None:
    publish("draft", status="draft", title_zh="草稿")
    hidden = sung()
    update_event(hidden, {"title_zh": "不上架的"}, now=after(1), who="张三")
    Event.objects.filter(pk=hidden.pk).update(listed=False)
    shed = make_place("shed", name_zh="仓库", listed=False)
    shed.hours = "24/7"
    save_row(shed, type_="place", now=after(2), who="张三", why="私下问的")
    for type_ in ("itinerary", "membership", "anything"):
        Change.objects.create(
            seq=Change.objects.count() + 1000, type=type_, public_id="x", op="upsert", after={"name_zh": "私事"}, at=NOW
        )

    text = words(reader.get("/zh/changes"))

    assert "还没有变化" in text
    assert [secret for secret in ("草稿", "不上架的", "仓库", "张三", "私下问的", "私事") if secret in text] == []


def test_what_is_invented_is_marked(reader: Client) -> None:
    sung(demo=True)

    page = soup(reader.get("/zh/changes"))

    assert len(page.select(".news .demo")) == len(page.select(".demobar")) == 1


def test_older_changes_are_on_the_next_page_and_none_is_lost_between(reader: Client) -> None:
    event = sung()
    for minute in range(70):
        override_occurrence(
            event, SATURDAY, override=Override(title_zh=f"第{minute}版"), now=NOW + timedelta(minutes=minute + 1)
        )
    times: list[str] = []
    path, pages = "/zh/changes", 0
    while path:
        page, pages = soup(reader.get(path)), pages + 1
        times += [found.get_text() for found in page.select(".news .h")]
        path = next((str(link["href"]) for link in page.select("main a[href*=before]")), "")
        assert pages < 10

    assert (pages, len(times)) == (3, 71)
    assert times == sorted(times, reverse=True)


@pytest.mark.parametrize("before", ["x", "-1", "1" * 40, "٣", "1.5", " "])
def test_a_place_in_the_journal_that_is_none_is_the_beginning(reader: Client, before: str) -> None:
    sung()

    assert reader.get("/zh/changes", {"before": before}).content == reader.get("/zh/changes").content


def test_more_changes_ask_the_database_no_more_often(reader: Client) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            reader.get("/zh/changes")
        return len(found)

    event = sung()
    few = asked()
    for hour in (1, 2, 3):
        override_occurrence(event, SATURDAY, override=Override(title_zh=f"第{hour}版"), now=after(hour))
        save_row(make_place(f"p-{hour}"), type_="place", now=after(hour))

    assert few <= asked() <= 5

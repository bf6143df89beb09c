"""Publishing keeps dates, journal and stored bytes together."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import uuid5

import pytest
from django.db import connection
from icalendar import Event as Vevent

from events.models import Event, Occurrence
from events.recurrence import (
    Announced,
    Bounds,
    LunarYearly,
    Picked,
    Rule,
    Weekday,
    Weekly,
    rule_to_json,
)
from events.services import (
    Override,
    cancel_event,
    cancel_occurrence,
    create_event,
    materialise_horizon,
    override_occurrence,
    rerender_for,
    restore_event,
    restore_occurrence,
    save_event,
    update_event,
)
from tests.events.makers import NOW, SATURDAYS, publish
from tests.factories import make_place
from tourism.journal.models import Change, Rendered
from tourism.values.errors import Conflict, Invalid, NotFound

pytestmark = pytest.mark.django_db

SUNDAYS = Weekly((Weekday.SUNDAY,))
NEXT = "2026-11-28T19:30"
DECEMBER = datetime(2026, 12, 1, 4, 0, tzinfo=UTC)


def stored(type_: str, public_id: object, lang: str = "zh-Hans") -> list[Any]:
    row = Rendered.objects.get(type=type_, public_id=str(public_id), lang=lang, format="ics")
    found = Vevent.from_ical(bytes(row.bytes), multiple=True)
    return list(found)


def starts(event: Event, **columns: object) -> list[str]:
    return list(event.occurrences.filter(**columns).order_by("original_start").values_list("original_start", flat=True))


def snapshot() -> tuple[int, list[object], list[object]]:
    rows = list(Occurrence.objects.order_by("pk").values())
    return Change.objects.count(), list(rows), list(Rendered.objects.order_by("pk").values_list("etag", flat=True))


def test_a_weekly_event_has_its_dates_18_months_ahead_and_90_days_back() -> None:
    event = publish()

    found = starts(event)

    assert found[0] == "2026-08-01T19:30"
    assert found[-1] == "2028-05-27T19:30"
    assert len(found) == 96
    assert Event.objects.get().materialised_until == date(2028, 6, 1)


def test_a_date_is_named_by_its_event_and_its_original_start() -> None:
    event = publish()

    row = event.occurrences.get(original_start=NEXT)

    assert row.public_id == uuid5(event.id, NEXT)
    assert (row.start, row.end) == (
        datetime(2026, 11, 28, 11, 30, tzinfo=UTC),
        datetime(2026, 11, 28, 13, 0, tzinfo=UTC),
    )


def test_the_journal_holds_the_event_and_every_date() -> None:
    event = publish(rule=Picked((date(2026, 11, 28), date(2026, 12, 5))))

    changes = list(Change.objects.order_by("seq").values_list("type", "public_id", "op"))

    days = [str(uuid5(event.id, f"2026-{day}T19:30")) for day in ("11-28", "12-05")]
    assert changes == [
        ("event", str(event.id), "upsert"),
        ("occurrence", days[0], "upsert"),
        ("occurrence", days[1], "upsert"),
    ]


def test_the_horizon_does_nothing_twice_in_a_month() -> None:
    publish()
    before = snapshot()

    made = materialise_horizon(now=NOW + timedelta(days=2))

    assert made == 0
    assert snapshot() == before


def test_the_horizon_moves_with_the_month_and_the_series_with_it() -> None:
    event = publish()
    before = stored("event", event.id)[0]

    made = materialise_horizon(now=DECEMBER)

    after = stored("event", event.id)[0]
    assert made == 4
    assert (before["rrule"]["UNTIL"][0].date(), after["rrule"]["UNTIL"][0].date()) == (
        date(2028, 5, 27),
        date(2028, 6, 24),
    )
    assert (after["sequence"], after["dtstart"].dt) == (before["sequence"], before["dtstart"].dt)
    assert after["last-modified"].dt == after["dtstamp"].dt == DECEMBER


@pytest.mark.parametrize("standing", ["tradition", "announced", "history", "heritage"])
def test_only_a_scheduled_event_has_dates(standing: str) -> None:
    event = publish(rule=LunarYearly(9, 9), standing=standing)

    assert starts(event) == []
    assert not Rendered.objects.exists()


def test_an_announced_rule_gives_no_date() -> None:
    assert starts(publish(rule=Announced())) == []


def test_a_draft_has_no_dates_until_it_is_published() -> None:
    event = publish(status=Event.Status.DRAFT)
    assert starts(event) == []

    update_event(event, {"status": Event.Status.PUBLISHED}, now=NOW)

    assert len(starts(event)) == 96


def test_a_changed_rule_cancels_what_is_to_come_and_keeps_what_was() -> None:
    event = publish()

    update_event(event, {"rule": rule_to_json(SUNDAYS)}, now=NOW)

    kept = starts(event, status="confirmed", original_start__lt="2026-11-24")
    assert len(kept) == 17
    assert all(datetime.fromisoformat(text).weekday() == 5 for text in kept)
    assert starts(event, original_start__gte="2026-11-24", status="confirmed")[0] == "2026-11-29T19:30"
    assert starts(event, reason="rule_changed")[0] == NEXT
    assert len(starts(event)) == 96 + 79


def test_a_rule_that_returns_brings_its_dates_back() -> None:
    event = publish()
    ids = set(event.occurrences.values_list("public_id", flat=True))
    update_event(event, {"rule": rule_to_json(SUNDAYS)}, now=NOW)

    update_event(event, {"rule": rule_to_json(SATURDAYS)}, now=NOW)

    assert set(event.occurrences.filter(status="confirmed").values_list("public_id", flat=True)) == ids


def test_a_new_rule_invents_no_past() -> None:
    event = publish(rule=Announced())

    update_event(event, {"rule": rule_to_json(SATURDAYS)}, now=NOW)

    assert starts(event)[0] == NEXT


@pytest.mark.parametrize(
    ("columns", "sequence"),
    [
        ({"title_zh": "怀梆专场"}, 0),
        ({"description_zh": "自带小凳"}, 0),
        ({"title_zh": "怀梆义演"}, 0),
        ({"start_time": time(19, 0)}, 1),
        ({"duration_minutes": 120}, 1),
        ({"venue_note_zh": "村口"}, 1),
        ({"status": "postponed"}, 1),
        ({"rule": rule_to_json(SUNDAYS)}, 1),
    ],
)
def test_the_sequence_counts_changes_of_time_place_status_and_recurrence(
    columns: dict[str, object], sequence: int
) -> None:
    event = publish()

    changed = update_event(event, columns, now=NOW + timedelta(hours=1))

    assert changed.sequence == sequence
    assert stored("event", event.id)[0]["sequence"] == sequence


def test_a_change_that_changes_nothing_leaves_no_trace() -> None:
    event = publish()
    before = snapshot()

    update_event(event, {"title_zh": "怀梆义演", "rule": rule_to_json(SATURDAYS)}, now=NOW + timedelta(days=1))

    assert snapshot() == before


def test_an_event_saved_again_from_its_columns_keeps_its_dates() -> None:
    event = publish()
    before = snapshot()
    again = Event.objects.get()

    changed = save_event(again, now=NOW + timedelta(days=1))

    assert (changed, snapshot()) == (False, before)
    assert event.id == again.id


def test_a_longer_show_lasts_longer_on_each_date_to_come() -> None:
    event = publish()

    update_event(event, {"duration_minutes": 120}, now=NOW)

    lengths = {row.original_start: row.end - row.start for row in event.occurrences.all()}
    assert lengths[NEXT] == timedelta(minutes=120)
    assert lengths["2026-11-21T19:30"] == timedelta(minutes=90)


def test_a_moved_date_stays_itself() -> None:
    event = publish()
    moved = datetime(2026, 11, 29, 6, 0, tzinfo=UTC)

    row = override_occurrence(event, NEXT, override=Override(start=moved), now=NOW)

    master, override = stored("event", event.id)
    assert (row.original_start, row.public_id) == (NEXT, uuid5(event.id, NEXT))
    assert (row.start, row.end, row.sequence) == (moved, moved + timedelta(minutes=90), 1)
    assert override["uid"] == master["uid"] == str(event.id)
    assert override["recurrence-id"].dt.isoformat() == "2026-11-28T19:30:00+08:00"
    assert override["dtstart"].dt.isoformat() == "2026-11-29T14:00:00+08:00"
    assert override["sequence"] == 1
    assert override["description"].startswith("改期了：原定 11月28日 周六 19:30\n")
    assert "EXDATE" not in master


def test_a_moved_date_is_told_in_english_too() -> None:
    event = publish()

    override_occurrence(event, NEXT, override=Override(start=datetime(2026, 11, 29, 6, 0, tzinfo=UTC)), now=NOW)

    assert stored("event", event.id, "en")[1]["description"].startswith("Moved from Sat 28 Nov 19:30\n")


def test_one_date_may_have_its_own_words_and_venue_without_counting_the_words() -> None:
    event, court = publish(), make_place("court", name_zh="文化广场")

    words = override_occurrence(event, NEXT, override=Override(title_zh="专场"), now=NOW)
    assert words.sequence == 0
    place = override_occurrence(event, NEXT, override=Override(venue=court), now=NOW)

    override = stored("event", event.id)[1]
    assert place.sequence == 1
    assert (override["summary"], override["location"]) == ("专场", "文化广场, 沁阳市")


def test_one_cancelled_date_stays_visible_and_then_becomes_a_gap() -> None:
    event = publish()

    cancel_occurrence(event, NEXT, reason=Occurrence.Reason.WEATHER, text_zh="下雪路滑", now=NOW)

    override = stored("event", event.id)[1]
    assert (override["status"], override["summary"]) == ("CANCELLED", "【已取消】怀梆义演")
    assert override["description"].startswith("已取消：下雪路滑\n")
    materialise_horizon(now=datetime(2026, 12, 1, 4, 0, tzinfo=UTC))
    assert len(stored("event", event.id)) == 2
    materialise_horizon(now=datetime(2027, 1, 1, 4, 0, tzinfo=UTC))
    (master,) = stored("event", event.id)
    assert [one.dt.isoformat() for one in master["exdate"].dts] == ["2026-11-28T19:30:00+08:00"]


def test_cancelling_twice_counts_once() -> None:
    event = publish()
    cancel_occurrence(event, NEXT, reason=Occurrence.Reason.POWER, now=NOW)
    before = snapshot()

    row = cancel_occurrence(event, NEXT, reason=Occurrence.Reason.POWER, now=NOW + timedelta(hours=1))

    assert (row.sequence, snapshot()) == (1, before)


def test_a_cancelled_date_can_be_held_after_all() -> None:
    event = publish()
    cancel_occurrence(event, NEXT, reason=Occurrence.Reason.POWER, text_zh="停电", now=NOW)

    row = restore_occurrence(event, NEXT, now=NOW)

    assert (row.status, row.reason, row.reason_zh, row.sequence) == ("confirmed", "", "", 2)


def test_a_cancelled_event_stays_as_cancelled_and_comes_back() -> None:
    event = publish()
    cancel_occurrence(event, "2026-12-05T19:30", reason=Occurrence.Reason.POWER, now=NOW)

    cancel_event(event, reason=Occurrence.Reason.PEOPLE, text_zh="人手不够", now=NOW)

    (master,) = stored("event", event.id)
    assert (master["status"], master["summary"]) == ("CANCELLED", "【已取消】怀梆义演")
    assert master["dtstart"].dt.isoformat() == "2026-11-28T19:30:00+08:00"
    assert starts(event, status="confirmed")[-1] == "2026-11-21T19:30"
    assert event.occurrences.get(original_start=NEXT).reason_zh == "人手不够"
    restore_event(event, now=NOW)
    assert starts(event, status="cancelled") == ["2026-12-05T19:30"]
    assert stored("event", event.id)[0]["status"] == "CONFIRMED"


def test_a_postponed_event_is_tentative() -> None:
    event = publish()

    update_event(event, {"status": "postponed"}, now=NOW)

    assert stored("event", event.id)[0]["status"] == "TENTATIVE"
    assert event.occurrences.get(original_start=NEXT).status == "tentative"
    assert event.occurrences.get(original_start="2026-11-21T19:30").status == "confirmed"


@pytest.mark.parametrize("rule", [LunarYearly(10, 19), Picked((date(2026, 11, 27), date(2026, 11, 28)))])
def test_lunar_and_picked_dates_go_out_one_by_one(rule: Rule) -> None:
    event = publish(rule=rule)

    rows = list(event.occurrences.all())

    assert len(rows) == 2
    assert not Rendered.objects.filter(type="event").exists()
    for row in rows:
        (found,) = stored("occurrence", row.public_id)
        assert (found["uid"], found["related-to"]) == (str(row.public_id), str(event.id))
        assert "RRULE" not in found


def test_a_series_that_becomes_picked_dates_goes_out_cancelled_under_its_old_uid() -> None:
    event = publish()

    update_event(event, {"rule": rule_to_json(Picked((date(2026, 11, 28), date(2026, 12, 2))))}, now=NOW)

    (old,) = stored("event", event.id)
    assert (old["uid"], old["status"], old["sequence"]) == (str(event.id), "CANCELLED", 1)
    assert "RRULE" not in old
    kept = event.occurrences.get(original_start=NEXT)
    assert (kept.own_uid, stored("occurrence", kept.public_id)[0]["status"]) == (True, "CONFIRMED")


def test_picked_dates_that_become_a_series_go_out_cancelled_under_their_old_uids() -> None:
    event = publish(rule=Picked((date(2026, 12, 2),)))
    (row,) = event.occurrences.all()

    update_event(event, {"rule": rule_to_json(SATURDAYS)}, now=NOW)

    assert stored("occurrence", row.public_id)[0]["status"] == "CANCELLED"
    assert stored("event", event.id)[0]["rrule"]["FREQ"] == ["WEEKLY"]


def test_whole_days_are_dates() -> None:
    event = publish(rule=LunarYearly(3, 1), start_time=None, duration_minutes=15 * 1440, category="temple-fair")

    row = event.occurrences.get(original_start="2027-04-07")

    (found,) = stored("occurrence", row.public_id)
    assert (found["dtstart"].dt, found["dtend"].dt) == (date(2027, 4, 7), date(2027, 4, 22))
    assert found["transp"] == "TRANSPARENT"


def test_a_vague_position_is_no_pin() -> None:
    make_place("pagoda", name_zh="三圣塔", precision_m=1500)
    event = publish()

    (found,) = stored("event", event.id)

    assert "GEO" not in found
    assert found["location"] == "三圣塔, 沁阳市"


def test_what_is_stored_says_where_what_and_by_whom() -> None:
    event = publish(description_zh="老戏新唱", demo=True)

    (found,) = stored("event", event.id)

    assert found["summary"] == "【演示】怀梆义演"
    assert found["description"].split("\n") == [
        "老戏新唱",
        "主办：troupe",
        "演示数据，不是真的活动。",
        f"http://127.0.0.1:8000/zh/events/{event.id}",
    ]
    assert [str(word) for word in found["categories"].cats] == ["戏曲", "怀梆"]
    assert (found["geo"].latitude, found["geo"].longitude) == (35.0906, 112.9281)
    assert found["url"] == f"http://127.0.0.1:8000/zh/events/{event.id}"


def test_a_missing_translation_says_its_language() -> None:
    event = publish(title_en="")

    (found,) = stored("event", event.id, "en")

    assert (found["summary"], found["summary"].params["LANGUAGE"]) == ("怀梆义演", "zh-Hans")


def test_a_renamed_venue_is_written_again_once() -> None:
    event = publish()
    event.venue.name_zh = "三圣古塔"  # type: ignore[union-attr]  # it has a venue
    event.venue.save()  # type: ignore[union-attr]  # it has a venue

    assert rerender_for(places=["pagoda"], now=DECEMBER) == 1

    (found,) = stored("event", event.id)
    assert (found["location"], found["sequence"], found["dtstamp"].dt) == ("三圣古塔, 沁阳市", 0, DECEMBER)
    assert rerender_for(places=["pagoda"], now=DECEMBER + timedelta(hours=1)) == 0
    assert rerender_for(organisations=["troupe"], now=DECEMBER) == 0


@pytest.mark.parametrize(
    ("columns", "field"),
    [
        ({"rule": {"kind": "weekly", "weekdays": ["sa"], "interval": 0}}, "/rule/interval"),
        ({"rule": {}}, "/rule/kind"),
        ({"rule": "FREQ=DAILY"}, "/rule"),
        ({"duration_minutes": 0}, "/duration_minutes"),
        ({"duration_minutes": 10**9}, "/duration_minutes"),
        ({"title_zh": ""}, "/title_zh"),
        ({"title_zh": "长" * 161}, "/title_zh"),
        ({"category": "party"}, "/category"),
        ({"start_time": "half past seven"}, "/start_time"),
        ({"timezone": "../etc/passwd"}, "/timezone"),
        ({"sequence": 7}, "/sequence"),
        ({"colour": "red"}, "/colour"),
        ({"title_zh": "怀梆\x00"}, "/title_zh"),
        ({"description_en": "half a pair \ud800"}, "/description_en"),
        ({"facts": {"phone": {"status": "known", "sources": []}}}, "/facts/phone/sources"),
        ({"facts": {"phone": {"status": "known", "sources": ["S01"], "note": "\x00"}}}, "/facts"),
    ],
)
def test_a_wrong_event_is_refused_by_its_field_and_nothing_is_stored(columns: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as caught:
        publish(**columns)  # type: ignore[arg-type]  # wrong on purpose

    assert caught.value.field == field
    assert not Event.objects.exists()
    assert not Change.objects.exists()


def test_a_second_event_of_the_same_slug_is_refused() -> None:
    event = publish()

    with pytest.raises(Conflict):
        create_event({"slug": event.slug, "title_zh": "另一个"}, now=NOW)


def test_an_unknown_date_is_not_found() -> None:
    with pytest.raises(NotFound):
        cancel_occurrence(publish(), "2026-11-27T19:30", reason=Occurrence.Reason.OTHER, now=NOW)


def test_a_rule_change_is_no_reason_that_a_person_gives() -> None:
    with pytest.raises(Invalid):
        cancel_occurrence(publish(), NEXT, reason=Occurrence.Reason.RULE_CHANGED, now=NOW)


def test_words_that_no_database_stores_are_refused() -> None:
    with pytest.raises(Invalid) as caught:
        cancel_occurrence(publish(), NEXT, reason=Occurrence.Reason.OTHER, text_zh="\x00", now=NOW)

    assert caught.value.field == "/reason_zh"


def test_a_cancelled_date_cannot_be_moved() -> None:
    event = publish()
    cancel_occurrence(event, NEXT, reason=Occurrence.Reason.OTHER, now=NOW)

    with pytest.raises(Conflict):
        override_occurrence(event, NEXT, override=Override(title_zh="专场"), now=NOW)


def test_a_date_cannot_end_before_it_starts() -> None:
    early = datetime(2026, 11, 28, 11, 0, tzinfo=UTC)

    with pytest.raises(Invalid) as caught:
        override_occurrence(publish(), NEXT, override=Override(end=early), now=NOW)

    assert caught.value.field == "/end"


def test_a_date_that_the_rule_lost_cannot_be_restored() -> None:
    event = publish()
    update_event(event, {"rule": rule_to_json(SUNDAYS)}, now=NOW)

    with pytest.raises(Conflict):
        restore_occurrence(event, NEXT, now=NOW)


def test_a_date_of_a_cancelled_event_cannot_be_restored_alone() -> None:
    event = publish()
    cancel_event(event, now=NOW)

    with pytest.raises(Conflict):
        restore_occurrence(event, NEXT, now=NOW)


def test_a_rule_with_an_end_makes_no_date_after_it() -> None:
    event = publish(rule=Weekly((Weekday.SATURDAY,), bounds=Bounds(date(2026, 11, 28), date(2026, 12, 12))))

    assert starts(event) == [NEXT, "2026-12-05T19:30"]
    assert stored("event", event.id)[0]["rrule"]["UNTIL"][0].isoformat() == "2026-12-05T11:30:00+00:00"


def test_a_venue_in_a_town_is_named_with_it() -> None:
    event = publish(
        venue=make_place("court", name_zh="文化广场", town=make_place("wangqu", name_zh="王曲乡", role="area"))
    )

    assert stored("event", event.id)[0]["location"] == "文化广场, 王曲乡, 沁阳市"


def test_a_venue_that_is_no_place_of_ours_is_named_by_its_note() -> None:
    event = publish(venue=None, venue_note_zh="村口老槐树下", town=make_place("wangqu", name_zh="王曲乡", role="area"))

    (found,) = stored("event", event.id)
    assert (found["location"], "GEO" in found) == ("村口老槐树下, 王曲乡, 沁阳市", False)


def test_an_event_without_any_place_has_no_location() -> None:
    (found,) = stored("event", publish(venue=None).id)

    assert "LOCATION" not in found


def test_a_time_without_an_offset_is_refused() -> None:
    naive = datetime.fromisoformat("2026-11-29T14:00")

    with pytest.raises(Invalid) as caught:
        override_occurrence(publish(), NEXT, override=Override(start=naive, end=naive + timedelta(hours=1)), now=NOW)

    assert caught.value.field == "/start"


@pytest.mark.django_db(transaction=True)
def test_two_changes_at_once_both_count() -> None:
    event = publish(rule=Picked((date(2026, 11, 28),)))
    moves = [datetime(2026, 11, 28, hour, tzinfo=UTC) for hour in (5, 6, 7, 8)]

    def move(start: datetime) -> None:
        override_occurrence(event, NEXT, override=Override(start=start), now=NOW)
        connection.close()

    with ThreadPoolExecutor(len(moves)) as pool:
        list(pool.map(move, moves))

    row = event.occurrences.get()
    assert row.sequence == len(moves)
    assert stored("occurrence", row.public_id)[0]["sequence"] == len(moves)
    assert stored("occurrence", row.public_id)[0]["dtstart"].dt == row.start
    assert list(Change.objects.values_list("seq", flat=True)) == list(range(1, Change.objects.count() + 1))

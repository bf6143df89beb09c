"""Feeds tell the truth about change, in bytes that stay the same until something does."""

import hashlib
from datetime import UTC, date, datetime, timedelta
from typing import Any

import ics
import pytest
import recurring_ical_events
import vobject
from django.core.cache import cache
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from icalendar import Calendar

from events import feeds
from events.feeds import FeedFilters, event_feed_bytes, feed_bytes
from events.models import Event, Occurrence
from events.recurrence import Announced, LunarYearly, Monthly, Picked, Rule, Weekday, Weekly, rule_to_json
from events.services import (
    Override,
    cancel_event,
    cancel_occurrence,
    materialise_horizon,
    override_occurrence,
    update_event,
)
from tests.events.makers import NOW, SATURDAYS, publish
from tests.events.recurrence.rules import lunar_yearly, monthly, picked, weekly
from tests.factories import make_place, make_theme
from tourism.places.models import Theme
from tourism.places.rows import save_row
from tourism.values.errors import Gone, NotFound

ALL = FeedFilters()
NEXT = "2026-11-28T19:30"
SUNDAYS = Weekly((Weekday.SUNDAY,))
Held = set[tuple[datetime, datetime]]


def feed_of(now: datetime = NOW, lang: str = "zh-Hans", filters: FeedFilters = ALL) -> bytes:
    return feed_bytes(filters, lang, now).bytes


def calendar(data: bytes) -> Any:
    return Calendar.from_ical(data)


def vevents(data: bytes) -> list[Any]:
    return list(calendar(data).walk("VEVENT"))


def by_rows() -> Held:
    rows = Occurrence.objects.exclude(status="cancelled")
    return {(row.start, row.end) for row in rows if row.end > datetime(2026, 7, 31, 16, tzinfo=UTC)}


def by_icalendar(data: bytes) -> Held:
    found = recurring_ical_events.of(calendar(data)).between(date(2019, 1, 1), date(2042, 1, 1))
    return {(one["dtstart"].dt, one["dtend"].dt) for one in found if one["status"] != "CANCELLED"}


def by_vobject(data: bytes) -> Held:
    found: dict[tuple[str, datetime], tuple[datetime, datetime] | None] = {}
    events = vobject.readOne(data.decode()).vevent_list
    for one in sorted(events, key=lambda event: hasattr(event, "recurrence_id")):
        length = one.dtend.value - one.dtstart.value
        if hasattr(one, "recurrence_id"):
            starts, keys = [one.dtstart.value], [one.recurrence_id.value]
        else:
            starts = keys = list(one.getrruleset(addRDate=True)) if hasattr(one, "rrule") else [one.dtstart.value]
        for key, start in zip(keys, starts, strict=True):
            held = one.status.value != "CANCELLED"
            found[one.uid.value, key] = (start, start + length) if held else None
    return {span for span in found.values() if span}


def heads(data: bytes) -> set[tuple[str, str]]:
    return {(str(one["uid"]), one["dtstart"].dt.astimezone(UTC).isoformat()) for one in vevents(data)}


def heads_by_ics(data: bytes) -> set[tuple[str, str]]:
    found = ics.Calendar(data.decode()).events
    return {(one.uid.split("@")[0], one.begin.datetime.astimezone(UTC).isoformat()) for one in found}


@pytest.mark.django_db
@pytest.mark.filterwarnings("ignore:Behaviour of str:FutureWarning")
def test_three_readers_show_what_the_rows_hold() -> None:
    opera = publish()
    publish("banquet", rule=Picked((date(2026, 12, 1), date(2026, 12, 9))), category="banquet")
    publish("league", rule=Monthly(15), category="tournament")
    publish("fair", rule=LunarYearly(9, 9), category="temple-fair")
    moved = Override(start=datetime(2026, 12, 6, 6, 0, tzinfo=UTC))
    override_occurrence(opera, "2026-12-05T19:30", override=moved, now=NOW)
    cancel_occurrence(opera, NEXT, reason=Occurrence.Reason.WEATHER, now=NOW)

    data = feed_of()

    assert len(by_rows()) > 100
    assert by_icalendar(data) == by_rows()
    assert by_vobject(data) == by_rows()
    # The third reader knows no rules of recurrence: it is asked for what each entry says of itself.
    assert heads_by_ics(data) == heads(data)


class TestFeedsOfAnyRule(TestCase):
    """Whatever rule an event has, and whatever it had before, its feed shows its rows."""

    @settings(max_examples=20)
    @given(st.lists(weekly() | monthly() | lunar_yearly() | picked(), min_size=1, max_size=3))
    def test_a_feed_shows_the_rows_of_any_rules(self, rules: list[Rule]) -> None:
        event = publish(rule=rules[0])
        for hour, rule in enumerate(rules[1:], start=1):
            update_event(event, {"rule": rule_to_json(rule)}, now=NOW + timedelta(hours=hour))

        # Each example is rolled back and its numbers are given out again: what was kept is of another one.
        cache.clear()
        data = feed_of(NOW + timedelta(days=1))

        assert by_icalendar(data) == by_rows()
        for one in vevents(data):
            if "RRULE" in one:
                assert one["dtstart"].dt in {row.start for row in event.occurrences.all()}


@pytest.mark.django_db
def test_a_feed_stays_the_same_until_something_changes() -> None:
    event = publish()
    first = feed_bytes(ALL, "zh-Hans", NOW)

    later = feed_bytes(ALL, "zh-Hans", NOW + timedelta(days=5))
    update_event(event, {"description_zh": "自带小凳"}, now=NOW + timedelta(days=6))
    changed = feed_bytes(ALL, "zh-Hans", NOW + timedelta(days=6))

    assert later == first
    assert first.etag == hashlib.sha256(first.bytes).hexdigest()
    assert changed.etag != first.etag
    assert (first.last_modified, changed.last_modified) == (NOW, NOW + timedelta(days=6))


@pytest.mark.django_db
def test_a_renamed_theme_moves_the_last_modified_of_the_feed_named_after_it_on() -> None:
    publish()
    theme, later = Theme.objects.get(slug="opera"), NOW + timedelta(days=1)
    theme.name_zh = "怀梆戏"

    save_row(theme, type_="theme", now=later)

    feed = feed_bytes(FeedFilters(theme="opera"), "zh-Hans", later)
    assert "怀梆戏" in feed.bytes.decode()
    assert feed.last_modified == later


@pytest.mark.django_db
def test_what_leaves_a_feed_moves_its_last_modified_on() -> None:
    event = publish()
    later = NOW + timedelta(days=1)

    update_event(event, {"listed": False}, now=later)

    feed = feed_bytes(ALL, "zh-Hans", later)
    assert vevents(feed.bytes) == []
    assert feed.last_modified == later


@pytest.mark.django_db
def test_the_window_moves_at_the_first_midnight_of_a_month_in_the_county() -> None:
    publish(rule=Picked((date(2026, 8, 1), date(2026, 9, 1), date(2028, 5, 31))))
    before, after = datetime(2026, 11, 30, 15, 59, tzinfo=UTC), datetime(2026, 11, 30, 16, 0, tzinfo=UTC)

    starts = [[f"{one['dtstart'].dt:%Y-%m-%d}" for one in vevents(feed_of(now))] for now in (before, after)]

    assert starts == [["2026-08-01", "2026-09-01", "2028-05-31"], ["2026-09-01", "2028-05-31"]]


@pytest.mark.django_db
def test_a_cancelled_date_is_shown_until_a_month_begins_thirty_days_later() -> None:
    event = publish(rule=Picked((date(2026, 11, 28), date(2026, 12, 20))))
    cancel_occurrence(event, NEXT, reason=Occurrence.Reason.OTHER, now=NOW)
    moments = [datetime(2026, 12, 31, 15, 59, tzinfo=UTC), datetime(2026, 12, 31, 16, 0, tzinfo=UTC)]

    shown = [[str(one["status"]) for one in vevents(feed_of(now))] for now in moments]

    assert shown == [["CANCELLED", "CONFIRMED"], ["CONFIRMED"]]


@pytest.mark.django_db
def test_a_cancelled_series_stays_in_the_feed() -> None:
    event = publish()

    cancel_event(event, now=NOW)

    (one,) = vevents(feed_of())
    assert (one["status"], one["sequence"], str(one["uid"])) == ("CANCELLED", 1, str(event.id))


@pytest.mark.django_db
def test_events_stand_in_order_of_start() -> None:
    publish("late", rule=Picked((date(2026, 12, 20),)))
    publish("early", rule=Picked((date(2026, 12, 1),)))
    publish("series")

    starts = [one["dtstart"].dt for one in vevents(feed_of())]

    assert starts == sorted(starts)


@pytest.mark.django_db
def test_a_cut_drops_the_farthest_future_but_no_cancellation_and_says_so() -> None:
    days = tuple(date(2026, 11, 25) + timedelta(days=offset) for offset in range(310))
    event = publish(rule=Picked(days))
    last = event.occurrences.last()
    assert last is not None
    cancel_occurrence(event, last.original_start, reason=Occurrence.Reason.OTHER, now=NOW)

    data = feed_of()

    shown = vevents(data)
    assert len(shown) <= feeds.MAX_EVENTS
    assert len(data) <= feeds.MAX_BYTES
    left = 310 - len(shown)
    assert shown[-1]["status"] == "CANCELLED"
    assert [one["dtstart"].dt.date() for one in shown[:-1]] == list(days[: len(shown) - 1])
    assert f"最远的{left}条没有列出" in str(calendar(data)["description"])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"category": "opera"}, {"opera"}),
        ({"category": "banquet"}, {"banquet"}),
        ({"theme": "opera"}, {"opera", "banquet"}),
        ({"theme": "sport"}, set()),
        ({"venue": "court"}, {"banquet"}),
        ({"town": "wangqu"}, {"banquet"}),
        ({"organiser": "troupe"}, {"opera", "banquet"}),
        ({"destination": "qinyang"}, {"opera", "banquet"}),
        ({"category": "opera", "town": "wangqu"}, set()),
    ],
)
def test_a_feed_is_narrowed_by_its_filters(filters: dict[str, str], found: set[str]) -> None:
    make_theme("sport")
    town = make_place("wangqu", role="area")
    publish("opera", title_zh="opera")
    publish("banquet", title_zh="banquet", category="banquet", venue=make_place("court", town=town))

    data = feed_of(filters=FeedFilters(**filters))

    assert {str(one["summary"]) for one in vevents(data)} == found


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["category", "theme", "town", "organiser", "venue", "destination"])
def test_an_unknown_filter_is_not_found_rather_than_empty(name: str) -> None:
    publish()

    with pytest.raises(NotFound):
        feed_of(filters=FeedFilters(**{name: "nowhere"}))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("lang", "demo", "name"),
    [
        ("zh-Hans", False, "沁阳活动 · 怀梆"),
        ("zh-Hans", True, "【演示】沁阳活动 · 怀梆"),
        ("en", True, "[Demo] Qinyang events · opera"),
    ],
)
def test_a_feed_is_named_for_what_it_holds(lang: str, demo: bool, name: str) -> None:
    publish(demo=demo)

    data = feed_of(lang=lang, filters=FeedFilters(theme="opera"))

    assert str(calendar(data)["x-wr-calname"]) == name


@pytest.mark.django_db
def test_an_event_has_a_feed_of_its_own() -> None:
    event, other = publish(), publish("other")

    data = event_feed_bytes(event.id, "zh-Hans", NOW).bytes

    assert {str(one["uid"]) for one in vevents(data)} == {str(event.id)}
    assert other.id != event.id
    assert f"/feeds/zh/events/{event.id}.ics" in data.decode().replace("\r\n ", "")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("columns", "refusal"),
    [
        ({"status": Event.Status.ARCHIVED}, Gone),
        ({"status": Event.Status.DRAFT}, NotFound),
        ({"listed": False}, NotFound),
        ({"standing": Event.Standing.TRADITION}, NotFound),
    ],
)
def test_the_feed_of_an_event_that_is_not_public_is_refused(columns: dict[str, str], refusal: type[Exception]) -> None:
    event = publish()
    assert event_feed_bytes(event.id, "zh-Hans", NOW).bytes
    update_event(event, columns, now=NOW)

    with pytest.raises(refusal):
        event_feed_bytes(event.id, "zh-Hans", NOW)


@pytest.mark.django_db
def test_the_same_uid_stands_for_an_event_in_every_feed() -> None:
    publish(rule=Picked((date(2026, 12, 1),)))

    uids = {str(vevents(feed_of(filters=FeedFilters(**one)))[0]["uid"]) for one in ({}, {"category": "opera"})}

    assert len(uids) == 1


@pytest.mark.django_db
def test_every_line_of_a_feed_is_short_and_whole() -> None:
    publish(description_zh="一段很长的介绍，" * 100 + "\n第二段\u2028完", title_zh="👨‍👩‍👧" * 20)

    data = feed_of()

    lines = data.split(b"\r\n")
    assert lines[-1] == b""
    assert all(0 < len(line) <= 75 and line.decode() for line in lines[:-1])


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_a_feed_takes_the_same_queries_for_one_event_as_for_three(
    count: int, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    for number in range(count):
        publish(f"opera-{number}", rule=SATURDAYS if number % 2 else SUNDAYS)
    publish("banquet", rule=Picked((date(2026, 12, 1),)))

    with django_assert_num_queries(6):  # type: ignore[operator]  # the plugin's own fixture
        feed_of()


@pytest.mark.django_db
def test_an_unchanged_feed_asks_the_journal_and_nothing_else(django_assert_num_queries: pytest.FixtureRequest) -> None:
    publish()
    first = feed_of()

    with django_assert_num_queries(1):  # type: ignore[operator]  # the plugin's own fixture
        again = feed_of()

    assert again == first


@pytest.mark.django_db
def test_a_feed_that_is_kept_tells_of_the_next_change_at_once() -> None:
    opera = publish()
    feed_of()

    cancel_occurrence(opera, NEXT, reason=Occurrence.Reason.WEATHER, now=NOW)

    assert b"STATUS:CANCELLED" in feed_of()


@pytest.mark.django_db
def test_an_announced_event_leaves_the_feed_empty_and_whole() -> None:
    publish(rule=Announced())
    materialise_horizon(now=NOW)

    assert vevents(feed_of()) == []

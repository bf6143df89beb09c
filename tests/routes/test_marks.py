"""Marks of kept trips: each thing that can happen to a stop, read at once and after the worker's run alike."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import icalendar
import pytest
from pytest_django import DjangoAssertNumQueries

from events.models import Event, Occurrence
from events.recurrence import Weekday, Weekly, rule_to_json
from events.services import (
    Override,
    cancel_event,
    cancel_occurrence,
    override_occurrence,
    restore_occurrence,
    update_event,
)
from routes.answer import MarkShown
from routes.asking import trip_request
from routes.models import Itinerary, ItineraryTarget
from routes.queries import trips_resting_on
from routes.readers import MARKING, TRIP_MARKS, TRIPS_A_JOB
from routes.services import Trip, delete_itinerary, itinerary_feed, keep_itinerary, read_itinerary
from tests.routes.county import NOW, SATURDAY, make_county, make_show
from tourism.jobs.duties import Duties
from tourism.jobs.models import Cursor, Job
from tourism.jobs.services import do_all
from tourism.journal.models import Change
from tourism.places.models import Closure, Place, SpecialDay
from tourism.places.services import close_place, reopen_place, save_place, save_sourced

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(hours=1)
DUTIES = Duties(readers=(TRIP_MARKS,), works=(MARKING,))
DAY = date.fromisoformat(SATURDAY)
ORIGINAL = "2026-12-05T14:00"

Edit = Callable[[], None]


@pytest.fixture(autouse=True)
def _county() -> None:
    make_county()
    make_show(title_zh="怀梆义演", title_en="Huaibang opera")
    Event.objects.update(rule=rule_to_json(Weekly((Weekday.SATURDAY,))), start_time=time(14))


def keep() -> Trip:
    """Keep a Saturday with a museum in the morning and the show in the afternoon."""
    occurrence = Occurrence.objects.get(original_start=ORIGINAL)
    request = trip_request({"start_date": SATURDAY, "days": 1, "meals": False, "lang": "en"})
    museum = {"place": "museum", "arrive": f"{SATURDAY}T10:00:00+08:00", "leave": f"{SATURDAY}T11:10:00+08:00"}
    show = {
        "occurrence": str(occurrence.public_id),
        "arrive": f"{SATURDAY}T14:00:00+08:00",
        "leave": f"{SATURDAY}T15:30:00+08:00",
    }
    trip = keep_itinerary(request, [{"stops": [museum, show]}], now=NOW)
    work()
    return trip


def work(now: datetime = LATER) -> None:
    do_all(DUTIES, worker="w", clock=lambda: now)


def marks(trip: Trip, role: str = "view", lang: str = "en", now: datetime = LATER) -> list[tuple[str, str, str]]:
    read = read_itinerary(trip.links[role].token, lang=lang, now=now)
    return [(mark.stop, mark.code, mark.text) for mark in read.marks]


def entries(trip: Trip) -> Iterator[Any]:
    data = itinerary_feed(trip.links["feed"].token, lang="en", now=LATER)[0]
    yield from icalendar.Calendar.from_ical(data).walk("VEVENT")


def change_place(slug: str, **columns: object) -> None:
    place = Place.objects.get(slug=slug)
    for name, value in columns.items():
        setattr(place, name, value)
    save_place(place, now=LATER)


def show() -> Event:
    return Event.objects.get()


def cancel_date() -> None:
    cancel_occurrence(show(), ORIGINAL, reason=Occurrence.Reason.WEATHER, now=LATER)


def cancel_whole() -> None:
    cancel_event(show(), now=LATER, text_zh="停电", text_en="no power")


def move(**override: Any) -> None:
    override_occurrence(show(), ORIGINAL, override=Override(**override), now=LATER)


def change_event(**columns: object) -> None:
    update_event(show(), columns, now=LATER)


def close_museum() -> None:
    close_place(
        Place.objects.get(slug="museum"), first=DAY, until=DAY + timedelta(days=2),
        reason_zh="维修", reason_en="repairs", now=LATER,
    )  # fmt: skip


WHEN = datetime(2026, 12, 5, 11, 30, tzinfo=UTC)
HAPPENED: list[tuple[Edit, str, str, str]] = [
    (cancel_date, "d1s2", "event_cancelled", "Cancelled (weather). Choose something else."),
    (cancel_whole, "d1s2", "event_cancelled", "Cancelled (no power). Choose something else."),
    (lambda: move(start=WHEN), "d1s2", "event_moved", "The time has changed: it is now 5 Dec, 19:30."),
    (
        lambda: move(end=datetime(2026, 12, 5, 7, tzinfo=UTC)),
        "d1s2",
        "event_moved",
        "The time has changed: it is now 5 Dec, 14:00.",
    ),
    (
        lambda: move(venue=Place.objects.get(slug="beidasi")),
        "d1s2",
        "event_elsewhere",
        "It has moved to another place: beidasi.",
    ),
    (
        lambda: change_event(status="postponed"),
        "d1s2",
        "event_postponed",
        "Postponed, with no new date yet. Do not rely on it.",
    ),
    (
        lambda: change_event(listed=False),
        "d1s2",
        "event_withdrawn",
        "This event was withdrawn. Ask its organiser first.",
    ),
    (
        lambda: change_event(status="archived"),
        "d1s2",
        "event_withdrawn",
        "This event was withdrawn. Ask its organiser first.",
    ),
    (close_museum, "d1s1", "place_closed", "Closed 5 Dec to 6 Dec (repairs)."),
    (
        lambda: change_place("museum", listed=False),
        "d1s1",
        "place_withdrawn",
        "This place was taken off our list. Ask before you go.",
    ),
    (
        lambda: change_place("museum", season_from="03-01", season_until="12-04"),
        "d1s1",
        "place_out_of_season",
        "It is out of season on that day.",
    ),
    (
        lambda: change_place("museum", hours="Mo-Su 13:00-17:00"),
        "d1s1",
        "hours_changed",
        "Its hours have changed: that day 13:00–17:00, which this stop no longer fits.",
    ),
    (
        lambda: change_place("museum", hours="Mo-Fr 08:00-17:00"),
        "d1s1",
        "hours_changed",
        "Its hours have changed: that day closed, which this stop no longer fits.",
    ),
]


@pytest.mark.parametrize(("edit", "stop", "code", "text"), HAPPENED)
def test_what_happens_to_a_stop_is_marked_when_read_and_after_the_run_alike(
    edit: Edit, stop: str, code: str, text: str
) -> None:
    read_first, run_first = keep(), keep()
    assert marks(read_first) == []
    edit()

    at_once = marks(read_first)
    work()

    assert at_once == marks(read_first) == marks(run_first) == [(stop, code, text)]
    versions = set(Itinerary.objects.values_list("version", "sequence", "marks_due"))
    assert versions == {(2, 1, False)}


@pytest.mark.parametrize(
    "edit",
    [
        lambda: change_place("museum", hours="Mo-Su 10:00-11:10"),
        lambda: change_place("museum", name_zh="新名字"),
        lambda: change_place("beidasi", hours="Mo-Su 13:00-14:00"),
        lambda: move(title_en="Another title"),
        lambda: move(end=datetime(2026, 12, 5, 7, 30, tzinfo=UTC)),
    ],
)
def test_a_change_that_the_stops_outlive_marks_nothing(edit: Edit) -> None:
    trip = keep()

    edit()

    assert marks(trip) == []
    work()
    assert marks(trip) == []
    assert Itinerary.objects.get().version == 1


@pytest.mark.parametrize(("until", "is_closed"), [(DAY, False), (DAY + timedelta(days=1), True)])
def test_a_closure_is_over_on_the_day_of_opening(until: date, is_closed: bool) -> None:
    trip = keep()

    museum = Place.objects.get(slug="museum")
    close_place(museum, first=DAY - timedelta(days=3), until=until, reason_zh="维修", now=LATER)

    assert [code for _, code, _ in marks(trip)] == (["place_closed"] if is_closed else [])


def test_marks_are_told_in_both_languages() -> None:
    trip = keep()

    cancel_date()

    assert [text for _, _, text in marks(trip, lang="zh-Hans")] == ["这一场取消了（天气）。换一样玩的。"]


def test_restoring_the_event_removes_the_mark_and_the_calendar_follows_both_times() -> None:
    trip = keep()

    cancel_date()
    cancelled = [(str(entry["STATUS"]), str(entry["SUMMARY"]), entry["SEQUENCE"]) for entry in entries(trip)]
    restore_occurrence(show(), ORIGINAL, now=LATER)
    restored = [(str(entry["STATUS"]), str(entry["SUMMARY"]), entry["SEQUENCE"]) for entry in entries(trip)]

    assert cancelled == [("CONFIRMED", "museum", 1), ("CANCELLED", "[Cancelled] Huaibang opera", 1)]
    assert restored == [("CONFIRMED", "museum", 2), ("CONFIRMED", "Huaibang opera", 2)]
    assert marks(trip) == []


def test_a_changed_stop_says_so_first_in_the_calendar() -> None:
    trip = keep()

    close_museum()

    entry = next(entries(trip))
    assert (str(entry["SUMMARY"]), str(entry["STATUS"])) == ("[Changed] museum", "CONFIRMED")
    assert str(entry["DESCRIPTION"]).splitlines()[0] == "Closed 5 Dec to 6 Dec (repairs)."
    reopen_place(Closure.objects.get(), now=LATER)
    assert str(next(entries(trip))["SUMMARY"]) == "museum"


def test_a_mark_keeps_the_moment_it_happened() -> None:
    trip = keep()
    cancel_date()
    work()

    change_place("museum", name_zh="新名字", listed=True)
    close_museum()
    work(LATER + timedelta(days=1))

    found = read_itinerary(trip.links["view"].token, lang="en", now=LATER + timedelta(days=1)).marks
    assert [(mark.code, mark.since) for mark in found] == [("place_closed", LATER), ("event_cancelled", LATER)]
    assert isinstance(found[0], MarkShown)


def test_a_stop_that_is_over_is_not_marked_any_more_and_keeps_the_mark_it_had() -> None:
    trip = keep()
    cancel_date()
    noon = datetime(2026, 12, 5, 4, 0, tzinfo=UTC)
    work()

    close_museum()
    work(noon)

    assert [code for _, code, _ in marks(trip, now=noon)] == ["event_cancelled"]
    evening = noon + timedelta(hours=8)
    restore_occurrence(show(), ORIGINAL, now=evening)
    assert [code for _, code, _ in marks(trip, now=evening)] == ["event_cancelled"]


def test_a_day_that_becomes_a_holiday_is_looked_at_again() -> None:
    change_place("museum", hours="Mo-Su 08:00-17:00; PH off")
    trip = keep()

    save_sourced(
        SpecialDay(slug="day", date=DAY, kind="holiday", name_zh="假", name_en="day off"),
        type_="special_day",
        now=LATER,
    )
    work()

    assert [code for _, code, _ in marks(trip)] == ["hours_changed"]


def test_what_changed_while_a_trip_was_being_planned_is_marked_too() -> None:
    trip = keep()
    # As if the show had been cancelled, and the reader had passed it by, before the trip was there.
    Occurrence.objects.update(status="cancelled", reason="weather")
    last = Change.objects.order_by("-seq").values_list("seq", flat=True)[0]
    Cursor.objects.filter(reader=TRIP_MARKS.name).update(seq=last - 1)
    Job.objects.all().delete()

    work()

    assert [mark["code"] for mark in Itinerary.objects.get().marks] == ["event_cancelled"]
    assert [code for _, code, _ in marks(trip)] == ["event_cancelled"]


def test_many_trips_are_marked_a_few_at_a_time_and_the_last_is_right_before_its_turn() -> None:
    trips = [keep() for _ in range(TRIPS_A_JOB + 1)]
    Job.objects.all().delete()
    cancel_date()

    do_all(Duties(readers=(TRIP_MARKS,)), worker="w", clock=lambda: LATER)

    assert sorted(len(job.payload["trips"]) for job in Job.objects.all()) == [1, TRIPS_A_JOB]
    assert Itinerary.objects.filter(marks_due=True, marks=[]).count() == TRIPS_A_JOB + 1
    assert all([code for _, code, _ in marks(trip)] == ["event_cancelled"] for trip in trips)


def test_a_deleted_trip_is_found_by_no_change() -> None:
    trip = keep()

    delete_itinerary(trip.links["edit"].token, now=LATER)
    cancel_date()
    work()

    row = Itinerary.objects.get()
    assert (row.marks, row.marks_due, ItineraryTarget.objects.count()) == ([], False, 0)


@pytest.mark.parametrize("number", [1, 3])
def test_the_trips_of_a_change_are_found_in_one_query(
    number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(number):
        keep()

    with django_assert_num_queries(1):
        found = trips_resting_on({("place", "museum"), ("occurrence", "x")}, [], today=DAY)

    assert len(found) == number
    assert trips_resting_on({("place", "museum")}, [], today=DAY + timedelta(days=1)) == []
    assert trips_resting_on({("place", "beidasi")}, [], today=DAY) == []


def test_a_trip_that_is_read_without_news_costs_one_query_more(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    trip = keep()

    # The link with its trip, the journal, and the links to hand on.
    with django_assert_num_queries(3):
        read_itinerary(trip.links["edit"].token, now=LATER)

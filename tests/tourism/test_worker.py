"""The wiring of the workers: the month turns for feeds, what is old goes, and who has nothing to do asks little."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.feeds import FeedFilters, feed_bytes
from events.models import Event
from routes.models import Itinerary
from tests.events.makers import NOW, publish
from tests.factories import make_destination
from tourism.jobs.models import Job
from tourism.jobs.services import do_all
from tourism.journal.models import Change
from tourism.worker import DUTIES

pytestmark = pytest.mark.django_db

MONTH = datetime(2026, 11, 30, 16, 0, tzinfo=UTC)


def work(now: datetime) -> None:
    do_all(DUTIES, worker="w", clock=lambda: now)


def moved_by_the_horizon() -> int:
    return Change.objects.filter(type="event", why="horizon").count()


def test_the_window_of_the_feeds_moves_at_midnight_of_the_first_in_the_journal() -> None:
    event = publish()
    work(MONTH - timedelta(seconds=1))
    before = feed_bytes(FeedFilters(), "en", MONTH - timedelta(seconds=1)).bytes
    assert moved_by_the_horizon() == 0

    work(MONTH)
    work(MONTH + timedelta(days=1))

    assert moved_by_the_horizon() == 1
    assert Event.objects.get(pk=event.pk).materialised_until == date(2028, 7, 1)
    assert feed_bytes(FeedFilters(), "en", MONTH).bytes != before


def test_a_month_that_turned_while_no_worker_ran_is_made_up_for() -> None:
    publish()
    work(NOW)

    work(MONTH + timedelta(days=10, hours=5))

    assert moved_by_the_horizon() == 1


def test_an_empty_trip_is_forgotten_400_days_after_its_deletion() -> None:
    for days in (400, 401):
        Itinerary.objects.create(
            destination=make_destination(), request={}, first_day=NOW, last_day=NOW, data_seq=0,
            created_at=NOW, modified_at=NOW, deleted_at=NOW - timedelta(days=days),
        )  # fmt: skip

    work(NOW)

    assert Itinerary.objects.count() == 1
    told = Job.objects.get(kind="retention").result
    assert isinstance(told, dict)
    assert told["deleted trips"] == 1


def test_who_has_nothing_to_do_reads_a_few_rows_and_writes_none() -> None:
    publish()
    work(NOW)

    with CaptureQueriesContext(
        connection,
    ) as asked:
        work(NOW + timedelta(seconds=5))

    statements = [query["sql"].split()[0] for query in asked.captured_queries]
    assert statements == ["SELECT"] * 6

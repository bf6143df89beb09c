"""Demand: counted beside the request, written by many processes, bounded, and never lost to a locked database."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import OperationalError, connection

from tests.factories import NOW
from tourism.gaps.demand import MOST_KEYS, Key, Tally, demand, note_met, purge_met, write_met
from tourism.gaps.models import Met

pytestmark = pytest.mark.django_db

HOURS, FARES = Key("place", "pagoda", "hours"), Key("place", "pagoda", "fares")


@pytest.fixture(autouse=True)
def _nothing_counted() -> None:
    write_met(now=NOW)
    Met.objects.all().delete()


def test_what_plans_met_is_summed_into_one_row_a_month() -> None:
    note_met([HOURS, FARES, HOURS])
    write_met(now=NOW)
    note_met([HOURS])
    written = write_met(now=NOW)

    assert written == 1
    assert demand(now=NOW) == {HOURS: 3, FARES: 1}
    assert Met.objects.count() == 2


def test_each_month_counts_half_of_the_next_and_a_year_is_the_end() -> None:
    for month, count in (
        (date(2026, 11, 1), 8),
        (date(2026, 10, 1), 8),
        (date(2025, 11, 1), 8),
        (date(2025, 10, 1), 8),
    ):
        Met.objects.create(month=month, type="place", public_id="pagoda", field="hours", count=count)

    assert purge_met(now=NOW) == 1
    assert demand(now=NOW)[HOURS] == pytest.approx(8 + 4 + 8 / 4096)
    assert demand(now=datetime(2026, 11, 30, 16, tzinfo=UTC))[HOURS] < 8


def test_a_locked_database_costs_no_count() -> None:
    def locked(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        raise OperationalError("database is locked")

    note_met([HOURS])
    with connection.execute_wrapper(locked):
        assert write_met(now=NOW) == 0
    note_met([HOURS])

    assert write_met(now=NOW) == 1
    assert demand(now=NOW) == {HOURS: 2}


def test_a_process_holds_only_so_many_fields() -> None:
    tally = Tally()
    tally.add(Key("place", str(number), "hours") for number in range(MOST_KEYS + 1))
    tally.add([Key("place", "0", "hours")])

    taken = tally.take()

    assert len(taken) == MOST_KEYS
    assert taken[Key("place", "0", "hours")] == 2
    assert not tally.is_waiting.is_set()

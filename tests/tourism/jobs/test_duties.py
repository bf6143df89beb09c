"""When work is due: slots of the county's day, and rests after failures."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tourism.jobs.duties import FIRST_WAIT, LONGEST_WAIT, daily, wait_after

MIDNIGHT = datetime(2026, 11, 30, 16, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "slot"),
    [
        (MIDNIGHT - timedelta(microseconds=1), MIDNIGHT - timedelta(days=1)),
        (MIDNIGHT, MIDNIGHT),
        (MIDNIGHT + timedelta(hours=23, minutes=59), MIDNIGHT),
    ],
)
def test_a_day_begins_at_midnight_in_the_county(now: datetime, slot: datetime) -> None:
    assert daily(0)(now) == slot


@given(st.integers(0, 60 * 365 * 24 * 3600), st.integers(0, 23))
def test_a_slot_is_the_last_one_that_has_begun(seconds: int, hour: int) -> None:
    now = MIDNIGHT + timedelta(seconds=seconds)

    slot = daily(hour)(now)

    assert timedelta() <= now - slot < timedelta(days=1)
    assert daily(hour)(slot) == slot


@given(st.integers(0, 10**9))
def test_rests_grow_up_to_an_hour(attempts: int) -> None:
    assert FIRST_WAIT <= wait_after(attempts) <= wait_after(attempts + 1) <= LONGEST_WAIT


def test_the_first_rests_double_and_the_longest_is_reached() -> None:
    assert [wait_after(n).total_seconds() for n in (1, 2, 3, 10, 11)] == [5, 10, 20, 2560, 3600]

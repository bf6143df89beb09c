"""The journal: numbers without a gap, in the order of commits, whoever writes at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Event

import pytest
from django.db import connection, connections

from tourism.journal.models import Change, Counter, Rendered
from tourism.journal.queries import changes_since, latest_seq, rendered
from tourism.journal.services import purge_tombstones, recording, skip_ahead

NOW = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
WRITERS = 8
BLOCKS = 15


@pytest.fixture
def postgresql(transactional_db: None) -> None:
    """Ask for a server that takes many writers at once."""
    if connection.vendor != "postgresql":
        pytest.skip("many writers at once need the PostgreSQL leg")


@pytest.mark.django_db
def test_changes_of_one_block_are_numbered_in_order() -> None:
    start = latest_seq()

    with recording(at=NOW, who="staff", why="typo") as log:
        log.upsert("place", "a", before=None, after={"name": "A"})
        log.delete("place", "b", before={"name": "B"})

    rows = list(changes_since(start).values_list("seq", "op", "public_id", "who", "why", "at"))
    assert rows == [
        (start + 1, "upsert", "a", "staff", "typo", NOW),
        (start + 2, "delete", "b", "staff", "typo", NOW),
    ]
    assert latest_seq() == start + 2


@pytest.mark.django_db
def test_a_nested_block_joins_the_outer_one() -> None:
    with recording(at=NOW) as outer:
        outer.upsert("place", "a", before=None, after={})
        with recording(at=NOW) as inner:
            inner.upsert("place", "b", before=None, after={})

    assert inner is outer
    assert list(Change.objects.values_list("public_id", flat=True)) == ["a", "b"]


@pytest.mark.django_db
def test_a_block_that_fails_leaves_neither_change_nor_number() -> None:
    start = latest_seq()

    with pytest.raises(RuntimeError, match="half way"):
        _fail_half_way()

    assert (latest_seq(), Change.objects.count()) == (start, 0)
    with recording(at=NOW) as log:
        log.upsert("place", "b", before=None, after={})
    assert latest_seq() == start + 1


@pytest.mark.django_db
def test_stored_bytes_carry_the_number_of_their_change() -> None:
    with recording(at=NOW) as log:
        log.upsert("event", "x", before=None, after={})
        log.render("event", "x", lang="en", format_="ics", data=b"one")
        log.upsert("event", "y", before=None, after={})

    row = rendered("event", ["x", "y"], lang="en", format_="ics")["x"]
    assert (bytes(row.bytes), row.seq) == (b"one", Change.objects.get(public_id="x").seq)


@pytest.mark.django_db
def test_a_deleted_object_loses_its_stored_bytes() -> None:
    with recording(at=NOW) as log:
        log.upsert("event", "x", before=None, after={})
        log.render("event", "x", lang="en", format_="ics", data=b"one")

    with recording(at=NOW) as log:
        log.delete("event", "x", before={})

    assert not Rendered.objects.filter(public_id="x").exists()


@pytest.mark.django_db
def test_a_deletion_is_forgotten_after_400_days_with_all_before_it_and_what_came_again_stays() -> None:
    old = NOW - timedelta(days=400, seconds=1)
    for at, deleted in ((old, ["a", "b"]), (NOW, ["c"])):
        with recording(at=at) as log:
            for name in deleted:
                log.upsert("closure", name, before=None, after={})
                log.delete("closure", name, before={})
    with recording(at=NOW) as log:
        log.upsert("closure", "b", before=None, after={})
    last = Change.objects.get(public_id="a", op="delete").seq

    assert purge_tombstones(now=NOW, read_until=last) == 2
    assert purge_tombstones(now=NOW, read_until=latest_seq()) == 2

    left = list(Change.objects.values_list("public_id", "op"))
    assert left == [("c", "upsert"), ("c", "delete"), ("b", "upsert")]
    assert Counter.objects.get().purged_until == last + 2


@pytest.mark.django_db
def test_a_restored_journal_goes_on_beyond_every_number_that_was_given() -> None:
    with recording(at=NOW) as log:
        log.upsert("place", "a", before=None, after={})

    first = skip_ahead(beyond=0, at=NOW, why="restored", told={"made_at": "yesterday"})
    same_moment = skip_ahead(beyond=first + 7, at=NOW, why="restored", told={})
    with recording(at=NOW) as log:
        log.upsert("place", "b", before=None, after={})

    assert first == NOW.timestamp() * 1000 + 1
    assert same_moment == first + 8
    assert list(Change.objects.values_list("seq", "public_id", "after")) == [
        (1, "a", {}),
        (first, "restored", {"made_at": "yesterday"}),
        (same_moment, "restored", {}),
        (same_moment + 1, "b", {}),
    ]
    assert Counter.objects.get().purged_until == same_moment


def test_many_writers_leave_no_gap_and_no_reader_misses_one(postgresql: None) -> None:
    assert connection.vendor == "postgresql"
    done = Event()

    with ThreadPoolExecutor(WRITERS + 1) as pool:
        reader = pool.submit(_follow, done)
        writers = [pool.submit(_write_blocks, number) for number in range(WRITERS)]
        for writer in writers:
            writer.result(timeout=60)
        done.set()
        seen = reader.result(timeout=60)

    total = WRITERS * BLOCKS * 2
    assert seen == list(range(1, total + 1))
    assert latest_seq() == total


def _fail_half_way() -> None:
    with recording(at=NOW) as log:
        log.upsert("place", "a", before=None, after={})
        raise RuntimeError("half way")


def _write_blocks(number: int) -> None:
    try:
        for block in range(BLOCKS):
            with recording(at=NOW, who=str(number)) as log:
                log.upsert("place", f"{number}-{block}", before=None, after={})
                log.upsert("place", f"{number}-{block}-b", before=None, after={})
    finally:
        connections.close_all()


def _follow(done: Event) -> list[int]:
    seen: list[int] = []
    try:
        while True:
            last_round = done.is_set()
            seen.extend(changes_since(seen[-1] if seen else 0).values_list("seq", flat=True))
            if last_round:
                return seen
    finally:
        connections.close_all()

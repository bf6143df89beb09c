"""Leases, rests, cursors and missed slots: each at its boundary, with the clock handed in."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.factories import NOW
from tourism.jobs.duties import LEASE, MOST_ATTEMPTS, Duties, Periodic, Reader, Work, daily, wait_after
from tourism.jobs.models import Beat, Cursor, Job
from tourism.jobs.queries import has_news, overview, read_by_all, workers_alive
from tourism.jobs.services import (
    BATCH,
    KILLED,
    beat,
    claim,
    do_all,
    do_next,
    follow,
    leave,
    place_due,
    purge_jobs,
    put,
    retry_job,
    retry_reader,
)
from tourism.journal.models import Change
from tourism.journal.services import recording
from tourism.values.errors import Conflict, NotFound

pytestmark = pytest.mark.django_db

SECOND = timedelta(seconds=1)
TICK = timedelta(microseconds=1)


def at(moment: datetime) -> Callable[[], datetime]:
    """Return a clock that stands."""
    return lambda: moment


def writes(job: Job, now: datetime) -> str:
    """Have one effect."""
    with recording(at=now) as log:
        log.upsert("effect", job.key, before=None, after={})
    return "written"


def breaks(job: Job, now: datetime) -> None:
    """Have an effect, and fail."""
    writes(job, now)
    raise ValueError("the printer is on fire")


def note(*public_ids: str, type_: str = "place") -> None:
    with recording(at=NOW) as log:
        for public_id in public_ids:
            log.upsert(type_, public_id, before=None, after={})


def effects() -> list[str]:
    return list(Change.objects.filter(type="effect").values_list("public_id", flat=True))


WRITES = {"write": Work("write", writes)}
BREAKS = {"write": Work("write", breaks)}


def test_a_job_is_done_once_however_often_it_is_asked_for() -> None:
    for _ in range(2):
        put("write", "a", now=NOW)
        while do_next(WRITES, worker="w", clock=at(NOW)):
            pass

    job = Job.objects.get()
    assert (effects(), job.state, job.result, job.finished_at) == (["a"], "done", "written", NOW)


def test_a_job_is_not_begun_before_its_time() -> None:
    put("write", "a", now=NOW)

    assert not do_next(WRITES, worker="w", clock=at(NOW - TICK))
    assert do_next(WRITES, worker="w", clock=at(NOW))


def test_a_job_of_a_kind_that_nobody_knows_is_left_for_those_who_do() -> None:
    put("of-a-later-release", "a", now=NOW)

    assert not do_next(WRITES, worker="w", clock=at(NOW))
    assert Job.objects.get().attempts == 0


def test_a_failed_job_leaves_no_effect_and_rests_before_it_is_tried_again() -> None:
    put("write", "a", now=NOW)

    do_next(BREAKS, worker="w", clock=at(NOW))

    job = Job.objects.get()
    assert (effects(), job.state, job.error) == ([], "waiting", "ValueError: the printer is on fire")
    again = NOW + wait_after(1)
    assert not do_next(WRITES, worker="w", clock=at(again - TICK))
    assert do_next(WRITES, worker="w", clock=at(again))
    job.refresh_from_db()
    assert (effects(), job.state, job.error) == (["a"], "done", "")


def test_a_job_that_always_fails_is_dead_until_it_is_retried_by_hand() -> None:
    put("write", "a", now=NOW)
    now = NOW
    for _ in range(MOST_ATTEMPTS):
        assert do_next(BREAKS, worker="w", clock=at(now))
        now += wait_after(MOST_ATTEMPTS)

    job = Job.objects.get()
    assert (job.state, job.attempts) == ("dead", MOST_ATTEMPTS)
    assert not do_next(WRITES, worker="w", clock=at(now))
    retry_job(job.pk, now=now)
    assert do_next(WRITES, worker="w", clock=at(now))
    assert effects() == ["a"]


def test_a_lease_is_offered_again_when_it_is_over_and_not_before() -> None:
    put("write", "a", now=NOW)
    first = claim(WRITES, worker="killed", now=NOW)

    assert first
    assert claim(WRITES, worker="other", now=NOW + LEASE - TICK) is None
    second = claim(WRITES, worker="other", now=NOW + LEASE)
    assert second
    assert (second.pk, second.attempts, second.lease_by) == (first.pk, 2, "other")


def test_who_lost_the_lease_leaves_no_effect() -> None:
    put("write", "a", now=NOW)

    def loses(job: Job, now: datetime) -> None:
        # Outside of a transaction this one takes long: meanwhile another does the job.
        assert do_next(WRITES, worker="quick", clock=at(NOW + LEASE))

    do_next({"write": Work("write", loses, atomic=False)}, worker="slow", clock=at(NOW))

    job = Job.objects.get()
    assert (effects(), job.lease_by, job.result, job.error) == (["a"], "quick", "written", "")


def test_a_job_that_kills_every_worker_is_dead_at_last() -> None:
    put("write", "a", now=NOW)
    now = NOW
    for _ in range(MOST_ATTEMPTS):
        assert claim(WRITES, worker="killed", now=now)
        now += LEASE

    assert claim(WRITES, worker="wary", now=now) is None
    job = Job.objects.get()
    assert (job.state, job.error) == ("dead", KILLED)


def test_what_is_done_or_being_done_is_not_retried() -> None:
    put("write", "a", now=NOW)
    job = claim(WRITES, worker="w", now=NOW)
    assert job

    with pytest.raises(Conflict):
        retry_job(job.pk, now=NOW)
    do_next(WRITES, worker="w", clock=at(NOW + LEASE))
    with pytest.raises(Conflict):
        retry_job(job.pk, now=NOW + LEASE)
    with pytest.raises(NotFound):
        retry_job(job.pk + 1, now=NOW)
    assert effects() == ["a"]


class Copier:
    """A reader that writes what it was handed."""

    def __init__(self) -> None:
        self.breaks = False
        self.reader = Reader("copier", frozenset({"place"}), self.follow)

    def follow(self, changes: Sequence[Change], now: datetime) -> None:
        with recording(at=now) as log:
            for change in changes:
                log.upsert("effect", change.public_id, before=None, after={})
        if self.breaks:
            raise ValueError("no ink")


def test_a_reader_sees_each_change_of_its_types_once_and_in_order() -> None:
    copier = Copier()
    note("a", "b")
    note("x", type_="itinerary")

    while follow(copier.reader, clock=at(NOW)):
        pass
    note("c")
    while follow(copier.reader, clock=at(NOW)):
        pass

    assert effects() == ["a", "b", "c"]


def test_a_reader_that_fails_has_no_effect_rests_and_then_goes_on_where_it_was() -> None:
    copier = Copier()
    note("a")
    copier.breaks = True

    assert not follow(copier.reader, clock=at(NOW))

    cursor = Cursor.objects.get()
    assert (effects(), cursor.seq, cursor.attempts, cursor.error) == ([], 0, 1, "ValueError: no ink")
    copier.breaks = False
    assert not follow(copier.reader, clock=at(NOW + wait_after(1) - TICK))
    assert follow(copier.reader, clock=at(NOW + wait_after(1)))
    cursor.refresh_from_db()
    assert (effects(), cursor.attempts, cursor.error) == (["a"], 0, "")


def test_a_resting_reader_goes_on_at_once_by_hand() -> None:
    copier = Copier()
    note("a")
    copier.breaks = True
    follow(copier.reader, clock=at(NOW))
    copier.breaks = False

    retry_reader("copier", now=NOW)

    assert follow(copier.reader, clock=at(NOW))
    with pytest.raises(NotFound):
        retry_reader("nobody", now=NOW)


def test_news_of_a_reader_are_changes_of_its_types_that_it_has_not_read() -> None:
    copier = Copier()
    note("x", type_="itinerary")

    assert not has_news("copier", copier.reader.types)
    note("a")
    assert has_news("copier", copier.reader.types)
    follow(copier.reader, clock=at(NOW))
    assert not has_news("copier", copier.reader.types)


class TestReaders(TestCase):
    """Whatever is written between the runs of two readers, each sees each change once."""

    @given(st.lists(st.lists(st.sampled_from(["place", "event", "closure"]), max_size=4), max_size=6), st.data())
    def test_two_readers_each_see_each_change_of_theirs_once(
        self, blocks: list[list[str]], data: st.DataObject
    ) -> None:
        seen: dict[str, list[int]] = {"one": [], "two": []}
        wanted = {"one": frozenset({"place"}), "two": frozenset({"place", "event"})}
        readers = [Reader(name, wanted[name], _gather(seen[name])) for name in seen]

        for block in blocks:
            with recording(at=NOW) as log:
                for number, type_ in enumerate(block):
                    log.upsert(type_, str(number), before=None, after={})
            for reader in data.draw(st.lists(st.sampled_from(readers), max_size=2)):
                follow(reader, clock=at(NOW))
        for reader in readers:
            follow(reader, clock=at(NOW))

        for name, types in wanted.items():
            assert seen[name] == list(Change.objects.filter(type__in=types).values_list("seq", flat=True))


def _gather(seen: list[int]) -> Callable[[Sequence[Change], datetime], None]:
    def follow_with(changes: Sequence[Change], now: datetime) -> None:
        seen.extend(change.seq for change in changes)

    return follow_with


def test_a_long_journal_is_read_in_portions() -> None:
    seen: list[int] = []
    note(*(str(number) for number in range(BATCH + 1)))
    reader = Reader("all", frozenset({"place"}), _gather(seen))

    assert follow(reader, clock=at(NOW))
    assert len(seen) == BATCH
    assert follow(reader, clock=at(NOW))
    assert len(seen) == BATCH + 1
    assert not follow(reader, clock=at(NOW))


def test_slots_missed_overnight_are_made_up_for_by_one_run() -> None:
    ran: list[datetime] = []
    duties = Duties(periodic=(Periodic("nightly", ran.append, daily(0)),))

    for now in (NOW, NOW + SECOND, NOW + timedelta(days=3), NOW + timedelta(days=3, seconds=1)):
        do_all(duties, worker="w", clock=at(now))

    assert ran == [NOW, NOW + timedelta(days=3)]


def test_two_workers_place_a_slot_once() -> None:
    periodic = [Periodic("nightly", str, daily(0))]

    place_due(periodic, now=NOW)
    put("nightly", daily(0)(NOW).isoformat(), now=NOW)
    place_due(periodic, now=NOW)

    assert Job.objects.count() == 1


def test_a_worker_that_is_told_to_stop_begins_nothing() -> None:
    put("write", "a", now=NOW)

    do_all(Duties(works=tuple(WRITES.values())), worker="w", clock=at(NOW), stopping=lambda: True)

    assert effects() == []


def test_a_worker_is_alive_for_half_a_minute_after_its_last_beat() -> None:
    beat("one", now=NOW - timedelta(minutes=5))
    beat("one", now=NOW)
    beat("two", now=NOW + 2 * SECOND)

    assert workers_alive(NOW + 30 * SECOND - TICK) == 2
    assert workers_alive(NOW + 30 * SECOND) == 1
    leave("two")
    assert workers_alive(NOW + SECOND) == 1
    assert Beat.objects.get().started_at == NOW - timedelta(minutes=5)


def test_the_overview_tells_queues_failures_and_lag() -> None:
    copier = Copier()
    beat("w", now=NOW)
    note("a")
    follow(copier.reader, clock=at(NOW))
    note("b", "c")
    put("write", "good", now=NOW)
    do_next(WRITES, worker="w", clock=at(NOW))
    put("write", "bad", now=NOW - SECOND)
    do_next(BREAKS, worker="w", clock=at(NOW))
    put("write", "next", now=NOW)

    found = overview(NOW + 4 * SECOND)

    assert found.workers == ("w",)
    assert [(one.kind, one.waiting, one.running, one.done, one.dead) for one in found.queues] == [("write", 2, 0, 1, 0)]
    assert found.queues[0].oldest_due_seconds == 4
    assert [(one.key, one.state, one.attempts) for one in found.failures] == [("bad", "waiting", 1)]
    assert [(one.reader, one.oldest_seconds) for one in found.readers] == [("copier", 4)]
    assert found.readers[0].behind > 2


def test_finished_jobs_are_kept_for_thirty_days_and_dead_ones_for_four_hundred() -> None:
    for key, state, days in (("a", "done", 30), ("b", "done", 31), ("c", "dead", 31), ("d", "dead", 401)):
        finished = NOW - timedelta(days=days)
        Job.objects.create(
            kind="write", key=key, state=state, next_at=finished, created_at=finished, finished_at=finished
        )
    put("write", "waiting", now=NOW - timedelta(days=500))

    assert purge_jobs(now=NOW) == 2
    assert set(Job.objects.values_list("key", flat=True)) == {"a", "c", "waiting"}


def test_the_journal_is_read_by_all_up_to_the_slowest_reader() -> None:
    assert read_by_all() == 0
    Cursor.objects.create(reader="quick", seq=9)
    Cursor.objects.create(reader="slow", seq=4)

    assert read_by_all() == 4

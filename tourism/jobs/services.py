"""Does what is due, so that a worker killed anywhere loses nothing and doubles nothing."""

import logging
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet

from tourism.bell import ring
from tourism.jobs.duties import MOST_ATTEMPTS, Duties, Periodic, Reader, Work, wait_after
from tourism.jobs.models import Beat, Cursor, Job
from tourism.jobs.queries import due_jobs, is_behind
from tourism.journal.queries import changes_since, latest_seq
from tourism.journal.services import recording
from tourism.values.errors import Conflict, NotFound

logger = logging.getLogger(__name__)

Clock = Callable[[], datetime]

# So many changes a reader takes in one transaction: on SQLite every other writer waits for its end.
BATCH = 500
LONGEST_ERROR = 500
# Longer than any slot of what is periodic, so that a slot that is over is not done again.
DONE_KEPT = timedelta(days=30)
DEAD_KEPT = timedelta(days=400)
BEAT_KEPT = timedelta(days=1)
KILLED = "the worker was killed each time"


class LeaseLostError(Exception):
    """Another worker took the job over; what was done for it here is undone."""


def put(kind: str, key: str, *, now: datetime, payload: Mapping[str, Any] | None = None) -> None:
    """Ask for a piece of work; the same key asked for again, even when done, is no second one."""
    row = Job(kind=kind, key=key, payload=dict(payload or {}), next_at=now, created_at=now)
    Job.objects.bulk_create([row], ignore_conflicts=True)
    transaction.on_commit(ring, robust=True)


def retry_job(job_id: int, *, now: datetime) -> Job:
    """Try a failed job again at once, with all its attempts before it."""
    with transaction.atomic():
        job = Job.objects.select_for_update().filter(pk=job_id).first()
        if job is None:
            raise NotFound(f"there is no job {job_id}", f"没有 {job_id} 号任务", field="id")
        if job.state == Job.State.DONE:
            raise Conflict(f"job {job_id} is done", f"{job_id} 号任务已经做完", field="state")
        if job.lease_until is not None and job.lease_until > now:
            raise Conflict(f"job {job_id} is being done", f"{job_id} 号任务正在做", field="lease_until")
        job.state, job.attempts, job.next_at, job.finished_at = Job.State.WAITING, 0, now, None
        job.save(update_fields=["state", "attempts", "next_at", "finished_at"])
        transaction.on_commit(ring, robust=True)
    return job


def retry_reader(name: str, *, now: datetime) -> None:
    """Let a reader that rests after a failure go on at once."""
    if not Cursor.objects.filter(reader=name).update(next_at=now):
        raise NotFound(f"there is no reader {name[:40]}", f"没有名为 {name[:40]} 的读者", field="reader")
    transaction.on_commit(ring, robust=True)


def beat(worker: str, *, now: datetime) -> None:
    """Say that a worker is alive."""
    Beat.objects.update_or_create(
        worker=worker, defaults={"seen_at": now}, create_defaults={"started_at": now, "seen_at": now}
    )


def leave(worker: str) -> None:
    """Say that a worker has stopped of its own accord."""
    Beat.objects.filter(worker=worker).delete()


def do_all(duties: Duties, *, worker: str, clock: Clock, stopping: Callable[[], bool] = lambda: False) -> None:
    """Do everything that is due, and return when nothing is; readers go before each job."""
    place_due(duties.periodic, now=clock())
    busy = True
    while busy and not stopping():
        moved = [follow(reader, clock=clock) for reader in duties.readers]
        busy = do_next(duties.by_kind, worker=worker, clock=clock) or any(moved)


def place_due(periodic: Iterable[Periodic], *, now: datetime) -> None:
    """Make the job of each slot that has begun; after a night off there is one, not one for each missed slot."""
    wanted = {(each.name, each.slot(now).isoformat()) for each in periodic}
    kinds, keys = {kind for kind, _ in wanted}, {key for _, key in wanted}
    there = set(Job.objects.filter(kind__in=kinds, key__in=keys).values_list("kind", "key"))
    for kind, key in sorted(wanted - there):
        put(kind, key, now=now)


def follow(reader: Reader, *, clock: Clock) -> bool:
    """Let a reader take its next changes, and say whether it moved."""
    now = clock()
    if not is_behind(reader.name, now):
        return False
    try:
        return _advance(reader, now)
    except Exception as error:  # a job's outer loop
        logger.exception("reader %s failed", reader.name)
        _rest(reader, error, clock())
        return False


def _advance(reader: Reader, now: datetime) -> bool:
    with recording(at=now, why=reader.name):
        Cursor.objects.bulk_create([Cursor(reader=reader.name)], ignore_conflicts=True)
        cursor = _unlocked(Cursor.objects.filter(reader=reader.name)).first()
        if cursor is None:
            return False
        until = min(latest_seq(), cursor.seq + BATCH)
        if until <= cursor.seq:
            return False
        changes = list(changes_since(cursor.seq).filter(seq__lte=until, type__in=reader.types))
        if changes:
            reader.follow(changes, now)
        cursor.seq, cursor.moved_at = until, now
        cursor.attempts, cursor.next_at, cursor.error = 0, None, ""
        cursor.save()
    return True


def _rest(reader: Reader, error: Exception, now: datetime) -> None:
    with transaction.atomic():
        cursor, _ = Cursor.objects.select_for_update().get_or_create(reader=reader.name)
        cursor.attempts += 1
        cursor.next_at, cursor.error = now + wait_after(cursor.attempts), _said(error)
        cursor.save(update_fields=["attempts", "next_at", "error"])


def do_next(works: Mapping[str, Work], *, worker: str, clock: Clock) -> bool:
    """Take the job that is longest due and do it; say whether there was one."""
    job = claim(works, worker=worker, now=clock())
    if job is None:
        return False
    try:
        _do(works[job.kind], job, clock)
    except LeaseLostError:
        logger.warning("job %s (%s) was taken over by another worker", job.pk, job)
    except Exception as error:  # a job's outer loop
        logger.exception("job %s (%s) failed", job.pk, job)
        _put_off(job, error, clock())
    return True


def claim(works: Mapping[str, Work], *, worker: str, now: datetime) -> Job | None:
    """Lease the job that is longest due to a worker; one that has killed every worker so far is dead."""
    due = due_jobs(now, works)
    # Asked first without a lock: an idle worker takes none from the writers.
    while due.exists():
        with transaction.atomic():
            job = _unlocked(due).first()
            if job is None:
                return None
            if job.attempts < MOST_ATTEMPTS:
                return _leased(job, works[job.kind], worker, now)
            _bury(job, job.error or KILLED, now)
    return None


def _leased(job: Job, work: Work, worker: str, now: datetime) -> Job:
    # Counted here and not when it fails: a job that kills its worker must not be tried for ever.
    job.attempts += 1
    job.lease_by, job.lease_until = worker, now + work.lease
    job.save(update_fields=["attempts", "lease_by", "lease_until"])
    return job


def _do(work: Work, job: Job, clock: Clock) -> None:
    if not work.atomic:
        result = work.run(job, clock())
        with transaction.atomic():
            _finish(_held(job), result, clock())
        return
    with transaction.atomic():
        held = _held(job)
        _finish(held, work.run(held, clock()), clock())


def _held(job: Job) -> Job:
    """Lock a job that is still this worker's; nobody else can take it over before the transaction ends."""
    mine = Job.objects.select_for_update().filter(
        pk=job.pk, state=Job.State.WAITING, lease_by=job.lease_by, attempts=job.attempts
    )
    held = mine.first()
    if held is None:
        raise LeaseLostError
    return held


def _finish(job: Job, result: object, now: datetime) -> None:
    job.state, job.result, job.error, job.finished_at = Job.State.DONE, result, "", now
    job.lease_until = None
    job.save(update_fields=["state", "result", "error", "finished_at", "lease_until"])


def _put_off(job: Job, error: Exception, now: datetime) -> None:
    with transaction.atomic():
        try:
            held = _held(job)
        except LeaseLostError:
            return
        if held.attempts >= MOST_ATTEMPTS:
            _bury(held, _said(error), now)
            return
        held.error, held.next_at, held.lease_until = _said(error), now + wait_after(held.attempts), None
        held.save(update_fields=["error", "next_at", "lease_until"])


def _bury(job: Job, error: str, now: datetime) -> None:
    job.state, job.error, job.finished_at, job.lease_until = Job.State.DEAD, error, now, None
    job.save(update_fields=["state", "error", "finished_at", "lease_until"])


def _unlocked(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Lock the rows that no other worker holds; SQLite has one writer at a time, and no such rows."""
    return rows.select_for_update(skip_locked=connection.features.has_select_for_update_skip_locked)


def _said(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:LONGEST_ERROR].replace("\x00", "")


def purge_jobs(*, now: datetime) -> int:
    """Forget finished jobs after 30 days, dead ones after 400, and workers that were killed a day ago."""
    done, _ = Job.objects.filter(state=Job.State.DONE, finished_at__lt=now - DONE_KEPT).delete()
    dead, _ = Job.objects.filter(state=Job.State.DEAD, finished_at__lt=now - DEAD_KEPT).delete()
    beats, _ = Beat.objects.filter(seen_at__lt=now - BEAT_KEPT).delete()
    return done + dead + beats

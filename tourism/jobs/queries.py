"""Reads of the jobs: who is alive, what waits, what failed, and how far behind each reader is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from tourism.jobs.models import Beat, Cursor, Job
from tourism.journal.models import Change
from tourism.journal.queries import latest_seq

ALIVE_WITHIN = timedelta(seconds=30)
MOST_FAILURES = 50


@dataclass(frozen=True, slots=True)
class Queue:
    """The jobs of one kind."""

    kind: str
    waiting: int
    running: int
    done: int
    dead: int
    oldest_due_seconds: int


@dataclass(frozen=True, slots=True)
class Failure:
    """A job that failed: it will be tried again, or it is dead and waits for a person."""

    id: int
    kind: str
    key: str
    state: str
    attempts: int
    next_at: datetime
    error: str


@dataclass(frozen=True, slots=True)
class Lag:
    """How far one reader is behind the journal."""

    reader: str
    seq: int
    behind: int
    oldest_seconds: int
    attempts: int
    error: str


@dataclass(frozen=True, slots=True)
class Overview:
    """All that a person who looks after the workers asks."""

    workers: tuple[str, ...]
    queues: tuple[Queue, ...]
    failures: tuple[Failure, ...]
    readers: tuple[Lag, ...]


def workers_alive(now: datetime) -> int:
    """Return how many workers have beaten within the last half minute.

    For ``/readyz``: none alive means that feeds and trips are not brought up to date, while all that is read still
    answers, so the service is degraded and not down. It raises ``DatabaseError`` when the database is away.
    """
    return _alive(now).count()


def has_news(reader: str, types: Iterable[str]) -> bool:
    """Say whether changes of these types wait for a reader, in one query."""
    read = Coalesce(Subquery(Cursor.objects.filter(reader=reader).values("seq")), 0)
    return Change.objects.filter(seq__gt=read, type__in=list(types)).exists()


def is_behind(reader: str, now: datetime) -> bool:
    """Say whether a reader has changes before it and does not rest after a failure."""
    found = Cursor.objects.filter(reader=reader).values_list("seq", "next_at").first()
    seq, next_at = found or (0, None)
    return latest_seq() > seq and (next_at is None or next_at <= now)


def due_jobs(now: datetime, kinds: Iterable[str]) -> QuerySet[Job]:
    """Return the jobs that a worker may take, the longest due first."""
    free = Q(lease_until__isnull=True) | Q(lease_until__lte=now)
    return Job.objects.filter(free, state=Job.State.WAITING, next_at__lte=now, kind__in=list(kinds))


def read_by_all() -> int:
    """Return the number up to which every reader has followed the journal, 0 before any has."""
    least: int | None = Cursor.objects.aggregate(least=Min("seq"))["least"]
    return least or 0


def overview(now: datetime) -> Overview:
    """Return who is alive, the queues, the failures and the lag of each reader."""
    return Overview(
        workers=tuple(_alive(now).values_list("worker", flat=True)),
        queues=tuple(_queues(now)),
        failures=tuple(_failures()),
        readers=tuple(_lags(now)),
    )


def _alive(now: datetime) -> QuerySet[Beat]:
    return Beat.objects.filter(seen_at__gt=now - ALIVE_WITHIN)


def _queues(now: datetime) -> list[Queue]:
    waiting = Q(state=Job.State.WAITING)
    rows = Job.objects.order_by("kind").values("kind").annotate(
        waiting=Count("pk", filter=waiting),
        running=Count("pk", filter=waiting & Q(lease_until__gt=now)),
        done=Count("pk", filter=Q(state=Job.State.DONE)),
        dead=Count("pk", filter=Q(state=Job.State.DEAD)),
        oldest=Min("next_at", filter=waiting & Q(next_at__lte=now)),
    )  # fmt: skip
    return [
        Queue(row["kind"], row["waiting"], row["running"], row["done"], row["dead"], _age(row["oldest"], now))
        for row in rows
    ]


def _failures() -> list[Failure]:
    failed = Q(state=Job.State.DEAD) | Q(state=Job.State.WAITING) & ~Q(error="")
    columns = ("pk", "kind", "key", "state", "attempts", "next_at", "error")
    rows = Job.objects.filter(failed).order_by("state", "-next_at").values_list(*columns)
    return [Failure(*row) for row in rows[:MOST_FAILURES]]


def _lags(now: datetime) -> list[Lag]:
    unread = Change.objects.filter(seq__gt=OuterRef("seq")).order_by("seq")
    columns = ("reader", "seq", "oldest", "attempts", "error")
    rows = Cursor.objects.annotate(oldest=Subquery(unread.values("at")[:1])).values_list(*columns)
    latest = latest_seq()
    return [Lag(name, seq, latest - seq, _age(oldest, now), *rest) for name, seq, oldest, *rest in rows]


def _age(moment: datetime | None, now: datetime) -> int:
    return 0 if moment is None else max(0, int((now - moment).total_seconds()))

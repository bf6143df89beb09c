"""Counts how often plans meet what is not known, beside the request and never in its way.

A plan only adds to a counter in memory. A thread of each server process writes the counts down every few seconds; when
the database is away or locked they wait, up to a bound. A process that is killed takes a few seconds of counts with it.
"""

import logging
from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from threading import Event, Lock, Thread
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.db import DatabaseError, close_old_connections, transaction
from django.db.models import F, Q
from django.utils import timezone

from tourism.gaps.models import Met

MOST_KEYS = 5_000
EVERY_SECONDS = 10
MONTHS_KEPT = 12
COUNTY = ZoneInfo("Asia/Shanghai")

logger = logging.getLogger(__name__)


class Key(NamedTuple):
    """One field of one object."""

    type: str
    public_id: str
    field: str


class Tally:
    """The counts of one process that are not written yet."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._counts: Counter[Key] = Counter()
        self.is_waiting = Event()

    def add(self, keys: Iterable[Key], times: int = 1) -> None:
        """Count each key; once the bound is reached, only what is there already."""
        with self._lock:
            for key in keys:
                if key in self._counts or len(self._counts) < MOST_KEYS:
                    self._counts[key] += times
        self.is_waiting.set()

    def take(self) -> Counter[Key]:
        """Return all counts, and begin anew."""
        with self._lock:
            taken, self._counts = self._counts, Counter()
            self.is_waiting.clear()
        return taken


_tally = Tally()


def note_met(keys: Iterable[Key]) -> None:
    """Count what a plan met; asks no database."""
    _tally.add(keys)


def write_met(*, now: datetime) -> int:
    """Write down what this process has counted, and return how many fields that were; a failure loses nothing."""
    taken = _tally.take()
    if not taken:
        return 0
    try:
        _write(taken, first_of_month(now))
    except DatabaseError as error:
        logger.warning("what plans met is written later: %s", type(error).__name__)
        for key, count in taken.items():
            _tally.add([key], count)
        return 0
    return len(taken)


def demand(*, now: datetime) -> dict[Key, float]:
    """Return how much each field is wanted: what plans of this month met, and half as much of each month before."""
    this = first_of_month(now)
    wanted: dict[Key, float] = {}
    for month, *names, count in Met.objects.values_list("month", "type", "public_id", "field", "count"):
        key = Key(*names)
        wanted[key] = wanted.get(key, 0.0) + count * 0.5 ** max(0, _months_between(month, this))
    return wanted


def purge_met(*, now: datetime) -> int:
    """Forget what plans met more than a year ago, and return how many rows went."""
    this = first_of_month(now)
    gone, _ = Met.objects.filter(month__lt=date(this.year - 1, this.month, 1)).delete()
    return gone


def first_of_month(now: datetime) -> date:
    """Return the first day of the county's month."""
    return now.astimezone(COUNTY).date().replace(day=1)


def start_writing() -> None:
    """Start the thread of this process that writes the counts down."""
    Thread(target=_keep_writing, name="demand", daemon=True).start()


def _keep_writing() -> None:
    pause = Event()
    while True:
        _tally.is_waiting.wait()
        pause.wait(EVERY_SECONDS)
        try:
            write_met(now=timezone.now())
        finally:
            close_old_connections()


def _write(counts: Counter[Key], month: date) -> None:
    # In one order in every process, so that two of them never wait for each other's rows.
    ordered = sorted(counts.items())
    with transaction.atomic():
        rows = [Met(month=month, type=key.type, public_id=key.public_id, field=key.field) for key, _ in ordered]
        Met.objects.bulk_create(rows, batch_size=200, ignore_conflicts=True)
        for key, count in ordered:
            wanted = Q(month=month, type=key.type, public_id=key.public_id, field=key.field)
            Met.objects.filter(wanted).update(count=F("count") + count)


def _months_between(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month

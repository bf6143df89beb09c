"""What an installation's workers have to do, as values: readers of the journal, kinds of work, and what is periodic."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from tourism.jobs.models import Job
from tourism.journal.models import Change

LEASE = timedelta(seconds=60)
MOST_ATTEMPTS = 12
FIRST_WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(hours=1)
COUNTY = ZoneInfo("Asia/Shanghai")

Slot = Callable[[datetime], datetime]


@dataclass(frozen=True, slots=True)
class Reader:
    """Follows the changes of some types, in order; all that it writes is in the transaction that moves its cursor."""

    name: str
    types: frozenset[str]
    follow: Callable[[Sequence[Change], datetime], None]


@dataclass(frozen=True, slots=True)
class Work:
    """One kind of job.

    An ``atomic`` one writes to the database only, together with the mark that it is done. Any other does something
    outside, may be done again after a kill, and says by the job's key that it is the same.
    """

    kind: str
    run: Callable[[Job, datetime], object]
    lease: timedelta = LEASE
    atomic: bool = True


@dataclass(frozen=True, slots=True)
class Periodic:
    """What is to be done once in each slot; ``run`` does all that is due by then, so a missed slot is made up for."""

    name: str
    run: Callable[[datetime], object]
    slot: Slot


@dataclass(frozen=True)
class Duties:
    """All that the workers of an installation do."""

    readers: tuple[Reader, ...] = ()
    works: tuple[Work, ...] = ()
    periodic: tuple[Periodic, ...] = ()

    @cached_property
    def by_kind(self) -> dict[str, Work]:
        """The kinds of job, by name; what is periodic is a kind of its own."""
        return {work.kind: work for work in (*self.works, *map(_work_of, self.periodic))}


def _work_of(periodic: Periodic) -> Work:
    def run(job: Job, now: datetime) -> object:
        del job
        return periodic.run(now)

    return Work(periodic.name, run)


def daily(hour: int, minute: int = 0) -> Slot:
    """Return the slot that begins each day at an hour in the county."""

    def slot(now: datetime) -> datetime:
        local = now.astimezone(COUNTY)
        today = local.replace(hour=hour, minute=minute, second=0, microsecond=0)
        return today if today <= local else today - timedelta(days=1)

    return slot


def wait_after(attempts: int) -> timedelta:
    """Return how long a job or a reader rests after so many failures."""
    # Beyond this power the longest wait is reached anyway, and a timedelta would overflow.
    doublings = min(max(attempts, 1) - 1, 16)
    return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)

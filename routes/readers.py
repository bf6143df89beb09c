"""Follows the journal for kept trips: a change finds the trips that rest on it, and jobs mark them a few at a time."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from uuid import UUID

from events.window import local_day
from routes.marking import READER, TYPES, mark_trips
from routes.models import Itinerary
from routes.queries import trips_resting_on
from tourism.jobs.duties import Reader, Work
from tourism.jobs.models import Job
from tourism.jobs.services import put
from tourism.journal.models import Change, Op

# So many trips are marked in one transaction: on SQLite every other writer waits for its end.
TRIPS_A_JOB = 20


def _follow_targets(changes: Sequence[Change], now: datetime) -> None:
    targets = {target for change in changes for target in _targets_of(change)}
    days = {day for change in changes if change.type == "special_day" for day in _days_of(change)}
    kept = {UUID(change.public_id) for change in changes if change.type == "itinerary" and change.op == Op.UPSERT}
    trips = sorted(kept.union(trips_resting_on(targets, days, today=local_day(now))))
    for first in range(0, len(trips), TRIPS_A_JOB):
        some = trips[first : first + TRIPS_A_JOB]
        # Until its job is done a trip that is read works its marks out by itself.
        Itinerary.objects.filter(pk__in=some).update(marks_due=True)
        put(READER, f"{changes[-1].seq}:{first}", now=now, payload={"trips": [str(trip) for trip in some]})


def _targets_of(change: Change) -> Iterator[tuple[str, str]]:
    if change.type == "closure":
        yield from (("place", side["place"]) for side in (change.before, change.after) if side)
    elif change.type not in ("special_day", "itinerary"):
        yield change.type, change.public_id


def _days_of(change: Change) -> Iterator[date]:
    yield from (date.fromisoformat(side["date"]) for side in (change.before, change.after) if side)


def _mark(job: Job, now: datetime) -> int:
    return mark_trips((UUID(trip) for trip in job.payload["trips"]), now=now)


TRIP_MARKS = Reader(READER, TYPES, _follow_targets)
MARKING = Work(READER, _mark)

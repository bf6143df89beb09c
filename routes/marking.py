"""Keeps the marks of kept trips right: before anybody reads one, and soon after whatever it rests on has changed."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from routes.keeping import journal_row, record_trip, stored_plan
from routes.marks import marks_as_json, marks_from_json, marks_of
from routes.models import Itinerary
from routes.request import Lang
from tourism.jobs.queries import has_news
from tourism.journal.services import recording

# The reader of the journal that marks trips, and what it wants to know of.
READER = "trip-marks"
# A trip itself is one of them: what changed between its planning and its keeping found no trip yet.
TYPES = frozenset({"place", "closure", "occurrence", "event", "special_day", "itinerary"})


def with_marks(itinerary: Itinerary, *, now: datetime) -> Itinerary:
    """Return a trip as it is to be read now, also when no worker has got to it yet."""
    if itinerary.plan is None or not (itinerary.marks_due or has_news(READER, TYPES)):
        return itinerary
    if _found(itinerary, now) == itinerary.marks:
        return itinerary
    mark_trip(itinerary.pk, now=now)
    return Itinerary.objects.select_related("destination").get(pk=itinerary.pk)


def mark_trips(ids: Iterable[UUID], *, now: datetime) -> int:
    """Work out the marks of trips, and return how many changed."""
    with recording(at=now, why="marks"):
        return sum(mark_trip(each, now=now) for each in sorted(ids))


def mark_trip(itinerary_id: UUID, *, now: datetime) -> bool:
    """Store the marks of a trip with a new version and new calendars, and say whether they changed."""
    with recording(at=now, why="marks") as log:
        rows = Itinerary.objects.select_related("destination").select_for_update(of=("self",))
        itinerary = rows.filter(pk=itinerary_id, deleted_at__isnull=True).first()
        if itinerary is None:
            return False
        before, found = journal_row(itinerary), _found(itinerary, now)
        changed: bool = found != itinerary.marks
        itinerary.marks_due = False
        if changed:
            itinerary.marks, itinerary.modified_at = found, now
            itinerary.version += 1
            itinerary.sequence += 1
            record_trip(itinerary, log, before=before)
        itinerary.save(update_fields=["marks", "marks_due", "modified_at", "version", "sequence"])
    return changed


def _found(itinerary: Itinerary, now: datetime) -> list[dict[str, str]]:
    zone = ZoneInfo(itinerary.destination.timezone)
    before = marks_from_json(itinerary.marks)
    return marks_as_json(marks_of(stored_plan(itinerary, Lang.ZH), before, zone, now=now))

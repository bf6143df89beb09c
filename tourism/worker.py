"""The wiring of the workers: the one list of what they follow, what they do, and what is periodic."""

from datetime import datetime

from events.readers import FEEDS
from events.services import materialise_horizon
from routes.readers import MARKING, TRIP_MARKS
from routes.services import purge_deleted_itineraries
from tourism.gaps.demand import purge_met
from tourism.gaps.services import purge_later
from tourism.jobs.duties import Duties, Periodic, daily
from tourism.jobs.queries import read_by_all
from tourism.jobs.services import purge_jobs
from tourism.journal.services import purge_tombstones
from tourism.staff.services import purge_sign_ins
from tourism.tips.services import purge_tips


def make_dates(now: datetime) -> int:
    """Make dates up to the horizon; on the first of a month this moves the window of every feed, in the journal."""
    return materialise_horizon(now=now)


def forget(now: datetime) -> dict[str, int]:
    """Forget what is kept no longer, and return how many rows of each went; docs/operations.md says what is kept."""
    return {
        "deleted trips": purge_deleted_itineraries(now=now),
        "jobs": purge_jobs(now=now),
        "what visitors told": purge_tips(now=now),
        "what plans met": purge_met(now=now),
        "what was put off": purge_later(now=now),
        "ended sessions": purge_sign_ins(now=now),
        "changes of deleted objects": purge_tombstones(now=now, read_until=read_by_all()),
    }


DUTIES = Duties(
    readers=(FEEDS, TRIP_MARKS),
    works=(MARKING,),
    periodic=(
        Periodic("horizon", make_dates, daily(0)),
        Periodic("retention", forget, daily(3, 30)),
    ),
)

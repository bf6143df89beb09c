"""The worklist: what is unknown, assumed or old, most wanted first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from events.queries import events_listed
from tourism.gaps.demand import COUNTY, Key, demand
from tourism.gaps.fields import WEIGHTS, Field, Standing, asked_of, checked_on, standing_of
from tourism.gaps.models import Later
from tourism.places.queries import listed_places
from tourism.tips.queries import tip_counts

# What was looked for and not found is asked again after a while.
SOUGHT_AGAIN = timedelta(days=60)
WEEK = timedelta(days=7)
BY_STAFF = "staff"
# Somebody has told us: checking it is quicker than finding it out, whatever it is.
TIP_WORTH = 1_000_000


@dataclass(frozen=True, slots=True)
class Gap:
    """One question about one row, and how much its answer is wanted."""

    type: str
    public_id: str
    row: Any
    field: Field
    standing: Standing
    checked_on: date | None
    wanted: float
    tips: int
    score: float

    @property
    def key(self) -> Key:
        """Its name among all gaps."""
        return Key(self.type, self.public_id, self.field.name)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list is narrowed to."""

    town: str = ""
    role: str = ""
    industry: str = ""


EVERYWHERE = Wanted()


@dataclass(frozen=True, slots=True)
class Worklist:
    """The gaps in the order of need, how many questions were answered this week, and how many are still open."""

    gaps: Sequence[Gap]
    filled_this_week: int
    open: int


def worklist(destination: str, *, wanted: Wanted = EVERYWHERE, now: datetime) -> Worklist:
    """Return the gaps of a county; what was put off or sought in vain lately counts as open, but is not listed."""
    today = now.astimezone(COUNTY).date()
    rows = list(_rows(destination, wanted))
    wants, tips = demand(now=now), tip_counts((type_, public_id) for type_, public_id, _ in rows)
    put_off = {Key(*names) for names in _put_off(today)}
    gaps: list[Gap] = []
    filled = still_open = 0
    for type_, public_id, row in rows:
        for field in asked_of(type_, row):
            standing = standing_of(field, row, today)
            key = Key(type_, public_id, field.name)
            filled += _is_filled_lately(row.fact(field.name), today)
            still_open += standing is not None
            if standing is not None and key not in put_off:
                gap = _gap(key, row, field, standing, wants.get(key, 0.0), tips.get((type_, public_id, field.name), 0))
                if not _was_sought_lately(gap, today):
                    gaps.append(gap)
    gaps.sort(key=lambda gap: (-gap.score, gap.type, gap.public_id, gap.field.name))
    return Worklist(gaps, filled, still_open)


def _gap(key: Key, row: Any, field: Field, standing: Standing, wanted: float, tips: int) -> Gap:
    score = (1 + wanted) * field.weight * WEIGHTS[standing] + tips * TIP_WORTH
    since = checked_on(row.fact(field.name))
    return Gap(key.type, key.public_id, row, field, standing, since, wanted, tips, score)


def _rows(destination: str, wanted: Wanted) -> Iterator[tuple[str, str, Any]]:
    places = listed_places(
        destination=destination,
        town=wanted.town or None,
        role=wanted.role or None,
        industry=wanted.industry or None,
    )
    for place in places.filter(demo=False):
        yield "place", place.slug, place
    if wanted.role or wanted.industry:
        return
    for event in events_listed(destination=destination, town=wanted.town or None).filter(demo=False):
        yield "event", str(event.pk), event


def _put_off(today: date) -> list[tuple[str, str, str]]:
    return list(Later.objects.filter(until__gt=today).values_list("type", "public_id", "field"))


def _is_filled_lately(entry: dict[str, Any], today: date) -> bool:
    checked = checked_on(entry)
    by_us = entry.get("checked_by") == BY_STAFF and entry.get("status") == "known"
    return by_us and checked is not None and today - checked < WEEK


def _was_sought_lately(gap: Gap, today: date) -> bool:
    entry = gap.row.fact(gap.field.name)
    sought = gap.standing is Standing.UNKNOWN and entry.get("checked_by") == BY_STAFF
    return sought and gap.tips == 0 and gap.checked_on is not None and today - gap.checked_on < SOUGHT_AGAIN

"""Reads of the journal, for readers that follow it with a cursor."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q, QuerySet

from tourism.journal.models import Change, Counter, Rendered

# Kept trips are nobody's business, who works here is the office's, and what visitors tell is for the staff.
PRIVATE = ("itinerary", "user", "group", "tip")


def latest_seq() -> int:
    """Return the number of the last committed change, 0 before the first."""
    return Counter.objects.filter(pk=1).values_list("value", flat=True).first() or 0


def changes_since(seq: int) -> QuerySet[Change]:
    """Return the changes after ``seq``, in order."""
    return Change.objects.filter(seq__gt=seq).order_by("seq")


def news(types: Iterable[str], *, before: int | None, most: int) -> list[Change]:
    """Return the latest changes of objects of these types, newest first, before a number where one is given.

    The dates that an event's rule gives are no news: the event itself is.
    """
    rows = Change.objects.filter(type__in=list(types)).exclude(type="occurrence", before__isnull=True)
    rows = rows if before is None else rows.filter(seq__lt=before)
    return list(rows.order_by("-seq")[:most])


def news_of(objects: Iterable[tuple[str, str]], *, most: int) -> list[Change]:
    """Return the latest changes of these objects, each given by type and public id, newest first."""
    wanted = Q(pk__in=[])
    for type_, public_id in objects:
        wanted |= Q(type=type_, public_id=public_id)
    return list(Change.objects.filter(wanted).order_by("-seq")[:most])


def rendered(type_: str, public_ids: Iterable[str], *, lang: str, format_: str) -> dict[str, Rendered]:
    """Return the stored representations of objects, by public id; what is not stored is missing."""
    rows = Rendered.objects.filter(type=type_, public_id__in=list(public_ids), lang=lang, format=format_)
    return {row.public_id: row for row in rows}


def last_changed_at(types: Iterable[str]) -> datetime | None:
    """Return when an object of any of these types last changed, or None if none ever did."""
    changes = Change.objects.filter(type__in=list(types)).order_by("-seq")
    return changes.values_list("at", flat=True).first()


def last_public_change() -> tuple[int, datetime] | None:
    """Return the number and the moment of the last change that the public sees, or None before the first."""
    changes = Change.objects.exclude(type__in=PRIVATE).order_by("-seq")
    return changes.values_list("seq", "at").first()


def public_stamp() -> str:
    """Return a stamp that changes whenever something changes that the public sees.

    The moment stands beside the number, because a restored database may give a number a second time.
    """
    last = last_public_change()
    return f"{last[0]} {last[1].isoformat()}" if last else "0"

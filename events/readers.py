"""Follows the journal: whoever edits what an event names need not know which feeds name it."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from events.services import rerender_for
from tourism.jobs.duties import Reader
from tourism.journal.models import Change

_TYPES = ("place", "organisation", "theme", "destination")


def _follow_names(changes: Sequence[Change], now: datetime) -> None:
    named: defaultdict[str, set[str]] = defaultdict(set)
    for change in changes:
        named[change.type].add(change.public_id)
    rerender_for(
        places=named["place"],
        organisations=named["organisation"],
        themes=named["theme"],
        destinations=named["destination"],
        now=now,
    )


FEEDS = Reader("feeds", frozenset(_TYPES), _follow_names)

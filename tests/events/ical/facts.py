"""Plain makers of the values that calendar files are written from."""

from datetime import UTC, datetime
from typing import Any

from events.ical import CalendarFacts, EventFacts, Text

MODIFIED = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)


def make_facts(**columns: Any) -> EventFacts:
    """Make an evening show of 90 minutes."""
    defaults = {
        "uid": "c0a8",
        "sequence": 0,
        "modified": MODIFIED,
        "start": datetime(2026, 11, 28, 11, 30, tzinfo=UTC),
        "end": datetime(2026, 11, 28, 13, 0, tzinfo=UTC),
        "summary": Text("怀梆义演", "zh-Hans"),
        "lang": "zh-Hans",
    }
    return EventFacts(**{**defaults, **columns})


def make_calendar(**columns: Any) -> CalendarFacts:
    """Make the head of a Chinese feed."""
    defaults = {
        "uid": "feed",
        "name": "沁阳活动",
        "description": "沁阳的活动",
        "lang": "zh-Hans",
        "url": "http://127.0.0.1:8000/zh/calendar",
        "source": "http://127.0.0.1:8000/feeds/zh/events.ics?category=opera&town=a,b;c",
        "modified": MODIFIED,
    }
    return CalendarFacts(**{**defaults, **columns})

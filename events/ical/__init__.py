"""Calendar files: one event as stored bytes, and a feed as a join of them."""

from events.ical.feed import CalendarFacts, join
from events.ical.write import COUNTY, EventFacts, Status, Text, write_event

__all__ = ["COUNTY", "CalendarFacts", "EventFacts", "Status", "Text", "join", "write_event"]

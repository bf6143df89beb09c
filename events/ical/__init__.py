"""Calendar files: one event as stored bytes, and a feed as a join of them."""

from events.ical.alarm import is_alarm, with_alarms
from events.ical.feed import CalendarFacts, join
from events.ical.write import COUNTY, EventFacts, Status, Text, write_event

__all__ = ["COUNTY", "CalendarFacts", "EventFacts", "Status", "Text", "is_alarm", "join", "with_alarms", "write_event"]

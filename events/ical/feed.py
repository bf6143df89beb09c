"""Joins stored VEVENT bytes into one calendar file."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, vText

from events.ical.text import clean, clean_line

PRODID = "-//Shennong Trails//Calendar//EN"
_COLOUR_NAME = "darkgreen"
_COLOUR = "#1D5B49"
_END = b"END:VCALENDAR\r\n"
_TIMEZONE = b"\r\n".join(
    (
        b"BEGIN:VTIMEZONE",
        b"TZID:Asia/Shanghai",
        b"BEGIN:STANDARD",
        b"DTSTART:19910915T020000",
        b"TZOFFSETFROM:+0900",
        b"TZOFFSETTO:+0800",
        b"TZNAME:CST",
        b"END:STANDARD",
        b"END:VTIMEZONE",
        b"",
    )
)


@dataclass(frozen=True, slots=True)
class CalendarFacts:
    """What the head of a feed says."""

    uid: str
    name: str
    description: str
    lang: str
    url: str
    source: str
    modified: datetime


def join(calendar: CalendarFacts, events: Iterable[bytes]) -> bytes:
    """Return a calendar file of VEVENT bytes, which the caller has put in order."""
    return b"".join((_head(calendar), _TIMEZONE, *events, _END))


def _head(facts: CalendarFacts) -> bytes:
    head = Calendar()
    language = {"LANGUAGE": facts.lang}
    name, description = clean_line(facts.name), clean(facts.description)
    head.add("version", "2.0")
    head.add("prodid", PRODID)
    head.add("calscale", "GREGORIAN")
    head.add("method", "PUBLISH")
    head.add("uid", facts.uid)
    # The library escapes only what it knows to be text, and these names are not among them.
    head.add("name", vText(name), language)
    head.add("x-wr-calname", vText(name))
    head.add("description", vText(description), language)
    head.add("x-wr-caldesc", vText(description))
    head.add("url", clean_line(facts.url))
    head.add("source", clean_line(facts.source), {"VALUE": "URI"})
    head.add("last-modified", facts.modified.astimezone(UTC).replace(microsecond=0))
    head.add("color", _COLOUR_NAME)
    head.add("x-apple-calendar-color", _COLOUR)
    head.add("refresh-interval", timedelta(hours=1), {"VALUE": "DURATION"})
    head.add("x-published-ttl", "PT1H")
    head.add("x-wr-timezone", "Asia/Shanghai")
    data: bytes = head.to_ical()
    return data.removesuffix(_END)

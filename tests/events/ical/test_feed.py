"""A feed is a head, a time zone and stored events."""

import re

from hypothesis import given
from icalendar import Calendar

from events.ical import join, write_event
from events.ical.text import clean, clean_line
from tests.events.ical.facts import make_calendar, make_facts
from tests.events.ical.test_write import ANY_TEXT, lines_of, unfolded


def unescaped(text: str) -> str:
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], text)


def test_an_empty_feed_is_written_to_the_letter() -> None:
    lines = set(unfolded(join(make_calendar(), [])).split("\r\n"))

    assert lines >= {
        "VERSION:2.0",
        "PRODID:-//Shennong Trails//Calendar//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "UID:feed",
        "NAME;LANGUAGE=zh-Hans:沁阳活动",
        "X-WR-CALNAME:沁阳活动",
        "DESCRIPTION;LANGUAGE=zh-Hans:沁阳的活动",
        "X-WR-CALDESC:沁阳的活动",
        "URL:http://127.0.0.1:8000/zh/calendar",
        "SOURCE;VALUE=URI:http://127.0.0.1:8000/feeds/zh/events.ics?category=opera&town=a,b;c",
        "LAST-MODIFIED:20261124T040000Z",
        "COLOR:darkgreen",
        "X-APPLE-CALENDAR-COLOR:#1D5B49",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
        "X-WR-TIMEZONE:Asia/Shanghai",
        "TZID:Asia/Shanghai",
        "DTSTART:19910915T020000",
        "TZOFFSETFROM:+0900",
        "TZOFFSETTO:+0800",
        "TZNAME:CST",
    }


def test_a_feed_starts_and_ends_as_a_calendar_and_keeps_the_order_it_was_given() -> None:
    pieces = [write_event(make_facts(uid=uid)) for uid in ("b", "a", "c")]

    data = join(make_calendar(), pieces)

    assert data.startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert data.endswith(b"END:VEVENT\r\nEND:VCALENDAR\r\n")
    assert [event["uid"] for event in Calendar.from_ical(data).walk("VEVENT")] == ["b", "a", "c"]


@given(ANY_TEXT, ANY_TEXT)
def test_any_name_survives(name: str, description: str) -> None:
    data = join(make_calendar(name=name, description=description), [])

    found = Calendar.from_ical(data)
    # The library leaves the names of a calendar escaped, as it does not know them to be text.
    assert {unescaped(str(found[key])) for key in ("name", "x-wr-calname")} == {clean_line(name)}
    assert unescaped(str(found["x-wr-caldesc"])) == clean(description)
    assert all(0 < len(line) <= 75 for line in lines_of(data)[:-1])

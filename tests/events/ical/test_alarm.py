"""A reader may ask for reminders; what is cancelled has none."""

from datetime import timedelta

import pytest
from icalendar import Calendar

from events.ical import Status, is_alarm, join, with_alarms, write_event
from tests.events.ical.facts import make_calendar, make_facts


def test_each_event_that_takes_place_has_the_reminder() -> None:
    held, off = make_facts(uid="held"), make_facts(uid="off", status=Status.CANCELLED)
    data = join(make_calendar(), [write_event(held), write_event(off)])

    calendar = Calendar.from_ical(with_alarms(data, "P1D", "en"))

    found = {
        str(event["UID"]): [alarm.decoded("TRIGGER") for alarm in event.walk("VALARM")] for event in calendar.events
    }
    assert found == {"held": [-timedelta(days=1)], "off": []}


def test_nothing_but_reminders_is_added() -> None:
    data = join(make_calendar(), [write_event(make_facts())])
    alarm = "BEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:提醒\r\nTRIGGER:-PT2H\r\nEND:VALARM\r\n".encode()

    assert with_alarms(data, "PT2H", "zh-Hans").replace(alarm, b"") == data
    assert with_alarms(join(make_calendar(), []), "PT2H", "en") == join(make_calendar(), [])


@pytest.mark.parametrize(("before", "taken"), [("P1D", True), ("PT24H", True), ("PT30M", True), ("P8D", False)])
def test_a_reminder_comes_a_week_before_at_most(before: str, taken: bool) -> None:
    assert is_alarm(before) is taken


@pytest.mark.parametrize("odd", ["", "P0D", "p1d", "-P1D", "P1D\r\nX:1", "PT90M", "P１D", "1"])
def test_anything_else_is_no_reminder(odd: str) -> None:
    assert not is_alarm(odd)

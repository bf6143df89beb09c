"""One event becomes bytes that every reader understands."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Event

from events.ical import EventFacts, Status, Text, write_event
from events.ical.text import clean, clean_line
from tests.events.ical.facts import make_facts

COUNTY = ZoneInfo("Asia/Shanghai")
ANY_TEXT = st.text(st.characters(), max_size=300) | st.text("沁,;\\\n\r\t😀👨‍👩‍👧\x00\u2028\ud800a", max_size=300)


def lines_of(data: bytes) -> list[bytes]:
    return data.split(b"\r\n")


def unfolded(data: bytes) -> str:
    return data.decode().replace("\r\n ", "")


@given(ANY_TEXT, ANY_TEXT, ANY_TEXT, ANY_TEXT)
def test_any_text_survives_in_lines_of_75_octets(title: str, words: str, place: str, category: str) -> None:
    summary, description, location = Text(title, "zh-Hans"), Text(words, "zh-Hans"), Text(place, "zh-Hans")
    facts = make_facts(summary=summary, description=description, location=location, categories=(category,))

    data = write_event(facts)

    found = Event.from_ical(data)
    assert (found["summary"], found["description"]) == (clean_line(title), clean(words))
    assert found["location"] == clean_line(place)
    assert data.endswith(b"END:VEVENT\r\n")
    assert all(0 < len(line) <= 75 for line in lines_of(data)[:-1])
    assert all(line.decode() for line in lines_of(data)[:-1])
    assert not any(byte < 32 for byte in data.replace(b"\r\n", b""))


def test_an_event_is_written_to_the_letter() -> None:
    facts = make_facts(
        description=Text("第一行\n第二行, 完; \\", "zh-Hans"),
        location=Text("戏台, 王曲乡", "zh-Hans"),
        geo=(35.0906, 112.9281),
        url="http://127.0.0.1:8000/zh/calendar/2026-11?a=1,2;3",
        categories=("戏曲", "a,b"),
        related_to="series",
    )

    assert unfolded(write_event(facts)).split("\r\n") == [
        "BEGIN:VEVENT",
        "SUMMARY;LANGUAGE=zh-Hans:怀梆义演",
        "DTSTART;TZID=Asia/Shanghai:20261128T193000",
        "DTEND;TZID=Asia/Shanghai:20261128T210000",
        "DTSTAMP:20261124T040000Z",
        "UID:c0a8",
        "SEQUENCE:0",
        "CATEGORIES:戏曲,a\\,b",
        "CLASS:PUBLIC",
        "DESCRIPTION;LANGUAGE=zh-Hans:第一行\\n第二行\\, 完\\; \\\\",
        "GEO:35.0906;112.9281",
        "LAST-MODIFIED:20261124T040000Z",
        "LOCATION;LANGUAGE=zh-Hans:戏台\\, 王曲乡",
        "RELATED-TO:series",
        "STATUS:CONFIRMED",
        "TRANSP:OPAQUE",
        "URL:http://127.0.0.1:8000/zh/calendar/2026-11?a=1,2;3",
        "END:VEVENT",
        "",
    ]


@pytest.mark.parametrize(
    ("lang", "status", "demo", "title"),
    [
        ("zh-Hans", Status.CANCELLED, False, "【已取消】怀梆义演"),
        ("en", Status.CANCELLED, False, "[Cancelled] 怀梆义演"),
        ("zh-Hans", Status.CONFIRMED, True, "【演示】怀梆义演"),
        ("en", Status.CANCELLED, True, "[Cancelled] [Demo] 怀梆义演"),
        ("zh-Hans", Status.TENTATIVE, False, "怀梆义演"),
    ],
)
def test_the_title_says_what_a_phone_does_not_show(lang: str, status: Status, demo: bool, title: str) -> None:
    found = Event.from_ical(write_event(make_facts(lang=lang, status=status, demo=demo)))

    assert (found["summary"], found["status"]) == (title, status.value)
    assert found["transp"] == ("TRANSPARENT" if status is Status.CANCELLED else "OPAQUE")


def test_whole_days_end_on_the_day_after_the_last_and_keep_nobody_busy() -> None:
    text = unfolded(write_event(make_facts(start=date(2027, 4, 7), end=date(2027, 4, 22))))

    assert "DTSTART;VALUE=DATE:20270407\r\n" in text
    assert "DTEND;VALUE=DATE:20270422\r\n" in text
    assert "TRANSP:TRANSPARENT" in text


def test_a_series_has_its_rule_and_its_gaps() -> None:
    gap = datetime(2026, 12, 5, 11, 30, tzinfo=UTC)

    text = unfolded(write_event(make_facts(rrule="FREQ=WEEKLY;UNTIL=20270101T113000Z;BYDAY=SA", exdates=(gap, gap))))

    assert "RRULE:FREQ=WEEKLY;UNTIL=20270101T113000Z;BYDAY=SA\r\n" in text
    assert text.count("EXDATE;TZID=Asia/Shanghai:20261205T193000\r\n") == 2


def test_a_changed_one_of_a_series_names_the_start_it_had() -> None:
    text = unfolded(write_event(make_facts(recurrence_id=datetime(2026, 11, 28, 11, 30, tzinfo=UTC), sequence=3)))

    assert "RECURRENCE-ID;TZID=Asia/Shanghai:20261128T193000\r\n" in text
    assert "SEQUENCE:3\r\n" in text


def test_the_same_facts_are_the_same_bytes() -> None:
    assert write_event(make_facts()) == write_event(make_facts())


@pytest.mark.parametrize("end", [date(2026, 11, 29), datetime(2026, 11, 28, 11, 30, tzinfo=UTC)])
def test_an_event_ends_after_its_start_in_the_same_kind_of_time(end: date) -> None:
    with pytest.raises(ValueError, match="end"):
        make_facts(end=end)


def test_whole_days_last_at_least_one() -> None:
    with pytest.raises(ValueError, match="not after"):
        EventFacts("u", 0, datetime(2026, 1, 1, tzinfo=UTC), date(2026, 1, 1), date(2026, 1, 1), Text("t", "en"), "en")

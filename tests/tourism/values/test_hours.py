"""Opening hours answer for one day, with holidays from our own table."""

import time
from datetime import date, datetime, timedelta

import opening_hours
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tourism.values.hours import (
    FIRST_DAY,
    LAST_DAY,
    LONGEST_TEXT,
    MinuteSpan,
    OpenAnswer,
    OpenReason,
    SpecialDays,
    parse_hours,
)

FRIDAY = date(2026, 12, 4)
SATURDAY = date(2026, 12, 5)
MONDAY = date(2026, 12, 7)
NATIONAL_DAY = date(2026, 10, 1)
WORKED_SATURDAY = date(2026, 10, 10)
SPECIAL = SpecialDays(
    holidays=frozenset(date(2026, 10, day) for day in range(1, 8)), workdays=frozenset({WORKED_SATURDAY})
)

WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
DAYS = st.dates(date(2020, 1, 1), date(2035, 1, 1))
CLOCK_SPANS = st.tuples(st.integers(0, 1439), st.integers(1, 1440)).filter(lambda pair: pair[0] < pair[1])


def clock(minute: int) -> str:
    """Write a minute of the day as the notation does."""
    return f"{minute // 60:02}:{minute % 60:02}"


def spans(text: str, day: date) -> list[tuple[int, int]]:
    """List when a text is open on a day."""
    return [(span.start, span.end) for span in parse_hours(text).open_spans(day, SPECIAL)]


def reason(text: str, day: date, at: str) -> OpenReason:
    """Ask a text why it is open or closed at a time of a day."""
    hour, minute = at.split(":")
    return parse_hours(text).open_at(day, int(hour) * 60 + int(minute), SPECIAL).reason


@pytest.mark.parametrize(
    ("text", "day", "expected"),
    [
        ("09:00-17:00", SATURDAY, [(540, 1020)]),
        ("24/7", SATURDAY, [(0, 1440)]),
        ("24/7 off", SATURDAY, []),
        ("Mo-Fr 09:00-17:00", SATURDAY, []),
        ("Tu-Su 09:00-17:00; Mo off", MONDAY, []),
        ("09:00-12:00,14:00-17:00", SATURDAY, [(540, 720), (840, 1020)]),
        ("09:00-17:00; 12:00-13:00 off", SATURDAY, [(540, 720), (780, 1020)]),
        ("Mo-Fr 09:00-12:00, Sa 10:00-11:00, 13:00-14:00", SATURDAY, [(600, 660), (780, 840)]),
        ("Apr-Oct 08:00-18:00; Nov-Mar 09:00-17:00", SATURDAY, [(540, 1020)]),
        ("Apr-Oct 08:00-18:00", date(2026, 10, 31), [(480, 1080)]),
        ("Apr-Oct 08:00-18:00", date(2026, 11, 1), []),
        ("09:00-17:00; 2026 Dec 05 off", SATURDAY, []),
        ("Feb 29 10:00-11:00", date(2028, 2, 29), [(600, 660)]),
        ("Feb 29 10:00-11:00", date(2027, 3, 1), []),
        ("Sa[1] 10:00-12:00", SATURDAY, [(600, 720)]),
        ("Sa[1] 10:00-12:00", SATURDAY + timedelta(days=7), []),
        ("week 49 Sa 10:00-12:00", SATURDAY, [(600, 720)]),
        ("Mo-Fr 09:00-12:00 || 14:00-15:00", SATURDAY, [(840, 900)]),
        (" 09:00-17:00 ", SATURDAY, [(540, 1020)]),
    ],
)
def test_a_day_has_the_hours_its_rules_say(text: str, day: date, expected: list[tuple[int, int]]) -> None:
    assert spans(text, day) == expected


@pytest.mark.parametrize(
    ("text", "day", "expected"),
    [
        ("Mo-Su 09:00-17:00; PH off", NATIONAL_DAY, []),
        ("Mo-Su 09:00-17:00; PH off", date(2026, 10, 8), [(540, 1020)]),
        ("Mo-Su 09:00-17:00; PH 10:00-12:00", NATIONAL_DAY, [(600, 720)]),
        ("PH 10:00-12:00", NATIONAL_DAY, [(600, 720)]),
        ("PH 10:00-12:00", SATURDAY, []),
        ("Sa,PH 10:00-12:00", NATIONAL_DAY, [(600, 720)]),
        ("Sa,PH 10:00-12:00", SATURDAY, [(600, 720)]),
        ("Sa,PH 10:00-12:00", MONDAY, []),
        ("Jan PH 10:00-12:00", NATIONAL_DAY, []),
        ("Oct PH 10:00-12:00", NATIONAL_DAY, [(600, 720)]),
        ('09:00-17:00; Mo off "PH; off"', NATIONAL_DAY, [(540, 1020)]),
    ],
)
def test_holidays_come_from_the_table_handed_in(text: str, day: date, expected: list[tuple[int, int]]) -> None:
    assert spans(text, day) == expected


@pytest.mark.parametrize("text", ["Mo-Fr 09:00-17:00; PH off", "Mo-Fr 09:00-17:00"])
def test_a_worked_saturday_keeps_its_saturday_hours(text: str) -> None:
    assert spans(text, WORKED_SATURDAY) == []


@pytest.mark.parametrize(
    ("text", "day", "expected"),
    [
        ("22:00-02:00", SATURDAY, [(0, 120), (1320, 1440)]),
        ("Fr 22:00-26:00", FRIDAY, [(1320, 1440)]),
        ("Fr 22:00-26:00", SATURDAY, [(0, 120)]),
        ("Fr 22:00-26:00; Sa off", SATURDAY, [(0, 120)]),
        ("Fr 22:00-26:00; Sa 09:00-10:00", SATURDAY, [(0, 120), (540, 600)]),
        ("Fr 22:00-26:00; 2026 Dec 04 off", SATURDAY, []),
        ("22:00-02:00; PH off", NATIONAL_DAY, [(0, 120)]),
        ("22:00-02:00; PH off", date(2026, 10, 2), []),
        ("22:00-02:00; PH off", date(2026, 10, 8), [(1320, 1440)]),
        ("Fr 20:00-26:00; Sa 01:00-03:00", SATURDAY, [(0, 180)]),
        ("Fr 22:00-48:00", SATURDAY, [(0, 1440)]),
        ("Fr 22:00-26:00; Dec 04 20:00-21:00", SATURDAY, []),
        ("Fr 22:00-26:00, Dec 04 20:00-21:00", SATURDAY, [(0, 120)]),
        ("24/7, Fr off", FRIDAY, []),
    ],
)
def test_a_night_belongs_to_the_day_it_began_on(text: str, day: date, expected: list[tuple[int, int]]) -> None:
    assert spans(text, day) == expected


def test_a_place_is_closed_from_the_minute_it_closes() -> None:
    hours = parse_hours("09:00-17:00")

    assert hours.open_at(SATURDAY, 1019, SPECIAL) == OpenAnswer(True, OpenReason.OPEN, 1020, None, "09:00-17:00")
    assert hours.open_at(SATURDAY, 1020, SPECIAL) == OpenAnswer(
        False, OpenReason.AFTER_CLOSING, None, None, "09:00-17:00"
    )


def test_a_place_is_open_from_the_minute_it_opens() -> None:
    hours = parse_hours("09:00-17:00")

    assert hours.open_at(SATURDAY, 539, SPECIAL) == OpenAnswer(
        False, OpenReason.BEFORE_OPENING, None, 540, "09:00-17:00"
    )
    assert hours.open_at(SATURDAY, 540, SPECIAL).is_open is True


@pytest.mark.parametrize(
    ("text", "day", "at", "expected"),
    [
        ("09:00-12:00,14:00-17:00", SATURDAY, "13:00", OpenReason.BETWEEN_OPENINGS),
        ("Mo-Su 09:00-17:00; PH off", NATIONAL_DAY, "10:00", OpenReason.CLOSED_HOLIDAY),
        ("09:00-17:00; PH 10:00-12:00", NATIONAL_DAY, "11:00", OpenReason.HOLIDAY_HOURS),
        ("09:00-17:00; PH 10:00-12:00", NATIONAL_DAY, "13:00", OpenReason.AFTER_CLOSING),
        ("09:00-17:00; Mo off", MONDAY, "10:00", OpenReason.CLOSED_WEEKDAY),
        ("Tu-Su 09:00-17:00", MONDAY, "10:00", OpenReason.CLOSED_WEEKDAY),
        ("09:00-17:00; Dec 05 off", SATURDAY, "10:00", OpenReason.CLOSED_DATE),
        ("24/7 off", SATURDAY, "10:00", OpenReason.CLOSED_DATE),
        ("PH 09:00-12:00", SATURDAY, "10:00", OpenReason.CLOSED_DATE),
        ("Mo off", SATURDAY, "10:00", OpenReason.CLOSED_DATE),
        ("Apr-Oct 08:00-18:00", SATURDAY, "10:00", OpenReason.OUT_OF_SEASON),
        ("09:00-17:00; Nov-Mar off", SATURDAY, "10:00", OpenReason.OUT_OF_SEASON),
        ("Apr-Oct Mo-Su 08:00-18:00; Nov-Mar Mo-Fr 09:00-17:00", SATURDAY, "10:00", OpenReason.CLOSED_WEEKDAY),
        ("Fr 22:00-26:00", SATURDAY, "01:00", OpenReason.OPEN),
        ("Fr 22:00-26:00", SATURDAY, "02:00", OpenReason.CLOSED_WEEKDAY),
        ("22:00-02:00; PH off", NATIONAL_DAY, "01:00", OpenReason.OPEN),
    ],
)
def test_the_answer_says_why(text: str, day: date, at: str, expected: OpenReason) -> None:
    assert reason(text, day, at) == expected


def test_the_answer_names_the_rule_that_decided() -> None:
    hours = parse_hours("Mo-Su 09:00-17:00; PH off; 12:00-13:00 off")

    assert hours.open_at(SATURDAY, 600, SPECIAL).rule == "Mo-Su 09:00-17:00"
    assert hours.open_at(SATURDAY, 750, SPECIAL).rule == "12:00-13:00 closed"


@pytest.mark.parametrize("text", ['09:00-17:00 "by appointment"', "09:00-17:00 unknown", '09:00-17:00 open "ring"'])
def test_hours_with_a_condition_are_not_known_to_be_open(text: str) -> None:
    hours = parse_hours(text)

    answer = hours.open_at(SATURDAY, 600, SPECIAL)

    assert (answer.is_open, answer.reason, answer.until) == (None, OpenReason.UNKNOWN, 1020)
    assert hours.open_spans(SATURDAY, SPECIAL) == ()
    assert hours.unknown_spans(SATURDAY, SPECIAL) == (MinuteSpan(540, 1020),)
    assert hours.open_at(SATURDAY, 1020, SPECIAL).reason == OpenReason.AFTER_CLOSING


def test_sure_hours_win_over_a_night_that_is_not_sure() -> None:
    hours = parse_hours('Fr 22:00-28:00 "private party"; Sa 01:00-02:00,03:00-03:30')

    assert hours.unknown_spans(SATURDAY, SPECIAL) == (
        MinuteSpan(0, 60),
        MinuteSpan(120, 180),
        MinuteSpan(210, 240),
    )


def test_a_closing_may_carry_a_comment() -> None:
    assert reason('09:00-17:00; Mo off "cleaning"', MONDAY, "10:00") == OpenReason.CLOSED_WEEKDAY


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "blank"),
        ("   ", "blank"),
        ("\u3000", "blank"),
        pytest.param('"' + "a" * (LONGEST_TEXT - 1) + '"', "512", id="513 characters"),
        ("09:00-17:00\x00", "control"),
        ("Mo\n09:00-17:00", "control"),
        ("\ud800", "control"),
        ('"\u202e"', "control"),
        ("9 to 5", "notation"),
        ("周六 09:00-17:00", "notation"),
        ("CN PH off", "notation"),
        ("ph off", "notation"),
        ("SH off", "school holidays"),
        ("PH,SH off", "school holidays"),
        ("PH Mo off", "rule of its own"),
        ("Sa PH off", "rule of its own"),
        ("PH +1 day off", "before or after"),
        ("PH -1 day off", "before or after"),
        ("sunrise-sunset", "clock times"),
        ("(sunrise+01:00)-17:00", "clock times"),
        ("09:00+", "open end"),
        ("09:00-17:00+", "open end"),
        ("10:00-16:00/02:00", "departures"),
        ("Feb 30 10:00-11:00", "no Feb 30"),
        ("Apr 01-Jun 31 10:00-11:00", "no Jun 31"),
        ("Mo, We 10:00-12:00", "without spaces"),
        ("PH off; Mo-Su 09:00-17:00", "later rules win"),
        ("99999 10:00-11:00", "4 digits"),
        ("Dec 25 -999 days 10:00-11:00", "99 days"),
    ],
)
def test_a_text_that_cannot_be_trusted_is_refused(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        parse_hours(text)


def test_the_longest_text_is_taken() -> None:
    text = '09:00-17:00 "' + "a" * (LONGEST_TEXT - 14) + '"'

    assert len(text) == LONGEST_TEXT
    assert parse_hours(text).text == text


def test_the_longest_text_of_rare_days_is_answered_at_once() -> None:
    rule = "9998 week 53 Su[5] 00:00-00:01"
    hours = parse_hours("; ".join([rule] * (LONGEST_TEXT // (len(rule) + 2))))

    start = time.perf_counter()
    hours.open_at(SATURDAY, 0, SPECIAL)

    assert time.perf_counter() - start < 1


def test_a_text_knows_whether_it_rests_on_holidays() -> None:
    assert parse_hours("Mo-Su 09:00-17:00; PH off").depends_on_holidays
    assert not parse_hours('09:00-17:00 "not PH"').depends_on_holidays


def test_days_off_are_known_year_by_year() -> None:
    assert SPECIAL.covers(date(2026, 1, 1))
    assert not SPECIAL.covers(date(2027, 1, 1))


def test_a_day_cannot_be_off_and_worked() -> None:
    with pytest.raises(ValueError, match="not both"):
        SpecialDays(holidays=frozenset({SATURDAY}), workdays=frozenset({SATURDAY}))


@pytest.mark.parametrize("day", [FIRST_DAY, LAST_DAY])
def test_the_first_and_last_day_have_an_answer(day: date) -> None:
    assert spans("22:00-02:00", day) == [(0, 120), (1320, 1440)]


@pytest.mark.parametrize("day", [date.min, FIRST_DAY - timedelta(days=1), LAST_DAY + timedelta(days=1), date.max])
def test_a_day_the_notation_cannot_name_is_refused(day: date) -> None:
    with pytest.raises(ValueError, match="known from"):
        spans("09:00-17:00", day)


@pytest.mark.parametrize("minute", [-1, 1440])
def test_a_minute_outside_the_day_is_refused(minute: int) -> None:
    with pytest.raises(ValueError, match="minute of the day"):
        parse_hours("24/7").open_at(SATURDAY, minute, SPECIAL)


@pytest.mark.parametrize(("start", "end"), [(-1, 5), (5, 5), (6, 5), (0, 1441)])
def test_a_span_of_minutes_stays_within_its_day(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="span of minutes"):
        MinuteSpan(start, end)


@settings(deadline=None)
@given(st.sets(st.integers(0, 6), min_size=1), st.sets(st.integers(1, 12), min_size=1), CLOCK_SPANS, DAYS)
def test_weekday_and_month_select_the_day(
    weekdays: set[int], months: set[int], hours: tuple[int, int], day: date
) -> None:
    chosen_months = ",".join(MONTHS[number - 1] for number in sorted(months))
    chosen_days = ",".join(WEEKDAYS[number] for number in sorted(weekdays))
    text = f"{chosen_months} {chosen_days} {clock(hours[0])}-{clock(hours[1])}"

    expected = [hours] if day.weekday() in weekdays and day.month in months else []

    assert spans(text, day) == expected


PARTS = st.sampled_from(
    ["Mo-Fr ", "Sa ", "Apr-Oct ", "Nov-Mar Sa-Su ", "Dec 05 ", "week 1-53/2 ", "", "Sa[1] ", "2026 "]
)
RESTS = st.sampled_from(["09:00-12:00", "10:00-16:00,18:00-20:00", "off", "11:00-13:00 off", "08:00-24:00", "unknown"])
TEXTS = st.lists(st.tuples(PARTS, RESTS), min_size=1, max_size=5).map(
    lambda rules: "; ".join(days + rest for days, rest in rules)
)


@settings(deadline=None)
@given(TEXTS, DAYS)
def test_without_holidays_and_nights_the_library_says_the_same(text: str, day: date) -> None:
    midnight = datetime.combine(day, datetime.min.time())
    theirs = opening_hours.OpeningHours(text).intervals(midnight, midnight + timedelta(days=1))

    expected = [
        ((start - midnight) // timedelta(minutes=1), (end - midnight) // timedelta(minutes=1))
        for start, end, state, _ in theirs
        if state == opening_hours.State.OPEN
    ]

    assert spans(text, day) == expected


@settings(deadline=None)
@given(TEXTS, st.dates(date(2026, 9, 25), date(2026, 10, 15)), st.integers(0, 1439))
def test_the_answer_agrees_with_the_spans(text: str, day: date, minute: int) -> None:
    hours = parse_hours(f"{text}; PH 12:00-14:00")

    answer = hours.open_at(day, minute, SPECIAL)

    is_open = any(span.contains(minute) for span in hours.open_spans(day, SPECIAL))
    is_unsure = any(span.contains(minute) for span in hours.unknown_spans(day, SPECIAL))
    assert answer.is_open == (True if is_open else None if is_unsure else False)


@settings(deadline=None)
@given(TEXTS, st.sampled_from(sorted(SPECIAL.holidays)))
def test_no_hours_are_left_on_a_holiday_that_is_off(text: str, day: date) -> None:
    hours = parse_hours(f"{text}; PH off")

    assert hours.open_spans(day, SPECIAL) == ()
    assert hours.unknown_spans(day, SPECIAL) == ()


@settings(deadline=None)
@given(st.text(max_size=40) | st.text('MoTuSaPH JanDec0123456789:-;,+/[]|"of', max_size=60), DAYS)
def test_any_text_is_answered_or_refused(text: str, day: date) -> None:
    try:
        hours = parse_hours(text)
    except ValueError:
        return

    assert isinstance(hours.open_at(day, 720, SPECIAL), OpenAnswer)

"""Says what stands in a field now, and what opening hours mean for the next seven days."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from frontend.public.language import Language
from frontend.public.moments import day_dated, distance, length
from frontend.public.presenters.place import price_said
from frontend.public.words import say
from tourism.gaps.fields import Field, Kind, checked_on
from tourism.places.queries import special_days
from tourism.values.hours import MinuteSpan, OpeningHours, SpecialDays, parse_hours

DAYS = 7


def held_said(row: Any, field: Field, lang: Language) -> str:
    """Say what stands in a field, and since when; nothing where it is empty."""
    if field.is_empty(row):
        return ""
    since = checked_on(row.fact(field.name))
    said = _SAY[field.kind](row, field, lang)
    return f"{said} · {say(lang, 'checked', day=day_dated(since, lang))}" if since else said


def week_said(text: str, today: date, lang: Language) -> Iterator[tuple[date, str]]:
    """Yield the next seven days with when it is open; nothing for hours that cannot be read."""
    try:
        hours = parse_hours(text)
    except ValueError:
        return
    special = special_days()
    for number in range(DAYS):
        day = today + timedelta(days=number)
        yield day, _day_said(hours, day, special, lang)


def _day_said(hours: OpeningHours, day: date, special: SpecialDays, lang: Language) -> str:
    spans = hours.open_spans(day, special)
    if spans:
        return lang.pick("，", ", ").join(_span_said(span) for span in spans)
    return say(lang, "fill_perhaps") if hours.unknown_spans(day, special) else say(lang, "fill_shut")


def _span_said(span: MinuteSpan) -> str:
    return f"{span.start // 60}:{span.start % 60:02d}–{span.end // 60}:{span.end % 60:02d}"


def _hours(row: Any, field: Field, lang: Language) -> str:
    del field, lang
    return str(row.hours)


def _fares(row: Any, field: Field, lang: Language) -> str:
    del field
    return price_said(row, lang)


def _phone(row: Any, field: Field, lang: Language) -> str:
    del field, lang
    return str(row.phone)


def _steps(row: Any, field: Field, lang: Language) -> str:
    del field
    return say(lang, "steps_n", n=row.steps) if row.steps is not None else say(lang, f"step_free_{row.step_free}")


def _answer(row: Any, field: Field, lang: Language) -> str:
    return say(lang, f"answer_{getattr(row, field.name)}")


def _minutes(row: Any, field: Field, lang: Language) -> str:
    del field
    return say(lang, "visit_usual", usual=length(row.visit_usual, lang))


def _diet(row: Any, field: Field, lang: Language) -> str:
    del field
    return say(lang, f"diet_known_{row.diet}")


def _position(row: Any, field: Field, lang: Language) -> str:
    del field
    return f"{row.lat:.5f}, {row.lon:.5f} ± {distance(row.precision_m or 0, lang)}"


_SAY = {
    Kind.HOURS: _hours,
    Kind.FARES: _fares,
    Kind.PHONE: _phone,
    Kind.STEPS: _steps,
    Kind.ANSWER: _answer,
    Kind.MINUTES: _minutes,
    Kind.DIET: _diet,
    Kind.POSITION: _position,
}

"""Turns a month's occurrences, customs and named days into a grid and a list by day."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from events.queries import OBSERVANCE, NamedDay, TraditionDay
from frontend.public.kinds import mark_of_category
from frontend.public.language import Language
from frontend.public.moments import day_month, days_of_month, lunar, lunar_short, weekday
from frontend.public.presenters.happenings import EventRow, event_path
from frontend.public.words import say

if TYPE_CHECKING:
    from events.models import Event

MOST_MARKS = 3


@dataclass(frozen=True, slots=True)
class Named:
    """Something a day is called."""

    text: str
    note: str
    is_free: bool


@dataclass(frozen=True, slots=True)
class Custom:
    """A day of old custom: computed, not verified."""

    path: str
    title: str
    title_lang: str
    mark: str
    rule: str
    where: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One day of the grid; None stands for a day of another month."""

    number: int
    lunar: str
    term: str
    is_free: bool
    marks: tuple[str, ...]
    anchor: str
    label: str
    is_today: bool


@dataclass(frozen=True, slots=True)
class DayList:
    """What is on one day."""

    anchor: str
    title: str
    lunar: str
    iso: str
    names: tuple[Named, ...]
    rows: tuple[EventRow, ...]
    customs: tuple[Custom, ...]
    can_go: bool


@dataclass(frozen=True, slots=True)
class Undated:
    """An event whose dates are announced by its village."""

    path: str
    title: str
    title_lang: str
    mark: str
    where: str
    text: str
    text_lang: str
    demo: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """The days of a span: all of them, and those that have something."""

    all: Mapping[date, DayList]
    days: tuple[DayList, ...]
    marks: tuple[str, ...]
    demo: bool


@dataclass(frozen=True, slots=True)
class Almanac:
    """What the days of a month are called."""

    named: Sequence[NamedDay]
    traditions: Sequence[TraditionDay]


def show_days(
    first: date, until: date, rows: Sequence[EventRow], almanac: Almanac, lang: Language, *, today: date
) -> Shown:
    """Return the days of a half-open span with what is on."""
    count = (until - first).days
    days = [first + timedelta(days=number) for number in range(count)]
    lists = {day: _day(day, rows, almanac, lang, today) for day in days}
    return Shown(
        all=lists,
        days=tuple(shown for shown in lists.values() if shown.rows or shown.customs or shown.names),
        marks=tuple(dict.fromkeys(row.mark for row in rows)),
        demo=any(row.demo for row in rows),
    )


def show_grid(first: date, shown: Shown, lang: Language, *, today: date) -> tuple[tuple[Cell | None, ...], ...]:
    """Return the weeks of the month that begins at ``first``."""
    cells = [_cell(shown.all[day], day, lang, today) for day in days_of_month(first)]
    padded: list[Cell | None] = [None] * first.weekday() + cells
    padded += [None] * (-len(padded) % 7)
    return tuple(tuple(padded[at : at + 7]) for at in range(0, len(padded), 7))


def _day(day: date, rows: Sequence[EventRow], almanac: Almanac, lang: Language, today: date) -> DayList:
    customs = [custom for custom in almanac.traditions if custom.start == day]
    return DayList(
        anchor=f"d{day.day}",
        title=f"{lang.pick(f'{day.day}日', str(day_month(day, lang)))} {weekday(day, lang)}",
        lunar=lunar(day, lang),
        iso=day.isoformat(),
        names=tuple(_names(day, almanac, lang)),
        rows=tuple(row for row in rows if row.day == day),
        customs=tuple(_custom(custom, lang) for custom in customs),
        can_go=day >= today,
    )


def _names(day: date, almanac: Almanac, lang: Language) -> Iterable[Named]:
    named = [row for row in almanac.named if row.day == day]
    special = next((row for row in named if row.kind != OBSERVANCE), None)
    if special is not None:
        free = special.kind == "holiday"
        note = say(lang, "day_off" if free else "workday")
        yield Named(lang.pick(special.name_zh, special.name_en), note, free)
    for observance in named:
        if observance.kind == OBSERVANCE and (special is None or observance.name_zh not in special.name_zh):
            yield Named(lang.pick(observance.name_zh, observance.name_en), "", False)


def _custom(tradition: TraditionDay, lang: Language) -> Custom:
    event = tradition.event
    last = tradition.until - timedelta(days=1)
    until = lang.pick("，到", ", to ") + day_month(last, lang) if last > tradition.start else ""
    return Custom(
        path=event_path(event),
        title=lang.pick(event.title_zh, event.title_en),
        title_lang=_fallback(event.title_en, lang),
        mark=mark_of_category(event.category),
        rule=tradition.rule_text(lang.code) + until,
        where=place_said(event, lang),
    )


def place_said(event: "Event", lang: Language) -> str:
    """Name where an event is held, as far as that is known."""
    if event.venue is not None:
        return lang.pick(event.venue.name_zh, event.venue.name_en)
    if event.venue_note_zh:
        return event.venue_note_zh
    return lang.pick(event.town.name_zh, event.town.name_en) if event.town else ""


def undated(event: "Event", lang: Language) -> Undated:
    """Return the row of an event whose dates are announced."""
    text = lang.pick(event.description_zh, event.description_en)
    return Undated(
        path=event_path(event),
        title=lang.pick(event.title_zh, event.title_en),
        title_lang=_fallback(event.title_en, lang),
        mark=mark_of_category(event.category),
        where=place_said(event, lang),
        text=text,
        text_lang=_fallback(event.description_en, lang),
        demo=event.demo,
    )


def _fallback(text_en: str, lang: Language) -> str:
    """Return the tag of a text that fell back to Chinese, for its ``lang`` attribute."""
    return Language.ZH.code if lang is Language.EN and not text_en else ""


def _cell(day_list: DayList, day: date, lang: Language, today: date) -> Cell:
    marks = [row.mark for row in day_list.rows] + [custom.mark for custom in day_list.customs]
    names = day_list.names
    count = len(marks) + len(names)
    title = f"{day_month(day, lang)} {weekday(day, lang)} {day_list.lunar}"
    return Cell(
        number=day.day,
        lunar=lunar_short(day, lang),
        term=next((name.text for name in names), "") if lang is Language.ZH else "",
        is_free=any(name.is_free for name in names),
        marks=tuple(dict.fromkeys(marks))[:MOST_MARKS],
        anchor=day_list.anchor if count else "",
        label=say(lang, "cell_label", day=title, n=count),
        is_today=day == today,
    )


def kind_words(lang: Language) -> Mapping[str, str]:
    """Name each mark of the key under the grid."""
    said = {"opera": "opera", "banquet": "banquet", "sport": "tournament", "festival": "festival"}
    said |= {"fair": "temple-fair", "workshop": "workshop", "flower": "flower-season"}
    return {mark: say(lang, f"kind_{category}") for mark, category in said.items()}

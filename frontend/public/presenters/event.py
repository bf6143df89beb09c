"""Turns an event into what its page prints: what, when, where, by whom, and what its dates rest on."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from events.queries import TraditionDay
from events.series import rule_text
from frontend.public.kinds import mark_of_category
from frontend.public.language import Language
from frontend.public.moments import day_full, lunar
from frontend.public.presenters.calendar import place_said
from frontend.public.presenters.happenings import EventRow, first_theme, row_of
from frontend.public.presenters.maps import MapsView, maps_of
from frontend.public.presenters.place import FactView, SourceView, price_said, shown_sources, sketch_of, where_said
from frontend.public.presenters.sketch import Sketch
from frontend.public.presenters.subscribe import Feed, single_feed
from frontend.public.words import say

if TYPE_CHECKING:
    from events.models import Event, Occurrence
    from tourism.places.models import Place, Source

SURES = {"scheduled": "known", "announced": "unknown", "tradition": "unknown", "history": "assumed"}


@dataclass(frozen=True, slots=True)
class CustomDay:
    """A day that custom gives, computed and not verified."""

    when: str
    lunar: str


@dataclass(frozen=True, slots=True)
class EventView:
    """All that the page of an event prints."""

    id: str
    title: str
    title_lang: str
    title_zh: str
    kind: str
    mark: str
    standing: str
    standing_kind: str
    text: str
    text_lang: str
    note: str
    demo: bool
    rule: str
    rule_source: str
    facts: tuple[FactView, ...]
    unknowns: str
    halted: str
    dates: tuple[EventRow, ...]
    customs: tuple[CustomDay, ...]
    organiser: str
    organiser_slug: str
    where: str
    where_slug: str
    where_text: str
    sketch: Sketch | None
    maps: MapsView | None
    sources: tuple[SourceView, ...]
    feed: Feed | None
    theme: str


def show_event(
    event: "Event",
    dates: Sequence["Occurrence"],
    customs: Iterable[TraditionDay],
    sources: Mapping[str, "Source"],
    lang: Language,
    *,
    today: date,
) -> EventView:
    """Return the view of an event with the dates to come, or with the one date that its page is about."""
    place = _place(event, dates)
    landmark = event.destination.centre
    return EventView(
        id=str(event.id),
        title=lang.pick(event.title_zh, event.title_en),
        title_lang=Language.ZH.code if lang is Language.EN and not event.title_en else "",
        title_zh=event.title_zh if lang is Language.EN and event.title_en else "",
        kind=say(lang, f"kind_{event.category}"),
        mark=mark_of_category(event.category),
        standing=say(lang, f"standing_{event.standing}"),
        standing_kind=SURES.get(event.standing, "assumed"),
        text=lang.pick(event.description_zh, event.description_en),
        text_lang=Language.ZH.code if lang is Language.EN and not event.description_en else "",
        note=event.rule_note_zh,
        demo=event.demo,
        rule=_rule(event, lang),
        rule_source=_rule_source(event, sources, lang),
        facts=tuple(_facts(event, lang)),
        unknowns=lang.pick("，", "; ").join(_unknowns(event, lang)),
        halted=_halted(event, lang),
        dates=tuple(row_of(row, lang, today=today) for row in dates),
        customs=tuple(_custom_day(custom, lang) for custom in customs),
        organiser=lang.pick(event.organiser.name_zh, event.organiser.name_en) if event.organiser else "",
        organiser_slug=event.organiser.slug if event.organiser else "",
        where=lang.pick(place.name_zh, place.name_en) if place else place_said(event, lang),
        where_slug=place.slug if place and place.listed else "",
        where_text=_where_text(event, place, lang),
        sketch=sketch_of(place, landmark if landmark != place else None, lang) if place else None,
        maps=maps_of(place, event.destination.name_zh, lang) if place else None,
        sources=shown_sources(sources),
        feed=single_feed(lang, str(event.id)) if event.standing == "scheduled" else None,
        theme=first_theme(event),
    )


def source_codes_of_event(event: "Event") -> list[str]:
    """Return the codes of all sources that an event's facts name, each once."""
    return list(dict.fromkeys(code for fact in event.facts.values() for code in fact.get("sources", [])))


def _place(event: "Event", dates: Sequence["Occurrence"]) -> "Place | None":
    """Return where it is: the place of the one date that a page is about, else that of the event."""
    return (dates[0].venue if len(dates) == 1 else None) or event.venue


def _rule(event: "Event", lang: Language) -> str:
    if not event.rule or event.standing in ("history", "heritage"):
        return ""
    said = rule_text(event, lang.code)
    return said[:1].upper() + said[1:]


def _rule_source(event: "Event", sources: Mapping[str, "Source"], lang: Language) -> str:
    codes = event.fact("rule").get("sources", [])
    titles = [sources[code].title for code in codes if code in sources]
    return lang.pick("、", ", ").join(titles[:2])


def _facts(event: "Event", lang: Language) -> Iterator[FactView]:
    if event.age_from is not None:
        yield FactView("people", say(lang, "f_age"), say(lang, "age_from", n=event.age_from), "", "", False)
    if event.seats is not None:
        yield FactView("chair", say(lang, "f_seats"), say(lang, "seats_n", n=event.seats), "", "", False)
    if price := price_said(event, lang):
        yield FactView("ticket", say(lang, "f_price"), price, "", "", False)
    if event.phone:
        yield FactView("phone", say(lang, "f_phone"), event.phone, "", "", False)


def _unknowns(event: "Event", lang: Language) -> Iterator[str]:
    if event.standing in ("history", "heritage"):
        return
    if event.venue is None and not event.venue_note_zh:
        yield say(lang, "dunno_venue")
    if event.organiser is None:
        yield say(lang, "dunno_organiser")
    if not price_said(event, lang):
        yield say(lang, "dunno_price")
    if not event.phone:
        yield say(lang, "dunno_phone")


def _halted(event: "Event", lang: Language) -> str:
    if event.status == "cancelled":
        return say(lang, "event_cancelled")
    return say(lang, "postponed") if event.status == "postponed" else ""


def _custom_day(custom: TraditionDay, lang: Language) -> CustomDay:
    last = custom.until - timedelta(days=1)
    until = lang.pick(" 到 ", " to ") + day_full(last, lang) if last > custom.start else ""
    year = f"{custom.start.year}年" if lang is Language.ZH else ""
    return CustomDay(f"{year}{day_full(custom.start, lang)}{until}", lunar(custom.start, lang))


def _where_text(event: "Event", place: "Place | None", lang: Language) -> str:
    if place is not None:
        return where_said(place, lang)
    if event.town is not None:
        return say(lang, "only_town", town=lang.pick(event.town.name_zh, event.town.name_en))
    return say(lang, "no_place_known")

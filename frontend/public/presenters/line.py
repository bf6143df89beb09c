"""Turns a themed route into what its page prints: each stop, who earns there, and what of it can be planned."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from frontend.public.forms import MOST_LIKES
from frontend.public.kinds import ROLE_ICONS, THEME_ICONS
from frontend.public.language import Language
from frontend.public.moments import day_month
from frontend.public.presenters.maps import MapsView, maps_of
from frontend.public.presenters.place import (
    SourceView,
    can_be_planned,
    shown_sources,
    town_said,
    where_kind,
)
from frontend.public.presenters.sketch import Mark, Sketch, draw
from frontend.public.words import say

if TYPE_CHECKING:
    from routes.models import Route, RouteStop
    from tourism.places.models import Place, Source


@dataclass(frozen=True, slots=True)
class LineStop:
    """One stop of a route."""

    number: int
    name: str
    name_zh: str
    pinyin: str
    slug: str
    icon: str
    town: str
    where: str
    where_kind: str
    industry: str
    industry_slug: str
    note: str
    note_lang: str
    maps: MapsView | None
    demo: bool


@dataclass(frozen=True, slots=True)
class LineView:
    """All that the page of a route prints."""

    slug: str
    name: str
    name_zh: str
    summary: str
    summary_lang: str
    icon: str
    demo: bool
    stops: tuple[LineStop, ...]
    sketch: Sketch | None
    files: str
    plan_query: str
    left_out: tuple[tuple[str, str], ...]
    sources: tuple[SourceView, ...]


@dataclass(frozen=True, slots=True)
class LineRow:
    """One row of the list of routes."""

    slug: str
    name: str
    summary: str
    summary_lang: str
    icon: str
    count: int
    demo: bool


def line_row(route: "Route", lang: Language) -> LineRow:
    """Return the row of a route."""
    return LineRow(
        slug=route.slug,
        name=lang.pick(route.name_zh, route.name_en),
        summary=lang.pick(route.summary_zh, route.summary_en),
        summary_lang=_fallback(route.summary_en, lang),
        icon=_icon(route),
        count=vars(route)["stop_count"],
        demo=route.demo,
    )


def show_line(route: "Route", sources: Mapping[str, "Source"], lang: Language, *, today: date) -> LineView:
    """Return the view of a route."""
    stops = list(route.stops.all())
    reasons = {stop.place.slug: _reason(stop.place, lang, today) for stop in stops}
    return LineView(
        slug=route.slug,
        name=lang.pick(route.name_zh, route.name_en),
        name_zh=route.name_zh if lang is Language.EN and route.name_en else "",
        summary=lang.pick(route.summary_zh, route.summary_en),
        summary_lang=_fallback(route.summary_en, lang),
        icon=_icon(route),
        demo=route.demo or any(stop.place.demo for stop in stops),
        stops=tuple(_stop(stop, number, lang) for number, stop in enumerate(stops, start=1)),
        sketch=_sketch(stops, lang),
        files=f"/api/v1/routes/{route.slug}",
        plan_query=_plan_query(route, [slug for slug, reason in reasons.items() if not reason]),
        left_out=tuple(
            (lang.pick(stop.place.name_zh, stop.place.name_en), reasons[stop.place.slug])
            for stop in stops
            if reasons[stop.place.slug]
        ),
        sources=shown_sources(sources),
    )


def source_codes_of_line(route: "Route") -> list[str]:
    """Return the codes of all sources that a route's facts name, each once."""
    return list(dict.fromkeys(code for fact in route.facts.values() for code in fact.get("sources", [])))


def _stop(stop: "RouteStop", number: int, lang: Language) -> LineStop:
    place, industry = stop.place, stop.industry
    kind, where = where_kind(place, lang)
    return LineStop(
        number=number,
        name=lang.pick(place.name_zh, place.name_en),
        name_zh=place.name_zh if lang is Language.EN and place.name_en else "",
        pinyin=place.pinyin if lang is Language.EN else "",
        slug=place.slug if place.listed else "",
        icon=ROLE_ICONS.get(place.role, "pin"),
        town=town_said(place, lang),
        where=where,
        where_kind=kind,
        industry=lang.pick(industry.name_zh, industry.name_en) if industry else "",
        industry_slug=industry.slug if industry else "",
        note=lang.pick(stop.note_zh, stop.note_en),
        note_lang=_fallback(stop.note_en, lang),
        maps=maps_of(place, stop.route.destination.name_zh, lang),
        demo=place.demo,
    )


def _reason(place: "Place", lang: Language, today: date) -> str:
    """Say why a trip of these days cannot lead to a stop; nothing when it can."""
    if not (place.listed and can_be_planned(place)):
        return say(lang, "where_none") if place.lat is None else say(lang, "line_not_a_stop")
    if place.is_in_season(today):
        return ""
    first = date(today.year, int(place.season_from[:2]), int(place.season_from[3:]))
    return say(lang, "season_from", day=day_month(first, lang))


def _plan_query(route: "Route", slugs: Sequence[str]) -> str:
    likes = [("like", route.theme.slug)] if route.theme else []
    return urlencode([*likes, *(("go", slug) for slug in slugs[:MOST_LIKES])]) if slugs else ""


def _sketch(stops: Sequence["RouteStop"], lang: Language) -> Sketch | None:
    marks = [
        Mark(
            stop.place.lat,
            stop.place.lon,
            stop.place.precision_m or 0,
            lang.pick(stop.place.name_zh, stop.place.name_en),
            1,
            number,
        )
        for number, stop in enumerate(stops, start=1)
        if stop.place.lat is not None and stop.place.lon is not None
    ]
    return draw([marks]) if marks else None


def _icon(route: "Route") -> str:
    return route.theme.slug if route.theme and route.theme.slug in THEME_ICONS else "plan"


def _fallback(text_en: str, lang: Language) -> str:
    return Language.ZH.code if lang is Language.EN and not text_en else ""

"""Turns industries and organisations into what their pages print: what is made, where, by whom, what is unknown."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from frontend.public.language import Language
from frontend.public.presenters.place import SourceView, shown_sources, town_said, where_kind
from frontend.public.words import say

if TYPE_CHECKING:
    from routes.models import RouteStop
    from tourism.places.models import Industry, Organisation, Place, Source
    from tourism.places.queries import Named

DRAWN = ("donkey-meat", "flower-tea", "black-pottery", "headwear", "flower-fields", "shennongshan")


@dataclass(frozen=True, slots=True)
class Link:
    """A name that leads to its page, and what it is; without a path it is only a name."""

    name: str
    path: str
    note: str = ""
    demo: bool = False


@dataclass(frozen=True, slots=True)
class SeenAt:
    """A place where an industry is seen or tasted."""

    name: str
    path: str
    town: str
    where: str
    where_kind: str
    demo: bool


@dataclass(frozen=True, slots=True)
class TradeView:
    """All that the page of an industry prints."""

    slug: str
    name: str
    name_zh: str
    drawing: str
    theme: str
    product: str
    product_lang: str
    hook: str
    hook_lang: str
    metrics: str
    metrics_year: str
    towns: tuple[Link, ...]
    people: tuple[tuple[str, tuple[Link, ...]], ...]
    places: tuple[SeenAt, ...]
    routes: tuple[Link, ...]
    unknown: str
    demo: bool
    sources: tuple[SourceView, ...]


@dataclass(frozen=True, slots=True)
class BodyView:
    """All that the page of an organisation prints about itself."""

    slug: str
    name: str
    name_zh: str
    kind: str
    town: Link | None
    text: str
    text_lang: str
    phone: str
    industries: tuple[Link, ...]
    places: tuple[Link, ...]
    demo: bool
    sources: tuple[SourceView, ...]


def show_trade(
    industry: "Industry",
    businesses: Iterable["Named"],
    areas: Iterable["Place"],
    places: Iterable["Place"],
    stops: Iterable["RouteStop"],
    sources: Mapping[str, "Source"],
    lang: Language,
) -> TradeView:
    """Return the view of an industry."""
    theme = industry.theme.slug if industry.theme else ""
    return TradeView(
        slug=industry.slug,
        name=lang.pick(industry.name_zh, industry.name_en),
        name_zh=industry.name_zh if lang is Language.EN and industry.name_en else "",
        drawing=drawing_of(theme),
        theme=theme,
        product=lang.pick(industry.product_zh, industry.product_en),
        product_lang=_fallback(industry.product_en, lang),
        hook=lang.pick(industry.visit_hook_zh, industry.visit_hook_en),
        hook_lang=_fallback(industry.visit_hook_en, lang),
        metrics=industry.metrics_zh,
        metrics_year=industry.metrics_year,
        towns=tuple(_place_link(area, lang) for area in areas),
        people=tuple(_people(industry, businesses, lang)),
        places=tuple(_seen_at(place, lang) for place in places),
        routes=tuple(_routes(stops, lang)),
        unknown=industry.unknown_zh,
        demo=industry.demo,
        sources=shown_sources(sources),
    )


def show_body(
    body: "Organisation",
    industries: Iterable["Industry"],
    places: Iterable["Named"],
    sources: Mapping[str, "Source"],
    lang: Language,
) -> BodyView:
    """Return the view of an organisation."""
    return BodyView(
        slug=body.slug,
        name=lang.pick(body.name_zh, body.name_en),
        name_zh=body.name_zh if lang is Language.EN and body.name_en else "",
        kind=say(lang, f"body_{body.kind}"),
        town=_place_link(body.town, lang) if body.town else None,
        text=lang.pick(body.description_zh, body.description_en),
        text_lang=_fallback(body.description_en, lang),
        phone=body.phone,
        industries=tuple(
            Link(lang.pick(row.name_zh, row.name_en), f"industries/{row.slug}", _part(body, row, lang))
            for row in industries
        ),
        places=tuple(Link(lang.pick(row.name_zh, row.name_en), f"places/{row.slug}", demo=row.demo) for row in places),
        demo=body.demo,
        sources=shown_sources(sources),
    )


def codes_of(row: "Industry | Organisation") -> list[str]:
    """Return the codes of all sources that a row's facts name, each once."""
    return list(dict.fromkeys(code for fact in row.facts.values() for code in fact.get("sources", [])))


def drawing_of(theme: str) -> str:
    """Return the template of a theme's drawing, where there is one."""
    return f"public/drawings/{theme}.html" if theme in DRAWN else ""


def _people(
    industry: "Industry", businesses: Iterable["Named"], lang: Language
) -> Iterable[tuple[str, tuple[Link, ...]]]:
    for kind in ("committee", "association"):
        body = getattr(industry, kind)
        yield say(lang, f"body_{kind}"), (_body_link(body, lang),) if body else ()
    yield say(lang, "body_business"), tuple(_body_link(body, lang) for body in businesses)


def _body_link(body: "Organisation | Named", lang: Language) -> Link:
    return Link(lang.pick(body.name_zh, body.name_en), f"organisations/{body.slug}", demo=body.demo)


def _place_link(place: "Place", lang: Language) -> Link:
    path = f"places/{place.slug}" if place.listed else ""
    return Link(lang.pick(place.name_zh, place.name_en), path, demo=place.demo)


def _seen_at(place: "Place", lang: Language) -> SeenAt:
    kind, where = where_kind(place, lang)
    name = lang.pick(place.name_zh, place.name_en)
    return SeenAt(name, f"places/{place.slug}", town_said(place, lang), where, kind, place.demo)


def _routes(stops: Iterable["RouteStop"], lang: Language) -> list[Link]:
    """Return each route once, with the stops on it where the industry earns."""
    found: dict[str, tuple[str, list[str], bool]] = {}
    for stop in stops:
        route = stop.route
        entry = found.setdefault(route.slug, (lang.pick(route.name_zh, route.name_en), [], route.demo))
        entry[1].append(lang.pick(stop.place.name_zh, stop.place.name_en))
    joint = lang.pick("、", ", ")
    return [Link(name, f"routes/{slug}", joint.join(places), demo) for slug, (name, places, demo) in found.items()]


def _part(body: "Organisation", industry: "Industry", lang: Language) -> str:
    if industry.committee_id == body.pk:
        return say(lang, "part_committee")
    return say(lang, "part_association" if industry.association_id == body.pk else "part_business")


def _fallback(text_en: str, lang: Language) -> str:
    return Language.ZH.code if lang is Language.EN and not text_en else ""

"""Turns a place into what its page prints: what is known and how surely, what is not, and about where."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from frontend.public.kinds import icon_of_place, icon_of_themes
from frontend.public.language import Language
from frontend.public.moments import day_dated, distance, length
from frontend.public.presenters.maps import MapsView, maps_of
from frontend.public.presenters.sketch import Mark, Sketch, draw
from frontend.public.words import say

if TYPE_CHECKING:
    from events.models import Event
    from tourism.places.models import Place, Source

EXACT_FROM_M = 600
ROLE_ORDER = ("sight", "food", "producer", "venue", "lodging", "area", "hub")


@dataclass(frozen=True, slots=True)
class FactView:
    """One thing that is known or assumed, with what it rests on."""

    icon: str
    label: str
    text: str
    text_lang: str
    source: str
    assumed: bool


@dataclass(frozen=True, slots=True)
class SourceView:
    """Where facts come from."""

    title: str
    url: str
    published: str


@dataclass(frozen=True, slots=True)
class PlaceView:
    """All that the page of a place prints about the place itself."""

    slug: str
    name: str
    name_zh: str
    pinyin: str
    lede: str
    whole: str
    whole_slug: str
    demo: bool
    icon: str
    drawing: str
    facts: tuple[FactView, ...]
    unknowns: str
    parts: tuple[tuple[str, str], ...]
    sketch: Sketch | None
    maps: MapsView | None
    where: str
    sources: tuple[SourceView, ...]
    can_be_planned: bool
    theme: str


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One row of the list of places."""

    slug: str
    name: str
    name_zh: str
    icon: str
    text: str
    where: str
    where_kind: str
    demo: bool


def show_place(
    place: "Place",
    parts: Sequence["Place"],
    themes: Sequence[str],
    landmark: "Place | None",
    sources: Mapping[str, "Source"],
    lang: Language,
) -> PlaceView:
    """Return the view of a place; ``landmark`` is drawn beside it, so that a circle says where it lies."""
    writer = _Writer(place, sources, lang)
    whole = place.part_of
    return PlaceView(
        slug=place.slug,
        name=lang.pick(place.name_zh, place.name_en),
        name_zh=place.name_zh if lang is Language.EN and place.name_en else "",
        pinyin=place.pinyin if lang is Language.EN else "",
        lede=town_said(place, lang),
        whole=lang.pick(whole.name_zh, whole.name_en) if whole else "",
        whole_slug=whole.slug if whole else "",
        demo=place.demo,
        icon=icon_of_themes(place.role, themes),
        drawing=_drawing(themes),
        facts=tuple(writer.facts()),
        unknowns=lang.pick("，", "; ").join(writer.unknowns()),
        parts=tuple((part.slug, lang.pick(part.name_zh, part.name_en)) for part in parts),
        sketch=sketch_of(place, landmark, lang),
        maps=maps_of(place, place.destination.name_zh, lang),
        where=where_said(place, lang),
        sources=shown_sources(sources),
        can_be_planned=can_be_planned(place),
        theme=next(iter(themes), ""),
    )


def can_be_planned(place: "Place") -> bool:
    """Say whether a trip can lead to a place: it is worth a stop, and at least its town is on the map."""
    is_near = place.lat is not None or (place.town is not None and place.town.lat is not None)
    return place.role not in ("area", "hub", "lodging") and is_near


def shown_sources(sources: Mapping[str, "Source"]) -> tuple[SourceView, ...]:
    """Return the sources that a page lists; those of demo rows are none."""
    return tuple(
        SourceView(source.title, source.url, source.published) for source in sources.values() if not source.demo
    )


def _drawing(themes: Sequence[str]) -> str:
    drawn = ("shennongshan", "donkey-meat", "flower-tea", "flower-fields", "black-pottery", "headwear")
    return next((f"public/drawings/{slug}.html" for slug in drawn if slug in themes), "")


def source_codes(place: "Place") -> list[str]:
    """Return the codes of all sources that a place's facts name, each once."""
    codes = [code for fact in place.facts.values() for code in fact.get("sources", [])]
    return list(dict.fromkeys(codes))


def sketch_of(place: "Place", landmark: "Place | None", lang: Language) -> Sketch | None:
    """Draw about where a place is, beside a landmark; nothing where no position is known."""
    marks = [
        Mark(row.lat, row.lon, row.precision_m or 0, lang.pick(row.name_zh, row.name_en), 1, None)
        for row in (place, landmark)
        if row is not None and row.lat is not None and row.lon is not None
    ]
    if place.lat is None or not marks:
        return None
    return draw([[mark] for mark in marks])


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes the facts of one place in one language."""

    place: "Place"
    sources: Mapping[str, "Source"]
    lang: Language

    def facts(self) -> Iterator[FactView]:
        place, lang = self.place, self.lang
        yield from self._said("sprout", "f_about", "description_zh", place.description_zh, place.description_en)
        yield from self._fact("clock", "f_visit", "visit_minutes", self._visit())
        yield from self._fact("calendar", "f_hours", "hours", place.hours)
        yield from self._fact("ticket", "f_price", "fares", self._price())
        yield from self._fact("phone", "f_phone", "phone", place.phone)
        yield from self._said("flower-fields", "f_season", "season_zh", place.season_zh, place.season_en)
        yield from self._fact("steps", "f_steps", "steps", self._steps())
        yield from self._fact("toilet", "f_toilets", "toilets", self._answer("toilets", place.toilets))
        yield from self._fact("food", "f_diet", "diet", self._diet())
        yield from self._fact("shield", "f_industry", "industry", self._industry())
        yield from self._fact("people", "f_operator", "operator", self._operator())
        yield from self._fact("speaker", "f_aliases", "aliases", lang.pick("、", ", ").join(map(str, place.aliases)))
        yield from self._said("info", "f_notes", "notes_zh", place.notes_zh, "")

    def _said(self, icon: str, label: str, field: str, zh: str, en: str) -> Iterator[FactView]:
        fallback = Language.ZH.code if self.lang is Language.EN and zh and not en else ""
        yield from self._fact(icon, label, field, self.lang.pick(zh, en), fallback)

    def _fact(self, icon: str, label: str, field: str, text: str, text_lang: str = "") -> Iterator[FactView]:
        if text:
            known = self.place.fact(field)
            assumed = known.get("status") == "assumed"
            yield FactView(icon, say(self.lang, label), text, text_lang, self._grounds(known), assumed)

    def _grounds(self, known: Mapping[str, object]) -> str:
        """Say what a fact rests on, how surely, and since when."""
        codes = known.get("sources")
        titles = [self.sources[code].title for code in codes if code in self.sources] if isinstance(codes, list) else []
        parts = [self.lang.pick("、", ", ").join(titles[:2])]
        if known.get("status") == "assumed":
            parts.append(say(self.lang, "visit_assumed"))
        if known.get("confidence"):
            parts.append(say(self.lang, f"confidence_{known['confidence']}"))
        if known.get("checked_on") and titles:
            checked = date.fromisoformat(str(known["checked_on"]))
            parts.append(say(self.lang, "checked", day=day_dated(checked, self.lang)))
        if known.get("note") and known.get("status") == "known":
            parts.append(str(known["note"]))
        return " · ".join(part for part in parts if part)

    def _visit(self) -> str:
        place, lang = self.place, self.lang
        if place.visit_usual is None:
            return ""
        usual = length(place.visit_usual, lang)
        if place.visit_min is None or place.visit_max is None or place.visit_min == place.visit_max:
            return say(lang, "visit_usual", usual=usual)
        least, most = length(place.visit_min, lang), length(place.visit_max, lang)
        return say(lang, "visit_span", least=least, most=most, usual=usual)

    def _price(self) -> str:
        return price_said(self.place, self.lang)

    def _steps(self) -> str:
        place = self.place
        if place.steps is not None:
            return say(self.lang, "steps_n", n=place.steps)
        return self._answer("step_free", place.step_free)

    def _answer(self, name: str, answer: str) -> str:
        return "" if answer == "unknown" else say(self.lang, f"{name}_{answer}")

    def _diet(self) -> str:
        return "" if self.place.diet == "none_known" else say(self.lang, f"diet_known_{self.place.diet}")

    def _industry(self) -> str:
        industry = self.place.industry
        return self.lang.pick(industry.name_zh, industry.name_en) if industry else ""

    def _operator(self) -> str:
        operator = self.place.operator
        return self.lang.pick(operator.name_zh, operator.name_en) if operator else ""

    def unknowns(self) -> Iterator[str]:
        """Name what is not known, worst first."""
        place = self.place
        if place.role == "area":
            return
        price_is_weak = not self._price() or place.fact("fares").get("confidence") == "low"
        if price_is_weak and place.role != "hub":
            yield say(self.lang, "dunno_price")
        if not place.hours and place.role not in ("lodging", "hub"):
            yield say(self.lang, "dunno_hours")
        if not self._steps():
            yield say(self.lang, "dunno_steps")
        if place.toilets == "unknown":
            yield say(self.lang, "dunno_toilets")
        if not place.phone:
            yield say(self.lang, "dunno_phone")
        if place.role == "food" and place.diet == "none_known":
            yield say(self.lang, "dunno_diet")
        if place.lat is None:
            yield say(self.lang, "dunno_position")


def price_said(row: "Place | Event", lang: Language) -> str:
    """Say what a visit costs by age, as far as it is known."""
    fares = [
        (name, fen) for name in ("adult", "senior", "child") if (fen := getattr(row, f"fare_{name}_fen")) is not None
    ]
    if fares and all(fen == 0 for _, fen in fares):
        return say(lang, "free")
    said = [say(lang, f"fare_{name}", yuan=f"{fen / 100:g}") for name, fen in fares]
    return lang.pick("，", ", ").join(said)


def town_said(place: "Place", lang: Language) -> str:
    """Name the town that a place lies in; an area lies in none."""
    named = lang.pick(place.town.name_zh, place.town.name_en) if place.town else place.town_zh
    return named if place.role != "area" else ""


def where_said(place: "Place", lang: Language) -> str:
    """Say about where a place is, and how to find it."""
    if place.lat is not None:
        name = lang.pick(place.name_zh, f"{place.name_zh} ({place.name_en})" if place.name_en else place.name_zh)
        said = distance(place.precision_m or 0, lang)
        return say(lang, "within", distance=said, name=name) if place.precision_m else ""
    town = town_said(place, lang)
    return say(lang, "only_town", town=town) if town else say(lang, "no_place_known")


def place_rows(places: Iterable["Place"], lang: Language) -> list[tuple[str, list[PlaceRow]]]:
    """Return the list of places by what they are to a traveller; parts stand with their whole."""
    shown = list(places)
    inside: dict[int, int] = {}
    for place in shown:
        if place.part_of_id is not None:
            inside[place.part_of_id] = inside.get(place.part_of_id, 0) + 1
    present = {place.pk for place in shown}
    tops = [place for place in shown if place.part_of_id is None or place.part_of_id not in present]
    groups = [
        (
            say(lang, f"role_{role}"),
            [place_row(place, inside.get(place.pk, 0), lang) for place in tops if place.role == role],
        )
        for role in ROLE_ORDER
    ]
    return [(title, rows) for title, rows in groups if rows]


def place_row(place: "Place", parts: int, lang: Language) -> PlaceRow:
    """Return the row of a place with so many parts."""
    town = lang.pick(place.town.name_zh, place.town.name_en) if place.town else lang.pick(place.town_zh, "")
    inside = say(lang, "inside_n", n=parts) if parts else ""
    kind, where = where_kind(place, lang)
    return PlaceRow(
        slug=place.slug,
        name=lang.pick(place.name_zh, place.name_en),
        name_zh=f"{place.name_zh} {place.pinyin}".strip() if lang is Language.EN and place.name_en else "",
        icon=icon_of_place(place),
        text=" · ".join(part for part in (town if place.role != "area" else "", inside) if part),
        where=where,
        where_kind=kind,
        demo=place.demo,
    )


def where_kind(place: "Place", lang: Language) -> tuple[str, str]:
    """Return how surely a position is known, and how that is said."""
    if place.lat is None:
        return "unknown", say(lang, "where_none")
    if place.basis == "point" and (place.precision_m or 0) <= EXACT_FROM_M:
        return "known", say(lang, "where_point")
    return "assumed", say(lang, "where_about")

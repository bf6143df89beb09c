"""Turns the county's places into a sketch map of few numbers, and the list of what is behind each."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from frontend.public.language import Language
from frontend.public.moments import distance
from frontend.public.presenters.place import town_said, where_kind
from frontend.public.presenters.sketch import METRES_PER_DEGREE, Mark, Sketch, draw
from frontend.public.words import say

if TYPE_CHECKING:
    from tourism.places.models import Place

# A number stands for what lies so near together that its disc would cover the others.
NEAR_M = 3_000


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in the list."""

    slug: str
    name: str
    name_zh: str
    where: str
    where_kind: str
    demo: bool


@dataclass(frozen=True, slots=True)
class Cluster:
    """What one number of the map stands for."""

    number: int
    name: str
    spots: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class Atlas:
    """The map and its lists."""

    sketch: Sketch | None
    clusters: tuple[Cluster, ...]
    nowhere: tuple[Spot, ...]


def show_atlas(places: Sequence["Place"], lang: Language) -> Atlas:
    """Return the map of places; those without a position are listed beside it."""
    placed = [place for place in places if place.lat is not None and place.lon is not None]
    groups = _groups(placed)
    marks = [_mark(group[0], lang, number) for number, group in enumerate(groups, start=1)]
    others = [_mark(place, lang, None) for group in groups for place in group[1:] if _spot(place) != _spot(group[0])]
    return Atlas(
        # Each mark is a line of its own: nothing leads from one to the next.
        sketch=draw([[mark] for mark in (*marks, *others)]),
        clusters=tuple(
            Cluster(number, lang.pick(group[0].name_zh, group[0].name_en), tuple(_shown(row, lang) for row in group))
            for number, group in enumerate(groups, start=1)
        ),
        nowhere=tuple(_shown(place, lang) for place in places if place.lat is None),
    )


def _groups(placed: Sequence["Place"]) -> list[list["Place"]]:
    """Gather what lies near together, from north to south; what holds most of the others names its group."""
    groups: list[list[Place]] = []
    inside = Counter(key for row in placed for key in (row.town_id, row.part_of_id) if key is not None)
    for place in sorted(placed, key=lambda row: (-inside[row.pk], row.role != "area", row.slug)):
        near = next((group for group in groups if _apart_m(group[0], place) <= NEAR_M), None)
        if near is None:
            groups.append([place])
        else:
            near.append(place)
    return sorted(groups, key=lambda group: -(group[0].lat or 0))


def _spot(place: "Place") -> tuple[float, float]:
    return place.lat or 0, place.lon or 0


def _apart_m(one: "Place", other: "Place") -> float:
    (lat, lon), (lat_2, lon_2) = _spot(one), _spot(other)
    east = (lon_2 - lon) * math.cos(math.radians(lat))
    return math.hypot(lat_2 - lat, east) * METRES_PER_DEGREE


def _mark(place: "Place", lang: Language, number: int | None) -> Mark:
    name = lang.pick(place.name_zh, place.name_en) if number is not None else ""
    lat, lon = _spot(place)
    return Mark(lat, lon, place.precision_m or 0, name, 1, number, 1)


def _shown(place: "Place", lang: Language) -> Spot:
    kind, where = where_kind(place, lang)
    if place.lat is not None and place.precision_m:
        where = say(lang, "atlas_within", distance=distance(place.precision_m, lang))
    elif place.lat is None and (town := town_said(place, lang)):
        where = say(lang, "only_town", town=town).rstrip("。.")
    return Spot(
        slug=place.slug,
        name=lang.pick(place.name_zh, place.name_en),
        name_zh=f"{place.name_zh} {place.pinyin}".strip() if lang is Language.EN and place.name_en else "",
        where=where,
        where_kind=kind,
        demo=place.demo,
    )

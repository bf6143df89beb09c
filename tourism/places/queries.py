"""Reads of the county: what is listed, what is near, what is known of days and distances."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import Exists, F, FilteredRelation, Model, OuterRef, Q, QuerySet, Value

from tourism.places.models import (
    Climate,
    Closure,
    Destination,
    Industry,
    KnownDistance,
    Organisation,
    Place,
    PlaceQuerySet,
    Source,
    Sourced,
    SpecialDay,
    Theme,
)
from tourism.places.search import fold, matches
from tourism.values.errors import NotFound
from tourism.values.geo import Coordinate, Crs, distance_m
from tourism.values.hours import SpecialDays

DEFAULT_RADIUS_M = 5_000
METRES_PER_DEGREE = 110_000

Row = TypeVar("Row", bound=Model)


def listed_places(
    *,
    destination: str | None = None,
    theme: str | None = None,
    town: str | None = None,
    role: str | None = None,
    industry: str | None = None,
    near: Coordinate | None = None,
    radius: int = DEFAULT_RADIUS_M,
    q: str | None = None,
) -> PlaceQuerySet:
    """Return the places that the public sees, narrowed by what is given, ready to be shown."""
    wanted = {
        "destination__slug": destination,
        "themes__slug": theme,
        "role": role,
        "industry__slug": industry,
    }
    places = shown_places().listed().filter(**{name: value for name, value in wanted.items() if value is not None})
    if town is not None:
        places = places.filter(Q(town__slug=town) | Q(slug=town))
    if near is not None:
        places = places.filter(pk__in=place_ids_within(near, radius))
    return matches(places, "search", q) if q else places  # type: ignore[return-value]  # same kind


def shown_places() -> PlaceQuerySet:
    """Return all places with the rows that showing one needs."""
    places = Place.objects.select_related("destination", "town", "part_of", "operator", "industry")
    return places.prefetch_related("themes")


def places_named(slugs: Iterable[str]) -> PlaceQuerySet:
    """Return the listed places of these slugs, for their names."""
    return Place.objects.filter(slug__in=list(slugs), listed=True)


def place_with_parts(slug: str, **has: Exists) -> tuple[Place, list[Place], tuple[str, ...]]:
    """Return a listed place, the listed places inside it, and the slugs of its themes in their order, in one query.

    ``has`` are answers that rooms above know how to ask, such as whether there is a photo; they stand beside the
    columns of each row.
    """
    rows = shown_places().prefetch_related(None).listed().select_related("destination__centre")
    # A place of two themes comes twice.
    found = rows.filter(Q(slug=slug) | Q(part_of__slug=slug)).annotate(theme=F("themes__slug"), **has)
    places = list(found.order_by("slug", "themes__rank", "themes__slug"))
    wholes = [row for row in places if row.slug == slug]
    if not wholes:
        raise _absent(slug, "place", "地点")
    parts = {row.pk: row for row in places if row.slug != slug}
    return wholes[0], list(parts.values()), tuple(vars(row)["theme"] for row in wholes if vars(row)["theme"])


def place_ids_within(near: Coordinate, radius: int) -> list[int]:
    """Return the keys of places whose point lies within a radius in metres; positions unknown are left out."""
    here = near.to(Crs.WGS84)
    lat_margin = radius / METRES_PER_DEGREE
    lon_margin = lat_margin / max(0.01, math.cos(math.radians(here.lat)))
    box = Place.objects.filter(
        lat__range=(here.lat - lat_margin, here.lat + lat_margin),
        lon__range=(here.lon - lon_margin, here.lon + lon_margin),
    )
    return [
        key
        for key, lat, lon in box.values_list("pk", "lat", "lon")
        if lat is not None and lon is not None and distance_m(here, Coordinate(lat, lon)) <= radius
    ]


def place_by_slug(slug: str, *, listed: bool = True) -> Place:
    """Return one place; one that is not listed is not found unless asked for."""
    places = shown_places()
    return _one(places.listed() if listed else places, slug, "place", "地点")


def towns(destination: str | None = None) -> PlaceQuerySet:
    """Return the city, its subdistricts, towns and townships."""
    places = shown_places().filter(role=Place.Role.AREA, listed=True)
    return places if destination is None else places.filter(destination__slug=destination)


def destination_by_slug(slug: str) -> Destination:
    """Return one county, with its centre."""
    return _one(Destination.objects.select_related("centre"), slug, "destination", "目的地")


def themes() -> QuerySet[Theme]:
    """Return what travellers like, in the order shown."""
    return Theme.objects.all()


def themes_and_towns(destination: str) -> list[tuple[str, str, str, str]]:
    """Return what lists are narrowed by, in one query: ``("theme" or "town", slug, Chinese name, English name)``."""
    columns = ("sort", "nth", "slug", "name_zh", "name_en")
    liked = Theme.objects.order_by().annotate(sort=Value("theme"), nth=F("rank")).values_list(*columns)
    areas = Place.objects.order_by().filter(role=Place.Role.AREA, listed=True, destination__slug=destination)
    named = areas.annotate(sort=Value("town"), nth=Value(0)).values_list(*columns)
    rows = liked.union(named, all=True).order_by("nth", "slug")
    return [(sort, slug, name_zh, name_en) for sort, _, slug, name_zh, name_en in rows]


def theme_by_slug(slug: str) -> Theme:
    """Return one theme."""
    return _one(Theme.objects.all(), slug, "theme", "主题")


def industries(destination: str | None = None) -> QuerySet[Industry]:
    """Return the industries with their committee, association, businesses and places."""
    rows = Industry.objects.select_related("destination", "theme", "committee", "association")
    rows = rows.prefetch_related("businesses", "towns", "villages")
    return rows if destination is None else rows.filter(destination__slug=destination)


@dataclass(frozen=True, slots=True)
class IndustryPlaces:
    """The places of an industry: its towns and villages, and where it is seen or tasted."""

    areas: list[Place]
    seen: list[Place]


def places_of_industry(industry: Industry) -> IndustryPlaces:
    """Return the places of an industry in one query; it is seen where it earns, and at the places of its theme."""
    seen = Q(industry=industry)
    if industry.theme_id is not None:
        # Subqueries rather than joins, so that a place of two themes comes once.
        seen |= Q(pk__in=Place.themes.through.objects.filter(theme_id=industry.theme_id).values("place_id"))
    rows = Place.objects.select_related("town").annotate(
        seen=Exists(Place.objects.listed().filter(seen, pk=OuterRef("pk"))),
        in_town=Exists(Industry.objects.filter(pk=industry.pk, towns=OuterRef("pk"))),
        in_village=Exists(Industry.objects.filter(pk=industry.pk, villages=OuterRef("pk"))),
    )
    found = list(rows.filter(Q(seen=True) | Q(in_town=True) | Q(in_village=True)))
    # The annotations stand beside the columns of each row.
    towns, villages, shown = ([row for row in found if vars(row)[name]] for name in ("in_town", "in_village", "seen"))
    return IndustryPlaces([*towns, *villages], shown)


def industries_of(organisation: Organisation) -> QuerySet[Industry]:
    """Return the industries that an organisation leads, represents or works in."""
    works = Industry.businesses.through.objects.filter(organisation_id=organisation.pk).values("industry_id")
    return Industry.objects.filter(Q(committee=organisation) | Q(association=organisation) | Q(pk__in=works))


def industry_by_slug(slug: str) -> Industry:
    """Return one industry."""
    return _one(industries(), slug, "industry", "产业")


@dataclass(frozen=True, slots=True)
class Named:
    """The name of a row that another row's page leads to."""

    slug: str
    name_zh: str
    name_en: str
    demo: bool


def industry_to_show(slug: str) -> tuple[Industry, list[Named]]:
    """Return one industry and its businesses, in one query; its page asks for its places by itself."""
    return _with_names(industries().prefetch_related(None), slug, "businesses", "industry", "产业")


def organisations(
    *, destination: str | None = None, kind: str | None = None, q: str | None = None
) -> QuerySet[Organisation]:
    """Return committees, associations, businesses, troupes, teams and bureaus."""
    rows = Organisation.objects.select_related("destination", "town").prefetch_related("industries")
    if destination is not None:
        rows = rows.filter(destination__slug=destination)
    if kind is not None:
        rows = rows.filter(kind=kind)
    words = fold(q or "")
    return rows.filter(Q(name_zh__icontains=words) | Q(name_en__icontains=words)) if words else rows


def organisation_by_slug(slug: str) -> Organisation:
    """Return one organisation."""
    return _one(organisations(), slug, "organisation", "单位")


def organisation_to_show(slug: str) -> tuple[Organisation, list[Named]]:
    """Return one organisation and the listed places that it runs, in one query."""
    runs = FilteredRelation("operated_places", condition=Q(operated_places__listed=True))
    return _with_names(organisations().prefetch_related(None).annotate(runs=runs), slug, "runs", "organisation", "单位")


def _with_names(rows: QuerySet[Row], slug: str, relation: str, kind_en: str, kind_zh: str) -> tuple[Row, list[Named]]:
    """Return one row with the names that it is linked to: it comes once for each, and once where there is none."""
    columns = ("slug", "name_zh", "name_en", "demo")
    linked = rows.filter(slug=slug).annotate(**{f"to_{name}": F(f"{relation}__{name}") for name in columns})
    found = list(linked.order_by("to_slug"))
    if not found:
        raise _absent(slug, kind_en, kind_zh)
    # The annotations stand beside the columns of each row.
    names = [Named(*(vars(row)[f"to_{name}"] for name in columns)) for row in found if vars(row)["to_slug"]]
    return found[0], names


def sources_by_code(codes: Iterable[str]) -> dict[str, Source]:
    """Return the sources of these codes, by code; an unknown code is missing."""
    return {source.code: source for source in Source.objects.filter(code__in=list(codes))}


def known_sources(row: Sourced) -> list[Source]:
    """Return the sources that a row's facts already rest on."""
    codes = {code for entry in row.facts.values() for code in entry.get("sources", [])}
    return list(Source.objects.filter(code__in=codes, demo=False).order_by("code"))


def real_sources() -> list[Source]:
    """Return the sources of facts, the strongest first and ungraded ones last; those of the demonstration are none."""
    rows = Source.objects.filter(demo=False)
    return sorted(rows, key=lambda source: (source.grade or "Z", source.code))


def special_days() -> SpecialDays:
    """Return the announced days off and the make-up workdays."""
    rows = list(SpecialDay.objects.values_list("date", "kind"))
    return SpecialDays(
        holidays=frozenset(day for day, kind in rows if kind == SpecialDay.Kind.HOLIDAY),
        workdays=frozenset(day for day, kind in rows if kind == SpecialDay.Kind.WORKDAY),
    )


def closures_between(start: date, end: date) -> QuerySet[Closure]:
    """Return the closures that touch a half-open span of dates."""
    return Closure.objects.select_related("place").filter(first__lt=end, until__gt=start)


def known_distances() -> QuerySet[KnownDistance]:
    """Return the road distances that a source states between two places of ours."""
    rows = KnownDistance.objects.select_related("origin", "target")
    return rows.filter(mode__in=("road", "car"), origin__isnull=False, target__isnull=False, metres__isnull=False)


def transport_notes() -> QuerySet[KnownDistance]:
    """Return every stated distance, dated bus and line, with its notes."""
    return KnownDistance.objects.select_related("origin", "target")


def climate() -> QuerySet[Climate]:
    """Return the monthly and yearly means by station."""
    return Climate.objects.all()


def _one(rows: QuerySet[Row], slug: str, kind_en: str, kind_zh: str) -> Row:
    row = rows.filter(slug=slug).first()
    if row is None:
        raise _absent(slug, kind_en, kind_zh)
    return row


def _absent(slug: str, kind_en: str, kind_zh: str) -> NotFound:
    return NotFound(f"there is no {kind_en} named {slug[:64]}", f"没有名为 {slug[:64]} 的{kind_zh}", field="slug")

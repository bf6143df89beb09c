"""Places: somewhere a visit happens, and what is known of it."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router, Schema
from pydantic import Field

from api.pagination import page_of
from api.v1.answers import answer, listed, problems
from api.v1.parameters import SLUG, Listed, Near, Shown, spot
from api.v1.shapes import (
    FactOut,
    FaresOut,
    NamedOut,
    Page,
    PlaceRefOut,
    PositionOut,
    Texts,
    facts_out,
    fares_out,
    local,
    maybe_named,
    named,
    place_ref,
    position_out,
)
from routes.exports import map_links
from tourism.places.choices import PlaceRole
from tourism.places.queries import listed_places, place_by_slug

if TYPE_CHECKING:
    from tourism.places.models import Place

router = Router(tags=["county"])


class VisitOut(Schema):
    """Minutes that a visit takes."""

    min: int
    usual: int
    max: int


class PlaceOut(Schema):
    """A place. What is null or empty is unknown; `facts` says of each field how sure it is."""

    slug: str
    destination: str
    kind: str
    role: str = Field(description="area, sight, food, lodging, hub, producer or venue")
    name: str
    name_zh: str
    name_en: str
    pinyin: str
    aliases: list[str]
    description: str
    notes_zh: str = Field(description="where sources disagree, and what is not known")
    part_of: PlaceRefOut | None
    town: PlaceRefOut | None
    town_zh: str
    operator: NamedOut | None
    themes: list[NamedOut]
    industry: NamedOut | None = Field(description="the industry that earns here")
    position: PositionOut
    hours: str | None = Field(description="OSM opening_hours; null is unknown")
    season: str
    season_from: str | None
    season_until: str | None
    visit_minutes: VisitOut | None
    fares: FaresOut
    phone: str | None
    steps: int | None = Field(description="steps to climb; null is unknown")
    step_free: str = Field(description="yes, no or unknown")
    toilets: str
    indoor: str
    diet: str = Field(description="halal, vegetarian or none_known")
    confidence: str
    licence: str
    attribution: str
    untranslated: list[str] = Field(description="fields shown in the other language, because no translation exists")
    demo: bool = Field(description="invented, to try the software")
    facts: dict[str, FactOut]
    modified_at: datetime


class MapLinkOut(Schema):
    """A link that opens the place in a map app."""

    app: str = Field(description="amap, baidu, tencent, apple or google")
    url: str = Field(description="a spot in the app's own datum, or a search by name where the position is not sure")


class PlaceDetailOut(PlaceOut):
    """A place by itself."""

    map_links: list[MapLinkOut] = Field(description="none of an invented place, which no app knows")


class PlacePage(Page):
    """A page of places."""

    items: list[PlaceOut]


class PlaceFilters(Listed, Near):
    """What a list of places is narrowed to."""

    theme: str | None = Field(None, pattern=SLUG, description="Slug of a theme.", examples=["heritage"])
    town: str | None = Field(None, pattern=SLUG, description="Slug of a town.")
    role: PlaceRole | None = Field(None, description="What it is to a traveller.")
    industry: str | None = Field(None, pattern=SLUG, description="Slug of an industry.")
    destination: str | None = Field(None, pattern=SLUG, description="Slug of a county.")
    q: str | None = Field(
        None, min_length=1, max_length=100, description="Words of its name: Chinese, pinyin, initials or English."
    )


@router.get("", response={200: PlacePage, **problems()}, summary="List places")
def list_places(request: HttpRequest, filters: Query[PlaceFilters]) -> HttpResponse:
    """List the places of the county that the public sees."""
    rows = listed_places(
        destination=filters.destination,
        theme=filters.theme,
        town=filters.town,
        role=filters.role,
        industry=filters.industry,
        q=filters.q,
        **spot(filters.near, filters.radius, filters.crs),
    )
    page = page_of(rows, request, order=("slug",), cursor=filters.cursor, limit=filters.limit)
    return listed([place_out(row, filters) for row in page.rows], page, PlacePage, lang=filters.lang)


@router.get("/{slug}", response={200: PlaceDetailOut, **problems(404)}, summary="Read a place")
def get_place(request: HttpRequest, slug: Path[str], shown: Query[Shown]) -> HttpResponse:
    """Read one place by its slug."""
    row = place_by_slug(slug)
    shown_row = PlaceDetailOut(**dict(place_out(row, shown)), map_links=_map_links(row))
    return answer(shown_row, PlaceDetailOut, lang=shown.lang)


def place_out(row: "Place", shown: Shown) -> PlaceOut:
    """Show a place."""
    texts, lang = Texts(row, shown.lang), shown.lang
    return PlaceOut(
        slug=row.slug,
        destination=row.destination.slug,
        kind=row.kind,
        role=row.role,
        name=texts.pick("name"),
        name_zh=row.name_zh,
        name_en=row.name_en,
        pinyin=row.pinyin,
        aliases=row.aliases,
        description=texts.pick("description"),
        notes_zh=row.notes_zh,
        part_of=place_ref(row.part_of, lang),
        town=place_ref(row.town, lang),
        town_zh=row.town_zh,
        operator=maybe_named(row.operator, lang),
        themes=[named(theme, lang) for theme in row.themes.all()],
        industry=maybe_named(row.industry, lang),
        position=position_out(row.position, shown.crs),
        hours=row.hours or None,
        season=texts.pick("season"),
        season_from=row.season_from or None,
        season_until=row.season_until or None,
        visit_minutes=_visit(row),
        fares=fares_out(row.fares),
        phone=row.phone or None,
        steps=row.steps,
        step_free=row.step_free,
        toilets=row.toilets,
        indoor=row.indoor,
        diet=row.diet,
        confidence=row.confidence,
        licence=row.licence,
        attribution=row.attribution,
        untranslated=texts.missing,
        demo=row.demo,
        facts=facts_out(row.facts),
        modified_at=local(row.modified_at, row.destination.timezone),
    )


def _map_links(row: "Place") -> list[MapLinkOut]:
    links = () if row.demo else map_links(row.name_zh or row.name_en, row.destination.name_zh, row.position)
    return [MapLinkOut(app=link.app, url=link.url) for link in links]


def _visit(row: "Place") -> VisitOut | None:
    if row.visit_min is None or row.visit_usual is None or row.visit_max is None:
        return None
    return VisitOut(min=row.visit_min, usual=row.visit_usual, max=row.visit_max)

"""Themed routes: undated lists of stops, written by people, each naming the industry that earns there."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router, Schema
from pydantic import Field

from api.pagination import page_of
from api.v1.answers import answer, listed, problems
from api.v1.parameters import SLUG, Listed, Shown
from api.v1.shapes import (
    FactOut,
    NamedOut,
    Page,
    PositionOut,
    Texts,
    facts_out,
    local,
    maybe_named,
    position_out,
)
from routes.queries import route_by_slug, routes_listed

if TYPE_CHECKING:
    from routes.models import Route, RouteStop

router = Router(tags=["county"])


class RouteStopOut(Schema):
    """One stop of a route."""

    rank: int
    place: str = Field(description="slug of the place")
    name: str
    demo: bool
    position: PositionOut
    industry: NamedOut | None = Field(description="the industry that earns here")
    note: str


class RouteOut(Schema):
    """A themed route."""

    slug: str
    destination: str
    theme: NamedOut | None
    name: str
    name_zh: str
    name_en: str
    summary: str
    stops: list[RouteStopOut]
    untranslated: list[str]
    demo: bool
    facts: dict[str, FactOut]
    modified_at: datetime


class RoutePage(Page):
    """A page of routes."""

    items: list[RouteOut]


class RouteFilters(Listed):
    """What a list of routes is narrowed to."""

    theme: str | None = Field(None, pattern=SLUG, description="Slug of a theme.")
    destination: str | None = Field(None, pattern=SLUG, description="Slug of a county.")


@router.get("", response={200: RoutePage, **problems()}, summary="List themed routes")
def list_routes(request: HttpRequest, filters: Query[RouteFilters]) -> HttpResponse:
    """List the themed routes with their stops."""
    rows = routes_listed(destination=filters.destination, theme=filters.theme)
    page = page_of(rows, request, order=("rank", "slug"), cursor=filters.cursor, limit=filters.limit)
    return listed([route_out(row, filters) for row in page.rows], page, RoutePage, lang=filters.lang)


@router.get("/{slug}", response={200: RouteOut, **problems(404)}, summary="Read a themed route")
def get_route(request: HttpRequest, slug: Path[str], shown: Query[Shown]) -> HttpResponse:
    """Read one themed route by its slug."""
    return answer(route_out(route_by_slug(slug), shown), RouteOut, lang=shown.lang)


def route_out(row: "Route", shown: Shown) -> RouteOut:
    """Show a themed route."""
    texts = Texts(row, shown.lang)
    return RouteOut(
        slug=row.slug,
        destination=row.destination.slug,
        theme=maybe_named(row.theme, shown.lang),
        name=texts.pick("name"),
        name_zh=row.name_zh,
        name_en=row.name_en,
        summary=texts.pick("summary"),
        stops=[_stop_out(stop, shown) for stop in row.stops.all()],
        untranslated=texts.missing,
        demo=row.demo,
        facts=facts_out(row.facts),
        modified_at=local(row.modified_at, row.destination.timezone),
    )


def _stop_out(stop: "RouteStop", shown: Shown) -> RouteStopOut:
    return RouteStopOut(
        rank=stop.rank,
        place=stop.place.slug,
        name=Texts(stop.place, shown.lang).pick("name"),
        demo=stop.place.demo,
        position=position_out(stop.place.position, shown.crs),
        industry=maybe_named(stop.industry, shown.lang),
        note=Texts(stop, shown.lang).pick("note"),
    )

"""Industries: a regional committee, an association and the businesses, and where they are."""

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
    PlaceRefOut,
    Texts,
    facts_out,
    local,
    maybe_named,
    named,
    place_ref,
)
from tourism.places.queries import industries, industry_by_slug

if TYPE_CHECKING:
    from tourism.places.models import Industry

router = Router(tags=["county"])


class IndustryOut(Schema):
    """An industry of the county."""

    slug: str
    destination: str
    name: str
    name_zh: str
    name_en: str
    theme: NamedOut | None
    committee: NamedOut | None = Field(description="the regional committee; null is not published")
    association: NamedOut | None = Field(description="the trade association; null is not published")
    businesses: list[NamedOut]
    towns: list[PlaceRefOut]
    villages: list[PlaceRefOut]
    product: str
    metrics_zh: str = Field(description="figures as their source prints them")
    metrics_year: str
    visit_hook: str
    unknown_zh: str = Field(description="what is not published")
    untranslated: list[str]
    demo: bool
    facts: dict[str, FactOut]
    modified_at: datetime


class IndustryPage(Page):
    """A page of industries."""

    items: list[IndustryOut]


class IndustryFilters(Listed):
    """What a list of industries is narrowed to."""

    destination: str | None = Field(None, pattern=SLUG, description="Slug of a county.")


@router.get("", response={200: IndustryPage, **problems()}, summary="List industries")
def list_industries(request: HttpRequest, filters: Query[IndustryFilters]) -> HttpResponse:
    """List the county's industries with the people behind them."""
    rows = industries(filters.destination)
    page = page_of(rows, request, order=("rank", "slug"), cursor=filters.cursor, limit=filters.limit)
    return listed([industry_out(row, filters) for row in page.rows], page, IndustryPage, lang=filters.lang)


@router.get("/{slug}", response={200: IndustryOut, **problems(404)}, summary="Read an industry")
def get_industry(request: HttpRequest, slug: Path[str], shown: Query[Shown]) -> HttpResponse:
    """Read one industry by its slug."""
    return answer(industry_out(industry_by_slug(slug), shown), IndustryOut, lang=shown.lang)


def industry_out(row: "Industry", shown: Shown) -> IndustryOut:
    """Show an industry."""
    texts, lang = Texts(row, shown.lang), shown.lang
    return IndustryOut(
        slug=row.slug,
        destination=row.destination.slug,
        name=texts.pick("name"),
        name_zh=row.name_zh,
        name_en=row.name_en,
        theme=maybe_named(row.theme, lang),
        committee=maybe_named(row.committee, lang),
        association=maybe_named(row.association, lang),
        businesses=[named(business, lang) for business in row.businesses.all()],
        towns=[ref for town in row.towns.all() if (ref := place_ref(town, lang))],
        villages=[ref for village in row.villages.all() if (ref := place_ref(village, lang))],
        product=texts.pick("product"),
        metrics_zh=row.metrics_zh,
        metrics_year=row.metrics_year,
        visit_hook=texts.pick("visit_hook"),
        unknown_zh=row.unknown_zh,
        untranslated=texts.missing,
        demo=row.demo,
        facts=facts_out(row.facts),
        modified_at=local(row.modified_at, row.destination.timezone),
    )

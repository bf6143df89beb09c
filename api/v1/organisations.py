"""Organisations: committees, associations, businesses, troupes, teams, bureaus and villages."""

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
    named,
    place_ref,
)
from tourism.places.choices import OrganisationKind
from tourism.places.queries import organisation_by_slug, organisations

if TYPE_CHECKING:
    from tourism.places.models import Organisation

router = Router(tags=["county"])


class OrganisationOut(Schema):
    """An organisation, which may organise events and run places."""

    slug: str
    destination: str
    kind: str
    name: str
    name_zh: str
    name_en: str
    town: PlaceRefOut | None
    phone: str | None = Field(description="null is unknown")
    description: str
    industries: list[NamedOut]
    untranslated: list[str] = Field(description="fields shown in the other language, because no translation exists")
    demo: bool
    facts: dict[str, FactOut]
    modified_at: datetime


class OrganisationPage(Page):
    """A page of organisations."""

    items: list[OrganisationOut]


class OrganisationFilters(Listed):
    """What a list of organisations is narrowed to."""

    kind: OrganisationKind | None = Field(None, description="What it is.")
    destination: str | None = Field(None, pattern=SLUG, description="Slug of a county.")
    q: str | None = Field(None, min_length=1, max_length=100, description="Words of its name.")


@router.get("", response={200: OrganisationPage, **problems()}, summary="List organisations")
def list_organisations(request: HttpRequest, filters: Query[OrganisationFilters]) -> HttpResponse:
    """List the organisations of the county, with the industries they work in."""
    rows = organisations(destination=filters.destination, kind=filters.kind, q=filters.q)
    page = page_of(rows, request, order=("slug",), cursor=filters.cursor, limit=filters.limit)
    items = [organisation_out(row, filters) for row in page.rows]
    return listed(items, page, OrganisationPage, lang=filters.lang)


@router.get("/{slug}", response={200: OrganisationOut, **problems(404)}, summary="Read an organisation")
def get_organisation(request: HttpRequest, slug: Path[str], shown: Query[Shown]) -> HttpResponse:
    """Read one organisation by its slug."""
    return answer(organisation_out(organisation_by_slug(slug), shown), OrganisationOut, lang=shown.lang)


def organisation_out(row: "Organisation", shown: Shown) -> OrganisationOut:
    """Show an organisation."""
    texts = Texts(row, shown.lang)
    return OrganisationOut(
        slug=row.slug,
        destination=row.destination.slug,
        kind=row.kind,
        name=texts.pick("name"),
        name_zh=row.name_zh,
        name_en=row.name_en,
        town=place_ref(row.town, shown.lang),
        phone=row.phone or None,
        description=texts.pick("description"),
        industries=[named(industry, shown.lang) for industry in row.industries.all()],
        untranslated=texts.missing,
        demo=row.demo,
        facts=facts_out(row.facts),
        modified_at=local(row.modified_at, row.destination.timezone),
    )

"""Themes: what a traveller likes."""

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router, Schema

from api.pagination import page_of
from api.v1.answers import answer, listed, problems
from api.v1.parameters import Listed, Shown
from api.v1.shapes import Page, Texts
from tourism.places.queries import theme_by_slug, themes

if TYPE_CHECKING:
    from tourism.places.models import Theme

router = Router(tags=["county"])


class ThemeOut(Schema):
    """A theme; its slug is the key of `interests` in a plan."""

    slug: str
    name: str
    name_zh: str
    name_en: str


class ThemePage(Page):
    """A page of themes."""

    items: list[ThemeOut]


@router.get("", response={200: ThemePage, **problems()}, summary="List themes")
def list_themes(request: HttpRequest, shown: Query[Listed]) -> HttpResponse:
    """List what a traveller may like, in the order shown to people."""
    page = page_of(themes(), request, order=("rank", "slug"), cursor=shown.cursor, limit=shown.limit)
    return listed([theme_out(row, shown) for row in page.rows], page, ThemePage, lang=shown.lang)


@router.get("/{slug}", response={200: ThemeOut, **problems(404)}, summary="Read a theme")
def get_theme(request: HttpRequest, slug: Path[str], shown: Query[Shown]) -> HttpResponse:
    """Read one theme by its slug."""
    return answer(theme_out(theme_by_slug(slug), shown), ThemeOut, lang=shown.lang)


def theme_out(row: "Theme", shown: Shown) -> ThemeOut:
    """Show a theme."""
    return ThemeOut(slug=row.slug, name=Texts(row, shown.lang).pick("name"), name_zh=row.name_zh, name_en=row.name_en)

"""The map of the county: our own sketch, and beside it the list that says the same without it."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from frontend.public.errors import refusals_as_pages
from frontend.public.filters import read_filters
from frontend.public.language import Language
from frontend.public.page import Crumb, page
from frontend.public.presenters.atlas import show_atlas
from frontend.public.words import say
from tourism.places import queries as county


@require_safe
@refusals_as_pages
def county_map(request: HttpRequest, lang: Language) -> HttpResponse:
    """Show about where each place is, and which have no position."""
    filters = read_filters(request.GET, lang)
    rows = county.listed_places(destination=settings.DESTINATION, **filters.where).prefetch_related(None)
    atlas = show_atlas(list(rows), lang)
    context = {"atlas": atlas, "filters": filters, "demo": any(row.demo for row in rows)}
    crumbs = (Crumb("places", say(lang, "nav_places")), Crumb("map", say(lang, "atlas_title")))
    return page(request, "public/map.html", lang, context, nav="places", query=filters.query, crumbs=crumbs)

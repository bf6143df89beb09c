"""The pages about the pages: how sure we are of what, help in an emergency, and what search engines read."""

from collections.abc import Iterable
from typing import Any
from xml.sax.saxutils import escape

from django.conf import settings
from django.db.models import QuerySet, Value
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from events import queries as calendar
from frontend.public.calendar_pages import months_indexed
from frontend.public.errors import refusals_as_pages
from frontend.public.language import Language
from frontend.public.moments import today_in_county
from frontend.public.page import PUBLIC_CACHE, Crumb, page
from frontend.public.presenters.knowledge import count_knowledge
from frontend.public.words import say
from routes import queries as lines
from tourism.clock import moment_of
from tourism.places import queries as county

PLAIN_PAGES = (
    "",
    "plan",
    "calendar",
    "tonight",
    "places",
    "map",
    "routes",
    "industries",
    "subscribe",
    "changes",
    "about/facts",
    "safety",
)
# What to say on the phone: Chinese on the English page too, to be read out or shown.
PHRASES = {"where": "我在……", "hurt": "有人受伤了"}
UNFOLLOWED = ("t/", "plan?", "search")
SITEMAP = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    ' xmlns:xhtml="http://www.w3.org/1999/xhtml">\n{}\n</urlset>\n'
)


@require_safe
@refusals_as_pages
def facts(request: HttpRequest, lang: Language) -> HttpResponse:
    """Show what is known, assumed and unknown, by question and by area, and every source."""
    rows = county.listed_places(destination=settings.DESTINATION).filter(demo=False).prefetch_related(None)
    context = {"knowledge": count_knowledge(rows, lang), "sources": county.real_sources()}
    crumbs = (Crumb("about/facts", say(lang, "facts_title")),)
    return page(request, "public/facts.html", lang, context, crumbs=crumbs)


@require_safe
@refusals_as_pages
def safety(request: HttpRequest, lang: Language) -> HttpResponse:
    """Show whom to call, what to say, and what nobody has verified."""
    crumbs = (Crumb("safety", say(lang, "safety_title")),)
    return page(request, "public/safety.html", lang, {"phrases": PHRASES}, crumbs=crumbs)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Tell search engines what is nobody's to index: kept trips, and pages that are made for one question."""
    del request
    refused = [f"Disallow: /{lang}/{path}" for lang in Language for path in UNFOLLOWED]
    text = "\n".join(["User-agent: *", *refused, f"Sitemap: {settings.PUBLIC_URL}/sitemap.xml", ""])
    return HttpResponse(text, content_type="text/plain; charset=utf-8", headers={"Cache-Control": PUBLIC_CACHE})


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """List every page of real rows in both languages; what is invented is left out."""
    months = months_indexed(today_in_county(moment_of(request)))
    text = SITEMAP.format("\n".join(_entry(path, lang) for path in _paths(months) for lang in Language))
    return HttpResponse(text, content_type="application/xml; charset=utf-8", headers={"Cache-Control": PUBLIC_CACHE})


def _paths(months: Iterable[str]) -> list[str]:
    here = settings.DESTINATION
    rows: dict[str, QuerySet[Any]] = {
        "places": county.listed_places(destination=here),
        "routes": lines.routes_listed(destination=here),
        "industries": county.industries(here),
        "organisations": county.organisations(destination=here),
        "seasons": calendar.seasons(here),
    }
    kinds = [
        found.filter(demo=False).order_by().annotate(room=Value(kind)).values_list("room", "slug")
        for kind, found in rows.items()
    ]
    # One query for all that has a slug.
    named = [f"{kind}/{slug}" for kind, slug in sorted(kinds[0].union(*kinds[1:], all=True))]
    events = calendar.events_listed(destination=here).filter(demo=False).values_list("pk", flat=True)
    named += [f"events/{pk}" for pk in events]
    return [*PLAIN_PAGES, *(f"calendar/{month}" for month in months), *named]


def _entry(path: str, lang: Language) -> str:
    codes = {each.code: _address(path, each) for each in Language}
    codes["x-default"] = _address(path, Language.ZH)
    others = "".join(f'<xhtml:link rel="alternate" hreflang="{code}" href="{url}"/>' for code, url in codes.items())
    return f"<url><loc>{_address(path, lang)}</loc>{others}</url>"


def _address(path: str, lang: Language) -> str:
    return escape(f"{settings.PUBLIC_URL}/{lang}/{path}", {'"': "&quot;"})

"""Renders a page with what every page carries: its language, its other language, its place in the navigation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from frontend.public.language import Language
from frontend.public.words import say

# Pages change with the data, not with the reader: a phone may show one again at once and ask in the background.
PUBLIC_CACHE = "public, max-age=60, stale-while-revalidate=600"
# What changes with the hour, or with the reader's browser, is made each time: its validator knows the day only.
MOMENT_CACHE = "public, max-age=60"
PRIVATE_CACHE = "private, no-store"


@dataclass(frozen=True, slots=True)
class Crumb:
    """One step on the way from the first page to this one: an address after the language, and its name."""

    path: str
    name: str


def page(
    request: HttpRequest,
    template: str,
    lang: Language,
    context: Mapping[str, Any],
    *,
    nav: str = "",
    query: str = "",
    canonical: str | None = None,
    crumbs: Sequence[Crumb] = (),
    indexed: bool = True,
    is_private: bool = False,
) -> HttpResponse:
    """Return a page.

    ``query`` is the part of the address that belongs to it, in its one spelling; search engines are led to the page
    without it, or to ``canonical``, the address after the language of the page that holds the same.
    """
    rest = request.path[len(f"/{lang}/") :] if request.path.startswith(f"/{lang}/") else ""
    path = rest if canonical is None else canonical
    addresses = {each.code: f"{settings.PUBLIC_URL}/{each}/{path}" for each in Language}
    frame = {
        "lang": lang,
        "html_lang": lang.code,
        "other": lang.other,
        "other_code": lang.other.code,
        "other_url": f"/{lang.other}/{rest}{f'?{query}' if query else ''}",
        "canonical": addresses[lang.code],
        "alternates": {**addresses, "x-default": addresses[Language.ZH.code]},
        "nav": nav,
        "is_private": is_private,
        "is_indexed": indexed and not is_private,
    }
    data = [*context.get("data", ()), *([breadcrumbs(crumbs, lang)] if crumbs else ())]
    response = render(request, template, {**frame, **context, "data": data})
    response["Content-Language"] = lang.code
    response["Cache-Control"] = PRIVATE_CACHE if is_private else PUBLIC_CACHE
    if is_private or not indexed:
        response["X-Robots-Tag"] = "noindex"
    return response


def breadcrumbs(crumbs: Sequence[Crumb], lang: Language) -> dict[str, Any]:
    """Return the way to a page as schema.org describes one; the first page is its first step."""
    steps = [Crumb("", say(lang, "nav_home")), *crumbs]
    items = [
        {"@type": "ListItem", "position": at, "name": step.name, "item": f"{settings.PUBLIC_URL}/{lang}/{step.path}"}
        for at, step in enumerate(steps, start=1)
    ]
    return {"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": items}

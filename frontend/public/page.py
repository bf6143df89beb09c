"""Renders a page with what every page carries: its language, its other language, its place in the navigation."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from frontend.public.language import Language

# Pages change with the data, not with the reader: a phone may show one again at once and ask in the background.
PUBLIC_CACHE = "public, max-age=60, stale-while-revalidate=600"
PRIVATE_CACHE = "private, no-store"


def page(
    request: HttpRequest,
    template: str,
    lang: Language,
    context: Mapping[str, Any],
    *,
    nav: str = "",
    query: str = "",
    is_private: bool = False,
) -> HttpResponse:
    """Return a page; ``query`` is the part of the address that belongs to it, in its one spelling."""
    rest = request.path[len(f"/{lang}") :] if request.path.startswith(f"/{lang}/") else "/"
    tail = f"?{query}" if query else ""
    addresses = {each.code: f"{settings.PUBLIC_URL}/{each}{rest}{tail}" for each in Language}
    frame = {
        "lang": lang,
        "html_lang": lang.code,
        "other": lang.other,
        "other_code": lang.other.code,
        "other_url": f"/{lang.other}{rest}{tail}",
        "canonical": addresses[lang.code],
        "alternates": addresses,
        "nav": nav,
        "is_private": is_private,
    }
    response = render(request, template, {**frame, **context})
    response["Content-Language"] = lang.code
    response["Cache-Control"] = PRIVATE_CACHE if is_private else PUBLIC_CACHE
    if is_private:
        response["X-Robots-Tag"] = "noindex"
    return response

"""The page that finds places, events and lines by Chinese words of two characters or more, pinyin, or English."""

from difflib import SequenceMatcher
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from events import queries as calendar
from frontend.public.errors import refusals_as_pages
from frontend.public.language import Language
from frontend.public.page import Crumb, page
from frontend.public.presenters.calendar import undated
from frontend.public.presenters.line import line_row
from frontend.public.presenters.place import place_row
from frontend.public.words import say
from routes import queries as lines
from tourism.places import queries as county
from tourism.places.search import fold, search_text
from tourism.values.errors import Invalid

if TYPE_CHECKING:
    from events.models import Event
    from routes.models import Route
    from tourism.places.models import Place

MOST_FOUND = 30
NEAREST = 2


@require_safe
@refusals_as_pages
def search(request: HttpRequest, lang: Language) -> HttpResponse:
    """Show what a word finds, or the two nearest names when it finds nothing."""
    asked = request.GET.get("q", "").strip()
    if "\ufffd" in asked:
        raise Invalid("q holds bytes that are no text", "要搜的字读不出来", field="q")
    places, events, routes = _found(asked) if fold(asked) else ([], [], [])
    nothing = bool(fold(asked)) and not (places or events or routes)
    context = {
        "asked": asked,
        "places": [place_row(row, 0, lang) for row in places],
        "events": [undated(row, lang) for row in events],
        "routes": [line_row(row, lang) for row in routes],
        "nothing": nothing,
        "nearest": _nearest(asked, lang) if nothing else [],
        "demo": any(row.demo for row in [*places, *events, *routes]),
    }
    query = urlencode({"q": asked}) if asked else ""
    crumbs = (Crumb("search", say(lang, "search_title")),)
    return page(request, "public/search.html", lang, context, query=query, crumbs=crumbs, indexed=False)


def _found(asked: str) -> "tuple[list[Place], list[Event], list[Route]]":
    here = settings.DESTINATION
    places = list(county.listed_places(destination=here, q=asked)[:MOST_FOUND])
    events = list(calendar.events_listed(destination=here, q=asked).prefetch_related(None)[:MOST_FOUND])
    words = fold(asked).split()
    routes = [row for row in lines.routes_counted(here) if _has_all(row, words)]
    return places, events, routes


def _has_all(route: "Route", words: list[str]) -> bool:
    text = search_text(route.name_zh, f"{route.name_en} {route.summary_en}") + fold(route.summary_zh)
    return all(word in text for word in words)


def _nearest(asked: str, lang: Language) -> list[str]:
    """Return the names most like what was asked for, by any spelling that is searched."""
    known = [(lang.pick(zh, en), text) for zh, en, text in calendar.names_to_search(settings.DESTINATION)]
    wanted = fold(asked)
    likeness = {name: max((_likeness(wanted, line) for line in text.split("\n")), default=0.0) for name, text in known}
    return sorted(likeness, key=lambda name: (-likeness[name], name))[:NEAREST]


def _likeness(wanted: str, text: str) -> float:
    return SequenceMatcher(None, wanted, text[:100], autojunk=False).ratio()

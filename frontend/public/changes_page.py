"""The page of what changed, from the journal, in words."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from events import queries as calendar
from frontend.public.errors import refusals_as_pages
from frontend.public.language import Language
from frontend.public.page import Crumb, page
from frontend.public.presenters.changes import TYPES, Names, mentioned, show_changes
from frontend.public.words import say
from routes import queries as lines
from tourism.journal import queries as journal
from tourism.places import queries as county

MOST = 30
# One stroke of an editor can touch many rows of which few are told.
READ = 200


@require_safe
@refusals_as_pages
def changes(request: HttpRequest, lang: Language) -> HttpResponse:
    """Show what changed, latest first, so many on a page."""
    before = _number(request.GET.get("before", ""))
    found = journal.news(TYPES, before=before, most=READ)
    rows = found
    if len(found) == READ:
        # A stroke stands whole on one page.
        rows = [change for change in found if change.at != found[-1].at] or found
    slugs = mentioned(rows)
    names = Names(
        events=calendar.events_by_slug(slugs["event"]),
        places={row.slug: row for row in county.places_named(slugs["place"])},
        routes={row.slug: row for row in lines.routes_named(slugs["route"])},
    )
    news = show_changes(rows, names, lang)
    shown = news[:MOST]
    older = shown[-1].seq if len(news) > MOST else rows[-1].seq if len(found) == READ else None
    context = {"news": shown, "older": older, "is_later": before is not None, "demo": any(one.demo for one in shown)}
    crumbs = (Crumb("changes", say(lang, "changes_title")),)
    query = f"before={before}" if before is not None else ""
    return page(request, "public/changes.html", lang, context, query=query, crumbs=crumbs, indexed=before is None)


def _number(text: str) -> int | None:
    """Read a place in the journal; what is none is the beginning."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None

"""The pages of an event and of one of its dates."""

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from events import queries as calendar
from frontend.public.errors import refusals_as_pages
from frontend.public.language import Language
from frontend.public.moments import today_in_county
from frontend.public.page import Crumb, page
from frontend.public.presenters.changes import Names, show_changes
from frontend.public.presenters.event import EventView, show_event, source_codes_of_event
from frontend.public.presenters.happenings import EventRow, event_path, row_of, rows_of
from frontend.public.presenters.structured import event_data
from frontend.public.words import say
from tourism.clock import moment_of
from tourism.journal import queries as journal
from tourism.places import queries as county

if TYPE_CHECKING:
    from datetime import date

    from events.models import Event, Occurrence

MOST_DATES = 8
MOST_CHANGES = 5
MOST_OF_SEASON = 3
CUSTOMS_WITHIN = timedelta(days=400)


@require_safe
@refusals_as_pages
def event(request: HttpRequest, lang: Language, event_id: UUID) -> HttpResponse:
    """Show what an event is, when, where and by whom, and what its dates rest on."""
    today = today_in_county(moment_of(request))
    found = calendar.event_to_show(event_id)
    dates, others = calendar.dates_to_come(found, today, most=MOST_DATES, beside=MOST_OF_SEASON)
    customs = calendar.customs_of(found, today, today + CUSTOMS_WITHIN)
    sources = county.sources_by_code(source_codes_of_event(found))
    shown = show_event(found, dates, customs, sources, lang, today=today)
    return _page(request, lang, found, dates, others, shown)


@require_safe
@refusals_as_pages
def showing(request: HttpRequest, lang: Language, event_id: UUID, original_start: str) -> HttpResponse:
    """Show one date of an event under its original start, wherever it was moved to since."""
    today = today_in_county(moment_of(request))
    found = calendar.event_to_show(event_id)
    date, others = calendar.date_by_original_start(found, original_start, today, beside=MOST_OF_SEASON)
    sources = county.sources_by_code(source_codes_of_event(found))
    shown = show_event(found, [date], [], sources, lang, today=today)
    return _page(request, lang, found, [date], others, shown, row_of(date, lang, today=today))


def _page(
    request: HttpRequest,
    lang: Language,
    found: "Event",
    dates: list["Occurrence"],
    others: list["Occurrence"],
    shown: EventView,
    row: EventRow | None = None,
) -> HttpResponse:
    today = today_in_county(moment_of(request))
    objects = [("event", str(found.pk)), *(("occurrence", str(date.public_id)) for date in dates)]
    changes = journal.news_of(objects, most=MOST_CHANGES * 2)
    context = {
        "event": shown,
        "showing": row,
        "changes": show_changes(changes, Names(events={found.slug: found}), lang)[:MOST_CHANGES],
        "season": _season(found, others, lang, today),
        "data": event_data(found, dates, lang),
        "demo": shown.demo,
    }
    crumbs = [Crumb("calendar", say(lang, "nav_calendar")), Crumb(event_path(found), shown.title)]
    if row is not None:
        crumbs.append(Crumb(row.path, row.date))
    # The page of the event lists its dates: it is the one for search engines to hold.
    return page(
        request,
        "public/event.html",
        lang,
        context,
        nav="calendar",
        canonical=event_path(found),
        crumbs=crumbs,
        indexed=not found.demo,
    )


def _season(found: "Event", others: list["Occurrence"], lang: Language, today: "date") -> dict[str, object] | None:
    """Return what else is on in the season of an event."""
    if found.season is None:
        return None
    name = lang.pick(found.season.name_zh, found.season.name_en)
    return {"slug": found.season.slug, "name": name, "rows": rows_of(others, lang, today=today)}

"""The pages of an event and of one of its dates."""

from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from events import queries as calendar
from frontend.public.errors import refusals_as_pages
from frontend.public.language import Language
from frontend.public.moments import today_in_county
from frontend.public.page import page
from frontend.public.presenters.event import event_data, show_event, source_codes_of_event
from frontend.public.presenters.happenings import row_of
from tourism.clock import moment_of
from tourism.places import queries as county

MOST_DATES = 8
CUSTOMS_WITHIN = timedelta(days=400)


@require_safe
@refusals_as_pages
def event(request: HttpRequest, lang: Language, event_id: UUID) -> HttpResponse:
    """Show what an event is, when, where and by whom, and what its dates rest on."""
    today = today_in_county(moment_of(request))
    found = calendar.event_by_id(event_id)
    dates = list(calendar.dates_to_come(found, today)[:MOST_DATES])
    customs = calendar.customs_of(found, today, today + CUSTOMS_WITHIN)
    sources = county.sources_by_code(source_codes_of_event(found))
    shown = show_event(found, dates, customs, sources, lang, today=today)
    context = {"event": shown, "data": event_data(found, dates, lang), "demo": shown.demo}
    return page(request, "public/event.html", lang, context, nav="calendar")


@require_safe
@refusals_as_pages
def showing(request: HttpRequest, lang: Language, event_id: UUID, original_start: str) -> HttpResponse:
    """Show one date of an event under its original start, wherever it was moved to since."""
    today = today_in_county(moment_of(request))
    found = calendar.event_by_id(event_id)
    date = calendar.date_by_original_start(found, original_start)
    sources = county.sources_by_code(source_codes_of_event(found))
    shown = show_event(found, [date], [], sources, lang, today=today)
    context = {
        "event": shown,
        "showing": row_of(date, lang, today=today),
        "data": event_data(found, [date], lang),
        "demo": shown.demo,
    }
    return page(request, "public/event.html", lang, context, nav="calendar")

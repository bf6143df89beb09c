"""Stores a kept trip: its row, what it rests on, its journal entry and its calendars, all in one step."""

from typing import Any

from django.conf import settings

from routes.answer import PlanAnswer, plan_from_json
from routes.calendar import trip_calendar
from routes.codes import Refusal
from routes.marks import marks_from_json
from routes.models import Itinerary, ItineraryTarget
from routes.queries import event_ids_of
from routes.request import Lang
from routes.sentences import refusal
from tourism.journal.services import Log
from tourism.values.errors import Gone

TYPE = "itinerary"
LANGUAGES = (Lang.ZH, Lang.EN)


def journal_row(itinerary: Itinerary) -> dict[str, Any]:
    """Return what the journal may know of a trip: that it is there, and nothing of its traveller."""
    return {"version": itinerary.version, "sequence": itinerary.sequence}


def stored_plan(itinerary: Itinerary, lang: Lang) -> PlanAnswer:
    """Return the plan of a trip in a language; raise ``Gone`` once it is deleted."""
    if itinerary.plan is None:
        raise refusal(Gone, Refusal.TRIP_DELETED)
    return plan_from_json(itinerary.plan[str(lang)])


def record_trip(itinerary: Itinerary, log: Log, *, before: dict[str, Any] | None) -> None:
    """Write the journal entry and the calendars of a trip as its row now stands."""
    log.upsert(TYPE, str(itinerary.id), before=before, after=journal_row(itinerary))
    for lang in LANGUAGES:
        log.render(TYPE, str(itinerary.id), lang=lang, format_="ics", data=calendar_of(itinerary, lang))


def calendar_of(itinerary: Itinerary, lang: Lang) -> bytes:
    """Return the calendar of a trip as its row now stands."""
    return trip_calendar(
        stored_plan(itinerary, lang),
        [mark.in_lang(lang) for mark in marks_from_json(itinerary.marks)],
        trip=itinerary.id,
        lang=str(lang),
        sequence=itinerary.sequence,
        modified=itinerary.modified_at,
        public_url=settings.PUBLIC_URL,
    )


def store_targets(itinerary: Itinerary) -> None:
    """Store what a trip rests on; to be called whenever its plan is written."""
    stops = [stop for day in stored_plan(itinerary, Lang.ZH).days for stop in day.stops]
    dates = {stop.occurrence for stop in stops if stop.occurrence}
    targets = {("place", stop.place) for stop in stops if stop.place}
    targets |= {("occurrence", public_id) for public_id in dates}
    targets |= {("event", event_id) for event_id in event_ids_of(dates)} if dates else set()
    itinerary.targets.all().delete()
    ItineraryTarget.objects.bulk_create(
        ItineraryTarget(itinerary=itinerary, type=type_, public_id=public_id) for type_, public_id in sorted(targets)
    )

"""Calendars to subscribe to; their addresses are in phones for years, so they refuse little and never lie."""

import hashlib
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from api.calendars import calendar_response
from events.feeds import FeedFilters, event_feed_bytes, feed_bytes
from events.ical import is_alarm, with_alarms
from routes.services import itinerary_feed
from tourism.clock import moment_of

LANGUAGES = {"zh": "zh-Hans", "en": "en"}
NARROWING = ("category", "theme", "town", "organiser", "venue")


@require_safe
def events_feed(request: HttpRequest, lang: str) -> HttpResponse:
    """Send all events, or those that the parameters name; parameters that are not ours are ignored."""
    filters = FeedFilters(**{name: request.GET[name] for name in NARROWING if request.GET.get(name)})
    feed = feed_bytes(filters, LANGUAGES[lang], moment_of(request))
    return _sent(request, feed.bytes, feed.etag, feed.last_modified, lang=lang, public=True)


@require_safe
def event_feed(request: HttpRequest, lang: str, event_id: UUID) -> HttpResponse:
    """Send the dates of one event."""
    feed = event_feed_bytes(event_id, LANGUAGES[lang], moment_of(request))
    return _sent(request, feed.bytes, feed.etag, feed.last_modified, lang=lang, public=True)


@require_safe
def trip_feed(request: HttpRequest, lang: str, token: str) -> HttpResponse:
    """Send one kept trip to the calendar that its traveller subscribed."""
    found: tuple[bytes, str, datetime] = itinerary_feed(token, lang=LANGUAGES[lang], now=moment_of(request))
    data, etag, modified = found
    response = _sent(request, data, etag, modified, lang=lang, public=False)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _sent(request: HttpRequest, data: bytes, etag: str, modified: datetime, *, lang: str, public: bool) -> HttpResponse:
    """Send a calendar, with a reminder before each event where the address asks for one (``?alarm=P1D``)."""
    before = request.GET.get("alarm", "")
    if is_alarm(before):
        data = with_alarms(data, before, LANGUAGES[lang])
        etag = hashlib.sha256(data).hexdigest()
    return calendar_response(request, data, etag=etag, modified=modified, public=public)

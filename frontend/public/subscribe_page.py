"""The page of a calendar to subscribe to: what will be in it, and how each kind of phone takes it."""

from datetime import timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.views.decorators.http import require_safe

from events import queries as calendar
from frontend.public.errors import refusals_as_pages
from frontend.public.filters import CATEGORIES, Name, known, options
from frontend.public.language import Language
from frontend.public.moments import today_in_county
from frontend.public.page import MOMENT_CACHE, Crumb, page
from frontend.public.presenters.happenings import rows_of
from frontend.public.presenters.subscribe import event_feed, qr_code, show_ways
from frontend.public.words import say
from tourism.clock import moment_of
from tourism.places import queries as county

# What WeChat's own browser calls itself.
WECHAT = "MicroMessenger"
PREVIEWED = 3
AHEAD = timedelta(days=31)
# What a feed can be narrowed to, and the word of each.
FIELDS = {"category": "f_kind", "theme": "theme", "town": "town", "organiser": "f_organiser", "venue": "f_venue"}


@require_safe
@refusals_as_pages
def subscribe(request: HttpRequest, lang: Language) -> HttpResponse:
    """Show the address of a feed, narrowed as asked, and how to put it on a phone."""
    now = moment_of(request)
    today = today_in_county(now)
    names = _names(lang)
    wanted = _wanted(request.GET, names)
    query = urlencode(wanted)
    feed = event_feed(lang, query)
    here = calendar.Narrowing(**wanted, destination=settings.DESTINATION)
    coming, after = calendar.dates_and_next(now, now + AHEAD, now=now, **here)
    rows = rows_of(coming[:PREVIEWED] or ([after] if after else []), lang, today=today, since=today)
    address = f"{settings.PUBLIC_URL}/{lang}/subscribe" + (f"?{query}" if query else "")
    context = {
        "feed": feed,
        "ways": show_ways(feed, lang),
        "qr": qr_code(address, say(lang, "qr_subscribe")),
        "narrowed": lang.pick("、", ", ").join(_label(kind, value, names, lang) for kind, value in wanted.items()),
        "fields": [
            (kind, say(lang, word), options(names, kind, str(wanted.get(kind, "")), lang))
            for kind, word in FIELDS.items()
        ],
        "rows": rows,
        "in_wechat": WECHAT in request.headers.get("User-Agent", ""),
        "demo": any(row.demo for row in rows),
    }
    crumbs = (Crumb("subscribe", say(lang, "subscribe")),)
    response = page(request, "public/subscribe.html", lang, context, nav="calendar", query=query, crumbs=crumbs)
    response["Vary"] = "User-Agent"
    response["Cache-Control"] = MOMENT_CACHE
    return response


def _names(lang: Language) -> list[Name]:
    kinds = [("category", name, say(lang, f"kind_{name}"), "") for name in CATEGORIES]
    here = settings.DESTINATION
    return [*kinds, *county.themes_and_towns(here), *calendar.organisers_and_venues(here)]


def _wanted(query: QueryDict, names: list[Name]) -> calendar.Narrowing:
    """Read what a feed is narrowed to; a value that names nothing is not found, as the feed itself says."""
    wanted = calendar.Narrowing()
    if category := query.get("category", "").strip():
        wanted["category"] = known(category, "category", names)
    if theme := query.get("theme", "").strip():
        wanted["theme"] = known(theme, "theme", names)
    if town := query.get("town", "").strip():
        wanted["town"] = known(town, "town", names)
    if organiser := query.get("organiser", "").strip():
        wanted["organiser"] = known(organiser, "organiser", names)
    if venue := query.get("venue", "").strip():
        wanted["venue"] = known(venue, "venue", names)
    return wanted


def _label(kind: str, value: object, names: list[Name], lang: Language) -> str:
    return next(lang.pick(zh, en) for own, slug, zh, en in names if (own, slug) == (kind, value))

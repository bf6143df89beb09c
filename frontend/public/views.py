"""The pages that travellers see: each view reads, asks a service, and hands ready values to its template."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods, require_safe

from events import queries as calendar
from frontend.public.county import count_known, county_name, line_paths, offers
from frontend.public.errors import refusals_as_pages, status_of
from frontend.public.filters import Wanted, read_filters
from frontend.public.forms import Asked, complaints, read_asked
from frontend.public.language import Language, language_of_header
from frontend.public.moments import (
    day_full,
    day_month,
    lunar,
    month_after,
    month_before,
    month_name,
    today_in_county,
)
from frontend.public.origin import require_own_form
from frontend.public.page import page
from frontend.public.presenters.calendar import Almanac, kind_words, show_month, undated
from frontend.public.presenters.happenings import event_path, one_each, rows_of
from frontend.public.presenters.photo import show_photos
from frontend.public.presenters.place import place_rows, show_place, source_codes
from frontend.public.presenters.plan import Known, PlanView, occurrences_of, show_plan, slugs_of
from frontend.public.presenters.questions import ask, conditions, first_asked, ready_day
from frontend.public.presenters.subscribe import event_feed, trip_links
from frontend.public.words import say
from routes.answer import MarkShown, PlanAnswer
from routes.asking import trip_request
from routes.services import delete_itinerary, keep_itinerary, plan_trip, read_itinerary
from tourism.clock import moment_of
from tourism.places import queries as county
from tourism.tips.queries import shown_photos
from tourism.values.errors import DomainError, NotFound

WEEK = timedelta(days=7)
# The lunar table ends here, and with it what the calendar can say.
FIRST_MONTH, LAST_MONTH = date(1901, 1, 1), date(2099, 12, 1)
NEAREST_WITHIN = timedelta(days=400)
UPCOMING = timedelta(days=120)
MOST_HERE = 6


@require_safe
def front_door(request: HttpRequest) -> HttpResponse:
    """Lead a browser to its language."""
    lang = language_of_header(request.headers.get("Accept-Language", ""))
    response = HttpResponseRedirect(f"/{lang}/")
    response["Vary"] = "Accept-Language"
    response["Cache-Control"] = "public, max-age=3600"
    return response


@require_safe
@refusals_as_pages
def home(request: HttpRequest, lang: Language) -> HttpResponse:
    """Show the three questions, this week and what the county offers."""
    today = today_in_county(moment_of(request))
    week = calendar.occurrences_between(today, today + WEEK, destination=settings.DESTINATION)
    rows = rows_of(week, lang, today=today, since=today)
    named = None if rows else calendar.next_observance(today)
    asked = first_asked(today)
    ready = ready_day(today)
    context = {
        "questions": ask(asked, offers(today, asked.on), lang, today=today),
        "ready_query": asked.query(),
        "ready_day": day_full(ready, lang),
        "rows": one_each(rows)[:MOST_HERE],
        "named": named and lang.pick(named.observance.name_zh, named.observance.name_en),
        "named_day": named and day_month(named.day, lang),
        "known": count_known(),
        "lines": line_paths(),
        "feed": event_feed(lang, ""),
        "demo": any(row.demo for row in rows),
    }
    return page(request, "public/home.html", lang, context, nav="home")


@require_http_methods(["GET", "HEAD", "POST"])
@refusals_as_pages
def plan(request: HttpRequest, lang: Language) -> HttpResponse:
    """Show the plan that an address asks for, or the questions; a form posted from it keeps the trip."""
    now = moment_of(request)
    if request.method == "POST":
        require_own_form(request)
        asked = read_asked(request.POST)
        return _keep(request, asked, lang, now)
    asked = read_asked(request.GET)
    return _plan(request, asked, lang, now) if asked.wants_plan else _questions(request, asked, lang, now, ())


def _plan(request: HttpRequest, asked: Asked, lang: Language, now: datetime) -> HttpResponse:
    try:
        answer = plan_trip(trip_request(asked.plan_request(lang)), now=now)
    except DomainError as refusal:
        return _refused(request, asked, lang, now, refusal)
    today = today_in_county(now)
    questions = ask(asked, offers(today, asked.on), lang, today=today)
    view = _view(answer, lang)
    first = answer.days[0].date
    context = {
        "plan": view,
        "questions": questions,
        "conditions": conditions(asked, questions, lang),
        "pairs": asked.pairs(),
        "address": f"{settings.PUBLIC_URL}/{lang}/plan?{asked.query()}",
        "day_before": asked.on_day(first - timedelta(days=1)).query() if first > today else "",
        "day_after": asked.on_day(first + timedelta(days=1)).query(),
        "demo": view.demo,
    }
    return page(request, "public/plan.html", lang, context, nav="plan", query=asked.query())


def _questions(
    request: HttpRequest, asked: Asked, lang: Language, now: datetime, problems: tuple[str, ...]
) -> HttpResponse:
    today = today_in_county(now)
    filled = asked if asked.on else asked.on_day(ready_day(today))
    context = {"questions": ask(filled, offers(today, filled.on), lang, today=today), "problems": problems}
    query = asked.query() if asked != Asked() else ""
    return page(request, "public/questions.html", lang, context, nav="plan", query=query)


def _refused(request: HttpRequest, asked: Asked, lang: Language, now: datetime, refusal: DomainError) -> HttpResponse:
    """Name what is wrong or impossible above the questions, with the answers still in them."""
    response = _questions(request, asked, lang, now, tuple(complaints(refusal, lang)))
    response.status_code = status_of(refusal)
    response["X-Robots-Tag"] = "noindex"
    return response


def _keep(request: HttpRequest, asked: Asked, lang: Language, now: datetime) -> HttpResponse:
    try:
        trip = keep_itinerary(trip_request(asked.plan_request(lang)), now=now)
    except DomainError as refusal:
        return _refused(request, asked, lang, now, refusal)
    response = HttpResponseRedirect(f"/{lang}/t/{trip.links['edit'].token}")
    response.status_code = 303
    response["Cache-Control"] = "no-store"
    return response


def _view(answer: PlanAnswer, lang: Language, marks: Sequence[MarkShown] = ()) -> PlanView:
    rows = county.shown_places().filter(slug__in=slugs_of(answer))
    ids = [UUID(public_id) for public_id in occurrences_of(answer)]
    shown = list(calendar.shown_occurrences().filter(public_id__in=ids)) if ids else []
    categories = {str(row.public_id): row.event.category for row in shown}
    pages = {str(row.public_id): event_path(row.event, row) for row in shown}
    known = Known({row.slug: row for row in rows}, categories, pages)
    return show_plan(answer, known, lang, county=county_name(lang), marks=marks)


@require_safe
@refusals_as_pages
def this_month(request: HttpRequest, lang: Language) -> HttpResponse:
    """Show the current month."""
    return _month(request, lang, today_in_county(moment_of(request)).replace(day=1))


@require_safe
@refusals_as_pages
def month(request: HttpRequest, lang: Language, month: str) -> HttpResponse:
    """Show what is on in a month."""
    first = date.fromisoformat(f"{month}-01")
    if not FIRST_MONTH <= first <= LAST_MONTH:
        raise NotFound("the calendar holds 1901 to 2099", "日历从 1901 年到 2099 年")
    return _month(request, lang, first)


def _month(request: HttpRequest, lang: Language, first: date) -> HttpResponse:
    today, until = today_in_county(moment_of(request)), month_after(first)
    filters = read_filters(request.GET, lang)
    rows = rows_of(
        calendar.occurrences_between(first, until, destination=settings.DESTINATION, **filters.wanted),
        lang,
        today=today,
        since=first,
    )
    almanac = Almanac(
        observances=calendar.observances_between(first, until),
        special=list(county.special_days_between(first, until)),
        traditions=calendar.traditions_between(first, until, destination=settings.DESTINATION, **filters.wanted),
    )
    shown = show_month(first, rows, almanac, lang, today=today)
    open_dates = [
        undated(event, lang) for event in calendar.events_undated(destination=settings.DESTINATION, **filters.wanted)
    ]
    words = kind_words(lang)
    context = {
        "month": shown,
        "month_name": month_name(first, lang),
        "weekday_names": say(lang, "weekdays").split(),
        "lunar_first": lunar(first, lang),
        "lunar_last": lunar(until - timedelta(days=1), lang),
        "before": f"{month_before(first):%Y-%m}" if first > FIRST_MONTH else "",
        "after": f"{until:%Y-%m}" if first < LAST_MONTH else "",
        "key": [(mark, words[mark]) for mark in shown.marks],
        "filters": filters,
        "undated": open_dates,
        "nearest": None if rows else _nearest(until, filters.wanted, lang, today),
        "has_rows": bool(rows),
        "feed": event_feed(lang, filters.query),
        "demo": shown.demo or any(row.demo for row in open_dates),
    }
    return page(request, "public/calendar.html", lang, context, nav="calendar", query=filters.query)


def _nearest(after: date, wanted: Wanted, lang: Language, today: date) -> dict[str, str] | None:
    """Return the first occurrence from a month's end on, for a month that has none."""
    since = max(after, today)
    found = calendar.occurrences_between(since, since + NEAREST_WITHIN, destination=settings.DESTINATION, **wanted)
    first = found.first()
    if first is None:
        return None
    row, *_ = rows_of([first], lang, today=today)
    return {"day": row.date, "name": row.title, "month": f"{row.day:%Y-%m}"}


@require_safe
@refusals_as_pages
def places(request: HttpRequest, lang: Language) -> HttpResponse:
    """List the places of the county by what they are to a traveller."""
    filters = read_filters(request.GET, lang)
    found = list(county.listed_places(destination=settings.DESTINATION, **filters.where))
    context = {
        "groups": place_rows(found, lang),
        "count": len(found),
        "filters": filters,
        "demo": any(place.demo for place in found),
    }
    return page(request, "public/places.html", lang, context, nav="places", query=filters.query)


@require_safe
@refusals_as_pages
def place(request: HttpRequest, lang: Language, slug: str) -> HttpResponse:
    """Show what is known of a place, what is not, and about where it is."""
    row = county.place_by_slug(slug)
    today = today_in_county(moment_of(request))
    parts = list(county.shown_places().listed().filter(part_of=row))
    centre = county.destination_by_slug(row.destination.slug).centre
    view = show_place(row, parts, centre if centre != row else None, county.sources_by_code(source_codes(row)), lang)
    upcoming = calendar.occurrences_between(today, today + UPCOMING, venue=slug)[:MOST_HERE]
    events = rows_of(upcoming, lang, today=today, since=today)
    past = [event for event in calendar.events_listed(venue=slug) if event.standing != "scheduled"]
    context = {
        "place": view,
        "events": events,
        "past": [undated(event, lang) for event in past],
        "photos": show_photos(shown_photos(row), lang),
        "demo": row.demo or any(each.demo for each in events),
    }
    return page(request, "public/place.html", lang, context, nav="places")


@require_safe
@refusals_as_pages
def trip(request: HttpRequest, lang: Language, token: str) -> HttpResponse:
    """Show a kept trip with the links that its reader may hand on."""
    found = read_itinerary(token, lang=lang.code, now=moment_of(request))
    view = _view(found.plan, lang, found.marks)
    context = {
        "plan": view,
        "links": trip_links(found.links, lang),
        "can_delete": found.role == "edit",
        "token": token,
        "files": f"/api/v1/itineraries/{token}",
        "demo": view.demo,
    }
    return page(request, "public/trip.html", lang, context, is_private=True)


@require_http_methods(["GET", "HEAD", "POST"])
@refusals_as_pages
def delete_trip(request: HttpRequest, lang: Language, token: str) -> HttpResponse:
    """Ask before deleting a kept trip; delete it when asked to."""
    now = moment_of(request)
    if request.method == "POST":
        require_own_form(request)
        delete_itinerary(token, now=now)
        return page(request, "public/deleted.html", lang, {}, is_private=True)
    found = read_itinerary(token, lang=lang.code, now=now)
    if found.role != "edit":
        raise NotFound("only the edit link deletes", "只有自己留着的链接能删")
    return page(request, "public/delete.html", lang, {"plan": _view(found.plan, lang), "token": token}, is_private=True)

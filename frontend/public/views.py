"""The pages that travellers see: each view reads, asks a service, and hands ready values to its template."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods, require_safe

from events import queries as calendar
from frontend.public.county import count_known, county_name, line_paths, offers, read_stock
from frontend.public.errors import refusals_as_pages, status_of
from frontend.public.filters import read_filters
from frontend.public.forms import Asked, complaints, read_asked
from frontend.public.language import Language, language_of_header
from frontend.public.moments import day_full, day_month, today_in_county
from frontend.public.origin import require_own_form
from frontend.public.page import Crumb, page
from frontend.public.presenters.calendar import undated
from frontend.public.presenters.happenings import event_path, one_each, rows_of
from frontend.public.presenters.photo import show_photos
from frontend.public.presenters.place import place_rows, show_place, source_codes
from frontend.public.presenters.plan import Known, PlanView, occurrences_of, show_plan, slugs_of
from frontend.public.presenters.questions import ask, conditions, first_asked, ready_day
from frontend.public.presenters.structured import place_data, site_data
from frontend.public.presenters.subscribe import trip_links
from frontend.public.words import say
from routes.answer import MarkShown, PlanAnswer
from routes.asking import trip_request
from routes.services import delete_itinerary, keep_itinerary, plan_trip, read_itinerary
from tourism.clock import moment_of
from tourism.places import queries as county
from tourism.tips.queries import has_photos, shown_photos
from tourism.values.errors import DomainError, NotFound

WEEK = timedelta(days=7)
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
    rows = rows_of(calendar.in_brief(week, "event_id"), lang, today=today, since=today)
    stock = read_stock(today)
    named = (
        None
        if rows
        else next((one for one in stock.named if one.kind == calendar.OBSERVANCE and one.day > today), None)
    )
    asked = first_asked(today)
    ready = ready_day(today)
    context = {
        "questions": ask(asked, offers(stock, today, asked.on), lang, today=today),
        "ready_query": asked.query(),
        "ready_day": day_full(ready, lang),
        "rows": one_each(rows)[:MOST_HERE],
        "named": named and lang.pick(named.name_zh, named.name_en),
        "named_day": named and day_month(named.day, lang),
        "known": count_known(stock),
        "lines": line_paths(stock),
        "data": [site_data(lang)],
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
    questions = ask(asked, offers(read_stock(today), today, asked.on), lang, today=today)
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
        "if_rain": asked.in_weather("rain").query() if asked.weather == "any" else "",
        "if_dry": "" if asked.weather == "any" else asked.in_weather("any").query(),
        "demo": view.demo,
    }
    return page(request, "public/plan.html", lang, context, nav="plan", query=asked.query(), crumbs=_plan_crumbs(lang))


def _questions(
    request: HttpRequest, asked: Asked, lang: Language, now: datetime, problems: tuple[str, ...]
) -> HttpResponse:
    today = today_in_county(now)
    filled = asked if asked.on else asked.on_day(ready_day(today))
    context = {
        "questions": ask(filled, offers(read_stock(today), today, filled.on), lang, today=today),
        "problems": problems,
    }
    query = asked.query() if asked != Asked() else ""
    return page(request, "public/questions.html", lang, context, nav="plan", query=query, crumbs=_plan_crumbs(lang))


def _plan_crumbs(lang: Language) -> tuple[Crumb]:
    return (Crumb("plan", say(lang, "plan_form_title")),)


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
    shown = list(calendar.shown_occurrences().prefetch_related(None).filter(public_id__in=ids)) if ids else []
    categories = {str(row.public_id): row.event.category for row in shown}
    pages = {str(row.public_id): event_path(row.event, row) for row in shown}
    known = Known({row.slug: row for row in rows}, categories, pages)
    return show_plan(answer, known, lang, county=county_name(lang), marks=marks)


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
    crumbs = (Crumb("places", say(lang, "nav_places")),)
    return page(request, "public/places.html", lang, context, nav="places", query=filters.query, crumbs=crumbs)


@require_safe
@refusals_as_pages
def place(request: HttpRequest, lang: Language, slug: str) -> HttpResponse:
    """Show what is known of a place, what is not, and about where it is."""
    row, parts, themes = county.place_with_parts(slug, is_photographed=has_photos(), has_history=calendar.has_history())
    today = today_in_county(moment_of(request))
    centre = row.destination.centre
    sources = county.sources_by_code(source_codes(row))
    view = show_place(row, parts, themes, centre if centre != row else None, sources, lang)
    upcoming = calendar.in_brief(calendar.occurrences_between(today, today + UPCOMING, venue=slug), "event_id")
    events = rows_of(upcoming[:MOST_HERE], lang, today=today, since=today)
    past = calendar.history_at(slug) if vars(row)["has_history"] else ()
    context = {
        "place": view,
        "events": events,
        "past": [undated(event, lang) for event in past],
        "photos": show_photos(shown_photos(row), lang) if vars(row)["is_photographed"] else (),
        "data": [place_data(row, lang)],
        "demo": row.demo or any(each.demo for each in events),
    }
    crumbs = (Crumb("places", say(lang, "nav_places")), Crumb(f"places/{slug}", view.name))
    return page(request, "public/place.html", lang, context, nav="places", crumbs=crumbs, indexed=not row.demo)


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

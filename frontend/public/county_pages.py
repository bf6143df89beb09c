"""The pages of the county beside its places: the lines to travel, the industries and the people who run them."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from events import queries as calendar
from frontend.public.errors import refusals_as_pages
from frontend.public.language import Language
from frontend.public.moments import today_in_county
from frontend.public.page import page
from frontend.public.presenters.calendar import undated
from frontend.public.presenters.line import line_data, line_row, show_line, source_codes_of_line
from frontend.public.presenters.trade import body_data, codes_of, show_body, show_trade
from routes import queries as lines
from tourism.clock import moment_of
from tourism.places import queries as county

MOST_EVENTS = 20


@require_safe
@refusals_as_pages
def routes(request: HttpRequest, lang: Language) -> HttpResponse:
    """List the lines to travel."""
    rows = [line_row(row, lang) for row in lines.routes_listed(destination=settings.DESTINATION)]
    context = {"rows": rows, "demo": any(row.demo for row in rows)}
    return page(request, "public/routes.html", lang, context, nav="routes")


@require_safe
@refusals_as_pages
def route(request: HttpRequest, lang: Language, slug: str) -> HttpResponse:
    """Show a line: its stops, who earns at each, and a way to plan it."""
    row = lines.route_by_slug(slug)
    today = today_in_county(moment_of(request))
    shown = show_line(row, county.sources_by_code(source_codes_of_line(row)), lang, today=today)
    context = {"line": shown, "data": line_data(row, lang), "demo": shown.demo}
    return page(request, "public/route.html", lang, context, nav="routes")


@require_safe
@refusals_as_pages
def industries(request: HttpRequest, lang: Language) -> HttpResponse:
    """List the county's industries."""
    rows = [show_trade(row, (), (), {}, lang) for row in county.industries(settings.DESTINATION)]
    context = {"rows": rows, "demo": any(row.demo for row in rows)}
    return page(request, "public/industries.html", lang, context, nav="industries")


@require_safe
@refusals_as_pages
def industry(request: HttpRequest, lang: Language, slug: str) -> HttpResponse:
    """Show what an industry makes, where to see it, who runs it, where it earns, and what is unknown."""
    row = county.industry_by_slug(slug)
    sources = county.sources_by_code(codes_of(row))
    shown = show_trade(row, county.places_of_industry(row), lines.stops_of_industry(row), sources, lang)
    demo = shown.demo or any(place.demo for place in shown.places) or any(line.demo for line in shown.routes)
    return page(request, "public/industry.html", lang, {"trade": shown, "demo": demo}, nav="industries")


@require_safe
@refusals_as_pages
def organisation(request: HttpRequest, lang: Language, slug: str) -> HttpResponse:
    """Show who an organisation is, what it runs and what it organises."""
    row = county.organisation_by_slug(slug)
    sources = county.sources_by_code(codes_of(row))
    shown = show_body(row, county.industries_of(row), county.places_run_by(row), sources, lang)
    held = [undated(event, lang) for event in calendar.events_listed(organiser=slug)[:MOST_EVENTS]]
    context = {"body": shown, "events": held, "data": body_data(row, lang), "demo": shown.demo}
    return page(request, "public/organisation.html", lang, context, nav="industries")

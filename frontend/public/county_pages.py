"""The pages of the county beside its places: the lines to travel, the industries and the people who run them."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from events import queries as calendar
from frontend.public.errors import refusals_as_pages
from frontend.public.language import Language
from frontend.public.moments import today_in_county
from frontend.public.page import Crumb, page
from frontend.public.presenters.calendar import undated
from frontend.public.presenters.line import line_row, show_line, source_codes_of_line
from frontend.public.presenters.structured import body_data, line_data, trade_data
from frontend.public.presenters.trade import codes_of, show_body, show_trade
from frontend.public.words import say
from routes import queries as lines
from tourism.clock import moment_of
from tourism.places import queries as county

MOST_EVENTS = 20


@require_safe
@refusals_as_pages
def routes(request: HttpRequest, lang: Language) -> HttpResponse:
    """List the lines to travel."""
    rows = [line_row(row, lang) for row in lines.routes_counted(settings.DESTINATION)]
    context = {"rows": rows, "demo": any(row.demo for row in rows)}
    crumbs = (Crumb("routes", say(lang, "nav_routes")),)
    return page(request, "public/routes.html", lang, context, nav="routes", crumbs=crumbs)


@require_safe
@refusals_as_pages
def route(request: HttpRequest, lang: Language, slug: str) -> HttpResponse:
    """Show a line: its stops, who earns at each, and a way to plan it."""
    row = lines.route_by_slug(slug)
    today = today_in_county(moment_of(request))
    shown = show_line(row, county.sources_by_code(source_codes_of_line(row)), lang, today=today)
    context = {"line": shown, "data": [line_data(row, lang)], "demo": shown.demo}
    crumbs = (Crumb("routes", say(lang, "nav_routes")), Crumb(f"routes/{slug}", shown.name))
    return page(request, "public/route.html", lang, context, nav="routes", crumbs=crumbs, indexed=not row.demo)


@require_safe
@refusals_as_pages
def industries(request: HttpRequest, lang: Language) -> HttpResponse:
    """List the county's industries."""
    found = county.industries(settings.DESTINATION)
    rows = [show_trade(row, (), [*row.towns.all(), *row.villages.all()], (), (), {}, lang) for row in found]
    context = {"rows": rows, "demo": any(row.demo for row in rows)}
    crumbs = (Crumb("industries", say(lang, "nav_industries")),)
    return page(request, "public/industries.html", lang, context, nav="industries", crumbs=crumbs)


@require_safe
@refusals_as_pages
def industry(request: HttpRequest, lang: Language, slug: str) -> HttpResponse:
    """Show what an industry makes, where to see it, who runs it, where it earns, and what is unknown."""
    row, businesses = county.industry_to_show(slug)
    found = county.places_of_industry(row)
    sources = county.sources_by_code(codes_of(row))
    shown = show_trade(row, businesses, found.areas, found.seen, lines.stops_of_industry(row), sources, lang)
    demo = shown.demo or any(place.demo for place in shown.places) or any(line.demo for line in shown.routes)
    context = {"trade": shown, "demo": demo, "data": [trade_data(row, found.seen, lang)]}
    crumbs = (Crumb("industries", say(lang, "nav_industries")), Crumb(f"industries/{slug}", shown.name))
    return page(request, "public/industry.html", lang, context, nav="industries", crumbs=crumbs, indexed=not row.demo)


@require_safe
@refusals_as_pages
def organisation(request: HttpRequest, lang: Language, slug: str) -> HttpResponse:
    """Show who an organisation is, what it runs and what it organises."""
    row, places = county.organisation_to_show(slug)
    sources = county.sources_by_code(codes_of(row))
    shown = show_body(row, county.industries_of(row), places, sources, lang)
    events = calendar.events_listed(organiser=slug).prefetch_related(None)[:MOST_EVENTS]
    held = [undated(event, lang) for event in events]
    demo = shown.demo or any(event.demo for event in held)
    context = {"body": shown, "events": held, "data": [body_data(row, lang)], "demo": demo}
    crumbs = (Crumb("industries", say(lang, "nav_industries")), Crumb(f"organisations/{slug}", shown.name))
    return page(
        request, "public/organisation.html", lang, context, nav="industries", crumbs=crumbs, indexed=not row.demo
    )

"""The pages of what is on: a month, a week, tonight, and one season."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from events import queries as calendar
from events.window import midnight
from frontend.public.errors import refusals_as_pages
from frontend.public.filters import Filters, read_filters
from frontend.public.language import Language
from frontend.public.moments import (
    COUNTY,
    day_full,
    day_month,
    lunar,
    month_after,
    month_before,
    month_name,
    today_in_county,
)
from frontend.public.page import MOMENT_CACHE, Crumb, page
from frontend.public.presenters.calendar import Almanac, Shown, kind_words, show_days, show_grid, undated
from frontend.public.presenters.happenings import event_path, rows_of
from frontend.public.presenters.structured import season_data
from frontend.public.words import say
from tourism.clock import moment_of
from tourism.values.errors import NotFound

if TYPE_CHECKING:
    from events.models import Occurrence

WEEK = timedelta(days=7)
# The lunar table ends here, and with it what the calendar can say.
FIRST_MONTH, LAST_MONTH = date(1901, 1, 1), date(2099, 12, 1)
# What is on tonight began after work or is still on then; a village show that ends after this is yet to be seen.
EVENING, LATE = time(17), time(4)
MOST_OF_SEASON = 40
# Months that a search engine may hold: the dates of events reach about as far.
MONTHS_INDEXED = 12


@dataclass(frozen=True, slots=True)
class Span:
    """The days that a page is about, and the instants within which it looks for dates."""

    first: date
    until: date
    start: datetime
    end: datetime


@require_safe
@refusals_as_pages
def this_month(request: HttpRequest, lang: Language) -> HttpResponse:
    """Show the current month."""
    return _month(request, lang, today_in_county(moment_of(request)).replace(day=1))


@require_safe
@refusals_as_pages
def month(request: HttpRequest, lang: Language, month: str) -> HttpResponse:
    """Show what is on in a month."""
    return _month(request, lang, _in_table(date.fromisoformat(f"{month}-01")))


@require_safe
@refusals_as_pages
def week(request: HttpRequest, lang: Language, week: date) -> HttpResponse:
    """Show what is on in a week, from Monday to Sunday."""
    first, until = _in_table(week), week + WEEK
    last = until - timedelta(days=1)
    context = {
        "title": say(lang, "week_title", first=day_month(first, lang), last=day_month(last, lang)),
        "lunar_first": lunar(first, lang),
        "lunar_last": lunar(last, lang),
        "before": _week_name(first - WEEK) if first - WEEK >= FIRST_MONTH else "",
        "after": _week_name(until) if until < LAST_MONTH else "",
        "month_path": f"{first:%Y-%m}",
        "empty": say(lang, "week_none"),
    }
    return _listed(request, lang, _days(first, until), context, indexed=False)


@require_safe
@refusals_as_pages
def tonight(request: HttpRequest, lang: Language) -> HttpResponse:
    """Show what is on this evening and not over yet."""
    now = moment_of(request)
    today = today_in_county(now)
    evening = datetime.combine(today, EVENING, tzinfo=COUNTY)
    end = datetime.combine(today + timedelta(days=1), LATE, tzinfo=COUNTY)
    span = Span(today, today + timedelta(days=1), max(now, evening), end)
    context = {
        "title": say(lang, "tonight_title", day=day_full(today, lang)),
        "lunar_first": lunar(today, lang),
        "month_path": f"{today:%Y-%m}",
        "week_path": _week_name(today),
        "empty": say(lang, "tonight_none"),
    }
    response = _listed(request, lang, span, context, indexed=True)
    response["Cache-Control"] = MOMENT_CACHE
    return response


@require_safe
@refusals_as_pages
def season(request: HttpRequest, lang: Language, slug: str) -> HttpResponse:
    """Show the dates to come of one season, so many on a page."""
    today = today_in_county(moment_of(request))
    row = calendar.season_by_slug(slug)
    since = max(_read_day(request.GET.get("after", ""), today), today)
    found = list(calendar.dates_of_season(slug, since)[: MOST_OF_SEASON + 1])
    rows = rows_of(found, lang, today=today, since=since)
    # A day stands whole on one page: the next page begins with the day that did not fit.
    cut = rows[-1].day if len(rows) > MOST_OF_SEASON and rows[0].day < rows[-1].day else None
    shown = [one for one in rows if cut is None or one.day < cut]
    name = lang.pick(row.name_zh, row.name_en)
    context = {
        "name": name,
        "name_zh": row.name_zh if lang is Language.EN and row.name_en else "",
        "is_demo": row.demo,
        "rows": shown,
        "next": cut and cut.isoformat(),
        "is_later": since > today,
        "demo": row.demo or any(one.demo for one in shown),
        "data": [season_data(row, [one for one in found if one.start < midnight(cut)] if cut else found, lang)],
    }
    crumbs = (_calendar_crumb(lang), Crumb(f"seasons/{slug}", name))
    return page(request, "public/season.html", lang, context, nav="calendar", crumbs=crumbs, indexed=not row.demo)


def _month(request: HttpRequest, lang: Language, first: date) -> HttpResponse:
    today, until = today_in_county(moment_of(request)), month_after(first)
    filters = read_filters(request.GET, lang)
    shown, frame = _span(request, lang, _days(first, until), filters)
    words = kind_words(lang)
    named = f"{first:%Y-%m}"
    context = {
        **frame,
        "weeks": show_grid(first, shown, lang, today=today),
        "month_name": month_name(first, lang),
        "weekday_names": say(lang, "weekdays").split(),
        "lunar_first": lunar(first, lang),
        "lunar_last": lunar(until - timedelta(days=1), lang),
        "before": f"{month_before(first):%Y-%m}" if first > FIRST_MONTH else "",
        "after": f"{until:%Y-%m}" if first < LAST_MONTH else "",
        "week_path": _week_name(today if first <= today < until else first),
        "is_now": first <= today < until,
        "key": [(mark, words[mark]) for mark in shown.marks],
    }
    crumbs = (_calendar_crumb(lang), Crumb(f"calendar/{named}", month_name(first, lang)))
    is_near = named in months_indexed(today)
    return page(
        request,
        "public/calendar.html",
        lang,
        context,
        nav="calendar",
        query=filters.query,
        crumbs=crumbs if request.path.endswith(named) else crumbs[:1],
        indexed=is_near,
    )


def _listed(
    request: HttpRequest, lang: Language, span: Span, context: Mapping[str, object], *, indexed: bool
) -> HttpResponse:
    filters = read_filters(request.GET, lang)
    _, frame = _span(request, lang, span, filters)
    path = request.path.removeprefix(f"/{lang}/")
    return page(
        request,
        "public/days.html",
        lang,
        {**frame, **context},
        nav="calendar",
        query=filters.query,
        crumbs=(_calendar_crumb(lang), Crumb(path, str(context["title"]))),
        indexed=indexed,
    )


def _span(request: HttpRequest, lang: Language, span: Span, filters: Filters) -> tuple[Shown, dict[str, object]]:
    """Return what is on in a span, and what each page of dates prints of it."""
    now, here = moment_of(request), settings.DESTINATION
    today = today_in_county(now)
    dates, after = calendar.dates_and_next(span.start, span.end, now=now, destination=here, **filters.wanted)
    customs, open_dates = calendar.customs_and_undated(span.first, span.until, destination=here, **filters.wanted)
    almanac = Almanac(
        named=calendar.named_days(span.first, span.until),
        traditions=customs,
    )
    rows = rows_of(dates, lang, today=today, since=span.first)
    shown = show_days(span.first, span.until, rows, almanac, lang, today=today)
    nearest = None if rows or after is None else rows_of([after], lang, today=today)[0]
    return shown, {
        "days": shown.days,
        "filters": filters,
        "undated": [undated(event, lang) for event in open_dates],
        "nearest": nearest,
        "nearest_path": after and event_path(after.event, after),
        "has_rows": bool(rows),
        "seasons": _seasons(dates, lang),
        "demo": shown.demo or any(event.demo for event in open_dates) or bool(nearest and nearest.demo),
    }


def _seasons(dates: Iterable["Occurrence"], lang: Language) -> dict[str, str]:
    """Return the seasons that the dates belong to, by slug."""
    found = [row.event.season for row in dates if row.event.season is not None]
    return {season.slug: lang.pick(season.name_zh, season.name_en) for season in found}


def months_indexed(today: date) -> list[str]:
    """Return the months that search engines are told of: this one and those ahead."""
    first, names = today.replace(day=1), []
    for _ in range(MONTHS_INDEXED):
        names.append(f"{first:%Y-%m}")
        first = month_after(first)
    return names


def _days(first: date, until: date) -> Span:
    return Span(first, until, midnight(first), midnight(until))


def _in_table(first: date) -> date:
    if not FIRST_MONTH <= first <= LAST_MONTH:
        raise NotFound("the calendar holds 1901 to 2099", "日历从 1901 年到 2099 年")
    return first


def _week_name(day: date) -> str:
    year, number, _ = day.isocalendar()
    return f"{year}-w{number:02d}"


def _read_day(text: str, otherwise: date) -> date:
    try:
        return _in_table(date.fromisoformat(text))
    except (ValueError, NotFound):
        return otherwise


def _calendar_crumb(lang: Language) -> Crumb:
    return Crumb("calendar", say(lang, "nav_calendar"))

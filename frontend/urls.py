"""The addresses of the pages."""

from datetime import date

from django.urls import URLPattern, URLResolver, include, path, register_converter
from django.views.generic import RedirectView

from frontend.public import (
    about_pages,
    calendar_pages,
    changes_page,
    county_pages,
    event_pages,
    map_page,
    photos,
    search_page,
    subscribe_page,
    tell_page,
    views,
)
from frontend.public.language import Language


class LanguageConverter:
    """Reads the language that begins an address."""

    regex = "zh|en"

    def to_python(self, value: str) -> Language:
        """Return the language."""
        return Language(value)

    def to_url(self, value: Language) -> str:
        """Return its prefix."""
        return str(value)


class MonthConverter:
    """Reads a month such as 2026-12."""

    regex = r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])"

    def to_python(self, value: str) -> str:
        """Return the month as written."""
        return value

    def to_url(self, value: str) -> str:
        """Return the month as written."""
        return value


class WeekConverter:
    """Reads a week of a year such as 2026-w49."""

    regex = r"(?:19|20)\d\d-w\d\d"

    def to_python(self, value: str) -> date:
        """Return the Monday of the week; a year that has no such week has no such address."""
        return date.fromisocalendar(int(value[:4]), int(value[6:]), 1)

    def to_url(self, value: date) -> str:
        """Return the week that a day lies in."""
        year, number, _ = value.isocalendar()
        return f"{year}-w{number:02d}"


class StartConverter:
    """Reads the original start of one date of an event, such as 2026-11-29T1930, or a date alone."""

    regex = r"\d{4}-\d\d-\d\d(?:T\d{4})?"

    def to_python(self, value: str) -> str:
        """Return the start as events write it."""
        return f"{value[:13]}:{value[13:]}" if "T" in value else value

    def to_url(self, value: str) -> str:
        """Return the start without its colon."""
        return value.replace(":", "")


register_converter(LanguageConverter, "language")
register_converter(StartConverter, "start")
register_converter(MonthConverter, "month")
register_converter(WeekConverter, "week")

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.front_door, name="front-door"),
    path("accounts/", include("frontend.staff.urls")),
    path("robots.txt", about_pages.robots, name="robots"),
    path("sitemap.xml", about_pages.sitemap, name="sitemap"),
    path("<language:lang>", RedirectView.as_view(url="/%(lang)s/", permanent=True)),
    path("<language:lang>/", views.home, name="home"),
    path("<language:lang>/plan", views.plan, name="plan"),
    path("<language:lang>/calendar", calendar_pages.this_month, name="calendar"),
    path("<language:lang>/calendar/<month:month>", calendar_pages.month, name="month"),
    path("<language:lang>/calendar/<week:week>", calendar_pages.week, name="week"),
    path("<language:lang>/tonight", calendar_pages.tonight, name="tonight"),
    path("<language:lang>/seasons/<slug:slug>", calendar_pages.season, name="season"),
    path("<language:lang>/places", views.places, name="places"),
    path("<language:lang>/places/<slug:slug>", views.place, name="place"),
    path("<language:lang>/events/<uuid:event_id>", event_pages.event, name="event"),
    path("<language:lang>/events/<uuid:event_id>/<start:original_start>", event_pages.showing, name="showing"),
    path("<language:lang>/routes", county_pages.routes, name="routes"),
    path("<language:lang>/routes/<slug:slug>", county_pages.route, name="route"),
    path("<language:lang>/industries", county_pages.industries, name="industries"),
    path("<language:lang>/industries/<slug:slug>", county_pages.industry, name="industry"),
    path("<language:lang>/organisations/<slug:slug>", county_pages.organisation, name="organisation"),
    path("<language:lang>/map", map_page.county_map, name="map"),
    path("<language:lang>/subscribe", subscribe_page.subscribe, name="subscribe"),
    path("<language:lang>/changes", changes_page.changes, name="changes"),
    path("<language:lang>/about/facts", about_pages.facts, name="facts"),
    path("<language:lang>/tell", tell_page.tell_us, name="tell"),
    path("media/photos/<str:name>-<int:width>.jpg", photos.shown, name="photo"),
    path("<language:lang>/staff/", include("frontend.staff.desk_urls")),
    path("<language:lang>/safety", about_pages.safety, name="safety"),
    path("<language:lang>/search", search_page.search, name="search"),
    path("<language:lang>/t/<str:token>", views.trip, name="trip"),
    path("<language:lang>/t/<str:token>/delete", views.delete_trip, name="delete-trip"),
]

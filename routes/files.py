"""The files of routes and kept trips for other programs: rows and stored plans in, bytes out."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.conf import settings

from routes.exports import (
    Section,
    Trail,
    Waypoint,
    file_notes,
    label,
    position_notes,
    say,
    to_geojson,
    to_gpx,
    to_kml,
    trail_of_plan,
)
from routes.models import Route, RouteStop
from routes.queries import route_by_slug
from routes.request import Lang
from routes.services import kept_plan

PAGES = {Lang.ZH: "zh", Lang.EN: "en"}


class Format(StrEnum):
    """The formats of the files, by their suffix."""

    GPX = "gpx"
    KML = "kml"
    GEOJSON = "geojson"


@dataclass(frozen=True, slots=True)
class TrailFile:
    """A file to hand out: its bytes, and what it may be called; ``plain_name`` is ASCII."""

    data: bytes
    name: str
    plain_name: str


WRITERS: dict[Format, Callable[[Trail], bytes]] = {
    Format.GPX: to_gpx,
    Format.KML: to_kml,
    Format.GEOJSON: to_geojson,
}


def route_file(slug: str, form: Format, *, lang: str) -> TrailFile:
    """Return a listed route as a file; raise ``NotFound``."""
    route = route_by_slug(slug)
    trail = _trail_of_route(route, Lang(lang))
    return TrailFile(WRITERS[form](trail), f"{trail.name}.{form}", f"{slug}.{form}")


def trip_file(token: str, form: Format, *, lang: str, now: datetime) -> TrailFile:
    """Return a kept trip as a file; any link of the trip opens it, as it opens the calendar."""
    itinerary, plans, marked = kept_plan(token, now=now)
    trail = trail_of_plan(
        plans[Lang(lang)],
        plans[Lang.ZH],
        [mark.in_lang(lang) for mark in marked],
        lang=lang,
        modified=itinerary.modified_at,
        public_url=settings.PUBLIC_URL,
    )
    plain = f"trip-{itinerary.first_day.isoformat()}.{form}"
    return TrailFile(WRITERS[form](trail), f"{trail.name}.{form}", plain)


def _trail_of_route(route: Route, lang: Lang) -> Trail:
    name = label(route.name_zh, route.name_en, lang, demo=route.demo)
    stops = list(route.stops.all())
    points = tuple(_point(stop, lang) for stop in stops)
    summary = _in(lang, route.summary_zh, route.summary_en)
    return Trail(
        name=name,
        lang=lang,
        sections=(Section(name, points),),
        modified=max([route.modified_at, *(stop.place.modified_at for stop in stops)]),
        told=(*((summary,) if summary else ()), *file_notes(points, lang)),
        page=f"{settings.PUBLIC_URL}/{PAGES[lang]}/routes/{route.slug}",
    )


def _point(stop: RouteStop, lang: Lang) -> Waypoint:
    place = stop.place
    return Waypoint(
        id=f"{stop.route.slug}-{stop.rank}",
        kind=place.role,
        name=label(place.name_zh, place.name_en, lang, demo=place.demo),
        position=place.position,
        demo=place.demo,
        place=place.slug,
        told=tuple(_told(stop, lang)),
        page=f"{settings.PUBLIC_URL}/{PAGES[lang]}/places/{place.slug}" if place.listed else "",
    )


def _told(stop: RouteStop, lang: Lang) -> list[str]:
    place, industry = stop.place, stop.industry
    town = place.town
    said = [
        _in(lang, town.name_zh, town.name_en) if town else place.town_zh,
        _in(lang, stop.note_zh, stop.note_en),
        say(lang, "earns", name=_in(lang, industry.name_zh, industry.name_en)) if industry else "",
        "" if place.hours else say(lang, "no_hours"),
        "" if place.fare_adult_fen is not None else say(lang, "no_price"),
        *position_notes(place.position, lang),
    ]
    return [sentence for sentence in said if sentence]


def _in(lang: Lang, zh: str, en: str) -> str:
    return zh if lang is Lang.ZH else en or zh

"""Routes and kept trips as files for navigation apps, globes and maps; always in WGS-84."""

from typing import Annotated, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router, Schema
from pydantic import Field

from api.files import file_response
from api.language import Lang
from api.v1.answers import private, problems
from api.v1.itineraries import Token
from api.v1.parameters import SLUG
from routes.files import Format, route_file, trip_file
from tourism.clock import moment_of

routes = Router(tags=["county"])
trips = Router(tags=["trips"])

Slug = Annotated[str, Path(pattern=SLUG, description="Slug of a route.")]
Refused = problems(404)
RefusedOrGone = problems(404, 410)


class Told(Schema):
    """The language of a file; it has no datum to choose, as all three formats are in WGS-84."""

    lang: Lang = Field(Lang.ZH, description="Language of names and notes; English names have the Chinese beside them.")


class PointOut(Schema):
    """A point of GeoJSON: longitude, then latitude, in WGS-84."""

    type: Literal["Point"]
    coordinates: Annotated[list[float], Field(min_length=2, max_length=2)]


class StopOfTrailOut(Schema):
    """What is known of one point of a trail."""

    name: str
    kind: str = Field(description="role of the place; of a trip also start, event, meal, rest, end")
    day: int | None
    date: str | None
    order: int
    place: str | None = Field(description="slug")
    occurrence: str | None
    start: str | None
    leave: str | None
    precision_m: int | None = Field(description="metres that it may be off; null is unknown")
    basis: str = Field(description="point, town, area or none")
    navigable: bool = Field(description="false: not on the map, or more than 500 m off; search by name instead")
    demo: bool
    notes: list[str]
    url: str | None


class FeatureOut(Schema):
    """One point of a trail; without a geometry where no position is known."""

    type: Literal["Feature"]
    id: str
    geometry: PointOut | None
    properties: StopOfTrailOut


class FeatureCollectionOut(Schema):
    """A trail as GeoJSON (RFC 7946)."""

    type: Literal["FeatureCollection"]
    name: str
    lang: str
    notes: list[str]
    url: str | None
    modified_at: str
    features: list[FeatureOut]


@routes.get("/{slug}.gpx", response={200: str, **Refused}, summary="Download a route as GPX")
def get_route_gpx(request: HttpRequest, slug: Slug, told: Query[Told]) -> HttpResponse:
    """Read a themed route as GPX 1.1: its stops as the points of one `rte`, without a track."""
    return _route(slug, Format.GPX, told)


@routes.get("/{slug}.kml", response={200: str, **Refused}, summary="Download a route as KML")
def get_route_kml(request: HttpRequest, slug: Slug, told: Query[Told]) -> HttpResponse:
    """Read a themed route as KML 2.2: its stops as placemarks, without a line."""
    return _route(slug, Format.KML, told)


@routes.get("/{slug}.geojson", response={200: FeatureCollectionOut, **Refused}, summary="Download a route as GeoJSON")
def get_route_geojson(request: HttpRequest, slug: Slug, told: Query[Told]) -> HttpResponse:
    """Read a themed route as GeoJSON: a stop without a position is a feature without a geometry."""
    return _route(slug, Format.GEOJSON, told)


@trips.get("/{token}.gpx", response={200: str, **RefusedOrGone}, summary="Download a kept trip as GPX")
def get_itinerary_gpx(request: HttpRequest, token: Token, told: Query[Told]) -> HttpResponse:
    """Read a kept trip as GPX 1.1, by any of its links: one `rte` a day, its points with their times."""
    return _trip(request, token, Format.GPX, told)


@trips.get("/{token}.kml", response={200: str, **RefusedOrGone}, summary="Download a kept trip as KML")
def get_itinerary_kml(request: HttpRequest, token: Token, told: Query[Told]) -> HttpResponse:
    """Read a kept trip as KML 2.2, by any of its links: one `Folder` a day, each placemark with its `TimeSpan`."""
    return _trip(request, token, Format.KML, told)


@trips.get(
    "/{token}.geojson",
    response={200: FeatureCollectionOut, **RefusedOrGone},
    summary="Download a kept trip as GeoJSON",
)
def get_itinerary_geojson(request: HttpRequest, token: Token, told: Query[Told]) -> HttpResponse:
    """Read a kept trip as GeoJSON, by any of its links."""
    return _trip(request, token, Format.GEOJSON, told)


def _route(slug: str, form: Format, told: Told) -> HttpResponse:
    return file_response(route_file(slug, form, lang=told.lang), form, lang=told.lang)


def _trip(request: HttpRequest, token: str, form: Format, told: Told) -> HttpResponse:
    file = trip_file(token, form, lang=told.lang, now=moment_of(request))
    return private(file_response(file, form, lang=told.lang))

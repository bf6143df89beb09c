"""The tables that a seed fills, each with the service that writes it."""

from datetime import datetime

from events.models import Event, Observance, Season
from events.services import save_event
from routes.models import Route
from routes.themed import route_columns, save_route
from seed.store import Kind, Links
from tourism.places.models import (
    Climate,
    Destination,
    Industry,
    KnownDistance,
    Organisation,
    Place,
    Source,
    Sourced,
    SpecialDay,
    Theme,
)
from tourism.places.rows import save_row
from tourism.places.services import save_industry, save_organisation, save_place, save_sourced

WHY = "seed"


def _plain(type_: str, model: type[Destination | Source | Theme], key: str = "slug") -> Kind:
    def save(row: Destination | Source | Theme, links: Links, now: datetime) -> bool:
        return save_row(row, type_=type_, now=now, links=links, why=WHY)

    return Kind(type_, model, save, key)


def _sourced(type_: str, model: type[Sourced]) -> Kind:
    def save(row: Sourced, links: Links, now: datetime) -> bool:
        return save_sourced(row, type_=type_, now=now, links=links, why=WHY)

    return Kind(type_, model, save)


def _save_place(row: Place, links: Links, now: datetime) -> bool:
    return save_place(row, now=now, themes=links.get("themes"), why=WHY)


def _save_organisation(row: Organisation, links: Links, now: datetime) -> bool:
    del links
    return save_organisation(row, now=now, why=WHY)


def _save_industry(row: Industry, links: Links, now: datetime) -> bool:
    return save_industry(row, now=now, links=links, why=WHY)


def _save_event(row: Event, links: Links, now: datetime) -> bool:
    return save_event(row, now=now, themes=links.get("themes"), why=WHY)


def _save_route(row: Route, links: Links, now: datetime) -> bool:
    stops = links["stops"] if "stops" in links else list(row.stops.select_related("place", "industry"))
    return save_route(row, stops=stops, now=now, why=WHY)


def _route_columns(row: Route, links: Links | None) -> dict[str, object]:
    return route_columns(row, links.get("stops") if links else None)


DESTINATION = _plain("destination", Destination)
SOURCE = _plain("source", Source, "code")
THEME = _plain("theme", Theme)
ORGANISATION = Kind("organisation", Organisation, _save_organisation)
INDUSTRY = Kind("industry", Industry, _save_industry)
PLACE = Kind("place", Place, _save_place)
SPECIAL_DAY = _sourced("special_day", SpecialDay)
DISTANCE = _sourced("distance", KnownDistance)
CLIMATE = _sourced("climate", Climate)
OBSERVANCE = _sourced("observance", Observance)
SEASON = _sourced("season", Season)
EVENT = Kind("event", Event, _save_event)
ROUTE = Kind("route", Route, _save_route)

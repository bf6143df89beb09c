"""Writes themed routes: an order of places, and who earns at each."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from routes.models import Route, RouteStop
from tourism.journal.services import recording
from tourism.places.rows import public_columns


def save_route(route: Route, *, stops: Sequence[RouteStop], now: datetime, who: str = "", why: str = "") -> bool:
    """Store a route with its stops in the order given, and say whether anything changed."""
    with recording(at=now, who=who, why=why) as log:
        stored = Route.objects.select_for_update(of=("self",)).filter(slug=route.slug).first()
        before = route_columns(stored) if stored else None
        after = route_columns(route, stops)
        if before == after:
            return False
        route.modified_at = now
        route.save()
        _put_stops(route, stops)
        log.upsert("route", route.slug, before=before, after=after)
    return True


def delete_route(route: Route, *, now: datetime, who: str = "", why: str = "") -> None:
    """Take a route away with its stops; the places stay."""
    with recording(at=now, who=who, why=why) as log:
        log.delete("route", route.slug, before=route_columns(route))
        route.delete()


def route_columns(route: Route, stops: Sequence[RouteStop] | None = None) -> dict[str, Any]:
    """Return what the public sees of a route, as JSON, with the stops given or those stored."""
    rows = list(route.stops.select_related("place", "industry")) if stops is None else stops
    return {**public_columns(route), "stops": [_stop(row) for row in rows]}


def _stop(row: RouteStop) -> dict[str, str | None]:
    industry = row.industry.slug if row.industry else None
    return {"place": row.place.slug, "industry": industry, "note_zh": row.note_zh, "note_en": row.note_en}


def _put_stops(route: Route, stops: Sequence[RouteStop]) -> None:
    route.stops.all().delete()
    for rank, stop in enumerate(stops, start=1):
        stop.pk, stop.route, stop.rank = None, route, rank
    RouteStop.objects.bulk_create(stops)

"""Writes a trail as GeoJSON (RFC 7946): a feature a point; one that is not on the map keeps its place without one."""

import json
from typing import Any

from routes.exports.text import legal, line
from routes.exports.trail import Trail, Waypoint


def to_geojson(trail: Trail) -> bytes:
    """Return a trail as a GeoJSON file."""
    shown = {
        "type": "FeatureCollection",
        "name": line(trail.name),
        "lang": trail.lang,
        "notes": [legal(sentence) for sentence in trail.told],
        "url": legal(trail.page) or None,
        "modified_at": trail.modified.isoformat(timespec="seconds"),
        "features": [
            _feature(point, number, day, None if section.on is None else section.on.isoformat())
            for day, section in enumerate(trail.sections, start=1)
            for number, point in enumerate(section.points, start=1)
        ],
    }
    return json.dumps(shown, ensure_ascii=False, separators=(",", ":")).encode()


def _feature(point: Waypoint, number: int, day: int, on: str | None) -> dict[str, Any]:
    spot = point.coordinate
    return {
        "type": "Feature",
        "id": line(point.id),
        "geometry": None if spot is None else {"type": "Point", "coordinates": [spot.lon, spot.lat]},
        "properties": {
            "name": line(point.name),
            "kind": line(point.kind),
            "day": None if on is None else day,
            "date": on,
            "order": number,
            "place": point.place,
            "occurrence": point.occurrence,
            "start": None if point.start is None else point.start.isoformat(timespec="seconds"),
            "leave": None if point.leave is None else point.leave.isoformat(timespec="seconds"),
            "precision_m": point.position.precision_m,
            "basis": str(point.position.basis),
            "navigable": point.is_navigable,
            "demo": point.demo,
            "notes": [legal(sentence) for sentence in point.told],
            "url": legal(point.page) or None,
        },
    }

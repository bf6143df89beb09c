"""A plan or a route as GPX, KML and GeoJSON."""

from routes.exports.from_plan import trail_of_plan
from routes.exports.geojson import to_geojson
from routes.exports.gpx import to_gpx
from routes.exports.kml import to_kml
from routes.exports.trail import Section, Trail, Waypoint
from routes.exports.words import file_notes, label, position_notes, say

__all__ = [
    "Section",
    "Trail",
    "Waypoint",
    "file_notes",
    "label",
    "position_notes",
    "say",
    "to_geojson",
    "to_gpx",
    "to_kml",
    "trail_of_plan",
]

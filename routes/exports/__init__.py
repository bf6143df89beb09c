"""A plan or a route as GPX, KML and GeoJSON, and the links that open a place in a map app."""

from routes.exports.from_plan import trail_of_plan
from routes.exports.geojson import to_geojson
from routes.exports.gpx import to_gpx
from routes.exports.kml import to_kml
from routes.exports.map_links import MapLink, map_links
from routes.exports.trail import Section, Trail, Waypoint, is_sure
from routes.exports.words import file_notes, label, position_notes, say

__all__ = [
    "MapLink",
    "Section",
    "Trail",
    "Waypoint",
    "file_notes",
    "is_sure",
    "label",
    "map_links",
    "position_notes",
    "say",
    "to_geojson",
    "to_gpx",
    "to_kml",
    "trail_of_plan",
]

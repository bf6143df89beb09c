"""Reads files as other programs do: against their schemas, and by libraries that know nothing of this project."""

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import fastkml
import gpxpy
import gpxpy.gpx
from geojson_pydantic import FeatureCollection
from jsonschema import Draft202012Validator
from xmlschema import XMLSchema

from routes.exports import Trail, Waypoint

GPX_SCHEMA = Path(__file__).parents[2] / "schemas" / "gpx-1.1.xsd"
Spot = tuple[str, float, float]


@cache
def _schema(path: Path) -> XMLSchema:
    return XMLSchema(str(path), allow="local")


def read_gpx(data: bytes) -> gpxpy.gpx.GPX:
    """Read a GPX file, once it fits its schema."""
    _schema(GPX_SCHEMA).validate(data.decode())
    return gpxpy.parse(data)


def read_kml(data: bytes) -> Any:
    """Read a KML file's document, once it fits its schema."""
    package = find_spec("fastkml")
    assert package is not None
    assert package.origin is not None
    _schema(Path(package.origin).parent / "schema" / "ogckml22.xsd").validate(data.decode())
    return fastkml.KML.from_string(data.decode().split("?>", 1)[1]).features[0]


def read_geojson(data: bytes) -> Any:
    """Read a GeoJSON file, once it fits its schema."""
    shown = json.loads(data)
    assert list(Draft202012Validator(FeatureCollection.model_json_schema()).iter_errors(shown)) == []
    FeatureCollection.model_validate(shown)
    return shown


def drawn(trail: Trail) -> list[list[Spot]]:
    """Return what a file should show on the map: by section, each point's id, latitude and longitude."""
    return [[_spot(point) for point in section.drawn] for section in trail.sections]


def _spot(point: Waypoint) -> Spot:
    spot = point.position.coordinate
    assert spot is not None
    return point.id, round(spot.lat, 6), round(spot.lon, 6)

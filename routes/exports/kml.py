"""Writes a trail as KML 2.2: a folder a day, a placemark a point, and no line, as no road is claimed."""

import html
from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement, tostring

from routes.exports.text import legal, line
from routes.exports.trail import Section, Trail, Waypoint
from routes.exports.words import absent_note, pin_name

NAMESPACE = "http://www.opengis.net/kml/2.2"


def to_kml(trail: Trail) -> bytes:
    """Return a trail as a KML file."""
    root = Element("kml", {"xmlns": NAMESPACE})
    document = SubElement(root, "Document")
    _put(document, "name", line(trail.name))
    _described(document, trail.told, trail.page)
    for section in trail.sections:
        _folder(SubElement(document, "Folder"), section, trail.lang)
    body: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return body


# The schema fixes the order of what stands in each element.
def _folder(folder: Element, section: Section, lang: str) -> None:
    _put(folder, "name", line(section.name))
    _described(folder, absent_note(section, lang))
    for point in section.drawn:
        _placemark(SubElement(folder, "Placemark"), point, lang)


def _placemark(placemark: Element, point: Waypoint, lang: str) -> None:
    spot = point.coordinate
    if spot is None:
        raise ValueError("a point that is not on the map has no place in a KML file")
    _put(placemark, "name", line(pin_name(point, lang)))
    _described(placemark, point.told, point.page)
    if point.start is not None and point.leave is not None:
        span = SubElement(placemark, "TimeSpan")
        _put(span, "begin", point.start.isoformat(timespec="seconds"))
        _put(span, "end", point.leave.isoformat(timespec="seconds"))
    _data(placemark, point)
    _put(SubElement(placemark, "Point"), "coordinates", f"{spot.lon:.6f},{spot.lat:.6f}")


def _data(placemark: Element, point: Waypoint) -> None:
    known = {
        "kind": point.kind,
        "basis": str(point.position.basis),
        "precision_m": "" if point.position.precision_m is None else str(point.position.precision_m),
        "navigable": str(point.is_navigable).lower(),
        "demo": str(point.demo).lower(),
    }
    data = SubElement(placemark, "ExtendedData")
    for name, value in known.items():
        if value:
            _put(SubElement(data, "Data", {"name": name}), "value", line(value))


def _described(parent: Element, told: Iterable[str], page: str = "") -> None:
    # Globes show a description as HTML, so what is text must be escaped once more than XML asks.
    lines = [html.escape(legal(sentence)).replace("\n", "<br>") for sentence in (*told, page) if sentence]
    if lines:
        _put(parent, "description", "<br>".join(lines))


def _put(parent: Element, tag: str, text: str) -> None:
    SubElement(parent, tag).text = text

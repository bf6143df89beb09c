"""Writes a trail as GPX 1.1: a route a day, its points in order, and no track, as nobody walked one."""

from collections.abc import Iterable
from datetime import UTC, datetime
from xml.etree.ElementTree import Element, SubElement, tostring

from routes.exports.text import legal, line
from routes.exports.trail import Section, Trail, Waypoint
from routes.exports.words import absent_note, pin_name

NAMESPACE = "http://www.topografix.com/GPX/1/1"
CREATOR = "Shennong Trails"


def to_gpx(trail: Trail) -> bytes:
    """Return a trail as a GPX file."""
    root = Element("gpx", {"xmlns": NAMESPACE, "version": "1.1", "creator": CREATOR})
    _metadata(SubElement(root, "metadata"), trail)
    for number, section in enumerate(trail.sections, start=1):
        _route(SubElement(root, "rte"), section, number, trail.lang)
    body: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return body


# The schema fixes the order of what stands in each element.
def _metadata(metadata: Element, trail: Trail) -> None:
    _put(metadata, "name", line(trail.name))
    _told(metadata, trail.told)
    _link(metadata, trail.page)
    _put(metadata, "time", _utc(trail.modified))


def _route(route: Element, section: Section, number: int, lang: str) -> None:
    _put(route, "name", line(section.name))
    _told(route, absent_note(section, lang))
    _put(route, "number", str(number))
    for point in section.drawn:
        _point(route, point, lang)


def _point(route: Element, point: Waypoint, lang: str) -> None:
    spot = point.coordinate
    if spot is None:
        raise ValueError("a point that is not on the map has no place in a GPX file")
    element = SubElement(route, "rtept", {"lat": f"{spot.lat:.6f}", "lon": f"{spot.lon:.6f}"})
    if point.start is not None:
        _put(element, "time", _utc(point.start))
    _put(element, "name", line(pin_name(point, lang)))
    _told(element, point.told)
    _link(element, point.page)
    _put(element, "type", line(point.kind))


def _told(parent: Element, told: Iterable[str]) -> None:
    text = "\n".join(legal(sentence) for sentence in told)
    if text:
        _put(parent, "desc", text)


def _link(parent: Element, page: str) -> None:
    if page:
        SubElement(parent, "link", {"href": legal(page)})


def _put(parent: Element, tag: str, text: str) -> None:
    SubElement(parent, tag).text = text


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"

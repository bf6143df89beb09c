"""Links that open a place in five map apps, each in its own datum, or by its name where a pin would mislead.

Amap and Tencent draw in GCJ-02, Baidu in BD-09, and each says so in what it publishes for developers. Apple and Google
publish no datum for mainland China. Their maps there come from Chinese suppliers and are drawn in GCJ-02, and a
coordinate in a link is drawn on them as it is given; code that people run is at odds over it, most of it converts to
GCJ-02, some calls both WGS-84. GCJ-02 is what lies on the roads of the drawn map, so it is what they get here; Google's
satellite picture is in WGS-84, and there the pin lies off. Nobody has yet tried these links on phones in the county.

The forms by name (``search``) are the ones in wide use; each app also takes them in a browser, without itself.
"""

import re
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from routes.exports.text import line
from routes.exports.trail import is_sure
from tourism.values.geo import Coordinate, Crs, Position

SOURCE = "webapp.shennong.trails"
MOST_NAME = 60
_ASIDE = re.compile(r"（[^（）]*）|\([^()]*\)")
# What divides a Tencent marker into its parts; in a name it would begin another part.
_PARTS = str.maketrans({";": "；", ":": "："})  # the wide forms are meant


@dataclass(frozen=True, slots=True)
class MapLink:
    """One app, and the address that opens a place in it."""

    app: str
    url: str


def map_links(name: str, county: str, position: Position) -> tuple[MapLink, ...]:
    """Return the links to a place by its Chinese name: to its spot where that is sure, else a search in its county."""
    called = line(name)[:MOST_NAME]
    spot = position.coordinate
    pairs = _found(called, line(county)) if spot is None or not is_sure(position) else _pinned(called, spot)
    return tuple(MapLink(app, url) for app, url in pairs.items())


def _pinned(name: str, spot: Coordinate) -> dict[str, str]:
    gcj, bd = spot.to(Crs.GCJ02), spot.to(Crs.BD09)
    lat_lon = f"{gcj.lat:.6f},{gcj.lon:.6f}"
    return {
        "amap": _url(
            "https://uri.amap.com/marker",
            position=f"{gcj.lon:.6f},{gcj.lat:.6f}",
            name=name,
            src=SOURCE,
            coordinate="gaode",
            callnative="1",
        ),
        "baidu": _url(
            "https://api.map.baidu.com/marker",
            location=f"{bd.lat:.6f},{bd.lon:.6f}",
            title=name,
            content=name,
            output="html",
            coord_type="bd09ll",
            src=SOURCE,
        ),
        "tencent": _url(
            "https://apis.map.qq.com/uri/v1/marker",
            marker=f"coord:{lat_lon};title:{name.translate(_PARTS)}",
            referer=SOURCE,
        ),
        "apple": _url("https://maps.apple.com/", ll=lat_lon, q=name),
        "google": _url("https://www.google.com/maps/search/", api="1", query=lat_lon),
    }


def _found(name: str, county: str) -> dict[str, str]:
    # What a name says in brackets, no app has in the name of its own row.
    plain = _ASIDE.sub("", name).strip() or name
    words = plain if plain.startswith(county) else f"{county} {plain}"
    return {
        "amap": _url("https://uri.amap.com/search", keyword=words, city=county, src=SOURCE, callnative="1"),
        "baidu": _url("https://api.map.baidu.com/place/search", query=words, region=county, output="html", src=SOURCE),
        "tencent": _url("https://apis.map.qq.com/uri/v1/search", keyword=words, region=county, referer=SOURCE),
        "apple": _url("https://maps.apple.com/", q=words),
        "google": _url("https://www.google.com/maps/search/", api="1", query=words),
    }


def _url(address: str, **query: str) -> str:
    return f"{address}?{urlencode(query, quote_via=quote, safe=',')}"

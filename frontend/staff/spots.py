"""Reads a spot from what people paste: two numbers, or the address that a map app shares, each in its own datum."""

import re
from urllib.parse import parse_qs, unquote, urlsplit

from tourism.values.errors import Invalid
from tourism.values.geo import Coordinate, Crs

LONGEST = 2_000
NUMBER = r"(-?[0-9]{1,3}\.[0-9]{2,15})"
PAIR = re.compile(rf"{NUMBER}\s*[,，\s]\s*{NUMBER}")
# Parameters of the map apps that hold a spot; which of the two numbers is the latitude, its size says.
SPOT_NAMES = (
    "position",
    "lnglat",
    "dest",
    "location",
    "latlng",
    "coord",
    "marker",
    "ll",
    "q",
    "query",
    "center",
    "daddr",
)
DATUM_OF_HOST = {
    "amap.com": Crs.GCJ02,
    "gaode.com": Crs.GCJ02,
    "qq.com": Crs.GCJ02,
    "apple.com": Crs.GCJ02,
    "google.com": Crs.GCJ02,
    "google.cn": Crs.GCJ02,
    "baidu.com": Crs.BD09,
    "openstreetmap.org": Crs.WGS84,
}
DATUM_NAMES = {
    "wgs84": Crs.WGS84,
    "gaode": Crs.GCJ02,
    "gcj02": Crs.GCJ02,
    "gcj02ll": Crs.GCJ02,
    "bd09": Crs.BD09,
    "bd09ll": Crs.BD09,
}
# In China no latitude is as large, and no longitude as small.
LARGEST_LAT = 60.0


def spot_of(text: str, crs: str) -> Coordinate:
    """Return the spot in a pasted text; raise ``Invalid`` where there is none, or its datum is not said.

    ``crs`` is what the editor chose; nothing lets the map app of the address decide.
    """
    pasted = text.strip()[:LONGEST]
    found = PAIR.search(unquote(_spot_part(pasted)))
    if found is None:
        raise Invalid(
            "paste two numbers such as 35.0906, 112.9281, or the whole address that a map app shares",
            "粘贴两个数，如 35.0906, 112.9281，或地图软件分享的整个网址",
            field="/spot",
        )
    first, second = float(found[1]), float(found[2])
    lat, lon = (second, first) if first > LARGEST_LAT else (first, second)
    try:
        return Coordinate(lat, lon, _datum(pasted, crs))
    except ValueError:
        raise Invalid("these numbers are no spot on earth", "这两个数不是坐标", field="/spot") from None


def _spot_part(text: str) -> str:
    """Return the parameter of an address that holds the spot, else the whole text."""
    parameters = _parameters(text)
    for name in SPOT_NAMES:
        if any(PAIR.search(value) for value in parameters.get(name, [])):
            return next(value for value in parameters[name] if PAIR.search(value))
    return text


def _datum(text: str, crs: str) -> Crs:
    if crs in set(Crs):
        return Crs(crs)
    parameters = _parameters(text)
    for name in ("coordinate", "coord_type"):
        named = DATUM_NAMES.get(parameters.get(name, [""])[0])
        if named is not None:
            return named
    host = _host(text)
    for known, datum in DATUM_OF_HOST.items():
        if host == known or host.endswith(f".{known}"):
            return datum
    raise Invalid(
        "choose which map the numbers come from: they differ by up to 1.3 km",
        "选一下是哪种地图的坐标：不同地图能差到 1.3 公里",
        field="/crs",
    )


def _parameters(text: str) -> dict[str, list[str]]:
    try:
        return parse_qs(urlsplit(text).query, max_num_fields=50)
    except ValueError:
        return {}


def _host(text: str) -> str:
    try:
        return urlsplit(text).hostname or ""
    except ValueError:
        return ""

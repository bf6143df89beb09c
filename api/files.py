"""Sends files to keep: their media type, and a name that any system can store."""

from urllib.parse import quote

from django.http import HttpResponse

from routes.files import Format, TrailFile

MEDIA = {
    Format.GPX: "application/gpx+xml",
    Format.KML: "application/vnd.google-earth.kml+xml",
    Format.GEOJSON: "application/geo+json",
}
# What some file system or shell takes for something else.
_UNSAFE = str.maketrans(dict.fromkeys('/\\:*?"<>|', " "))
MOST_NAME = 80


def file_response(file: TrailFile, form: Format, *, lang: str) -> HttpResponse:
    """Return a file as a download, named for people in UTF-8 and for the rest in ASCII (RFC 6266)."""
    response = HttpResponse(file.data, content_type=MEDIA[form])
    response.headers["Content-Disposition"] = disposition(file.name, file.plain_name)
    response.headers["Content-Language"] = str(lang)
    return response


def disposition(name: str, plain_name: str) -> str:
    """Return the header that names a download; ``plain_name`` is ASCII without quotes."""
    stem, _, suffix = " ".join(name.translate(_UNSAFE).split()).rpartition(".")
    shown = quote(f"{stem[:MOST_NAME].strip()}.{suffix}", safe="")
    return f"attachment; filename=\"{plain_name}\"; filename*=UTF-8''{shown}"

"""Sends calendar bytes as phones poll them: one strong ETag for each encoding, both validators, no cookies."""

import gzip
import re
from datetime import datetime

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

CONTENT_TYPE = "text/calendar; charset=utf-8"
PUBLIC = "public, max-age=300, stale-while-revalidate=3600"
PRIVATE = "private, max-age=300"
GZIP_LEVEL = 6
KEPT_SECONDS = 3600
_RULED_OUT = re.compile(r"q\s*=\s*0(\.0*)?")


def calendar_response(
    request: HttpRequest, data: bytes, *, etag: str, modified: datetime, public: bool
) -> HttpResponse:
    """Return a calendar file, or 304 when the reader has these bytes in the encoding it asks for."""
    zipped = _accepts_gzip(request.headers.get("Accept-Encoding", ""))
    tag = f'"{etag}-gzip"' if zipped else f'"{etag}"'
    stamp = int(modified.timestamp())
    headers = {
        "Cache-Control": PUBLIC if public else PRIVATE,
        "Vary": "Accept-Encoding",
        "ETag": tag,
        "Last-Modified": http_date(stamp),
    }
    unchanged = get_conditional_response(request, etag=tag, last_modified=stamp)
    if unchanged is not None:
        return _with(unchanged, headers)
    body = _zipped(data, etag if public else None) if zipped else data
    response = HttpResponse(body, content_type=CONTENT_TYPE, headers=headers)
    if zipped:
        response.headers["Content-Encoding"] = "gzip"
    return response


def _zipped(data: bytes, etag: str | None) -> bytes:
    """Return the zipped bytes, kept for the next reader unless they are private."""
    if etag is None:
        return _zip(data)
    kept: bytes | None = cache.get(f"gzip:{etag}")
    if kept is None:
        kept = _zip(data)
        cache.set(f"gzip:{etag}", kept, KEPT_SECONDS)
    return kept


def _zip(data: bytes) -> bytes:
    # A fixed time keeps the zipped bytes the same, as a strong ETag promises.
    return gzip.compress(data, GZIP_LEVEL, mtime=0)


def _with(response: HttpResponseBase, headers: dict[str, str]) -> HttpResponse:
    answer = HttpResponse(status=response.status_code)
    del answer.headers["Content-Type"]
    for name, value in headers.items():
        answer.headers[name] = value
    return answer


def _accepts_gzip(header: str) -> bool:
    taken: dict[str, bool] = {}
    for part in header[:500].split(","):
        name, _, parameters = part.lower().partition(";")
        taken[name.strip()] = not _RULED_OUT.fullmatch(parameters.strip())
    return taken.get("gzip", taken.get("*", False))

"""Sends calendar bytes as phones poll them: one strong ETag for each encoding, both validators, no cookies."""

import gzip
import re
from collections.abc import Callable
from datetime import datetime

import brotli
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

CONTENT_TYPE = "text/calendar; charset=utf-8"
PUBLIC = "public, max-age=300, stale-while-revalidate=3600"
PRIVATE = "private, max-age=300"
GZIP_LEVEL = 6
BROTLI_QUALITY = 5
KEPT_SECONDS = 3600
_RULED_OUT = re.compile(r"q\s*=\s*0(\.0*)?")


def calendar_response(
    request: HttpRequest, data: bytes, *, etag: str, modified: datetime, public: bool
) -> HttpResponse:
    """Return a calendar file, or 304 when the reader has these bytes in the encoding it asks for."""
    encoding = _encoding(request.headers.get("Accept-Encoding", ""))
    tag = f'"{etag}-{encoding}"' if encoding else f'"{etag}"'
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
    if not encoding:
        return HttpResponse(data, content_type=CONTENT_TYPE, headers=headers)
    body = _kept(data, encoding, etag) if public else _ENCODERS[encoding](data)
    return HttpResponse(body, content_type=CONTENT_TYPE, headers={**headers, "Content-Encoding": encoding})


def _kept(data: bytes, encoding: str, etag: str) -> bytes:
    """Return the encoded bytes of a public file, kept for the next reader."""
    key = f"{encoding}:{etag}"
    kept: bytes | None = cache.get(key)
    if kept is None:
        kept = _ENCODERS[encoding](data)
        cache.set(key, kept, KEPT_SECONDS)
    return kept


def _brotli(data: bytes) -> bytes:
    body: bytes = brotli.compress(data, quality=BROTLI_QUALITY)
    return body


def _gzip(data: bytes) -> bytes:
    # A fixed time keeps the zipped bytes the same, as a strong ETag promises.
    return gzip.compress(data, GZIP_LEVEL, mtime=0)


# The smaller one first: readers that take both are sent that.
_ENCODERS: dict[str, Callable[[bytes], bytes]] = {"br": _brotli, "gzip": _gzip}


def _with(response: HttpResponseBase, headers: dict[str, str]) -> HttpResponse:
    answer = HttpResponse(status=response.status_code)
    del answer.headers["Content-Type"]
    for name, value in headers.items():
        answer.headers[name] = value
    return answer


def _encoding(header: str) -> str | None:
    """Return the encoding to send, or None for the plain bytes."""
    taken: dict[str, bool] = {}
    for part in header[:500].split(","):
        name, _, parameters = part.lower().partition(";")
        taken[name.strip()] = not _RULED_OUT.fullmatch(parameters.strip())
    # Whoever takes anything is sent what every reader knows.
    named = {"gzip": taken.get("gzip", taken.get("*", False)), "br": taken.get("br", False)}
    return next((name for name in _ENCODERS if named[name]), None)

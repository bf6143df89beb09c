"""What every answer of the API and the feeds has in common, whichever view or framework made it."""

import hashlib
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

from api.errors import refusal, replaced, unavailable
from api.hygiene import Malformed, check_path, check_query, check_size
from tourism.outages import is_outage, note_outage
from tourism.values.errors import DomainError

MINE = ("/api/", "/feeds/")
READABLE = "ETag, Link, Content-Language, X-Trace-Id"
PRIVATE = ("/api/v1/itineraries", "/feeds/zh/itineraries", "/feeds/en/itineraries")

View = Callable[[HttpRequest], HttpResponseBase]


class Manners:
    """Refuses what cannot be read, and gives each answer its validators and its problem document."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer one request; requests for pages pass untouched."""
        if not request.path_info.startswith(MINE):
            return self.get_response(request)
        asked = request.method or ""
        if asked == "HEAD":
            # The framework answers a HEAD of a GET with 405.
            request.method = "GET"
        response = self._finished(request, asked, self._answer(request, asked))
        return _bodiless(response) if asked == "HEAD" else response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponseBase | None:
        """Turn a refusal that left a plain view into its document, and an outage into one that says until when."""
        if not request.path_info.startswith(MINE):
            return None
        if isinstance(error, DomainError):
            return refusal(request, error)
        if is_outage(error):
            note_outage(error)
            return unavailable(request)
        return None

    def _answer(self, request: HttpRequest, asked: str) -> HttpResponseBase:
        try:
            _check(request)
        except DomainError as error:
            return refusal(request, error)
        response = replaced(request, self.get_response(request))
        if response.status_code == 405:
            _name_all_methods(response)
        if asked == "OPTIONS" and response.status_code == 405:
            return _options(response)
        return response

    def _finished(self, request: HttpRequest, asked: str, response: HttpResponseBase) -> HttpResponseBase:
        if asked in ("GET", "HEAD") and response.status_code == 200 and isinstance(response, HttpResponse):
            response = _conditional(request, response)
        if asked in ("GET", "HEAD", "OPTIONS") and not request.path_info.startswith(PRIVATE):
            response.headers["Access-Control-Allow-Origin"] = "*"
            response.headers["Access-Control-Expose-Headers"] = READABLE
        return response


def _check(request: HttpRequest) -> None:
    # Django leaves what is no UTF-8 percent-encoded, so a path is always text, and such a one leads nowhere.
    check_path(request.path_info)
    # Apps add parameters of their own to a feed's address, some of them twice.
    check_query(request.META.get("QUERY_STRING", ""), once=not request.path_info.startswith("/feeds/"))
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not str(length).isdecimal():
        raise Malformed("Content-Length is a number of bytes", "Content-Length 应为字节数")
    check_size(int(str(length)[:12]))


def _name_all_methods(response: HttpResponseBase) -> None:
    allowed = {name.strip() for name in response.headers.get("Allow", "").split(",") if name.strip()}
    if "GET" in allowed:
        allowed.add("HEAD")
    response.headers["Allow"] = ", ".join(sorted(allowed | {"OPTIONS"}))


def _options(refused: HttpResponseBase) -> HttpResponse:
    allowed = refused.headers["Allow"]
    response = HttpResponse(status=204, headers={"Allow": allowed, "Cache-Control": "no-store"})
    del response.headers["Content-Type"]
    response.headers["Access-Control-Allow-Methods"] = ", ".join(
        name for name in allowed.split(", ") if name in ("GET", "HEAD", "OPTIONS")
    )
    response.headers["Access-Control-Allow-Headers"] = "If-None-Match, If-Modified-Since, Accept-Language"
    response.headers["Access-Control-Max-Age"] = "86400"
    return response


def _conditional(request: HttpRequest, response: HttpResponse) -> HttpResponseBase:
    etag = response.headers.get("ETag")
    if etag is None:
        etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
        response.headers["ETag"] = etag
    response.headers.setdefault("Cache-Control", "public, max-age=60")
    return replaced(request, get_conditional_response(request, etag=etag, response=response) or response)


def _bodiless(response: HttpResponseBase) -> HttpResponseBase:
    if isinstance(response, HttpResponse):
        response.headers.setdefault("Content-Length", str(len(response.content)))
        response.content = b""
    return response

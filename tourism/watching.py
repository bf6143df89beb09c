"""Watches each request from outside of all that may answer it: its trace, its line in the log, its metrics."""

import logging
from collections.abc import Callable
from time import perf_counter

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponse, HttpResponseBase

from tourism.metrics import IN_FLIGHT, REQUEST_SECONDS, REQUESTS
from tourism.tracing import TRACE, trace_of

METHODS = frozenset(("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"))

logger = logging.getLogger("access")

Answer = Callable[[HttpRequest], HttpResponseBase]


def watched(get_response: Answer) -> Answer:
    """Name each request, time it, and write one line of it that names nobody."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        trace, method, started = trace_of(request.headers.get("traceparent", "")), request.method or "", perf_counter()
        request.trace_id = trace  # type: ignore[attr-defined]  # ours, for problem documents and error pages
        token = TRACE.set(trace)
        try:
            with IN_FLIGHT.track_inprogress():
                response = get_response(request)
            response.headers["X-Trace-Id"] = trace
            _note(route_of(request), method if method in METHODS else "other", response, perf_counter() - started)
        finally:
            TRACE.reset(token)
        return response

    return middleware


def route_of(request: HttpRequest) -> str:
    """Return the pattern that a request's address fits: there are few of them, and they hold no secret."""
    found = request.resolver_match
    if found is not None:
        return found.route or "/"
    return "static" if request.path.startswith(settings.STATIC_URL) else "none"


def _note(route: str, method: str, response: HttpResponseBase, seconds: float) -> None:
    REQUESTS.labels(route, method, f"{response.status_code // 100}xx").inc()
    REQUEST_SECONDS.labels(route, method).observe(seconds)
    size = len(response.content) if isinstance(response, HttpResponse) else _length(response)
    seen = {"method": method, "route": route, "status": response.status_code, "bytes": size}
    milliseconds = round(seconds * 1000, 1)
    logger.info(
        "%s %s %d in %s ms", method, route, response.status_code, milliseconds, extra={**seen, "ms": milliseconds}
    )


def _length(response: HttpResponseBase) -> int:
    stated = response.headers.get("Content-Length", "")
    return int(stated) if stated.isdecimal() else 0

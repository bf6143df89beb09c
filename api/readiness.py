"""Says to whoever supervises the process whether it lives, and whether it can serve."""

from django.db import Error
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from tourism.cache import cache_answers
from tourism.clock import moment_of
from tourism.jobs.queries import workers_alive
from tourism.journal.queries import latest_seq

# Without these nothing can be served; the others are missed, but pages and API go on.
NEEDED = ("database",)


@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """Say that the process answers."""
    del request
    return _uncached(JsonResponse({"status": "ok"}))


@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Say what answers: 503 when nothing can be served, and the names of the parts that are missed."""
    database = _database_answers()
    # Without a database nobody can say whether a worker lives.
    worker = workers_alive(moment_of(request)) > 0 if database else None
    checks = {"database": database, "cache": cache_answers(), "worker": worker}
    failed = [name for name, works in checks.items() if works is False]
    unavailable = any(name in NEEDED for name in failed)
    status = "unavailable" if unavailable else "degraded" if failed else "ready"
    body = {"status": status, "checks": checks, "failed": failed}
    return _uncached(JsonResponse(body, status=503 if unavailable else 200))


def _database_answers() -> bool:
    try:
        latest_seq()
    except Error:
        return False
    return True


def _uncached(response: JsonResponse) -> JsonResponse:
    response.headers["Cache-Control"] = "no-store"
    return response

"""Says to whoever supervises the process whether it lives, and whether it can serve."""

from django.core.cache import cache
from django.db import DatabaseError
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe
from redis.exceptions import RedisError

from tourism.journal.queries import latest_seq


@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """Say that the process answers."""
    del request
    return _uncached(JsonResponse({"status": "ok"}))


@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Say whether the database and the cache answer; 503 names the one that does not."""
    del request
    checks = {"database": _database_answers(), "cache": _cache_answers()}
    ready = all(checks.values())
    body = {"status": "ready" if ready else "unavailable", "checks": checks}
    return _uncached(JsonResponse(body, status=200 if ready else 503))


def _database_answers() -> bool:
    try:
        latest_seq()
    except DatabaseError:
        return False
    return True


def _cache_answers() -> bool:
    try:
        cache.set("readyz", "1", 5)
        return bool(cache.get("readyz") == "1")
    except (RedisError, OSError):
        return False


def _uncached(response: JsonResponse) -> JsonResponse:
    response.headers["Cache-Control"] = "no-store"
    return response

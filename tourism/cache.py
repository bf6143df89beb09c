"""Keeps a dead or slow Valkey from being anybody's trouble: meanwhile each process caches for itself.

Django's own backend raises, so every use would need its own rescue; django-redis can be told to ignore errors, but then
every request waits for the same timeout. A package for circuit breakers would stand in for ``Breaker`` alone.
"""

import logging
from collections.abc import Callable, Iterable, Mapping
from threading import Lock
from time import monotonic
from typing import Any

from django.core.cache import cache
from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

from tourism.metrics import CACHE_ERRORS

REST_SECONDS = 2.0
# What is kept here is small or asked for often; the rest can be made again.
MOST_SPARE = {"OPTIONS": {"MAX_ENTRIES": 100}}

logger = logging.getLogger(__name__)


class Breaker:
    """Leaves a server that failed alone for a while; then one caller tries it, and the others follow its luck."""

    def __init__(self, rest_seconds: float = REST_SECONDS, clock: Callable[[], float] = monotonic) -> None:
        self._rest = rest_seconds
        self._clock = clock
        self._lock = Lock()
        self._again_at: float | None = None

    def lets_through(self) -> bool:
        """Say whether this caller may ask the server."""
        with self._lock:
            if self._again_at is None:
                return True
            now = self._clock()
            if now < self._again_at:
                return False
            self._again_at = now + self._rest
            return True

    def fail(self) -> bool:
        """Note a failure; return whether it is the first of an outage."""
        with self._lock:
            first = self._again_at is None
            self._again_at = self._clock() + self._rest
            return first

    def work(self) -> bool:
        """Note a success; return whether it ends an outage."""
        with self._lock:
            ended = self._again_at is not None
            self._again_at = None
            return ended


# Django makes a backend for each thread; what one of them learns of a server is news for all.
_breakers: dict[str, Breaker] = {}


class SurvivingRedisCache(RedisCache):
    """A Redis cache that is a cache of this process alone while its server does not answer.

    Limits then count for each process, which is more than none; nothing from one outage is shown in the next.
    """

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._breaker = _breakers.setdefault(server, Breaker())
        self._spare = LocMemCache(f"spare of {server}", MOST_SPARE)

    def answers(self) -> bool:
        """Ask the server itself, whatever was learned of it before."""
        try:
            self._cache.get_client(write=True).ping()
        except (RedisError, OSError) as error:
            self._failed(error)
            return False
        self._worked()
        return True

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        """Read an entry."""
        return self._ask(super().get, self._spare.get, key, default, version)

    def set(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        """Write an entry."""
        self._ask(super().set, self._spare.set, key, value, timeout, version)

    def add(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Write an entry that is not there yet."""
        return bool(self._ask(super().add, self._spare.add, key, value, timeout, version))

    def touch(self, key: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Let an entry live longer."""
        return bool(self._ask(super().touch, self._spare.touch, key, timeout, version))

    def delete(self, key: Any, version: int | None = None) -> bool:
        """Drop an entry."""
        return bool(self._ask(super().delete, self._spare.delete, key, version))

    def incr(self, key: Any, delta: int = 1, version: int | None = None) -> int:
        """Raise a number that is there."""
        return int(self._ask(super().incr, self._spare.incr, key, delta, version))

    def has_key(self, key: Any, version: int | None = None) -> bool:
        """Say whether an entry is there."""
        return bool(self._ask(super().has_key, self._spare.has_key, key, version))

    def get_many(self, keys: Iterable[Any], version: int | None = None) -> dict[Any, Any]:
        """Read several entries."""
        return dict(self._ask(super().get_many, self._spare.get_many, list(keys), version))

    def set_many(
        self, data: Mapping[Any, Any], timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> list[Any]:
        """Write several entries."""
        return list(self._ask(super().set_many, self._spare.set_many, data, timeout, version))

    def delete_many(self, keys: Iterable[Any], version: int | None = None) -> None:
        """Drop several entries."""
        self._ask(super().delete_many, self._spare.delete_many, list(keys), version)

    def clear(self) -> None:
        """Drop everything."""
        self._ask(super().clear, self._spare.clear)

    def _ask(self, far: Callable[..., Any], near: Callable[..., Any], *arguments: Any) -> Any:
        if not self._breaker.lets_through():
            return near(*arguments)
        try:
            found = far(*arguments)
        except (RedisError, OSError) as error:
            self._failed(error)
            return near(*arguments)
        self._worked()
        return found

    def _failed(self, error: Exception) -> None:
        CACHE_ERRORS.inc()
        if self._breaker.fail():
            self._spare.clear()
            logger.warning("Valkey does not answer (%s): each process caches for itself", type(error).__name__)

    def _worked(self) -> None:
        if self._breaker.work():
            logger.warning("Valkey answers again")


def cache_answers() -> bool:
    """Say whether the cache that is set answers; that of a process always does."""
    ask: Callable[[], bool] | None = getattr(cache, "answers", None)
    return ask is None or ask()

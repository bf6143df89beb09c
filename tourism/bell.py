"""Rings when the journal has grown, so that workers look at their rows at once; a ring may be lost, the rows may not.

huey carries the rings between processes and ticks once a minute. Its queue holds nothing else: wiped, it costs seconds.
"""

import logging
import sqlite3
from collections.abc import Callable
from functools import cache
from time import monotonic
from typing import Any

from django.conf import settings
from huey import Huey, RedisHuey, SqliteHuey, crontab
from huey.serializer import SignedSerializer
from redis import ConnectionPool
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

NAME = "shennong"
MUTE_SECONDS = 5
CONNECT_SECONDS = 1
# Longer than the second that a worker waits for the next ring.
SOCKET_SECONDS = 3


class Bell:
    """One queue of rings, and what answers them in a worker."""

    def __init__(self, huey: Huey) -> None:
        self.huey = huey
        self.answers: list[Callable[[], None]] = []
        self._muted_until = 0.0
        self._ring = huey.task(name="ring")(self._answer)
        huey.periodic_task(crontab(), name="tick")(self._answer)

    def ring(self) -> bool:
        """Wake a worker, and say whether the ring went out; one that is still unheard serves for all before it."""
        if monotonic() < self._muted_until:
            return False
        try:
            if not self.huey.storage.queue_size():
                self._ring()
        except (sqlite3.Error, RedisError, OSError) as error:
            # The writer has done its work: it neither fails nor waits again for a queue that is away.
            logger.warning("the queue of rings is away: %s", error)
            self._muted_until = monotonic() + MUTE_SECONDS
            return False
        return True

    def _answer(self) -> None:
        for answer in self.answers:
            answer()


@cache
def bell() -> Bell:
    """Return the bell of this installation, made when it is first rung or heard."""
    # Messages are pickled: whoever can write to the queue must not be able to run code in a worker.
    options: dict[str, Any] = {"results": False, "serializer": SignedSerializer(settings.SECRET_KEY, salt=NAME)}
    if settings.ENVIRONMENT.VALKEY_URL:
        pool = ConnectionPool.from_url(
            settings.ENVIRONMENT.VALKEY_URL.replace("valkey", "redis", 1),
            socket_connect_timeout=CONNECT_SECONDS,
            socket_timeout=SOCKET_SECONDS,
        )
        return Bell(RedisHuey(NAME, connection_pool=pool, **options))
    return Bell(SqliteHuey(NAME, filename=str(settings.DATA_DIR / "queue.sqlite3"), fsync=False, **options))


def ring() -> None:
    """Wake a worker, as the last thing after a commit."""
    bell().ring()

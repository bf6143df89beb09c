"""One worker process: huey hears the bell and ticks, a pulse says that it lives and makes up for a lost ring."""

import logging
import os
import platform
import secrets
import threading
from collections.abc import Callable

from django.conf import settings
from django.db import DatabaseError, InterfaceError, close_old_connections, connection

from tourism.bell import bell
from tourism.jobs.duties import Duties
from tourism.jobs.services import Clock, beat, do_all, leave

logger = logging.getLogger(__name__)

THREADS = 2
PULSE_SECONDS = 5.0
TICK_SECONDS = 10
# How often an idle worker looks into a queue that cannot call it; a change is to be in every feed within a second.
LONGEST_LOOK_SECONDS = 0.2
# A queue that can call is asked again after its failure with this rest at most.
LONGEST_REST_SECONDS = 5.0
SHUTDOWN_SECONDS = 10


def worker_name() -> str:
    """Return a name that no other worker has or had."""
    return f"{platform.node()[:40]}:{os.getpid()}:{secrets.token_hex(4)}"


def run_worker(duties: Duties, *, clock: Clock, pulse_seconds: float = PULSE_SECONDS) -> None:
    """Work until told to stop; SIGTERM ends the job at hand first, SIGINT does not wait."""
    name = worker_name()
    own_bell = bell()
    is_called = bool(settings.ENVIRONMENT.VALKEY_URL)
    consumer = own_bell.huey.create_consumer(
        workers=THREADS,
        max_delay=LONGEST_REST_SECONDS if is_called else LONGEST_LOOK_SECONDS,
        scheduler_interval=TICK_SECONDS,
        graceful_signal="TERM",
        shutdown_timeout=SHUTDOWN_SECONDS,
    )

    def answer() -> None:
        _in_own_connection(lambda: do_all(duties, worker=name, clock=clock, stopping=consumer.stop_flag.is_set))

    def pulse() -> None:
        while not consumer.stop_flag.is_set():
            _in_own_connection(lambda: beat(name, now=clock()))
            # A queue that is away rings nowhere: then the work is done here, and the next beat waits for it.
            if not own_bell.ring():
                answer()
            consumer.stop_flag.wait(pulse_seconds)

    own_bell.answers[:] = [answer]
    thread = threading.Thread(target=pulse, name="pulse", daemon=True)
    thread.start()
    consumer.run()
    thread.join(SHUTDOWN_SECONDS)
    _in_own_connection(lambda: leave(name))


def _in_own_connection(act: Callable[[], None]) -> None:
    """Do something with the database; while it is away, say so and go on, for the next pulse tries again."""
    close_old_connections()
    try:
        act()
    except (DatabaseError, InterfaceError):
        logger.exception("the database did not answer a worker")
        connection.close()

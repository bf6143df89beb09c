"""Tells a database that is away for a moment from a mistake of ours: the first is a 503, the second a 500."""

import logging
import sqlite3

from django.db import InterfaceError, OperationalError

from tourism.metrics import DATABASE_ERRORS

RETRY_AFTER_SECONDS = 5
# Connection, rolled back by the server, resources, lock not available, operator's intervention, system error.
_PASSING_STATES = ("08", "40", "53", "55", "57", "58")
_PASSING_CODES = frozenset(
    (
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_PROTOCOL,
    )
)
_PRIMARY_CODE = 0xFF

logger = logging.getLogger(__name__)


def is_outage(error: BaseException) -> bool:
    """Say whether the database was away or busy, so that the same request may work in a moment."""
    if not isinstance(error, OperationalError | InterfaceError):
        return False
    cause = error.__cause__
    if isinstance(cause, sqlite3.Error):
        return getattr(cause, "sqlite_errorcode", 0) & _PRIMARY_CODE in _PASSING_CODES
    # A lost connection has no state: nobody was there to give one.
    state: str | None = getattr(cause, "sqlstate", None)
    return state is None or state.startswith(_PASSING_STATES)


def note_outage(error: BaseException) -> None:
    """Write one line of it: the traceback would be the same in every request until the database is back."""
    DATABASE_ERRORS.labels(type(error).__name__).inc()
    logger.warning("the database does not answer: %s", str(error).partition("\n")[0])

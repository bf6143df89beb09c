"""A database that is away for a moment is told from a mistake of ours."""

import sqlite3
from pathlib import Path

import psycopg
import pytest
from django.db import InterfaceError, OperationalError, ProgrammingError

from tourism.outages import is_outage


def _raised(kind: type[Exception], cause: Exception | None) -> Exception:
    error = kind("of Django's")
    error.__cause__ = cause
    return error


def _failure(statement: str, path: Path) -> sqlite3.Error:
    with pytest.raises(sqlite3.Error) as found:
        sqlite3.connect(path, timeout=0).execute(statement)
    return found.value


def test_a_locked_file_is_an_outage_and_a_missing_table_is_not(tmp_path: Path) -> None:
    path = tmp_path / "county.sqlite3"
    holder = sqlite3.connect(path)
    holder.execute("BEGIN IMMEDIATE")

    locked = _failure("BEGIN IMMEDIATE", path)
    missing = _failure("SELECT * FROM nowhere", path)

    assert is_outage(_raised(OperationalError, locked))
    assert not is_outage(_raised(OperationalError, missing))
    holder.close()


def test_a_file_that_cannot_be_opened_is_an_outage(tmp_path: Path) -> None:
    assert is_outage(_raised(OperationalError, _failure("SELECT 1", tmp_path / "no" / "where")))


def test_a_connection_that_is_lost_or_refused_is_an_outage() -> None:
    assert is_outage(_raised(OperationalError, psycopg.OperationalError("server closed the connection")))
    assert is_outage(_raised(InterfaceError, psycopg.InterfaceError("connection already closed")))
    assert is_outage(InterfaceError("connection already closed"))


@pytest.mark.parametrize(
    "kind",
    [
        psycopg.errors.AdminShutdown,
        psycopg.errors.CannotConnectNow,
        psycopg.errors.DeadlockDetected,
        psycopg.errors.SerializationFailure,
        psycopg.errors.TooManyConnections,
        psycopg.errors.LockNotAvailable,
        psycopg.errors.DiskFull,
    ],
)
def test_what_a_server_may_do_another_time_is_an_outage(kind: type[psycopg.Error]) -> None:
    assert is_outage(_raised(OperationalError, kind("no")))


def test_a_mistake_is_none() -> None:
    assert not is_outage(_raised(ProgrammingError, psycopg.errors.UndefinedTable("no")))
    assert not is_outage(_raised(OperationalError, psycopg.errors.InvalidPassword("no")))
    assert not is_outage(_raised(InterfaceError, sqlite3.InterfaceError("bad parameter")))
    assert not is_outage(ValueError("no"))

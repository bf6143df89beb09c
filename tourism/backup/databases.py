"""What differs between SQLite and PostgreSQL: a view that stands still, and new tables that take the old ones' place.

A restore builds the new tables aside, and puts them in place in one transaction at the end: killed anywhere, it leaves
either the old database or the new one, never half of one.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.color import no_style
from django.db import connection, models, transaction

ASIDE = "restoring"
# A database that was only just prepared holds rows that nobody put in.
NOBODYS = frozenset(
    {
        "auth_group",
        "auth_group_permissions",
        "auth_permission",
        "django_content_type",
        "django_migrations",
        "django_session",
        "django_site",
    }
)


def is_postgresql() -> bool:
    """Say whether the database is PostgreSQL; else it is SQLite."""
    return connection.vendor == "postgresql"


@contextmanager
def standing_still() -> Iterator[None]:
    """Read one moment of the database, whatever others write meanwhile; nobody waits for it."""
    if is_postgresql():
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
        return
    wrapper: Any = connection
    wrapper.ensure_connection()
    usual = wrapper.transaction_mode
    # The service's own mode takes the one write lock, and nobody could write until the backup ends.
    wrapper.transaction_mode = "DEFERRED"
    try:
        with transaction.atomic():
            yield
    finally:
        wrapper.transaction_mode = usual


def filled_table() -> str:
    """Return the name of a table that holds rows of somebody's, or nothing when the database is empty."""
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            if table in NOBODYS:
                continue
            cursor.execute(f"SELECT 1 FROM {connection.ops.quote_name(table)} LIMIT 1")
            if cursor.fetchone():
                return table
    return ""


def sequence_of(model: type[models.Model]) -> int | None:
    """Return the last key that a table gave by itself, or None where its keys come from elsewhere."""
    if not _gives_keys(model):
        return None
    with connection.cursor() as cursor:
        if not is_postgresql():
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [model._meta.db_table])
            found = cursor.fetchone()
            return int(found[0]) if found else 0
        cursor.execute(f"SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM {_sequence(cursor, model)}")
        return int(cursor.fetchone()[0])


def set_sequence(model: type[models.Model], last: int) -> None:
    """Let a table go on giving keys after ``last``, and after every key that it holds."""
    if not _gives_keys(model):
        return
    last = max(last, int(model._base_manager.aggregate(highest=models.Max("pk"))["highest"] or 0))
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if is_postgresql():
            cursor.execute("SELECT setval(%s, %s, %s)", [_sequence(cursor, model), max(last, 1), last > 0])
            return
        cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
        cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, last])


def empty(tables: list[type[models.Model]]) -> None:
    """Take every row of these tables away."""
    names = [model._meta.db_table for model in tables]
    for statement in connection.ops.sql_flush(no_style(), names, reset_sequences=False):
        with connection.cursor() as cursor:
            cursor.execute(statement)


@contextmanager
def built_aside() -> Iterator[None]:
    """Let everything in the block work on new, empty tables; at its end they take the place of the old ones."""
    if is_postgresql():
        with _schema_aside():
            yield
        _swap_schema()
    else:
        path = settings.DATA_DIR / f"{ASIDE}.sqlite3"
        with _file_aside(path):
            yield
        _swap_file(path)


def _gives_keys(model: type[models.Model]) -> bool:
    return isinstance(model._meta.pk, models.AutoField)


def _sequence(cursor: Any, model: type[models.Model]) -> str:
    table = connection.ops.quote_name(model._meta.db_table)
    pk = model._meta.pk
    assert pk is not None
    cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [table, pk.column])
    return str(cursor.fetchone()[0])


@contextmanager
def _pointed_at(**changed: Any) -> Iterator[None]:
    # The one connection, so that migrations which know no other reach the new tables too.
    usual = dict(connection.settings_dict)
    connection.close()
    connection.settings_dict.update(changed)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(usual)


@contextmanager
def _file_aside(path: Path) -> Iterator[None]:
    remove_file(path)
    with _pointed_at(NAME=path):
        try:
            yield
        except BaseException:
            connection.close()
            remove_file(path)
            raise


def remove_file(path: Path) -> None:
    """Take an SQLite database away with the files beside it."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _swap_file(path: Path) -> None:
    # Copied page by page in one transaction, not renamed: a log that lies beside the old file would be played into the
    # new one, and a process that has the old file open would go on writing into it.
    with (
        closing(sqlite3.connect(path)) as new,
        closing(sqlite3.connect(connection.settings_dict["NAME"], timeout=20)) as old,
    ):
        old.execute("PRAGMA synchronous=FULL")
        new.backup(old)
    remove_file(path)


@contextmanager
def _schema_aside() -> Iterator[None]:
    aside = connection.ops.quote_name(ASIDE)
    with connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA IF EXISTS {aside} CASCADE")
        cursor.execute(f"CREATE SCHEMA {aside}")
    options = dict(connection.settings_dict["OPTIONS"])
    options["options"] = f"{options.get('options', '')} -c search_path={ASIDE}".strip()
    try:
        with _pointed_at(OPTIONS=options):
            yield
    except BaseException:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP SCHEMA IF EXISTS {aside} CASCADE")
        raise


def _swap_schema() -> None:
    quote = connection.ops.quote_name
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        place = quote(cursor.fetchone()[0])
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s ORDER BY tablename", [ASIDE])
        tables = [quote(name) for (name,) in cursor.fetchall()]
        for table in tables:
            cursor.execute(f"DROP TABLE IF EXISTS {place}.{table} CASCADE")
        for table in tables:
            cursor.execute(f"ALTER TABLE {quote(ASIDE)}.{table} SET SCHEMA {place}")
        cursor.execute(f"DROP SCHEMA {quote(ASIDE)}")

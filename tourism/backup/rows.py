"""Turns rows into lines of JSON and back, the same for every database."""

import base64
import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, models
from django.db.models.sql import InsertQuery
from django.utils.duration import duration_iso_string

from tourism.backup.manifest import Unusable
from tourism.backup.schema import name_of

READ_AT_ONCE = 500


def columns_of(model: type[models.Model]) -> tuple[str, ...]:
    """Return the names of a table's columns."""
    return tuple(field.attname for field in model._meta.concrete_fields)


def plain(value: object) -> object:
    """Return a value as JSON can say it, and as its column reads it again."""
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(value).decode()
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return duration_iso_string(value)
    if isinstance(value, UUID | Decimal):
        return str(value)
    raise TypeError(f"no way to write a {type(value).__name__} into a backup")


def written(model: type[models.Model]) -> Iterator[bytes]:
    """Return the rows of a table as lines, in order of their keys."""
    rows = model._base_manager.order_by("pk").values_list(*columns_of(model))
    for row in rows.iterator(chunk_size=READ_AT_ONCE):
        yield json.dumps(row, separators=(",", ":"), default=plain).encode() + b"\n"


def stored(model: type[models.Model], lines: Iterable[bytes]) -> int:
    """Put the rows of a table's lines into it, keys and moments as they are, and return how many there were."""
    fields = list(model._meta.concrete_fields)
    source, count = iter(lines), 0
    at_once = max(1, connection.ops.bulk_batch_size([field.name for field in fields], range(READ_AT_ONCE)))
    while chunk := list(islice(source, at_once)):
        rows = [_row(model, fields, line) for line in chunk]
        query = InsertQuery(model)
        # Raw: a column that notes when its row was saved keeps what it held.
        query.insert_values(fields, rows, raw=True)
        try:
            query.get_compiler(using=connection.alias).execute_sql()
        except DatabaseError as error:
            raise Unusable(f"a row of {name_of(model)} cannot be stored: {str(error).splitlines()[0]}") from error
        count += len(rows)
    return count


def _row(model: type[models.Model], fields: "list[models.Field[Any, Any]]", line: bytes) -> models.Model:
    try:
        values = json.loads(line)
        if not isinstance(values, list) or len(values) != len(fields):
            raise ValueError("has another number of columns")
        pairs = zip(fields, values, strict=True)
        return model(**{field.attname: field.to_python(value) for field, value in pairs})
    except (ValueError, TypeError, ValidationError, RecursionError) as error:
        raise Unusable(f"a row of {name_of(model)} cannot be read: {error}") from None

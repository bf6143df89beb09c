"""Every column that there is can be written into a backup and read again."""

import json
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.db import models

from tourism.backup.rows import columns_of, plain, stored, written
from tourism.backup.schema import applied_state, name_of, tables_at
from tourism.journal.models import Change, Rendered
from tourism.users.models import User

pytestmark = pytest.mark.django_db

# What `rows` knows how to write; a column of another kind needs a line there first.
WRITABLE: dict[str, Any] = {
    "AutoField": 1,
    "BigAutoField": 1,
    "BigIntegerField": 1,
    "IntegerField": 1,
    "SmallIntegerField": 1,
    "PositiveIntegerField": 1,
    "PositiveBigIntegerField": 1,
    "PositiveSmallIntegerField": 1,
    "BooleanField": True,
    "FloatField": 0.1 + 0.2,
    "DecimalField": Decimal("1.10"),
    "CharField": "怀梆",
    "TextField": "怀\n梆",
    "SlugField": "opera",
    "EmailField": "a@b.example",
    "URLField": "https://trips.example/",
    "FileField": "posters/a.jpg",
    "ImageField": "posters/a.jpg",
    "GenericIPAddressField": "127.0.0.1",
    "UUIDField": UUID(int=7),
    "DateField": date(2026, 2, 28),
    "TimeField": time(19, 30, 0, 5),
    "DateTimeField": datetime(2026, 11, 24, 4, 0, 0, 123456, tzinfo=UTC),
    "DurationField": timedelta(days=1, microseconds=3),
    "JSONField": {"a": [1, None, "怀"]},
    "BinaryField": bytes(range(256)),
}


def test_every_column_of_every_table_is_of_a_kind_that_a_backup_can_hold() -> None:
    fields = [field for table in tables_at(applied_state()) for field in table._meta.concrete_fields]
    kinds = {getattr(field, "target_field", field).get_internal_type() for field in fields}

    assert kinds - set(WRITABLE) == set()
    assert {"BinaryField", "JSONField", "UUIDField", "DateTimeField", "FloatField"} <= kinds


def test_all_tables_are_held_but_the_running_sessions() -> None:
    tables = {name_of(table) for table in tables_at(applied_state())}

    assert {"places.Place", "places.Place_themes", "journal.Change", "users.User", "routes.ItineraryLink"} <= tables
    assert "sessions.Session" not in tables


def test_a_row_comes_back_as_it_was_to_the_last_microsecond_and_byte() -> None:
    moment = datetime(2026, 11, 24, 4, 0, 0, 123456, tzinfo=UTC)
    Rendered.objects.create(type="a", public_id="b", lang="en", format="ics", bytes=bytes(range(256)), etag="", seq=9)
    Change.objects.create(seq=9, type="a", public_id="怀\n", op="upsert", after={"z": 1.1, "a": None}, at=moment)
    User.objects.create(username="ann", date_joined=moment)

    for table in (Rendered, Change, User):
        rows = list(table.objects.values())
        lines = list(written(table))
        table.objects.all().delete()

        assert stored(table, lines) == 1
        assert [_comparable(row) for row in table.objects.values()] == [_comparable(row) for row in rows]
        assert columns_of(table) == tuple(rows[0])


@pytest.mark.parametrize("kind", sorted(WRITABLE))
def test_a_value_of_each_kind_is_plain_text_on_its_way(kind: str) -> None:
    field = getattr(models, kind)()
    value = WRITABLE[kind]

    line = json.loads(json.dumps(value, default=plain))

    assert _comparable(field.to_python(line)) == value


def _comparable(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _comparable(part) for name, part in value.items()}
    return bytes(value) if isinstance(value, memoryview) else value

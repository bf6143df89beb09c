"""Writes a row together with its journal entry: the one way in which a row of facts is stored."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID

from django.db.models import Field, ForeignKey, Model

from tourism.journal.services import recording

# What only the database is concerned with; a mirror has no use for it.
PRIVATE = frozenset({"id", "search", "modified_at", "materialised_until"})

Links = Mapping[str, Sequence[Model]]


def public_id(row: Model) -> str:
    """Return the name of a row outside the database."""
    for name in ("slug", "code"):
        if name in row.__dict__:
            return str(getattr(row, name))
    return str(row.pk)


def public_columns(row: Model, links: Links | None = None) -> dict[str, Any]:
    """Return what the public sees of a row, as JSON: other rows by their names, links in order of name."""
    columns = {field.name: _value(row, field) for field in row._meta.concrete_fields if field.name not in PRIVATE}
    linked = stored_links(row) if links is None else links
    return {**columns, **{name: sorted(public_id(other) for other in rows) for name, rows in linked.items()}}


def stored_links(row: Model) -> dict[str, list[Model]]:
    """Return the rows that a stored row is linked to, by field."""
    return {field.name: list(getattr(row, field.name).all()) for field in row._meta.many_to_many}


def save_row(
    row: Model,
    *,
    type_: str,
    now: datetime,
    links: Links | None = None,
    who: str = "",
    why: str = "",
) -> bool:
    """Store a row and its journal entry when anything in it changed, and say whether it did.

    ``links`` are the many-to-many fields as they are to be; a field that is not named stays as it is.
    """
    with recording(at=now, who=who, why=why) as log:
        stored = _stored(row)
        before = public_columns(stored) if stored is not None else None
        kept = stored_links(stored) if stored is not None else {}
        after = public_columns(row, {**kept, **(links or {})})
        if before == after and stored is not None and _search(stored) == _search(row):
            return False
        _write(row, now, links or {})
        log.upsert(type_, public_id(row), before=before, after=after)
    return True


def delete_row(row: Model, *, type_: str, now: datetime, who: str = "", why: str = "") -> None:
    """Take a row away and say so in the journal."""
    with recording(at=now, who=who, why=why) as log:
        log.delete(type_, public_id(row), before=public_columns(row))
        row.delete()


def _stored(row: Model) -> Model | None:
    if row._state.adding:
        return None
    to_one = [field.name for field in row._meta.concrete_fields if isinstance(field, ForeignKey)]
    rows = type(row)._default_manager.select_related(*to_one) if to_one else type(row)._default_manager.all()
    return rows.select_for_update(of=("self",)).filter(pk=row.pk).first()


def _write(row: Model, now: datetime, links: Links) -> None:
    if any(field.name == "modified_at" for field in row._meta.concrete_fields):
        row.modified_at = now  # type: ignore[attr-defined]  # of Sourced rows
    row.save()
    for name, rows in links.items():
        getattr(row, name).set(rows)


def _search(row: Model) -> str:
    return str(getattr(row, "search", ""))


def _value(row: Model, field: "Field[Any, Any]") -> object:
    # The column is asked first: following a link that is not set yet would raise.
    if getattr(row, field.attname) is None:
        return None
    value = getattr(row, field.name)
    if isinstance(field, ForeignKey):
        return public_id(value)
    if isinstance(value, datetime) and value.tzinfo is not None:
        # As it is stored: the same moment named in another zone is no change.
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    # A choice of an enum is stored as its text, and compares equal to it; the journal holds the plain one.
    return str(value) if isinstance(value, str) else value

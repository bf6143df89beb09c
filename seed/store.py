"""Puts rows in through the services, and leaves alone what a person changed since the last seed.

Of every row it remembers what the last seed wrote. A field that still holds that is the seed's, and follows the files;
one that holds anything else is a person's, and stays.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import ForeignKey, Model

from seed.models import SeededRow
from tourism.places.rows import public_columns

Columns = Mapping[str, Any]
Links = Mapping[str, Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Kind:
    """A type of row: its table, the column that names it, and the service that stores it."""

    name: str
    model: type[Model]
    save: Callable[[Any, Links, datetime], bool]
    key: str = "slug"
    read: Callable[[Any, Any], dict[str, Any]] = public_columns


class Store:
    """One run of the seed: the rows put in so far, and what the last run wrote."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.changed: Counter[str] = Counter()
        self._rows: dict[str, dict[str, Any]] = {}
        self._written = {(row.type, row.key): row.columns for row in SeededRow.objects.all()}
        self._fresh: dict[tuple[str, str], dict[str, Any]] = {}

    def put(
        self, kind: Kind, key: str, columns: Columns, *, links: Links | None = None, born: Columns | None = None
    ) -> Any:
        """Store a row as the files have it and return it; ``born`` holds columns that never change."""
        row = self._known(kind).get(key)
        if row is None:
            return self._make(kind, key, {**columns, **(born or {})}, links or {})
        written = self._fresh.get((kind.name, key)) or self._written.get((kind.name, key))
        if written is not None:
            self._follow(kind, row, columns, links or {}, written)
        return row

    def get(self, kind: Kind, key: str) -> Any:
        """Return a row that is there; a name that is not is a fault of the files."""
        try:
            return self._known(kind)[key]
        except KeyError as error:
            raise LookupError(f"the seed files name {kind.name} {key}, which no file holds") from error

    def remember(self) -> None:
        """Store what this run wrote, for the next one."""
        rows = [SeededRow(type=type_, key=key, columns=columns) for (type_, key), columns in self._fresh.items()]
        SeededRow.objects.bulk_create(
            rows, batch_size=200, update_conflicts=True, unique_fields=["type", "key"], update_fields=["columns"]
        )

    def _known(self, kind: Kind) -> dict[str, Any]:
        if kind.name not in self._rows:
            to_one = [field.name for field in kind.model._meta.concrete_fields if isinstance(field, ForeignKey)]
            rows = kind.model._default_manager.all()
            rows = rows.select_related(*to_one) if to_one else rows
            self._rows[kind.name] = {str(getattr(row, kind.key)): row for row in rows}
        return self._rows[kind.name]

    def _make(self, kind: Kind, key: str, columns: Columns, links: Links) -> Any:
        row = kind.model(**{kind.key: key}, **columns)
        kind.save(row, links, self.now)
        self._rows[kind.name][key] = row
        self._fresh[kind.name, key] = _only(kind.read(row, links), [*columns, *links])
        self.changed[kind.name] += 1
        return row

    def _follow(self, kind: Kind, row: Any, columns: Columns, links: Links, written: Columns) -> None:
        wanted = kind.read(kind.model(**{kind.key: getattr(row, kind.key)}, **columns), links)
        current = kind.read(row, None)
        mine = [name for name in (*columns, *links) if current.get(name) == written.get(name, current.get(name))]
        memory = {**written, **_only(wanted, mine)}
        if "facts" in columns:
            facts = _merged_facts(current["facts"], written.get("facts", {}), wanted["facts"])
            memory["facts"] = wanted["facts"]
            mine = [name for name in mine if name != "facts"]
            row.facts = facts
        for name in mine:
            if name in columns and current[name] != wanted[name]:
                setattr(row, name, columns[name])
        kept = {name: rows for name, rows in links.items() if name in mine}
        self.changed[kind.name] += kind.save(row, kept, self.now)
        self._fresh[kind.name, str(getattr(row, kind.key))] = memory


def _only(columns: Columns, names: Sequence[str]) -> dict[str, Any]:
    return {name: columns[name] for name in names if name in columns}


def _merged_facts(current: Columns, written: Columns, wanted: Columns) -> dict[str, Any]:
    mine = {field: entry for field, entry in wanted.items() if current.get(field) == written.get(field)}
    return {**current, **mine}

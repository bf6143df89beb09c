"""Writes the journal: one block, one transaction, and numbers that are taken last."""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, Max, OuterRef

from tourism.bell import ring
from tourism.journal.models import Change, Counter, Op, Rendered

TOMBSTONE_KEPT = timedelta(days=400)


@dataclass(slots=True)
class Log:
    """What one transaction has to say: its changes, and the bytes that show them."""

    at: datetime
    who: str
    why: str
    changes: list[Change] = field(default_factory=list)
    renderings: dict[tuple[str, str, str, str], bytes] = field(default_factory=dict)
    dropped: set[tuple[str, str]] = field(default_factory=set)

    def upsert(self, type_: str, public_id: str, *, before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> None:
        """Say that an object was made or changed."""
        self._add(type_, public_id, Op.UPSERT, before, after)

    def delete(self, type_: str, public_id: str, *, before: Mapping[str, Any] | None) -> None:
        """Say that an object is gone; its stored representations go with it."""
        self._add(type_, public_id, Op.DELETE, before, None)
        self.renderings = {key: data for key, data in self.renderings.items() if key[:2] != (type_, public_id)}
        self.dropped.add((type_, public_id))

    def render(self, type_: str, public_id: str, *, lang: str, format_: str, data: bytes) -> None:
        """Store the bytes of an object in one language and format."""
        self.renderings[type_, public_id, lang, format_] = data

    def _add(
        self,
        type_: str,
        public_id: str,
        op: Op,
        before: Mapping[str, Any] | None,
        after: Mapping[str, Any] | None,
    ) -> None:
        change = Change(type=type_, public_id=public_id, op=op, who=self.who, why=self.why, at=self.at)
        change.before = dict(before) if before is not None else None
        change.after = dict(after) if after is not None else None
        self.changes.append(change)


_open_log: ContextVar[Log | None] = ContextVar("open_log", default=None)


@contextmanager
def recording(*, at: datetime, who: str = "", why: str = "") -> Iterator[Log]:
    """Open one transaction whose changes are numbered and stored as its last step; a nested block joins the outer one.

    The counter row stays locked from here to the commit, so a reader that has seen number n has seen all before it.
    An identity column would not do: number 2 can commit before number 1.
    """
    outer = _open_log.get()
    if outer is not None:
        yield outer
        return
    with transaction.atomic():
        log = Log(at=at, who=who, why=why)
        token = _open_log.set(log)
        try:
            yield log
        finally:
            _open_log.reset(token)
        _write(log)


def purge_tombstones(*, now: datetime, read_until: int) -> int:
    """Forget objects that were deleted more than 400 days ago, and return how many changes that took.

    What came before a deletion goes with it, or a mirror that starts afresh would find the object alive. A mirror that
    has read less than ``purged_until`` starts afresh. Nothing beyond ``read_until`` goes: a reader still wants it.
    """
    old = Change.objects.filter(op=Op.DELETE, at__lt=now - TOMBSTONE_KEPT, seq__lte=read_until)
    with transaction.atomic():
        last: int | None = old.aggregate(last=Max("seq"))["last"]
        if last is None:
            return 0
        counter = _locked_counter()
        counter.purged_until = max(counter.purged_until, last)
        counter.save(update_fields=["purged_until"])
        same = old.filter(type=OuterRef("type"), public_id=OuterRef("public_id"), seq__gte=OuterRef("seq"))
        count, _ = Change.objects.filter(Exists(same)).delete()
    return count


def skip_ahead(*, beyond: int, at: datetime, why: str, told: Mapping[str, Any]) -> int:
    """Go on numbering where no number was ever given, say so in the journal, and return the number of that entry.

    A restored database has forgotten the numbers that were given after it was saved, but mirrors have not. Counted from
    the moment, in milliseconds, the next is higher than any that a county can have given, restored before or not.
    """
    with transaction.atomic():
        counter = _locked_counter()
        counter.value = max(counter.value, beyond, int(at.timestamp() * 1000)) + 1
        # What a mirror knows beyond the backup never happened here: it starts afresh.
        counter.purged_until = counter.value
        counter.save(update_fields=["value", "purged_until"])
        row = Change(seq=counter.value, type="journal", public_id=why, op=Op.UPSERT, why=why, at=at)
        row.after = dict(told)
        row.save(force_insert=True)
    return counter.value


def _write(log: Log) -> None:
    if not log.changes and not log.renderings:
        return
    counter = _locked_counter()
    for offset, change in enumerate(log.changes, start=1):
        change.seq = counter.value + offset
    Change.objects.bulk_create(log.changes, batch_size=500)
    counter.value += len(log.changes)
    counter.save(update_fields=["value"])
    _store_renderings(log, counter.value)
    if log.changes:
        transaction.on_commit(ring, robust=True)


def _locked_counter() -> Counter:
    counter = Counter.objects.select_for_update().filter(pk=1).first()
    if counter is not None:
        return counter
    Counter.objects.bulk_create([Counter(pk=1)], ignore_conflicts=True)
    return Counter.objects.select_for_update().get(pk=1)


def _store_renderings(log: Log, latest: int) -> None:
    for type_, public_id in log.dropped:
        Rendered.objects.filter(type=type_, public_id=public_id).delete()
    if not log.renderings:
        return
    seq_of = {(change.type, change.public_id): change.seq for change in log.changes}
    rows = [
        Rendered(
            type=type_,
            public_id=public_id,
            lang=lang,
            format=format_,
            bytes=data,
            etag=hashlib.sha256(data).hexdigest(),
            seq=seq_of.get((type_, public_id), latest),
        )
        for (type_, public_id, lang, format_), data in log.renderings.items()
    ]
    Rendered.objects.bulk_create(
        rows,
        batch_size=200,
        update_conflicts=True,
        unique_fields=["type", "public_id", "lang", "format"],
        update_fields=["bytes", "etag", "seq"],
    )

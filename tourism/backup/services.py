"""Makes a backup while the service runs, and restores one anywhere."""

import fcntl
import os
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import IO

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, connection, models, transaction

from tourism.backup import databases, media
from tourism.backup.archive import Archive, Writer, opened
from tourism.backup.manifest import FORMAT, PRODUCT, Manifest, Table, Unusable
from tourism.backup.rows import columns_of, stored, written
from tourism.backup.schema import applied_state, migrate_to, name_of, tables_at
from tourism.journal.queries import latest_seq
from tourism.journal.services import skip_ahead

Report = Callable[[str, int], None]
PARTIAL = ".partial"


def save_backup(path: Path, *, now: datetime, report: Report) -> Manifest:
    """Write the database of one moment and all uploaded files to ``path``, whole or not at all."""
    with written_beside(path) as file:
        writer = Writer(file)
        with databases.standing_still():
            state = applied_state()
            tables = [_added(writer, model, report) for model in tables_at(state)]
            seq = latest_seq()
        files = media.add_media(writer)
        report("uploaded files", len(files))
        manifest = Manifest(
            product=PRODUCT,
            format=FORMAT,
            version=_version(),
            made_at=now,
            engine=connection.vendor,
            public_url=settings.PUBLIC_URL,
            journal_seq=seq,
            migrations=dict(state),
            tables=tuple(tables),
            media=tuple(files),
        )
        writer.finish(manifest)
        file.flush()
        # What cannot be read back is no backup, and is found out today rather than on the day it is needed.
        with opened(Path(file.name)) as archive:
            archive.verify()
    return manifest


def restore_backup(path: Path, *, replace: bool, now: datetime, report: Report) -> Manifest:
    """Put a backup in the place of an empty database, or with ``replace`` of whatever is there."""
    with _alone(), opened(path) as archive:
        archive.verify()
        report("parts checked", len(list(archive.manifest.parts())))
        _check_tables(archive.manifest)
        taken = databases.filled_table()
        if taken and not replace:
            raise Unusable(
                f"the database is not empty: {taken} holds rows. Give an empty DATA_DIR or DATABASE_URL, "
                "or --replace to lose what is there"
            )
        beyond = _highest_seq() if taken else 0
        report("uploaded files put back", media.put_media(archive))
        with databases.built_aside():
            migrate_to(archive.manifest.migrations)
            _load(archive, report)
            call_command("migrate", verbosity=0, interactive=False)
            skip_ahead(beyond=beyond, at=now, why="restored", told={"made_at": archive.manifest.made_at.isoformat()})
        return archive.manifest


def prune(folder: Path, pattern: str, *, keep: int) -> list[Path]:
    """Delete all but the newest backups of a folder, by the moment in their names, and return those deleted."""
    old = sorted(folder.glob(pattern))[:-keep]
    for path in old:
        path.unlink()
    return old


@contextmanager
def written_beside(path: Path) -> Iterator[IO[bytes]]:
    """Open a file that only its owner reads and that appears under its name once it is whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    _sweep(path.parent)
    draft = path.with_name(f".{path.name}.{os.getpid()}{PARTIAL}")
    with open(draft, "x+b", opener=_for_its_owner) as file:  # only this one takes an opener
        fcntl.flock(file, fcntl.LOCK_EX)
        try:
            yield file
            file.flush()
            os.fsync(file.fileno())
            draft.replace(path)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _for_its_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _sweep(folder: Path) -> None:
    """Delete what a killed backup left: its file is locked by nobody."""
    for draft in folder.glob(f".*{PARTIAL}"):
        with draft.open("rb") as file, suppress(BlockingIOError):
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            draft.unlink(missing_ok=True)


@contextmanager
def _alone() -> Iterator[None]:
    with (settings.DATA_DIR / "restore.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Unusable("another restore is running") from None
        yield


def _added(writer: Writer, model: type[models.Model], report: Report) -> Table:
    name = name_of(model)
    counted = Counted(written(model))
    part = writer.add(f"tables/{name}.ndjson", counted)
    if counted.count:
        report(name, counted.count)
    return Table(
        **part.model_dump(),
        model=name,
        columns=columns_of(model),
        rows=counted.count,
        sequence=databases.sequence_of(model),
    )


class Counted:
    """Hands lines on and counts them."""

    def __init__(self, lines: Iterator[bytes]) -> None:
        self._lines, self.count = lines, 0

    def __iter__(self) -> Iterator[bytes]:
        for line in self._lines:
            self.count += 1
            yield line


def _check_tables(manifest: Manifest) -> None:
    wanted = {name_of(model): columns_of(model) for model in tables_at(manifest.migrations)}
    if {table.model: table.columns for table in manifest.tables} != wanted:
        raise Unusable("its tables are not those of the version that it says it was made by")


def _load(archive: Archive, report: Report) -> None:
    tables = {name_of(model): model for model in tables_at(archive.manifest.migrations)}
    try:
        with transaction.atomic():
            # A migration may have put rows of its own in; the backup holds those too.
            databases.empty(list(tables.values()))
            for table in archive.manifest.tables:
                count = stored(tables[table.model], archive.lines(table))
                if count != table.rows:
                    raise Unusable(f"{table.model} holds {count} rows, and should hold {table.rows}")
                databases.set_sequence(tables[table.model], table.sequence or 0)
                if count:
                    report(table.model, count)
    except IntegrityError as error:
        raise Unusable(f"its rows contradict each other: {str(error).splitlines()[0]}") from error


def _highest_seq() -> int:
    try:
        return latest_seq()
    except DatabaseError:
        # What is to be replaced may be of a schema that has no journal.
        return 0


def _version() -> str:
    project = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())["project"]
    return str(project["version"])

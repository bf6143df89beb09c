"""Saves the whole installation into one file while it runs."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone

from tourism.backup.manifest import Unusable
from tourism.backup.services import prune, save_backup
from tourism.progress import Progress

PATTERN = "shennong-*.zip"


class Command(BaseCommand):
    """``manage.py backup``: database and uploaded files, readable on any machine and database."""

    help = "Save the database and the uploaded files into one file; the service goes on running."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take where to write, and how many to keep."""
        parser.add_argument("file", nargs="?", type=Path, help="default: DATA_DIR/backups/shennong-<moment>.zip")
        parser.add_argument("--keep", type=int, help="afterwards delete all but the newest N in that folder")
        parser.add_argument("--quiet", action="store_true", help="say nothing but errors")

    def handle(self, *, file: Path | None, keep: int | None, quiet: bool, **_: Any) -> None:
        """Save, then say what was saved and what was deleted."""
        now = timezone.now()
        if keep is not None and keep < 1:
            raise CommandError("--keep takes a number of backups, 1 or more")
        path = file or settings.DATA_DIR / "backups" / f"shennong-{now:%Y%m%dT%H%M%SZ}.zip"
        try:
            manifest = save_backup(path, now=now, report=Progress(self.stdout, quiet=quiet))
        except (Unusable, OSError, DatabaseError) as error:
            raise CommandError(f"no backup was made: {error}") from error
        self._say(f"Saved {manifest.rows} rows and {len(manifest.media)} files to {path}", quiet=quiet)
        for old in prune(path.parent, PATTERN, keep=keep) if keep else []:
            self._say(f"Deleted {old}", quiet=quiet)

    def _say(self, text: str, *, quiet: bool) -> None:
        if not quiet:
            self.stdout.write(text)

"""Puts a backup back: into an empty database, or in the place of what is there."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone

from seed.services import follow_address
from tourism.backup.manifest import Unusable
from tourism.backup.services import restore_backup
from tourism.progress import Progress


class Command(BaseCommand):
    """``manage.py restore FILE``: all of it or nothing."""

    help = "Restore a backup into an empty database; stop the service first."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file, and whether to replace what is there."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--replace", action="store_true", help="lose what the database holds now")
        parser.add_argument("--quiet", action="store_true", help="say nothing but errors")

    def handle(self, *, file: Path, replace: bool, quiet: bool, **_: Any) -> None:
        """Check, restore, and follow a new public address."""
        progress = Progress(self.stdout, quiet=quiet)
        now = timezone.now()
        try:
            manifest = restore_backup(file, replace=replace, now=now, report=progress)
        except (Unusable, OSError, DatabaseError) as error:
            raise CommandError(f"nothing was restored: {error}") from error
        follow_address(now=now, report=progress)
        if not quiet:
            self.stdout.write(
                f"Restored {manifest.rows} rows and {len(manifest.media)} files, "
                f"as they were at {manifest.made_at.isoformat(timespec='seconds')}"
            )

"""Prepares the installation in one process, then becomes the server."""

import os
import sys
from argparse import ArgumentParser
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

SATURDAY = 5


class Command(BaseCommand):
    """``manage.py start``: migrate, seed, collect the static files, and serve."""

    help = "Prepare the database, seed it, and serve."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the two switches that operators need."""
        parser.add_argument("--facts-only", action="store_true", help="leave the invented demo set out")
        parser.add_argument("--prepare-only", action="store_true", help="prepare everything, but do not serve")

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare, tell what to open, and hand the process over to the server."""
        call_command("migrate", verbosity=0, interactive=False)
        call_command("seed", facts_only=options["facts_only"] or settings.PRODUCTION)
        call_command("collectstatic", verbosity=0, interactive=False)
        self._greet()
        if not options["prepare_only"]:
            _become_server()

    def _greet(self) -> None:
        day = next_saturday(timezone.localdate())
        url = settings.PUBLIC_URL
        self.stdout.write(
            f"\n  游神农 Shennong Trails\n"
            f"  open   {url}/zh/   or   {url}/en/\n"
            f"  API    {url}/api/v1/docs\n"
            f"  a trip for next Saturday:\n"
            f"    curl -s {url}/api/v1/plans -H 'Content-Type: application/json' \\\n"
            f'      -d \'{{"start_date": "{day}", "days": 2, "interests": {{"shennongshan": 3, "opera": 2}}}}\'\n'
            f"  stop with Ctrl-C\n"
        )
        self.stdout.flush()


def next_saturday(today: date) -> date:
    """Return the first Saturday after ``today``."""
    return today + timedelta(days=(SATURDAY - today.weekday() - 1) % 7 + 1)


def _become_server() -> None:
    environment = settings.ENVIRONMENT
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi",
        "--host", environment.LISTEN, "--port", str(environment.PORT),
        "--workers", str(environment.WORKERS), "--blocking-threads", str(environment.THREADS),
        "--respawn-failed-workers", "--no-ws", "--log-level", environment.LOG_LEVEL.lower(),
        "tourism.wsgi:application",
    ]  # fmt: skip
    sys.stdout.flush()
    os.execv(sys.executable, command)

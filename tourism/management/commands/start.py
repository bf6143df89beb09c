"""Prepares the installation in one process, then becomes what keeps the server and its workers running."""

import json
import os
import socket
import sys
from argparse import ArgumentParser
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from routes.planner import warm
from tourism.environment import PROJECT, Environment

SATURDAY = 5
# Requests that a worker takes in beyond those it works on; the rest wait outside.
WAITING_PER_THREAD = 16
# The server itself logs as its workers do.
SUPERVISOR = PROJECT / "tourism" / "supervisor.py"
GRANIAN_LOG = PROJECT / "tourism" / "granian_log.json"


class Command(BaseCommand):
    """``manage.py start``: migrate, seed, collect the static files, and serve."""

    help = "Prepare the database, seed it, and serve, with workers beside the server."
    # They import every page, which the server then does again: `make check` runs them.
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the two switches that operators need."""
        parser.add_argument("--facts-only", action="store_true", help="leave the invented demo set out")
        parser.add_argument("--prepare-only", action="store_true", help="prepare everything, but do not serve")

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare, tell what to open, and hand the process over to the supervisor."""
        environment = settings.ENVIRONMENT
        if not options["prepare_only"]:
            require_free(environment.LISTEN, environment.PORT)
        call_command("migrate", verbosity=0, interactive=False)
        call_command("seed", facts_only=options["facts_only"] or settings.PRODUCTION)
        call_command("collectstatic", verbosity=0, interactive=False)
        warm()
        self._greet()
        if not options["prepare_only"]:
            _become_supervisor(environment)

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


def require_free(address: str, port: int) -> None:
    """Refuse a port that another server holds: the two would share its callers between them."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((address, port))
        except OSError as error:
            raise CommandError(
                f"cannot listen on {address} port {port} ({error.strerror}): set PORT to a free one"
            ) from None


def _become_supervisor(environment: Environment) -> None:
    sys.stdout.flush()
    # This process holds all that preparing took: only a fresh one is small enough to stand by all the time.
    os.execv(sys.executable, [sys.executable, "-I", "-S", str(SUPERVISOR), json.dumps(kept_running(environment))])


def kept_running(environment: Environment) -> list[list[str]]:
    """Return the commands that the supervisor keeps running: the server, then the workers."""
    worker = [sys.executable, str(PROJECT / "manage.py"), "work"]
    return [_server(environment), *[worker] * environment.JOB_WORKERS]


def _server(environment: Environment) -> list[str]:
    return [
        sys.executable, "-m", "granian", "--interface", "wsgi",
        "--host", environment.LISTEN, "--port", str(environment.PORT),
        "--workers", str(environment.WORKERS), "--blocking-threads", str(environment.THREADS),
        "--backpressure", str(environment.THREADS * WAITING_PER_THREAD), "--workers-kill-timeout", "10",
        "--respawn-failed-workers", "--no-ws", "--log-level", environment.LOG_LEVEL.lower(),
        *(["--log-config", str(GRANIAN_LOG)] if environment.logs_json else []),
        "tourism.wsgi:application",
    ]  # fmt: skip

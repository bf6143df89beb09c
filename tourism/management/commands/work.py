"""Runs one worker: as many as wanted, on as many machines, beside any number of servers."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from tourism.jobs.hands import run_worker
from tourism.worker import DUTIES


class Command(BaseCommand):
    """``manage.py work``: follow the journal and do the jobs until stopped."""

    help = "Follow the journal and do the jobs, until stopped."
    # They import every page, which a worker never shows.
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        """Work; a worker that is killed loses nothing and doubles nothing."""
        run_worker(DUTIES, clock=timezone.now)

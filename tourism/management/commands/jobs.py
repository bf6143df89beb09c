"""Shows what the workers do and fail to do, and tries a failure again by hand."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from tourism.jobs.queries import Overview, overview
from tourism.jobs.services import retry_job, retry_reader
from tourism.values.errors import DomainError


class Command(BaseCommand):
    """``manage.py jobs``: workers, queues, readers and failures."""

    help = "Show workers, queues, failures and how far each reader is; --retry tries a failure again."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the number of a job or the name of a reader to try again, and the form of the answer."""
        parser.add_argument("--retry", metavar="ID", help="number of a job, or name of a reader, to try again now")
        parser.add_argument("--json", action="store_true", help="for programs")

    def handle(self, *args: Any, **options: Any) -> None:
        """Try again what is named, then show how things stand."""
        now = timezone.now()
        if options["retry"]:
            try:
                _retry(options["retry"])
            except DomainError as error:
                raise CommandError(error.text_en) from None
        found = overview(now)
        text = json.dumps(asdict(found), default=str, ensure_ascii=False) if options["json"] else _told(found)
        self.stdout.write(text)


def _retry(name: str) -> None:
    now = timezone.now()
    if name.isdecimal() and name.isascii():
        retry_job(int(name), now=now)
    else:
        retry_reader(name, now=now)


def _told(found: Overview) -> str:
    lines = [f"{len(found.workers)} workers alive", *(f"  {worker}" for worker in found.workers)]
    lines += ["queues"] + [
        f"  {one.kind}: {one.waiting} waiting ({one.running} at work, oldest due {one.oldest_due_seconds} s), "
        f"{one.done} done, {one.dead} dead"
        for one in found.queues
    ]
    lines += ["readers"] + [
        f"  {one.reader}: at {one.seq}, {one.behind} behind ({one.oldest_seconds} s)"
        + (f", failed {one.attempts} times: {one.error}" if one.error else "")
        for one in found.readers
    ]
    lines += [f"{len(found.failures)} failures"] + [
        f"  {one.id} {one.kind} {one.key}: {one.state} after {one.attempts}: {one.error}" for one in found.failures
    ]
    return "\n".join(lines)

"""Fills an installation with the facts and, unless told otherwise, the demonstration."""

from argparse import ArgumentParser

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from seed.services import (
    DEMO_STEPS,
    FACT_STEPS,
    demo_rows,
    make_dates,
    refuse_demo_rows,
    seed_demo,
    seed_facts,
)
from tourism.progress import Progress
from tourism.values.errors import Refused


class Command(BaseCommand):
    """The `seed` command."""

    help = "Carry in the sourced facts and a demonstration; again, it changes only what nobody edited."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("--facts-only", action="store_true", help="leave the demonstration out")
        parser.add_argument("--quiet", action="store_true", help="say nothing but errors")

    def handle(self, *, facts_only: bool, quiet: bool, **_: object) -> None:
        """Seed, then make the dates of events up to the horizon."""
        with_demo = not facts_only and not settings.PRODUCTION
        if facts_only:
            self._refuse_demo_rows()
        now = timezone.now()
        steps = len(FACT_STEPS) + (len(DEMO_STEPS) if with_demo else 0) + 1
        progress = Progress(self.stdout, steps=steps, quiet=quiet)
        changed = seed_facts(now=now, report=progress)
        if with_demo:
            changed = seed_demo(now=now, report=progress) or changed
        make_dates(now=now, report=progress)
        if not quiet:
            self._summary(changed=changed, with_demo=with_demo)

    def _refuse_demo_rows(self) -> None:
        try:
            refuse_demo_rows()
        except Refused as refusal:
            raise CommandError(refusal.text_en) from refusal

    def _summary(self, *, changed: bool, with_demo: bool) -> None:
        what = "facts and demo" if with_demo else "facts only"
        self.stdout.write(f"Seeded: {what}." if changed else f"Already seeded: {what}.")
        if not with_demo and (count := demo_rows()):
            self.stderr.write(f"This database holds {count} demo rows of an earlier seed; they are still shown.")

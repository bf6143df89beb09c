"""A real worker for a test to kill: ``python -m tests.tourism.jobs.hand``, on the database that the test names."""

import os
import sys

import django
from django.conf import settings

if __name__ == "__main__":
    settings.DATABASES["default"]["NAME"] = os.environ["DATABASE_OF_TEST"]
    django.setup()

    # The models can be imported only now.
    from django.utils import timezone

    from tests.tourism.jobs.effects import EFFECTS
    from tourism.jobs.hands import run_worker

    print("ready", flush=True)
    run_worker(EFFECTS, clock=timezone.now, pulse_seconds=float(os.environ["PULSE_OF_TEST"]))
    sys.exit(0)

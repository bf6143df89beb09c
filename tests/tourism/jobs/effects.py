"""Duties whose every effect is a row of the journal, where a doubled one shows."""

import time
from collections.abc import Sequence
from datetime import datetime, timedelta

from tourism.jobs.duties import Duties, Reader, Work
from tourism.jobs.models import Job
from tourism.journal.models import Change
from tourism.journal.services import recording

EFFECT, ECHO, CALL = "effect", "echo", "call"
# Time for a kill between an effect and its mark.
PAUSE = 0.01


def _affect(job: Job, now: datetime) -> None:
    with recording(at=now) as log:
        log.upsert(EFFECT, job.key, before=None, after={})
    time.sleep(PAUSE)


def _echo(changes: Sequence[Change], now: datetime) -> None:
    with recording(at=now) as log:
        for change in changes:
            log.upsert(ECHO, change.public_id, before=None, after={})
    time.sleep(PAUSE)


EFFECTS = Duties(
    readers=(Reader("echo", frozenset({CALL}), _echo),),
    works=(Work(EFFECT, _affect, lease=timedelta(seconds=1)),),
)

"""Workers killed at random moments, two at once: every job and every change has its effect exactly once."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from tests.tourism.jobs.effects import CALL, ECHO, EFFECT
from tourism.bell import bell
from tourism.jobs.models import Job
from tourism.jobs.services import put
from tourism.journal.models import Change
from tourism.journal.services import recording

PROJECT = Path(__file__).resolve().parents[3]
LONGEST_SECONDS = 120


class Crew:
    """Worker processes of a test, which ends them all."""

    def __init__(self, size: int, pulse_seconds: float) -> None:
        self.pulse_seconds = pulse_seconds
        self.hands = [self._start() for _ in range(size)]
        self.said: list[str] = []
        self._heard: set[int] = set()

    def _start(self) -> "subprocess.Popen[str]":
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "DATABASE_OF_TEST": str(connection.settings_dict["NAME"]),
            "PULSE_OF_TEST": str(self.pulse_seconds),
        }
        return subprocess.Popen(
            [sys.executable, "-m", "tests.tourism.jobs.hand"],
            cwd=PROJECT, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip

    def ready(self, number: int) -> "subprocess.Popen[str]":
        """Wait until a worker is at work, and return it."""
        hand = self.hands[number]
        assert hand.stdout
        # The line is read once: at its end the pipe would wait for the worker's death.
        if number not in self._heard:
            assert hand.stdout.readline() == "ready\n"
            self._heard.add(number)
        return hand

    def kill(self, number: int) -> None:
        """Kill a worker at once, and start another in its place."""
        self._end(self.hands[number], signal.SIGKILL)
        self._heard.discard(number)
        self.hands[number] = self._start()

    def end(self) -> str:
        """End them all, and return what they said to stderr."""
        for hand in self.hands:
            self._end(hand, signal.SIGTERM)
        self.hands.clear()
        return "".join(self.said)

    def _end(self, hand: "subprocess.Popen[str]", how: signal.Signals) -> None:
        hand.send_signal(how)
        self.said.append(hand.communicate(timeout=30)[1])


@pytest.fixture
def crew(transactional_db: None) -> Iterator[Crew]:
    """Two real workers on the database of the test."""
    yield from at_work(2, pulse_seconds=0.3)


@pytest.fixture
def listener(transactional_db: None) -> Iterator[Crew]:
    """One real worker that hears the bell and has no pulse to speak of."""
    yield from at_work(1, pulse_seconds=60)


def at_work(size: int, *, pulse_seconds: float) -> Iterator[Crew]:
    assert connection.vendor == ("postgresql" if os.environ.get("TEST_DATABASE") == "postgresql" else "sqlite")
    bell().huey.storage.flush_queue()
    crew = Crew(size, pulse_seconds)
    try:
        for number in range(size):
            crew.ready(number)
        yield crew
    finally:
        crew.end()


def give(jobs: range, calls: range) -> None:
    now = timezone.now()
    for number in jobs:
        put(EFFECT, str(number), now=now)
    for number in calls:
        with recording(at=now) as log:
            log.upsert(CALL, str(number), before=None, after={})


def left() -> int:
    return Job.objects.exclude(state=Job.State.DONE).count()


def effects(type_: str) -> Counter[str]:
    return Counter(Change.objects.filter(type=type_).values_list("public_id", flat=True))


def once(number: int) -> Counter[str]:
    return Counter(str(each) for each in range(number))


def wait_until_done(calls: int) -> None:
    until = time.monotonic() + LONGEST_SECONDS
    while left() or Change.objects.filter(type=ECHO).count() < calls:
        assert time.monotonic() < until, f"{left()} jobs are left, {effects(ECHO).total()} of {calls} calls echoed"
        time.sleep(0.05)


def portion(total: int, part: int, parts: int) -> range:
    return range(total * part // parts, total * (part + 1) // parts)


def kill_and_count(crew: Crew, *, kills: int, jobs: int, calls: int) -> None:
    """Hand out the work in as many portions as there are kills, and kill a worker while it is at each."""
    chance = random.Random(20261125)
    struck, began = 0, time.monotonic()
    for kill in range(kills):
        number = chance.randrange(2)
        crew.ready(number)
        give(portion(jobs, kill, kills), portion(calls, kill, kills))
        time.sleep(chance.uniform(0.0, 0.35))
        crew.kill(number)
        struck += Job.objects.filter(state=Job.State.WAITING, attempts__gt=0).exists()
    wait_until_done(calls)

    seconds = time.monotonic() - began
    told = f"{kills} kills, {struck} with a job in hand; {jobs} jobs, {calls} changes; {seconds:.0f} s"
    print(f"\n{connection.vendor}: {told}")
    assert (effects(EFFECT), effects(ECHO)) == (once(jobs), once(calls))
    assert not Job.objects.filter(state=Job.State.DEAD).exists()
    assert "database is locked" not in crew.end()


def test_three_kills_neither_lose_nor_double_an_effect(crew: Crew) -> None:
    kill_and_count(crew, kills=3, jobs=90, calls=30)


@pytest.mark.soak
def test_fifty_kills_over_a_thousand_jobs_neither_lose_nor_double_an_effect(crew: Crew) -> None:
    kill_and_count(crew, kills=50, jobs=1000, calls=300)


def test_a_wiped_queue_loses_nothing(crew: Crew) -> None:
    for part in range(5):
        give(portion(50, part, 5), portion(5, part, 5))
        bell().huey.storage.flush_all()
    if not settings.ENVIRONMENT.VALKEY_URL:
        (settings.DATA_DIR / "queue.sqlite3").unlink()
    give(range(50, 60), range(5, 6))

    wait_until_done(6)

    assert (effects(EFFECT), effects(ECHO)) == (once(60), once(6))
    # This process still rings into the file that is gone, which no later worker hears.
    bell().huey.storage.close()
    bell.cache_clear()


def test_a_change_is_heard_at_once_and_not_only_at_the_next_tick(listener: Crew) -> None:
    # The first beat rings too: it is over when this has its effect.
    give(range(0), range(1))
    wait_until_done(1)
    began = time.monotonic()

    give(range(0), range(1, 2))
    wait_until_done(2)

    assert time.monotonic() - began < 5

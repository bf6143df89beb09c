"""The command that shows the workers' state and tries a failure again."""

import json

import pytest
from django.core.management import CommandError, call_command

from tests.factories import NOW
from tourism.jobs.models import Cursor, Job

pytestmark = pytest.mark.django_db


def shown(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    call_command("jobs", *arguments)
    return capsys.readouterr().out


def make_dead() -> Job:
    return Job.objects.create(
        kind="webhook", key="1", state="dead", attempts=12, next_at=NOW, created_at=NOW, error="ValueError: no"
    )


def test_it_shows_queues_readers_and_failures(capsys: pytest.CaptureFixture[str]) -> None:
    job = make_dead()
    Cursor.objects.create(reader="feeds", attempts=2, error="KeyError: x")

    text = shown(capsys)

    assert text.splitlines() == [
        "0 workers alive",
        "queues",
        "  webhook: 0 waiting (0 at work, oldest due 0 s), 0 done, 1 dead",
        "readers",
        "  feeds: at 0, 0 behind (0 s), failed 2 times: KeyError: x",
        "1 failures",
        f"  {job.pk} webhook 1: dead after 12: ValueError: no",
    ]


def test_it_tells_programs_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    job = make_dead()

    told = json.loads(shown(capsys, "--json"))

    assert told["failures"][0]["id"] == job.pk
    assert set(told) == {"workers", "queues", "failures", "readers"}


def test_it_tries_a_job_and_a_reader_again(capsys: pytest.CaptureFixture[str]) -> None:
    job = make_dead()
    Cursor.objects.create(reader="feeds", next_at=NOW.replace(year=2090))

    shown(capsys, "--retry", str(job.pk))
    shown(capsys, "--retry", "feeds")

    job.refresh_from_db()
    assert (job.state, job.attempts) == ("waiting", 0)
    assert (Cursor.objects.get().next_at or NOW).year < 2090


@pytest.mark.parametrize("name", ["17", "nobody", "²"])
def test_what_is_not_there_is_refused_by_name(name: str) -> None:
    with pytest.raises(CommandError, match=name):
        call_command("jobs", "--retry", name)

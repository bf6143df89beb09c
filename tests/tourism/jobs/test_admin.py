"""The page of the jobs in the admin: it shows how things stand, and tries a failure again for who may."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from tests.factories import NOW
from tourism.clock import KEY
from tourism.jobs.models import Beat, Cursor, Job
from tourism.users.models import User

pytestmark = pytest.mark.django_db

JOBS, READERS = "/admin/jobs/job/", "/admin/jobs/cursor/"


def signed_in(*permissions: str, is_superuser: bool = False) -> Client:
    user = User.objects.create_user("li", is_staff=True, is_superuser=is_superuser)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    client = Client(headers={"host": "localhost"}, **{KEY: NOW})  # type: ignore[arg-type]
    client.force_login(user)
    return client


def make_dead(state: str = "dead") -> Job:
    return Job.objects.create(
        kind="webhook", key="1", state=state, attempts=12, next_at=NOW, created_at=NOW, error="ValueError: no"
    )


def retry(client: Client, path: str, key: object) -> str:
    answer = client.post(path, {"action": "retry", "_selected_action": str(key)}, follow=True)
    return answer.content.decode()


def test_it_shows_workers_queues_readers_and_failures() -> None:
    make_dead()
    Beat.objects.create(worker="w", started_at=NOW, seen_at=NOW)
    Cursor.objects.create(reader="feeds", seq=17, error="KeyError: x")

    page = signed_in(is_superuser=True).get(JOBS).content.decode()

    assert "活着的后台进程: 1" in page
    assert all(text in page for text in ("webhook", "ValueError: no", "feeds", "KeyError: x"))


def test_a_dead_job_and_a_resting_reader_are_tried_again() -> None:
    job = make_dead()
    Cursor.objects.create(reader="feeds", next_at=NOW.replace(year=2090))
    client = signed_in(is_superuser=True)

    retry(client, JOBS, job.pk)
    retry(client, READERS, "feeds")

    job.refresh_from_db()
    assert (job.state, job.attempts, job.next_at) == ("waiting", 0, NOW)
    assert Cursor.objects.get().next_at == NOW


def test_a_job_that_is_done_says_so_and_stays() -> None:
    job = make_dead("done")

    page = retry(signed_in(is_superuser=True), JOBS, job.pk)

    assert f"{job.pk} 号任务已经做完" in page
    assert Job.objects.get().state == "done"


def test_who_may_only_look_cannot_try_again() -> None:
    job = make_dead()
    client = signed_in("view_job")

    assert client.get(JOBS).status_code == 200
    retry(client, JOBS, job.pk)

    assert Job.objects.get().state == "dead"


def test_nobody_writes_the_rows_of_the_workers() -> None:
    job = make_dead()
    client = signed_in(is_superuser=True)

    assert client.get(f"{JOBS}add/").status_code == 403
    assert client.post(f"{JOBS}{job.pk}/change/", {"state": "done"}).status_code == 403
    assert client.post(f"{JOBS}{job.pk}/delete/", {"post": "yes", "why": "tidy"}).status_code == 403

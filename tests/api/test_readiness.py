"""Supervisors hear what is away, and callers hear it as a refusal that says when to come back."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from django.db import OperationalError, ProgrammingError, connection
from pytest_django import Settings

from api.problems import PROBLEMS, Code
from tests.api.calling import Answer, body_of, caller, post, problem_of
from tests.factories import NOW, make_place
from tourism.jobs.services import beat

pytestmark = pytest.mark.django_db

NO_VALKEY = {
    "default": {
        "BACKEND": "tourism.cache.SurvivingRedisCache",
        # The first port belongs to nobody here: a connection is refused at once.
        "LOCATION": "redis://127.0.0.1:1/0",
    }
}
TRIP = {"start_date": "2026-12-05", "days": 1}


def _failing(kind: type[Exception], cause: Exception) -> Any:
    def refuse(*arguments: object) -> object:
        raise kind("no answer") from cause

    return connection.execute_wrapper(refuse)


@pytest.fixture
def database_away() -> Iterator[None]:
    """Let every query fail as it does when the server goes away."""
    with _failing(OperationalError, psycopg.errors.AdminShutdown("terminating connection")):
        yield


def test_the_service_says_that_it_lives_and_is_ready() -> None:
    beat("a worker", now=NOW)

    assert body_of(caller().get("/healthz")) == {"status": "ok"}
    ready = body_of(caller().get("/readyz"))

    assert (ready["status"], ready["failed"]) == ("ready", [])
    assert ready["checks"] == {"database": True, "cache": True, "worker": True}


def test_without_a_worker_the_service_is_degraded() -> None:
    beat("a worker of yesterday", now=NOW - timedelta(days=1))

    ready = body_of(caller().get("/readyz"))

    assert (ready["status"], ready["failed"]) == ("degraded", ["worker"])


def test_without_a_database_nothing_can_be_served_but_the_process_lives(database_away: None) -> None:
    ready = body_of(caller().get("/readyz"), 503)

    assert (ready["status"], ready["failed"]) == ("unavailable", ["database"])
    assert body_of(caller().get("/healthz")) == {"status": "ok"}


def test_without_a_cache_the_service_is_degraded_and_goes_on(settings: Settings) -> None:
    settings.CACHES = NO_VALKEY
    beat("a worker", now=NOW)
    make_place("pagoda")

    ready = body_of(caller().get("/readyz"))
    feed = caller({"accept-encoding": "gzip"}).get("/feeds/zh/events.ics")

    assert (ready["status"], ready["failed"]) == ("degraded", ["cache"])
    assert feed.status_code == caller().get("/zh/places").status_code == 200


def _is_a_problem_with_a_time(response: Answer) -> bool:
    problem = problem_of(response, 503)
    return problem["type"] == "/problems/unavailable" and int(response.headers["Retry-After"]) > 0


def test_the_api_and_the_feeds_say_when_to_come_back(database_away: None) -> None:
    answers = [
        caller().get("/api/v1/places"),
        caller().get("/api/v1/places/pagoda"),
        post(caller(), "/api/v1/itineraries", {"request": TRIP}),
        caller().get("/feeds/zh/events.ics"),
    ]

    assert all(map(_is_a_problem_with_a_time, answers))


@pytest.mark.parametrize(("lang", "tag", "title"), [("zh", "zh-Hans", "正在恢复"), ("en", "en", "Back in a moment")])
def test_a_page_says_it_in_its_language(database_away: None, lang: str, tag: str, title: str) -> None:
    response = caller().get(f"/{lang}/places")

    assert response.status_code == 503
    assert response.headers["Content-Language"] == tag
    assert int(response.headers["Retry-After"]) > 0
    assert "no-store" in response.headers["Cache-Control"]
    assert title in response.content.decode()


def test_a_mistake_in_a_query_of_ours_stays_a_mistake() -> None:
    with _failing(ProgrammingError, psycopg.errors.UndefinedTable("no such table")):
        client = caller()
        client.raise_request_exception = False
        response = client.get("/api/v1/places?lang=en")

    assert problem_of(response, 500)["title"] == PROBLEMS[Code.INTERNAL].title_en

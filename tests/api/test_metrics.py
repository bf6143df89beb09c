"""Prometheus reads the metrics, and a passer-by does not."""

import re
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.test import Client
from prometheus_client.metrics import MetricWrapperBase
from pytest_django import Settings

from api.metrics import Now
from tests.api.calling import caller
from tests.factories import NOW
from tourism import metrics
from tourism.environment import PROJECT
from tourism.jobs.services import beat, put

pytestmark = pytest.mark.django_db

TOKEN = "a token for Prometheus"
FOREIGN = "203.0.113.9"


def _text(client: Client) -> str:
    response = client.get("/metrics")
    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith("text/plain; version=")
    return response.content.decode()


def test_requests_are_counted_by_pattern_and_never_by_address() -> None:
    for path in ("/api/v1/places/no-such-place", "/zh/places/no-such-place", "/zh/t/a-token", "/no/such/address"):
        caller().get(path)

    text = _text(caller())

    found = set(re.findall(r'shennong_requests_total\{method="GET",route="([^"]+)",status="4xx"\}', text))
    assert {"api/v1/places/<slug>", "<language:lang>/places/<slug:slug>", "<language:lang>/t/<str:token>"} <= found
    assert "none" in found
    assert "no-such" not in text
    assert "a-token" not in text


def test_a_method_that_nobody_knows_is_counted_as_another() -> None:
    caller().generic("BREW", "/zh/")

    text = _text(caller())

    assert 'method="other"' in text
    assert "BREW" not in text


def test_what_runs_and_how_long_plans_take_is_told() -> None:
    caller().get("/feeds/zh/events.ics")
    caller().get("/feeds/zh/events.ics")

    text = _text(caller())

    assert re.search(r'shennong_build_info\{build="[0-9a-f]{12}",database="(sqlite|postgresql)"', text)
    assert 'shennong_feed_cache_total{result="hit"}' in text
    assert 'shennong_feed_cache_total{result="miss"}' in text
    assert "shennong_requests_in_flight 1.0" in text


def test_what_waits_for_the_workers_is_told() -> None:
    put("horizon", "a-job", now=NOW - timedelta(minutes=2))
    beat("a worker", now=NOW)

    text = _text(caller())

    assert "shennong_workers_alive 1.0" in text
    assert 'shennong_jobs{kind="horizon",state="waiting"} 1.0' in text
    assert 'shennong_jobs_oldest_due_seconds{kind="horizon"} 120.0' in text


def test_without_a_database_the_counts_are_still_told() -> None:
    def away(*arguments: object) -> object:
        raise OperationalError("no answer")

    with connection.execute_wrapper(away):
        text = _text(caller())

    assert "shennong_requests_total" in text
    assert "shennong_jobs" not in text


def test_a_passer_by_reads_nothing() -> None:
    response = caller().get("/metrics", REMOTE_ADDR=FOREIGN)

    assert (response.status_code, response.content) == (401, b"")
    assert response.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize("name", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"])
def test_a_proxy_on_this_machine_lends_nobody_its_place(name: str) -> None:
    assert caller({name: "127.0.0.1"}).get("/metrics").status_code == 401


def test_behind_a_proxy_only_the_token_opens(settings: Settings) -> None:
    settings.TRUSTED_PROXIES, settings.METRICS_TOKEN = 1, TOKEN

    assert caller().get("/metrics").status_code == 401
    assert caller({"authorization": "Bearer another token"}).get("/metrics").status_code == 401
    assert _text(caller({"authorization": f"Bearer {TOKEN}", "x-forwarded-for": FOREIGN}))


def test_an_absent_token_opens_nothing(settings: Settings) -> None:
    settings.METRICS_TOKEN = ""

    assert caller({"authorization": "Bearer "}).get("/metrics", REMOTE_ADDR=FOREIGN).status_code == 401


def test_every_metric_is_described_to_the_operator_and_no_other() -> None:
    wrapped = [value for value in vars(metrics).values() if isinstance(value, MetricWrapperBase)]
    families = [*(family for one in wrapped for family in one.describe()), *Now(NOW).collect()]
    chapter = (PROJECT / "docs/operations.md").read_text().split("### Metrics")[1].split("\n## ")[0]

    named = {f"{family.name}_total" if family.type == "counter" else family.name for family in families}

    assert set(re.findall(r"`(shennong_\w+)", chapter)) == named

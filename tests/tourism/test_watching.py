"""Each request leaves one line that names its route, and nobody's secrets."""

import io
import logging
from collections.abc import Iterator

import pytest
from django.conf import settings as configured
from django.db import connection

from tests.api.calling import caller, post, problem_of
from tourism.logs import JsonLines

pytestmark = pytest.mark.django_db

TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736"
PARENT = {"traceparent": f"00-{TRACE_ID}-00f067aa0ba902b7-01"}
PASSWORD = "hunter2-of-the-form"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Return what is written for machines, at the level that says most."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(JsonLines(configured.ENVIRONMENT.secrets))
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield written
    root.setLevel(level)
    root.removeHandler(handler)


def test_a_request_is_one_line_with_its_route_and_its_callers_trace(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "access")

    response = caller(PARENT).get("/zh/places/no-such-place?q=1")

    line, *others = [record for record in caplog.records if record.name == "access"]
    assert others == []
    assert response.headers["X-Trace-Id"] == TRACE_ID
    seen = {name: line.__dict__[name] for name in ("method", "route", "status", "bytes")}
    assert seen == {
        "method": "GET",
        "route": "<language:lang>/places/<slug:slug>",
        "status": 404,
        "bytes": len(response.content),
    }
    assert line.__dict__["ms"] > 0


def test_a_refusal_and_a_mistake_carry_the_trace_that_is_logged(log: io.StringIO) -> None:
    def broken(*arguments: object) -> object:
        raise RuntimeError("a mistake of ours")

    client = caller(PARENT)
    client.raise_request_exception = False
    with connection.execute_wrapper(broken):
        problem = problem_of(client.get("/api/v1/places"), 500)
        page = client.get("/en/places")

    assert problem["trace_id"] == TRACE_ID
    assert (page.status_code, TRACE_ID in page.content.decode()) == (500, True)
    told = [line for line in log.getvalue().splitlines() if "a mistake of ours" in line]
    assert len(told) == 2
    assert all(TRACE_ID in line for line in told)


def test_no_secret_that_a_request_brings_is_logged(log: io.StringIO) -> None:
    def broken(*arguments: object) -> object:
        raise RuntimeError(f"postgresql://county:{PASSWORD}@db: password={PASSWORD} /zh/t/{PASSWORD}")

    client = caller({"authorization": f"Bearer {PASSWORD}", "cookie": f"sessionid={PASSWORD}"})
    client.raise_request_exception = False
    paths = (f"/zh/t/{PASSWORD}", f"/api/v1/itineraries/{PASSWORD}", f"/feeds/zh/itineraries/{PASSWORD}.ics")
    asked = [client.get(f"{path}?token={PASSWORD}").status_code for path in paths]
    asked.append(client.post("/zh/plan", {"password": PASSWORD}).status_code)
    with connection.execute_wrapper(broken):
        failed = [client.get(path).status_code for path in paths]
        failed.append(client.post(f"/zh/t/{PASSWORD}/delete", {"password": PASSWORD}).status_code)
        failed.append(post(client, f"/api/v1/itineraries/{PASSWORD}/links", {"password": PASSWORD}).status_code)

    assert asked == [404, 400, 404, 400]
    assert failed == [500, 500, 500, 500, 404]
    assert log.getvalue().count('"logger": "access"') == len(asked) + len(failed)
    assert PASSWORD not in log.getvalue()
    assert configured.SECRET_KEY not in log.getvalue()

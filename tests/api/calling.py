"""Calls the API as a partner does, at a moment that the test hands in."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.test import Client

from tests.factories import NOW
from tourism.clock import KEY

# The test client's answers have a type of their own, which is no response of Django's.
Answer = Any


def caller(headers: Mapping[str, str] | None = None, *, now: datetime = NOW) -> Client:
    """Return a client whose requests are all made at ``now``."""
    environ: dict[str, Any] = {KEY: now}
    return Client(headers={"host": "localhost", **(headers or {})}, **environ)


def body_of(response: Answer, status: int = 200) -> Any:  # data from outside
    """Return the JSON of an answer that has the status expected."""
    assert response.status_code == status, response.content.decode()
    return json.loads(response.content)


def problem_of(response: Answer, status: int) -> dict[str, Any]:
    """Return a refusal, once it has the shape that all share."""
    assert response.headers["Content-Type"] == "application/problem+json", response.content.decode()
    problem: dict[str, Any] = body_of(response, status)
    assert problem["status"] == status
    assert {"type", "title", "status", "detail", "code", "instance", "trace_id"} <= set(problem)
    return problem


def post(client: Client, path: str, body: object) -> Answer:
    """Send JSON."""
    return client.post(path, json.dumps(body), content_type="application/json")

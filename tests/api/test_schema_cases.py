"""Random requests over the whole description, good and bad: no 5xx, and no answer that is not described."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, settings
from pytest_django.plugin import DjangoDbBlocker
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from seed.services import make_dates, seed_demo, seed_facts
from tests.factories import NOW

# Over 17 operations that read and 3 that plan, about 1,500 cases in `make test`; a plan costs as much as many reads.
SOAK = os.environ.get("SOAK") == "1"
READS, PLANS = (500, 300) if SOAK else (80, 45)
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    negative_data_rejection,
    unsupported_method,
]

schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())


def silent(title: str, count: int) -> None:
    """Take a report of a step and say nothing."""


@pytest.fixture(scope="module")
def _seeded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    # A server closes a connection whose transaction was left open; here it is open on purpose.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    with django_db_blocker.unblock(), transaction.atomic():
        seed_facts(now=NOW, report=silent)
        seed_demo(now=NOW, report=silent)
        make_dates(now=NOW, report=silent)
        yield
        transaction.set_rollback(True)
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


# The test database is made only when some test asks for one by its mark.
@pytest.mark.django_db
def test_every_operation_is_tried() -> None:
    described = sum(len(methods) for methods in schema.raw_schema["paths"].values())

    assert len(list(schema.get_all_operations())) == described


@pytest.mark.usefixtures("_seeded")
@schema.exclude(method="POST").parametrize()
@settings(max_examples=READS, suppress_health_check=list(HealthCheck))
def test_no_read_breaks_the_service_or_its_description(case: schemathesis.Case[Any]) -> None:
    case.call_and_validate(checks=CHECKS)


@pytest.mark.usefixtures("_seeded")
@schema.include(method="POST").parametrize()
@settings(max_examples=PLANS, suppress_health_check=list(HealthCheck))
def test_no_body_breaks_the_service_or_its_description(case: schemathesis.Case[Any]) -> None:
    case.call_and_validate(checks=CHECKS)

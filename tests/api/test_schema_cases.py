"""Random requests over the whole description, good and bad: no 5xx, and no answer that is not described."""

import os
from collections.abc import Iterator

import pytest
import schemathesis
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.db import transaction
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

# 23 operations: about 1,500 cases in `make test`.
EXAMPLES = 400 if os.environ.get("SOAK") == "1" else int(os.environ.get("CASES", 65))
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    negative_data_rejection,
    unsupported_method,
]

schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())


@pytest.fixture(scope="module")
def _seeded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("seed", quiet=True)
        yield
        transaction.set_rollback(True)


@pytest.mark.usefixtures("_seeded")
@schema.parametrize()
@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
def test_no_request_breaks_the_service_or_its_description(case: schemathesis.Case) -> None:
    case.call_and_validate(checks=CHECKS)

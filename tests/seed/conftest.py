"""A seeded database, made once for all tests of a module."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from seed.services import make_dates, seed_demo, seed_facts
from tests.factories import NOW


def silent(title: str, count: int) -> None:
    """Take a report of a step and say nothing."""


@pytest.fixture(scope="module")
def facts_seeded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Hold the facts, and nothing else, for a module."""
    del django_db_setup
    with django_db_blocker.unblock(), transaction.atomic():
        seed_facts(now=NOW, report=silent)
        make_dates(now=NOW, report=silent)
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def all_seeded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Hold the facts and the demonstration for a module."""
    del django_db_setup
    with django_db_blocker.unblock(), transaction.atomic():
        seed_facts(now=NOW, report=silent)
        seed_demo(now=NOW, report=silent)
        make_dates(now=NOW, report=silent)
        yield
        transaction.set_rollback(True)

"""Each leg of the test run talks to the servers it names."""

import os

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection


@pytest.mark.django_db
def test_the_suite_runs_on_the_database_that_its_leg_names() -> None:
    asked = os.environ.get("TEST_DATABASE", "sqlite")

    with connection.cursor() as cursor:
        cursor.execute("SELECT sqlite_version()" if asked == "sqlite" else "SHOW server_version")
        version = cursor.fetchone()[0]

    assert connection.vendor == asked
    assert int(version.split(".")[0]) >= {"sqlite": 3, "postgresql": 18}[asked]


def test_the_cache_is_kept_by_the_server_that_the_leg_names() -> None:
    asked = os.environ.get("TEST_VALKEY") == "1"

    cache.set("spring", "peach", timeout=60)

    assert cache.get("spring") == "peach"
    assert settings.CACHES["default"]["BACKEND"].endswith("RedisCache" if asked else "LocMemCache")
    if asked:
        client = cache._cache.get_client()  # type: ignore[attr-defined]  # of the backend only
        assert client.info("server")["server_name"] == "valkey"
        assert client.dbsize() == 1

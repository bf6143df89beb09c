"""A seeded county for the pages, and a server that shows it to a browser at a moment that the test hands in."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.test import Client
from pytest_django import Settings

from seed.services import make_dates, seed_demo, seed_facts
from tests.factories import NOW
from tests.seed.conftest import all_seeded, facts_seeded, silent
from tourism.clock import KEY

__all__ = ["all_seeded", "facts_seeded"]


class QuietHandler(WSGIRequestHandler):
    """Serves without a line for each request."""

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # the name that the standard library gave it
        """Say nothing."""


def at_now(application: Callable[..., Any]) -> Callable[..., Any]:
    """Let every request be made at the moment of the tests."""

    def server(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        return application({**environ, KEY: NOW}, start_response)

    return server


@pytest.fixture
def reader() -> Client:
    """Return a client that reads pages at the moment of the tests."""
    return Client(headers={"host": "localhost"}, **{KEY: NOW})  # type: ignore[arg-type]  # a key of the environment


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """Serve the project on a free port of the loopback, and return its address."""
    serving = ThreadedWSGIServer(("127.0.0.1", 0), QuietHandler)
    serving.daemon_threads = True
    serving.set_app(at_now(StaticFilesHandler(get_wsgi_application())))
    thread = threading.Thread(target=serving.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{serving.server_port}"
    serving.shutdown()
    serving.server_close()
    thread.join()


@pytest.fixture(scope="session")
def copies() -> Iterator[dict[str, sqlite3.Connection]]:
    """Hold a copy of each seeded database, so that a story starts from it at once."""
    made: dict[str, sqlite3.Connection] = {}
    yield made
    for copy in made.values():
        copy.close()


@pytest.fixture(params=["facts", "demo"])
def site(
    request: pytest.FixtureRequest,
    transactional_db: None,
    server: str,
    copies: dict[str, sqlite3.Connection],
    settings: Settings,
) -> str:
    """Return the address of a seeded county, once with facts only and once with the demonstration."""
    del transactional_db
    settings.PUBLIC_URL = server
    connection.ensure_connection()
    if request.param not in copies:
        seed_facts(now=NOW, report=silent)
        if request.param == "demo":
            seed_demo(now=NOW, report=silent)
        make_dates(now=NOW, report=silent)
        copies[request.param] = sqlite3.connect(":memory:", check_same_thread=False)
        connection.connection.backup(copies[request.param])
    else:
        copies[request.param].backup(connection.connection)
    return server

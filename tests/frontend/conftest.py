"""A seeded county for the pages, and a server that shows it to a browser at a moment that the test hands in."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.management import call_command
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

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


@pytest.fixture(scope="module", params=["facts", "demo"])
def site(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """Serve a seeded county, once with facts only and once with the demonstration, and return its address."""
    del django_db_setup
    with django_db_blocker.unblock():
        server = ThreadedWSGIServer(("127.0.0.1", 0), QuietHandler)
        server.set_app(at_now(StaticFilesHandler(get_wsgi_application())))
        known, settings.PUBLIC_URL = settings.PUBLIC_URL, f"http://127.0.0.1:{server.server_port}"
        seed_facts(now=NOW, report=silent)
        if request.param == "demo":
            seed_demo(now=NOW, report=silent)
        make_dates(now=NOW, report=silent)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield settings.PUBLIC_URL
        server.shutdown()
        server.server_close()
        settings.PUBLIC_URL = known
        call_command("flush", verbosity=0, interactive=False)

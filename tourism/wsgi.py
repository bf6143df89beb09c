"""The door that the server calls; it opens once a first page has been made."""

import os
from typing import Any
from urllib.parse import urlsplit
from wsgiref.util import setup_testing_defaults

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.core.wsgi import get_wsgi_application
from django.db import connections

from routes.planner import warm
from tourism.metrics import bury_the_dead

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tourism.settings")

application = get_wsgi_application()


def _warm() -> None:
    from tourism.gaps.demand import start_writing  # noqa: PLC0415  # it names rows, which Django knows only by now

    # Each worker runs this before it accepts: what is loaded on first use is loaded here, and no reader waits for it.
    environ: dict[str, Any] = {"PATH_INFO": "/zh/", "HTTP_HOST": urlsplit(settings.PUBLIC_URL).netloc}
    setup_testing_defaults(environ)
    application.get_response(WSGIRequest(environ)).close()
    connections.close_all()
    bury_the_dead()
    warm()
    start_writing()


_warm()

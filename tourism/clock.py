"""The one place where an edge reads the wall clock, so that a test or an example can hand in another."""

from datetime import datetime

from django.http import HttpRequest
from django.utils import timezone

# A key of the WSGI environment, which no header can set: those arrive as HTTP_*.
KEY = "shennong.now"


def moment_of(request: HttpRequest) -> datetime:
    """Return when a request is made: what its server handed in, or else the time it is."""
    given: object = request.META.get(KEY)
    return given if isinstance(given, datetime) else timezone.now()

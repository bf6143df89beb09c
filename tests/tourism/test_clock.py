"""The clock of an edge: the time it is, unless its server hands in another; no header can."""

from datetime import UTC, datetime, timedelta

from django.test import RequestFactory
from django.utils import timezone

from tourism.clock import KEY, moment_of

THEN = datetime(2026, 12, 5, 4, 0, tzinfo=UTC)


def test_a_request_is_made_when_its_server_says() -> None:
    request = RequestFactory().get("/")
    request.META[KEY] = THEN

    assert moment_of(request) == THEN


def test_a_header_does_not_move_the_clock() -> None:
    request = RequestFactory(headers={"shennong.now": THEN.isoformat()}).get("/")

    assert abs(moment_of(request) - timezone.now()) < timedelta(minutes=1)

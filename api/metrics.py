"""Shows the metrics to the operator's Prometheus, and to nobody else."""

import platform
import secrets
from collections.abc import Iterator
from datetime import datetime
from ipaddress import ip_address

import django
from django.conf import settings
from django.db import Error, connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, Metric
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from tourism.build import build_id
from tourism.clock import moment_of
from tourism.jobs.queries import overview
from tourism.metrics import exposition

# A request that came through a proxy says so, and then loopback is only where the proxy stands.
FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Real-Ip", "Via")


class Now(Collector):
    """What is read at the moment of asking rather than counted."""

    def __init__(self, moment: datetime) -> None:
        self._moment = moment

    def collect(self) -> Iterator[Metric]:
        """Say what runs, and what waits for the workers."""
        yield self._build()
        try:
            found = overview(self._moment)
        except Error:
            # What was counted is still wanted while the database is away.
            return
        yield GaugeMetricFamily("shennong_workers_alive", "Workers that beat lately.", value=len(found.workers))
        depth = GaugeMetricFamily("shennong_jobs", "Jobs by kind and state.", labels=["kind", "state"])
        age = GaugeMetricFamily("shennong_jobs_oldest_due_seconds", "Age of the longest due job.", labels=["kind"])
        for queue in found.queues:
            for state in ("waiting", "running", "done", "dead"):
                depth.add_metric([queue.kind, state], getattr(queue, state))
            age.add_metric([queue.kind], queue.oldest_due_seconds)
        behind = GaugeMetricFamily("shennong_reader_behind", "Changes before a journal reader.", labels=["reader"])
        for reader in found.readers:
            behind.add_metric([reader.reader], reader.behind)
        yield from (depth, age, behind)

    @staticmethod
    def _build() -> Metric:
        labels = {
            "build": build_id(),
            "python": platform.python_version(),
            "django": django.get_version(),
            "database": connection.vendor,
        }
        family = GaugeMetricFamily("shennong_build_info", "What runs.", labels=list(labels))
        family.add_metric(list(labels.values()), 1.0)
        return family


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Send all metrics to whoever calls from this machine itself, or holds the token."""
    if not _may_read(request):
        return HttpResponse(status=401, headers={"WWW-Authenticate": "Bearer", "Cache-Control": "no-store"})
    return HttpResponse(
        exposition(Now(moment_of(request))), content_type=CONTENT_TYPE_LATEST, headers={"Cache-Control": "no-store"}
    )


def _may_read(request: HttpRequest) -> bool:
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    if settings.METRICS_TOKEN and kind.lower() == "bearer":
        return secrets.compare_digest(token.strip().encode(), settings.METRICS_TOKEN.encode())
    return _is_on_this_machine(request)


def _is_on_this_machine(request: HttpRequest) -> bool:
    """Say whether a caller is here itself: behind a proxy everybody seems to be."""
    if settings.TRUSTED_PROXIES or any(name in request.headers for name in FORWARDED):
        return False
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False

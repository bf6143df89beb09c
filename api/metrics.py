"""Shows the metrics to the operator's Prometheus, and to nobody else."""

import platform
import secrets
from collections.abc import Iterator
from ipaddress import ip_address

import django
from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, Metric
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from tourism.build import build_id
from tourism.metrics import exposition

# A request that came through a proxy says so, and then loopback is only where the proxy stands.
FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Real-Ip", "Via")


class Now(Collector):
    """What is read at the moment of asking rather than counted."""

    def collect(self) -> Iterator[Metric]:
        """Say what runs."""
        labels = {
            "build": build_id(),
            "python": platform.python_version(),
            "django": django.get_version(),
            "database": connection.vendor,
        }
        family = GaugeMetricFamily("shennong_build_info", "What runs.", labels=list(labels))
        family.add_metric(list(labels.values()), 1.0)
        yield family


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Send all metrics to whoever calls from this machine itself, or holds the token."""
    if not _may_read(request):
        return HttpResponse(status=401, headers={"WWW-Authenticate": "Bearer", "Cache-Control": "no-store"})
    return HttpResponse(exposition(Now()), content_type=CONTENT_TYPE_LATEST, headers={"Cache-Control": "no-store"})


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

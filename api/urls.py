"""Which addresses the API, the feeds and the health checks answer."""

from django.urls import URLPattern, URLResolver, path, re_path

from api.feeds import event_feed, events_feed, trip_feed
from api.help import problem_page
from api.metrics import metrics
from api.readiness import healthz, readyz
from api.v1.api import api

LANG = r"^feeds/(?P<lang>zh|en)"

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", api.urls),
    re_path(rf"{LANG}/events\.ics$", events_feed),
    re_path(rf"{LANG}/events/(?P<event_id>[0-9a-f-]{{36}})\.ics$", event_feed),
    re_path(rf"{LANG}/itineraries/(?P<token>[A-Za-z0-9_-]{{1,64}})\.ics$", trip_feed),
    path("problems/<str:code>", problem_page),
    path("healthz", healthz),
    path("readyz", readyz),
    path("metrics", metrics),
]

"""The wiring: which app answers which address."""

from django.urls import include, path

urlpatterns = [
    path("", include("api.urls")),
    path("", include("frontend.urls")),
]

"""The wiring: which app answers which address."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("api.urls")),
    path("", include("frontend.urls")),
]

# Pages answer in the language of their address; the API turns what falls under its own paths into problem documents.
handler400 = "frontend.public.errors.bad_request"
handler403 = "frontend.public.errors.permission_denied"
handler404 = "frontend.public.errors.not_found"
handler429 = "frontend.public.errors.too_many"
handler500 = "frontend.public.errors.server_error"

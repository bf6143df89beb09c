"""Registers themed routes, plans and kept trips."""

from django.apps import AppConfig


class RoutesConfig(AppConfig):
    """Where to go, in what order."""

    name = "routes"
    default_auto_field = "django.db.models.BigAutoField"

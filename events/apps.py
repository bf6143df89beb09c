"""Registers the calendar."""

from django.apps import AppConfig


class EventsConfig(AppConfig):
    """What happens, and when."""

    name = "events"
    default_auto_field = "django.db.models.BigAutoField"

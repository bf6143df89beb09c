"""Registers the jobs: what workers do, in rows."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Work that outlives whoever does it."""

    name = "tourism.jobs"
    label = "jobs"
    default_auto_field = "django.db.models.BigAutoField"

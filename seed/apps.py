"""Registers the seeding of a county."""

from django.apps import AppConfig


class SeedConfig(AppConfig):
    """Carries data files into the database."""

    name = "seed"
    default_auto_field = "django.db.models.BigAutoField"

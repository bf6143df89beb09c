"""Registers what is not known, how often plans met it, and what the staff put off."""

from django.apps import AppConfig


class GapsConfig(AppConfig):
    """Keeps the worklist of facts to find out."""

    name = "tourism.gaps"
    label = "gaps"
    default_auto_field = "django.db.models.BigAutoField"

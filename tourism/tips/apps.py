"""Registers what visitors tell."""

from django.apps import AppConfig


class TipsConfig(AppConfig):
    """Keeps tips and their photos until the staff have looked at them."""

    name = "tourism.tips"
    label = "tips"
    default_auto_field = "django.db.models.BigAutoField"

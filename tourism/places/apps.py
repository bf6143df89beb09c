"""Registers the county: its places, industries, organisations and sources."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    """What a county has, and how sure we are of it."""

    name = "tourism.places"
    label = "places"
    default_auto_field = "django.db.models.BigAutoField"

"""Registers the app of people with an account."""

from django.apps import AppConfig


class UsersConfig(AppConfig):
    """People who sign in."""

    name = "tourism.users"
    label = "users"
    default_auto_field = "django.db.models.BigAutoField"

"""Registers the journal: what changed, in order."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """The outbox that every reader follows."""

    name = "tourism.journal"
    label = "journal"
    default_auto_field = "django.db.models.BigAutoField"

"""Gives a group what it may do; migrations call it, each room's for its own tables, and may do so twice."""

from collections.abc import Iterable
from typing import Any

EDITORS = "county editors"
ALL = ("view", "add", "change", "delete")


def allow(apps: Any, group: str, label: str, models: Iterable[str], actions: Iterable[str] = ALL) -> None:
    """Let a group act on tables of an app, as a migration sees them.

    Permissions are otherwise made after the last migration: too late for one that hands them out.
    """
    content_types = apps.get_model("contenttypes", "ContentType").objects
    permissions = apps.get_model("auth", "Permission").objects
    row, _ = apps.get_model("auth", "Group").objects.get_or_create(name=group)
    for model in models:
        type_, _ = content_types.get_or_create(app_label=label, model=model)
        for action in actions:
            permission, _ = permissions.get_or_create(
                content_type=type_, codename=f"{action}_{model}", defaults={"name": f"Can {action} {model}"}
            )
            row.permissions.add(permission)

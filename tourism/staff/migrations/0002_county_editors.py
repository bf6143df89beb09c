"""Makes the group of those who edit facts, events and routes, and nobody's account."""

from typing import Any

from django.db import migrations

from tourism.staff.groups import EDITORS, allow

SOURCED = ("source", "theme", "organisation", "industry", "place", "specialday", "closure", "knowndistance", "climate")


def make_group(apps: Any, schema_editor: object) -> None:
    del schema_editor
    allow(apps, EDITORS, "places", SOURCED)
    allow(apps, EDITORS, "places", ["destination"], ["view"])
    allow(apps, EDITORS, "events", ["season", "event", "observance"])
    # A date is never deleted, and made by its event's rule only.
    allow(apps, EDITORS, "events", ["occurrence"], ["view", "change"])
    allow(apps, EDITORS, "routes", ["route", "routestop"])
    allow(apps, EDITORS, "journal", ["change"], ["view"])


class Migration(migrations.Migration):
    dependencies = [
        ("staff", "0001_sign_in_counts"),
        ("users", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make_group, migrations.RunPython.noop)]

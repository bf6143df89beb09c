"""Lets a change find the kept trips that rest on it; trips that are kept already are entered."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def enter_kept_trips(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Enter what each kept trip rests on; run twice, it enters nothing twice."""
    del schema_editor
    itineraries = apps.get_model("routes", "Itinerary").objects.filter(plan__isnull=False, deleted_at__isnull=True)
    target = apps.get_model("routes", "ItineraryTarget")
    events = apps.get_model("events", "Occurrence").objects
    for itinerary in itineraries.iterator(chunk_size=200):
        stops = [stop for day in itinerary.plan["zh-Hans"]["days"] for stop in day["stops"]]
        dates = {stop["occurrence"] for stop in stops if stop["occurrence"]}
        targets = {("place", stop["place"]) for stop in stops if stop["place"]}
        targets |= {("occurrence", public_id) for public_id in dates}
        found = events.filter(public_id__in=dates).values_list("event_id", flat=True)
        targets |= {("event", str(event_id)) for event_id in found}
        target.objects.bulk_create(
            [target(itinerary=itinerary, type=type_, public_id=public_id) for type_, public_id in sorted(targets)],
            ignore_conflicts=True,
        )


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0002_occurrence_forms"),
        ("routes", "0002_roads_from"),
    ]

    operations = [
        migrations.AddField(
            model_name="itinerary",
            name="marks_due",
            field=models.BooleanField(default=False, help_text="something changed, and marks are not worked out yet"),
        ),
        migrations.CreateModel(
            name="ItineraryTarget",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("type", models.CharField(help_text="place, event or occurrence, as in the journal", max_length=10)),
                ("public_id", models.CharField(max_length=120)),
                (
                    "itinerary",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="targets", to="routes.itinerary"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("type", "public_id", "itinerary"), name="itinerary_target_once")
                ],
            },
        ),
        migrations.RunPython(enter_kept_trips, migrations.RunPython.noop),
    ]

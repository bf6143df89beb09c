"""The rows of themed routes and of trips that travellers keep."""

import uuid

from django.db import models
from django.db.models.functions import Now

from tourism.places.models import Destination, Industry, Place, Sourced, Theme


class Route(Sourced):
    """A themed, undated, ordered list of stops, written by people."""

    slug = models.SlugField(max_length=64, unique=True)
    destination = models.ForeignKey(Destination, on_delete=models.PROTECT, related_name="routes")
    theme = models.ForeignKey(Theme, null=True, blank=True, on_delete=models.PROTECT, related_name="routes")
    name_zh = models.CharField(max_length=120)
    name_en = models.CharField(max_length=160)
    summary_zh = models.TextField(blank=True)
    summary_en = models.TextField(blank=True)
    rank = models.PositiveSmallIntegerField(default=0)
    listed = models.BooleanField(default=True)

    class Meta:
        ordering = ["rank", "slug"]

    def __str__(self) -> str:
        return self.name_zh


class RouteStop(models.Model):
    """One stop of a route, and the industry that earns there."""

    route = models.ForeignKey(Route, on_delete=models.CASCADE, related_name="stops")
    rank = models.PositiveSmallIntegerField()
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="route_stops")
    industry = models.ForeignKey(Industry, null=True, blank=True, on_delete=models.PROTECT, related_name="route_stops")
    note_zh = models.CharField(max_length=300, blank=True)
    note_en = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["route", "rank"]
        constraints = [models.UniqueConstraint(fields=["route", "rank"], name="route_stop_rank_once")]

    def __str__(self) -> str:
        return f"{self.route_id} {self.rank}"


class Itinerary(models.Model):
    """A plan that a traveller keeps: what was asked, and the days as they stand."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    destination = models.ForeignKey(Destination, on_delete=models.PROTECT, related_name="itineraries")
    request = models.JSONField()
    plan = models.JSONField(null=True, help_text="null once deleted: nothing of the traveller stays")
    first_day = models.DateField()
    last_day = models.DateField()
    data_seq = models.PositiveBigIntegerField()
    sequence = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    marks = models.JSONField(default=list, blank=True, help_text="stops whose event or place changed since")
    marks_due = models.BooleanField(default=False, help_text="something changed, and marks are not worked out yet")
    created_at = models.DateTimeField()
    modified_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "itineraries"

    def __str__(self) -> str:
        return str(self.id)


class ItineraryTarget(models.Model):
    """One thing that a kept trip rests on, so that a change finds its trips without reading them all."""

    itinerary = models.ForeignKey(Itinerary, on_delete=models.CASCADE, related_name="targets")
    type = models.CharField(max_length=10, help_text="place, event or occurrence, as in the journal")
    public_id = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["type", "public_id", "itinerary"], name="itinerary_target_once"),
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.public_id}"


class ItineraryLink(models.Model):
    """One way in to a kept trip; only the hash of its token is stored."""

    class Role(models.TextChoices):
        """What a link allows; only ``edit`` writes."""

        EDIT = "edit"
        VIEW = "view"
        FEED = "feed"
        VOTE = "vote"

    itinerary = models.ForeignKey(Itinerary, on_delete=models.CASCADE, related_name="links")
    role = models.CharField(max_length=4, choices=Role.choices)
    number = models.PositiveIntegerField(default=1, help_text="raised by revoking, so that a new token is derived")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["itinerary", "role", "number"], name="itinerary_link_once"),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.number}"


class RoadsFrom(models.Model):
    """What the operator's routing engine said of the roads from one spot, kept so that no plan waits for it again."""

    mode = models.CharField(max_length=8)
    origin = models.CharField(max_length=32, help_text="WGS-84 latitude and longitude to five places")
    cells = models.JSONField(help_text="by target, like origin: [seconds, metres], or null where no road leads")
    asked_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["mode", "origin"], name="roads_from_once")]
        verbose_name_plural = "roads from"

    def __str__(self) -> str:
        return f"{self.mode} {self.origin}"

"""The calendar's rows: seasons, events, their occurrences, and observances."""

import uuid

from django.db import models
from django.db.models import F, Q

from events.choices import Category, EventStanding, EventStatus, OccurrenceStatus
from tourism.places.models import Destination, Organisation, Place, Sourced, Theme


class Season(Sourced):
    """A run of events published together, such as an opera season or a tournament."""

    slug = models.SlugField(max_length=64, unique=True)
    destination = models.ForeignKey(Destination, on_delete=models.PROTECT, related_name="seasons")
    name_zh = models.CharField(max_length=120)
    name_en = models.CharField(max_length=160, blank=True)

    class Meta:
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.name_zh


class Event(Sourced):
    """What happens; it has one rule or a list of dates, and only a scheduled one has occurrences."""

    Status = EventStatus
    Standing = EventStanding

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(max_length=64, unique=True)
    destination = models.ForeignKey(Destination, on_delete=models.PROTECT, related_name="events")
    category = models.CharField(max_length=14, choices=Category.choices)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.PUBLISHED)
    standing = models.CharField(max_length=10, choices=Standing.choices, default=Standing.SCHEDULED)
    title_zh = models.CharField(max_length=160)
    title_en = models.CharField(max_length=200, blank=True)
    description_zh = models.TextField(blank=True)
    description_en = models.TextField(blank=True)
    organiser = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="organised_events"
    )
    venue = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="events")
    town = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="town_events")
    venue_note_zh = models.CharField(max_length=160, blank=True, help_text="where, when the venue is no place of ours")
    season = models.ForeignKey(Season, null=True, blank=True, on_delete=models.PROTECT, related_name="events")
    themes = models.ManyToManyField(Theme, blank=True, related_name="events")

    rule = models.JSONField(default=dict, help_text="as events.recurrence.rule writes it")
    rule_note_zh = models.CharField(max_length=200, blank=True, help_text="the custom in its source's own terms")
    start_time = models.TimeField(null=True, blank=True, help_text="local; blank is all day")
    duration_minutes = models.PositiveIntegerField(default=60)
    timezone = models.CharField(max_length=64, default="Asia/Shanghai")

    age_from = models.PositiveSmallIntegerField(null=True, blank=True)
    seats = models.PositiveIntegerField(null=True, blank=True)
    phone = models.CharField(max_length=32, blank=True)
    fare_adult_fen = models.PositiveIntegerField(null=True, blank=True)
    fare_senior_fen = models.PositiveIntegerField(null=True, blank=True)
    fare_child_fen = models.PositiveIntegerField(null=True, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    confidence = models.CharField(max_length=6, blank=True)
    listed = models.BooleanField(default=True)
    search = models.TextField(blank=True, help_text="folded titles, pinyin and aliases")
    materialised_until = models.DateField(null=True, blank=True, help_text="occurrences exist up to this day")

    class Meta:
        ordering = ["slug"]
        constraints = [models.CheckConstraint(condition=Q(duration_minutes__gt=0), name="event_lasts")]

    def __str__(self) -> str:
        return self.title_zh


class Occurrence(models.Model):
    """One dated happening; keyed by its original start, so that a moved one stays itself. Never deleted."""

    Status = OccurrenceStatus

    class Reason(models.TextChoices):
        """Why one was cancelled; never a person's illness or mourning."""

        WEATHER = "weather"
        POWER = "power"
        PEOPLE = "people"
        VENUE = "venue"
        OTHER = "other"
        RULE_CHANGED = "rule_changed"

    public_id = models.UUIDField(unique=True, editable=False)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="occurrences")
    original_start = models.CharField(max_length=16, help_text="local wall time, 2026-11-29T19:30, or a date")
    start = models.DateTimeField()
    end = models.DateTimeField()
    status = models.CharField(max_length=9, choices=Status.choices, default=Status.CONFIRMED)
    reason = models.CharField(max_length=12, choices=Reason.choices, blank=True)
    reason_zh = models.CharField(max_length=200, blank=True)
    reason_en = models.CharField(max_length=200, blank=True)
    venue = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    title_zh = models.CharField(max_length=160, blank=True)
    title_en = models.CharField(max_length=200, blank=True)
    description_zh = models.TextField(blank=True)
    description_en = models.TextField(blank=True)
    overridden = models.BooleanField(default=False)
    own_uid = models.BooleanField(default=False, help_text="sent under its own UID, not as one of its event's series")
    with_event = models.BooleanField(default=False, help_text="cancelled because its event was, not by itself")
    sequence = models.PositiveIntegerField(default=0)
    modified_at = models.DateTimeField()

    class Meta:
        ordering = ["start", "public_id"]
        constraints = [
            models.UniqueConstraint(fields=["event", "original_start"], name="occurrence_once"),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="occurrence_lasts"),
        ]
        indexes = [models.Index(fields=["start"], name="occurrence_start")]

    def __str__(self) -> str:
        return f"{self.event_id} {self.original_start}"


class Observance(Sourced):
    """A day that the calendar shows by name, such as a solar term or a lunar festival."""

    slug = models.SlugField(max_length=64, unique=True)
    name_zh = models.CharField(max_length=60)
    name_en = models.CharField(max_length=80)
    rule = models.JSONField(default=dict, help_text="as events.recurrence.rule writes it")

    class Meta:
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.name_zh

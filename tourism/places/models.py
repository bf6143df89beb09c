"""The county's rows: themes, sources, organisations, industries, places, special days and closures."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q

from tourism.places.choices import OrganisationKind, PlaceRole
from tourism.values.geo import Basis, Coordinate, Crs, Position
from tourism.values.money import Fares, Fen


class Answer(models.TextChoices):
    """A question of yes or no that may be open."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Destination(models.Model):
    """One county: the frame of places, organisations and events."""

    slug = models.SlugField(max_length=64, unique=True)
    name_zh = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    adcode = models.CharField(max_length=6, blank=True)
    timezone = models.CharField(max_length=64, default="Asia/Shanghai")
    centre = models.ForeignKey("Place", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.name_zh


class Source(models.Model):
    """Where a fact comes from; grade A is strong, C weak."""

    code = models.CharField(max_length=16, unique=True)
    title = models.CharField(max_length=300)
    url = models.URLField(max_length=500, blank=True)
    published = models.CharField(max_length=64, blank=True)
    grade = models.CharField(max_length=1, blank=True, choices=[("A", "A"), ("B", "B"), ("C", "C")])
    demo = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.code


class Theme(models.Model):
    """What a traveller likes."""

    slug = models.SlugField(max_length=64, unique=True)
    name_zh = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60)
    rank = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["rank", "slug"]

    def __str__(self) -> str:
        return self.slug


class Sourced(models.Model):
    """A row whose fields are facts: ``facts`` says of each how sure we are and why.

    Shape: ``{field: {status, sources, checked_on, checked_by, confidence, note}}``.
    """

    facts = models.JSONField(default=dict, blank=True)
    demo = models.BooleanField(default=False)
    modified_at = models.DateTimeField()

    class Meta:
        abstract = True

    def fact(self, field: str) -> dict[str, Any]:
        """Return what is known about a field; an absent entry is unknown."""
        known: dict[str, Any] = self.facts.get(field, {"status": "unknown", "sources": []})
        return known


class Organisation(Sourced):
    """A committee, association, business, troupe, team or bureau."""

    Kind = OrganisationKind

    slug = models.SlugField(max_length=64, unique=True)
    destination = models.ForeignKey(Destination, on_delete=models.PROTECT, related_name="organisations")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    name_zh = models.CharField(max_length=120)
    name_en = models.CharField(max_length=160, blank=True)
    town = models.ForeignKey("Place", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    phone = models.CharField(max_length=32, blank=True)
    description_zh = models.TextField(blank=True)
    description_en = models.TextField(blank=True)

    class Meta:
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.name_zh


class Industry(Sourced):
    """One of the county's industries: a regional committee, an association and businesses."""

    slug = models.SlugField(max_length=64, unique=True)
    destination = models.ForeignKey(Destination, on_delete=models.PROTECT, related_name="industries")
    theme = models.ForeignKey(Theme, null=True, blank=True, on_delete=models.PROTECT, related_name="industries")
    name_zh = models.CharField(max_length=120)
    name_en = models.CharField(max_length=160)
    committee = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="leads")
    association = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="represents"
    )
    businesses = models.ManyToManyField(Organisation, blank=True, related_name="industries")
    towns: "models.ManyToManyField[Place, models.Model]" = models.ManyToManyField(
        "Place", blank=True, related_name="town_industries"
    )
    villages: "models.ManyToManyField[Place, models.Model]" = models.ManyToManyField(
        "Place", blank=True, related_name="village_industries"
    )
    product_zh = models.CharField(max_length=300, blank=True)
    product_en = models.CharField(max_length=300, blank=True)
    metrics_zh = models.TextField(blank=True)
    metrics_year = models.CharField(max_length=16, blank=True)
    visit_hook_zh = models.CharField(max_length=300, blank=True)
    visit_hook_en = models.CharField(max_length=300, blank=True)
    unknown_zh = models.CharField(max_length=300, blank=True)
    rank = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["rank", "slug"]
        verbose_name_plural = "industries"

    def __str__(self) -> str:
        return self.name_zh


class PlaceQuerySet(models.QuerySet["Place"]):
    """Reusable filters of places."""

    def listed(self) -> "PlaceQuerySet":
        """Keep places that the public sees."""
        return self.filter(listed=True)

    def in_theme(self, *slugs: str) -> "PlaceQuerySet":
        """Keep places of any of these themes."""
        return self.filter(themes__slug__in=slugs).distinct()

    def in_industry(self, slug: str) -> "PlaceQuerySet":
        """Keep places where an industry is seen or earns."""
        return self.filter(industry__slug=slug)


class Place(Sourced):
    """Somewhere a visit happens, or a venue; nothing about it is taken for granted."""

    Role = PlaceRole

    class Diet(models.TextChoices):
        """Who can eat here, where that is known."""

        HALAL = "halal"
        VEGETARIAN = "vegetarian"
        NONE_KNOWN = "none_known"

    slug = models.SlugField(max_length=64, unique=True)
    destination = models.ForeignKey(Destination, on_delete=models.PROTECT, related_name="places")
    kind = models.CharField(max_length=32)
    role = models.CharField(max_length=10, choices=Role.choices)
    part_of = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts")
    town = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="town_places")
    town_zh = models.CharField(max_length=60, blank=True)
    operator = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="operated_places"
    )
    themes = models.ManyToManyField(Theme, blank=True, related_name="places")
    industry = models.ForeignKey(Industry, null=True, blank=True, on_delete=models.PROTECT, related_name="places")
    name_zh = models.CharField(max_length=120)
    name_en = models.CharField(max_length=160, blank=True)
    pinyin = models.CharField(max_length=200, blank=True)
    aliases = models.JSONField(default=list, blank=True)
    description_zh = models.TextField(blank=True)
    description_en = models.TextField(blank=True)
    notes_zh = models.TextField(blank=True, help_text="where sources disagree, and what is not known")

    lat = models.FloatField(null=True, blank=True, help_text="WGS-84 degrees")
    lon = models.FloatField(null=True, blank=True, help_text="WGS-84 degrees")
    precision_m = models.PositiveIntegerField(null=True, blank=True)
    basis = models.CharField(max_length=5, choices=[(basis.value, basis.value) for basis in Basis], default=Basis.NONE)

    hours = models.CharField(max_length=512, blank=True, help_text="OSM opening_hours; blank is unknown")
    season_zh = models.CharField(max_length=200, blank=True)
    season_en = models.CharField(max_length=200, blank=True)
    season_from = models.CharField(max_length=5, blank=True, help_text="MM-DD, the first day worth a visit")
    season_until = models.CharField(max_length=5, blank=True, help_text="MM-DD, the last day worth a visit")
    visit_min = models.PositiveSmallIntegerField(null=True, blank=True, help_text="minutes")
    visit_usual = models.PositiveSmallIntegerField(null=True, blank=True, help_text="minutes")
    visit_max = models.PositiveSmallIntegerField(null=True, blank=True, help_text="minutes")
    fare_adult_fen = models.PositiveIntegerField(null=True, blank=True)
    fare_senior_fen = models.PositiveIntegerField(null=True, blank=True)
    fare_child_fen = models.PositiveIntegerField(null=True, blank=True)
    phone = models.CharField(max_length=32, blank=True)
    steps = models.PositiveIntegerField(null=True, blank=True, help_text="number of steps to climb")
    step_free = models.CharField(max_length=7, choices=Answer.choices, default=Answer.UNKNOWN)
    toilets = models.CharField(max_length=7, choices=Answer.choices, default=Answer.UNKNOWN)
    indoor = models.CharField(max_length=7, choices=Answer.choices, default=Answer.UNKNOWN)
    diet = models.CharField(max_length=10, choices=Diet.choices, default=Diet.NONE_KNOWN)
    confidence = models.CharField(max_length=6, blank=True)
    licence = models.CharField(max_length=120, blank=True)
    attribution = models.CharField(max_length=200, blank=True)
    listed = models.BooleanField(default=True)
    search = models.TextField(blank=True, help_text="folded names, pinyin and aliases")

    objects = PlaceQuerySet.as_manager()

    class Meta:
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(basis="none", lat__isnull=True, lon__isnull=True)
                | Q(lat__gte=-90, lat__lte=90, lon__gte=-180, lon__lte=180) & ~Q(basis="none"),
                name="place_position_whole",
            ),
            models.CheckConstraint(
                condition=Q(season_from="", season_until="") | ~Q(season_from="") & ~Q(season_until=""),
                name="place_season_whole",
            ),
            models.CheckConstraint(
                condition=Q(visit_min__isnull=True)
                | Q(visit_min__gt=0, visit_usual__gte=F("visit_min"), visit_max__gte=F("visit_usual")),
                name="place_visit_ordered",
            ),
        ]

    def __str__(self) -> str:
        return self.name_zh

    @property
    def position(self) -> Position:
        """Where it is, in WGS-84, with how sure we are."""
        if self.lat is None or self.lon is None:
            return Position(coordinate=None, precision_m=None, basis=Basis.NONE)
        coordinate = Coordinate(lat=self.lat, lon=self.lon, crs=Crs.WGS84)
        return Position(coordinate=coordinate, precision_m=self.precision_m, basis=Basis(self.basis))

    def is_in_season(self, day: date) -> bool:
        """Say whether a day lies in the season; a place without one is worth a visit all year."""
        if not self.season_from:
            return True
        today = f"{day:%m-%d}"
        if self.season_from <= self.season_until:
            return self.season_from <= today <= self.season_until
        return today >= self.season_from or today <= self.season_until

    @property
    def fares(self) -> Fares:
        """What a visit costs by age band; None where it is not known."""
        bands = (self.fare_adult_fen, self.fare_senior_fen, self.fare_child_fen)
        adult, senior, child = (None if fen is None else Fen(fen) for fen in bands)
        return Fares(adult_fen=adult, senior_fen=senior, child_fen=child)


class SpecialDay(Sourced):
    """A public holiday or a make-up workday, as the State Council or the statute sets it."""

    class Kind(models.TextChoices):
        """What a special day changes."""

        HOLIDAY = "holiday"
        WORKDAY = "workday"

    slug = models.SlugField(max_length=64, unique=True)
    date = models.DateField()
    kind = models.CharField(max_length=8, choices=Kind.choices)
    name_zh = models.CharField(max_length=120)
    name_en = models.CharField(max_length=160)

    class Meta:
        ordering = ["date"]
        constraints = [models.UniqueConstraint(fields=["date"], name="special_day_once")]

    def __str__(self) -> str:
        return f"{self.date} {self.name_zh}"


class Closure(Sourced):
    """A span of dates when a place is shut, whatever its hours say; half-open."""

    slug = models.SlugField(max_length=64, unique=True)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="closures")
    first = models.DateField()
    until = models.DateField(help_text="the first day it is open again")
    reason_zh = models.CharField(max_length=200)
    reason_en = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["first"]
        constraints = [models.CheckConstraint(condition=Q(until__gt=F("first")), name="closure_has_days")]

    def __str__(self) -> str:
        return f"{self.place_id} {self.first}"

    def covers(self, day: date) -> bool:
        """Say whether the place is shut on a day."""
        return self.first <= day < self.until


class KnownDistance(Sourced):
    """A stated road distance between two places, or a note about a line between them."""

    slug = models.SlugField(max_length=64, unique=True)
    origin = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    target = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    mode = models.CharField(max_length=16)
    name_zh = models.CharField(max_length=120)
    origin_zh = models.CharField(max_length=60, blank=True)
    target_zh = models.CharField(max_length=60, blank=True)
    metres = models.PositiveIntegerField(null=True, blank=True)
    minutes = models.PositiveIntegerField(null=True, blank=True)
    departures = models.CharField(max_length=120, blank=True)
    fare_fen = models.PositiveIntegerField(null=True, blank=True)
    valid_zh = models.CharField(max_length=80, blank=True)
    notes_zh = models.TextField(blank=True)
    confidence = models.CharField(max_length=6, blank=True)

    class Meta:
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.name_zh


class Climate(Sourced):
    """Monthly or yearly means of one station."""

    slug = models.SlugField(max_length=64, unique=True)
    station = models.CharField(max_length=32)
    period_of_year = models.CharField(max_length=8, help_text="01 to 12, summer or year")
    mean_max_c = models.FloatField(null=True, blank=True)
    mean_c = models.FloatField(null=True, blank=True)
    mean_min_c = models.FloatField(null=True, blank=True)
    precip_mm = models.FloatField(null=True, blank=True)
    precip_days = models.FloatField(null=True, blank=True)
    humidity_pct = models.FloatField(null=True, blank=True)
    sunshine_h = models.FloatField(null=True, blank=True)
    period = models.CharField(max_length=32, blank=True)
    confidence = models.CharField(max_length=6, blank=True)
    notes_zh = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["station", "period_of_year"]

    def __str__(self) -> str:
        return self.slug

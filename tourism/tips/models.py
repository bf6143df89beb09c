"""What visitors tell, the photos they send, and how often somebody told: private until the staff approve it."""

from django.db import models
from django.db.models import Q

from tourism.places.models import Place


class Photo(models.Model):
    """A cleaned picture in the store; the public sees it once it is approved for a place."""

    name = models.CharField(max_length=32, unique=True, help_text="random; part of its address")
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="photos")
    alt_zh = models.CharField(max_length=200, blank=True)
    alt_en = models.CharField(max_length=200, blank=True)
    licence = models.CharField(max_length=120, blank=True)
    created_at = models.DateTimeField()
    approved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["approved_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_at__isnull=True) | Q(place__isnull=False) & ~Q(alt_zh=""),
                name="approved_photo_is_described",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class TipState(models.TextChoices):
    """What became of a tip."""

    NEW = "new"
    USED = "used"
    REFUSED = "refused"


class Tip(models.Model):
    """One line, a photo or both, from somebody without an account, about one object of the county."""

    State = TipState

    key = models.CharField(max_length=64, unique=True, help_text="digest of the form and what it holds")
    about_type = models.CharField(max_length=16, blank=True)
    about_id = models.CharField(max_length=64, blank=True)
    about_name = models.CharField(max_length=200, blank=True)
    field = models.CharField(max_length=32, blank=True)
    text = models.CharField(max_length=300, blank=True)
    contact = models.CharField(max_length=80, blank=True, help_text="emptied once the tip is settled")
    lang = models.CharField(max_length=8)
    photo = models.OneToOneField(Photo, null=True, blank=True, on_delete=models.SET_NULL, related_name="tip")
    state = models.CharField(max_length=8, choices=State.choices, default=State.NEW)
    created_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.CharField(max_length=150, blank=True)

    class Meta:
        ordering = ["created_at", "pk"]
        indexes = [models.Index(fields=["state", "about_type", "about_id"], name="tip_about")]

    def __str__(self) -> str:
        return f"{self.about_type} {self.about_id} {self.field}".strip()


class TellCount(models.Model):
    """How often a network, or everybody, told since a moment; named by a digest, so that no address is stored."""

    key = models.CharField(max_length=64, primary_key=True)
    since = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.key[:8]} {self.count}"

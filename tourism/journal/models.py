"""The rows of the journal: numbered changes, the counter that numbers them, and stored representations."""

from django.db import models


class Op(models.TextChoices):
    """What happened to an object."""

    UPSERT = "upsert"
    DELETE = "delete"


class Counter(models.Model):
    """The one row that numbers changes; it is locked until the transaction ends, so numbers commit in order."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    value = models.PositiveBigIntegerField(default=0)
    purged_until = models.PositiveBigIntegerField(default=0, help_text="deletions up to here may be forgotten")

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="counter_is_one_row")]


class Change(models.Model):
    """One change of one object, numbered without a gap in the order of commits."""

    seq = models.PositiveBigIntegerField(primary_key=True)
    type = models.CharField(max_length=32)
    public_id = models.CharField(max_length=120)
    op = models.CharField(max_length=8, choices=Op.choices)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    who = models.CharField(max_length=120, blank=True)
    why = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["seq"]
        indexes = [models.Index(fields=["type", "public_id", "seq"], name="change_of_object")]

    def __str__(self) -> str:
        return f"{self.seq} {self.op} {self.type} {self.public_id}"


class Format(models.TextChoices):
    """How an object is stored ready to send."""

    ICS = "ics"
    JSON = "json"


class Rendered(models.Model):
    """The bytes of one object in one language and format, made when it was saved."""

    type = models.CharField(max_length=32)
    public_id = models.CharField(max_length=120)
    lang = models.CharField(max_length=8)
    format = models.CharField(max_length=4, choices=Format.choices)
    bytes = models.BinaryField()
    etag = models.CharField(max_length=64)
    seq = models.PositiveBigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["type", "public_id", "lang", "format"], name="rendered_once"),
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.public_id} {self.lang} {self.format}"

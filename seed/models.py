"""What the last seed wrote, so that the next one leaves alone what a person changed since."""

from django.db import models


class SeededRow(models.Model):
    """The columns that the last seed wrote into one row."""

    type = models.CharField(max_length=32)
    key = models.CharField(max_length=64)
    columns = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["type", "key"], name="seeded_row_once")]

    def __str__(self) -> str:
        return f"{self.type} {self.key}"


class SeedRun(models.Model):
    """The digest of the data files that a finished seed carried in."""

    name = models.CharField(max_length=16, unique=True)
    digest = models.CharField(max_length=64)
    finished_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name

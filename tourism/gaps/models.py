"""How often plans met what is not known, by month, and which gaps the staff put off."""

from django.db import models


class Met(models.Model):
    """How often plans of one month rested on one field that is unknown, assumed or old."""

    month = models.DateField(help_text="its first day")
    type = models.CharField(max_length=16)
    public_id = models.CharField(max_length=64)
    field = models.CharField(max_length=32)
    count = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name_plural = "met"
        constraints = [models.UniqueConstraint(fields=["month", "type", "public_id", "field"], name="met_once")]

    def __str__(self) -> str:
        return f"{self.type} {self.public_id} {self.field} {self.count}"


class Later(models.Model):
    """A gap that somebody put off until a day."""

    type = models.CharField(max_length=16)
    public_id = models.CharField(max_length=64)
    field = models.CharField(max_length=32)
    until = models.DateField()

    class Meta:
        verbose_name_plural = "later"
        constraints = [models.UniqueConstraint(fields=["type", "public_id", "field"], name="later_once")]

    def __str__(self) -> str:
        return f"{self.type} {self.public_id} {self.field} {self.until}"

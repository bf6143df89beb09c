"""The rows of the workers: what is to be done, how far each reader of the journal is, and who is alive."""

from django.db import models


class Job(models.Model):
    """One piece of work: it is done once, whoever is killed while doing it."""

    class State(models.TextChoices):
        """Where a job stands; a dead one waits for a person."""

        WAITING = "waiting"
        DONE = "done"
        DEAD = "dead"

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=160, help_text="the same work asked for twice is one row")
    payload = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=7, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveIntegerField(default=0)
    next_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True, blank=True)
    lease_by = models.CharField(max_length=80, blank=True)
    result = models.JSONField(null=True, blank=True)
    error = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["next_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="job_once")]
        indexes = [models.Index(fields=["state", "next_at"], name="job_due")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class Cursor(models.Model):
    """How far one reader has followed the journal; it moves in the transaction of what the reader does."""

    reader = models.CharField(max_length=40, primary_key=True)
    seq = models.PositiveBigIntegerField(default=0)
    attempts = models.PositiveIntegerField(default=0, help_text="failures since it last moved")
    next_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=500, blank=True)
    moved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["reader"]

    def __str__(self) -> str:
        return f"{self.reader} {self.seq}"


class Beat(models.Model):
    """When a worker was last alive."""

    worker = models.CharField(max_length=80, primary_key=True)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta:
        ordering = ["worker"]

    def __str__(self) -> str:
        return self.worker

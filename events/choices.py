"""What the columns of the calendar may hold; apart from the rows, so that shapes and words may name it."""

from django.db.models import TextChoices


class Category(TextChoices):
    """What kind of event it is."""

    BANQUET = "banquet"
    TOURNAMENT = "tournament"
    OPERA = "opera"
    FESTIVAL = "festival"
    TEMPLE_FAIR = "temple-fair"
    WORKSHOP = "workshop"
    FLOWER_SEASON = "flower-season"
    TRAINING = "training"
    VOLUNTEERING = "volunteering"
    HERITAGE = "heritage"


class EventStatus(TextChoices):
    """Where the event stands with the public."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    PUBLISHED = "published"
    CANCELLED = "cancelled"
    POSTPONED = "postponed"
    ARCHIVED = "archived"


class EventStanding(TextChoices):
    """What its dates rest on."""

    SCHEDULED = "scheduled", "dated by its organiser"
    ANNOUNCED = "announced", "held regularly; each date is announced"
    TRADITION = "tradition", "by custom, not verified"
    HISTORY = "history", "once held"
    HERITAGE = "heritage", "a living craft or art, not a date"


class OccurrenceStatus(TextChoices):
    """The three states that a calendar reader knows."""

    CONFIRMED = "confirmed"
    TENTATIVE = "tentative"
    CANCELLED = "cancelled"

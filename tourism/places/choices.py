"""What the columns of the county may hold; apart from the rows, so that shapes may name it."""

from django.db.models import TextChoices


class OrganisationKind(TextChoices):
    """What an organisation is."""

    COMMITTEE = "committee"
    ASSOCIATION = "association"
    BUSINESS = "business"
    TROUPE = "troupe"
    TEAM = "team"
    BUREAU = "bureau"
    VILLAGE = "village"


class PlaceRole(TextChoices):
    """What a place is to a traveller."""

    AREA = "area"
    SIGHT = "sight"
    FOOD = "food"
    LODGING = "lodging"
    HUB = "hub"
    PRODUCER = "producer"
    VENUE = "venue"

"""Reads of what visitors told, for the staff, and of approved photos, for everybody."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, QuerySet

from tourism.places.models import Place
from tourism.tips.models import Photo, Tip
from tourism.values.errors import NotFound


def new_tips() -> QuerySet[Tip]:
    """Return the tips that nobody has looked at, the oldest first."""
    return Tip.objects.filter(state=Tip.State.NEW).select_related("photo")


def new_tips_about(type_: str, public_id: str) -> QuerySet[Tip]:
    """Return the tips about one object that nobody has looked at."""
    return new_tips().filter(about_type=type_, about_id=public_id)


def tip_counts(pairs: Iterable[tuple[str, str]]) -> dict[tuple[str, str, str], int]:
    """Return how many new tips there are about each field of some objects, by type, id and field."""
    wanted = set(pairs)
    rows = Tip.objects.filter(state=Tip.State.NEW, about_id__in={public_id for _, public_id in wanted})
    counts: dict[tuple[str, str, str], int] = {}
    for type_, public_id, field in rows.values_list("about_type", "about_id", "field"):
        if (type_, public_id) in wanted:
            counts[type_, public_id, field] = counts.get((type_, public_id, field), 0) + 1
    return counts


def tip_by_id(tip_id: int) -> Tip:
    """Return one tip."""
    tip = Tip.objects.select_related("photo").filter(pk=tip_id).first()
    if tip is None:
        raise NotFound("there is no such tip", "没有这一条", field="tip")
    return tip


def shown_photos(place: Place) -> QuerySet[Photo]:
    """Return the approved photos of a place."""
    return Photo.objects.filter(place=place, approved_at__isnull=False)


def has_photos() -> Exists:
    """Ask, beside a place, whether it has approved photos."""
    return Exists(Photo.objects.filter(place=OuterRef("pk"), approved_at__isnull=False))


def is_shown_photo(name: str) -> bool:
    """Say whether everybody may see a photo."""
    return Photo.objects.filter(name=name, approved_at__isnull=False, place__listed=True).exists()

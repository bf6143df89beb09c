"""The icon of each theme and the mark of each kind of event: one drawing for one idea on every page."""

from collections.abc import Collection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tourism.places.models import Place

THEME_ICONS = (
    "shennongshan",
    "donkey-meat",
    "flower-tea",
    "flower-fields",
    "black-pottery",
    "headwear",
    "opera",
    "sport",
    "heritage",
    "community",
    "food",
)
ROLE_ICONS = {
    "area": "about",
    "food": "food",
    "lodging": "bed",
    "hub": "train",
    "producer": "bag",
    "venue": "people",
    "sight": "pin",
}
CATEGORY_MARKS = {
    "opera": "opera",
    "banquet": "banquet",
    "tournament": "sport",
    "festival": "festival",
    "heritage": "festival",
    "temple-fair": "fair",
    "workshop": "workshop",
    "training": "workshop",
    "volunteering": "banquet",
    "flower-season": "flower",
}


def icon_of_place(place: "Place") -> str:
    """Return the icon of a place: its most telling theme, else its role."""
    return icon_of_themes(place.role, {theme.slug for theme in place.themes.all()})


def icon_of_themes(role: str, themes: Collection[str]) -> str:
    """Return the icon of a place of this role and these themes."""
    if role in ("lodging", "hub"):
        return ROLE_ICONS[role]
    return next((slug for slug in THEME_ICONS if slug in themes), ROLE_ICONS.get(role, "pin"))


def mark_of_category(category: str) -> str:
    """Return the mark of a kind of event."""
    return CATEGORY_MARKS.get(category, "festival")

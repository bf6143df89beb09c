"""What rain or heat leaves of a visit: outdoors little, under a roof all of it.

Most places do not say whether they are indoors. Where that is unknown, the kind decides: what is seen under the sky by
its nature (a mountain, a gorge, a village, a field, a fair) is outdoors, and what is a building (a museum, a hall, a
workshop, a place to eat) is indoors. A temple, a tomb or a pagoda is walked around, from court to court: outdoors.
"""

from events.choices import Category
from events.models import Event
from routes.request import Weather
from tourism.places.models import Answer, Place

OUTDOOR_SHARE = 0.3
ROOFED_KINDS = frozenset(
    {
        "museum",
        "exhibition",
        "venue",
        "troupe",
        "hall",
        "classroom",
        "workshop",
        "craft",
        "shop",
        "tea_house",
        "restaurant",
        "cableway",
        "industry_cluster",
        "industry_park",
    }
)
# Held inside when the venue does not say: a meal, a lesson. A fair, a season and an opera on a village stage are not.
ROOFED_CATEGORIES = frozenset({Category.BANQUET, Category.WORKSHOP, Category.TRAINING})


def is_outdoor(place: Place | None, event: Event | None) -> bool:
    """Say whether a visit is spent under the sky, as far as that is known or can be told from its kind."""
    if place is not None and place.indoor != Answer.UNKNOWN:
        return place.indoor == Answer.NO
    if event is not None and event.category in ROOFED_CATEGORIES:
        return False
    return place is None or place.kind not in ROOFED_KINDS


def in_weather(value: int, weather: Weather, *, outdoor: bool) -> int:
    """Return what a visit is worth in this weather; what was worth anything stays worth something."""
    if weather is Weather.ANY or not outdoor:
        return value
    return min(value, max(1, round(value * OUTDOOR_SHARE)))

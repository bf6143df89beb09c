"""What the first page says of the county: how much is known, and what the questions can offer."""

from datetime import date, timedelta

from django.conf import settings

from frontend.public.language import Language
from frontend.public.presenters.place import EXACT_FROM_M
from frontend.public.presenters.questions import County
from tourism.places.queries import (
    destination_by_slug,
    listed_places,
    special_days_between,
    themes,
)
from tourism.values.errors import NotFound

AHEAD = timedelta(days=400)


def count_known() -> dict[str, int]:
    """Count the real places, and of how many the position and the hours are known."""
    rows = list(listed_places(destination=settings.DESTINATION).filter(demo=False).prefetch_related(None))
    placed = [row for row in rows if row.lat is not None]
    return {
        "places": len(rows),
        "about": len(placed),
        "exact": sum(row.basis == "point" and (row.precision_m or 0) <= EXACT_FROM_M for row in placed),
        "hours": sum(bool(row.hours) and row.fact("hours").get("status") == "known" for row in rows),
    }


def offers(today: date) -> County:
    """Return the themes, those with a place or an event to go to, the stations and the coming holidays."""
    rows = list(listed_places(destination=settings.DESTINATION))
    stops = [row for row in rows if row.role not in ("area", "hub", "lodging")]
    reachable = [row for row in stops if row.lat is not None or (row.town is not None and row.town.lat is not None)]
    return County(
        themes=list(themes()),
        placed=frozenset(theme.slug for row in reachable for theme in row.themes.all()),
        hubs=[row for row in rows if row.role == "hub" and row.lat is not None and row.basis == "point"],
        holidays=[row for row in special_days_between(today, today + AHEAD) if row.kind == "holiday"],
    )


def county_name(lang: Language) -> str:
    """Name the county as people say it."""
    try:
        row = destination_by_slug(settings.DESTINATION)
    except NotFound:
        return lang.pick("沁阳", "Qinyang")
    return lang.pick(row.name_zh.removesuffix("市").removesuffix("县"), row.name_en.removesuffix(" City"))

"""What the first page says of the county: how much is known, and what the questions can offer."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.conf import settings

from frontend.public.language import Language
from frontend.public.presenters.place import EXACT_FROM_M
from frontend.public.presenters.questions import County
from frontend.public.presenters.trade import DRAWN
from routes.queries import route_slugs_by_theme
from tourism.places.queries import (
    destination_by_slug,
    listed_places,
    special_days_between,
    themes,
)
from tourism.values.errors import NotFound

if TYPE_CHECKING:
    from tourism.places.models import Place

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


def line_paths() -> dict[str, str]:
    """Return where each drawing of the first page leads: the line of its theme, else the theme's places."""
    routes = route_slugs_by_theme(settings.DESTINATION)
    paths = {theme: f"routes/{routes[theme]}" if theme in routes else f"places?theme={theme}" for theme in DRAWN}
    return {theme.replace("-", "_"): path for theme, path in paths.items()}


def offers(today: date, on: str = "") -> County:
    """Return the themes, those with a place to go to and their seasons, the stations and the coming holidays."""
    rows = list(listed_places(destination=settings.DESTINATION))
    stops = [row for row in rows if row.role not in ("area", "hub", "lodging")]
    reachable = [row for row in stops if row.lat is not None or (row.town is not None and row.town.lat is not None)]
    return County(
        themes=list(themes()),
        placed=frozenset(theme.slug for row in reachable for theme in row.themes.all()),
        hubs=[row for row in rows if row.role == "hub" and row.lat is not None and row.basis == "point"],
        resting=_resting(reachable, _day(on, today)),
        holidays=[row for row in special_days_between(today, today + AHEAD) if row.kind == "holiday"],
    )


def _resting(rows: list["Place"], day: date) -> dict[str, str]:
    """Return, for each theme whose every place is out of season on a day, the day its next season begins (MM-DD)."""
    begins: dict[str, set[str]] = {}
    for row in rows:
        for theme in row.themes.all():
            begins.setdefault(theme.slug, set()).add("" if row.is_in_season(day) else row.season_from)
    here = f"{day:%m-%d}"
    return {slug: min(found, key=lambda text: (text < here, text)) for slug, found in begins.items() if "" not in found}


def _day(text: str, today: date) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return today


def county_name(lang: Language) -> str:
    """Name the county as people say it."""
    try:
        row = destination_by_slug(settings.DESTINATION)
    except NotFound:
        return lang.pick("沁阳", "Qinyang")
    return lang.pick(row.name_zh.removesuffix("市").removesuffix("县"), row.name_en.removesuffix(" City"))

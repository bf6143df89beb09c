"""What the first page says of the county: how much is known, and what the questions can offer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.conf import settings

from events.queries import NamedDay, named_days
from frontend.public.language import Language
from frontend.public.presenters.place import EXACT_FROM_M
from frontend.public.presenters.questions import County
from frontend.public.presenters.trade import DRAWN
from routes.queries import Liked, themes_with_routes
from tourism.places.queries import (
    destination_by_slug,
    listed_places,
)
from tourism.values.errors import NotFound

if TYPE_CHECKING:
    from tourism.places.models import Place

AHEAD = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Stock:
    """The county's places, themes and named days, read once for all that the first page says of them."""

    places: Sequence["Place"]
    themes: Sequence[Liked]
    named: Sequence[NamedDay]


def read_stock(today: date) -> Stock:
    """Read the listed places, the themes, and the days to come that have a name."""
    rows = listed_places(destination=settings.DESTINATION).prefetch_related(None)
    return Stock(list(rows), themes_with_routes(settings.DESTINATION), named_days(today, today + AHEAD))


def count_known(stock: Stock) -> dict[str, int]:
    """Count the real places, and of how many the position and the hours are known."""
    rows = [row for row in stock.places if not row.demo]
    placed = [row for row in rows if row.lat is not None]
    return {
        "places": len(rows),
        "about": len(placed),
        "exact": sum(row.basis == "point" and (row.precision_m or 0) <= EXACT_FROM_M for row in placed),
        "hours": sum(bool(row.hours) and row.fact("hours").get("status") == "known" for row in rows),
    }


def line_paths(stock: Stock) -> dict[str, str]:
    """Return where each drawing of the first page leads: the line of its theme, else the theme's places."""
    routes = {liked.theme.slug: liked.route for liked in stock.themes if liked.route}
    paths = {theme: f"routes/{routes[theme]}" if theme in routes else f"places?theme={theme}" for theme in DRAWN}
    return {theme.replace("-", "_"): path for theme, path in paths.items()}


def offers(stock: Stock, today: date, on: str = "") -> County:
    """Return the themes, those with a place to go to and their seasons, the stations and the coming holidays."""
    rows = stock.places
    stops = [row for row in rows if row.role not in ("area", "hub", "lodging")]
    reachable = [row for row in stops if row.lat is not None or (row.town is not None and row.town.lat is not None)]
    by_theme = {liked.theme.slug: [row for row in reachable if row.pk in liked.places] for liked in stock.themes}
    return County(
        themes=[liked.theme for liked in stock.themes],
        placed=frozenset(slug for slug, found in by_theme.items() if found),
        hubs=[row for row in rows if row.role == "hub" and row.lat is not None and row.basis == "point"],
        resting=_resting(by_theme, _day(on, today)),
        holidays=[row for row in stock.named if row.kind == "holiday"],
    )


def _resting(by_theme: Mapping[str, Sequence["Place"]], day: date) -> dict[str, str]:
    """Return, for each theme whose every place is out of season on a day, the day its next season begins (MM-DD)."""
    here = f"{day:%m-%d}"
    begins = {
        slug: {"" if row.is_in_season(day) else row.season_from for row in rows}
        for slug, rows in by_theme.items()
        if rows
    }
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

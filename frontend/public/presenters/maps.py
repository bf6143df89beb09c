"""Turns a place into the links that open it in the reader's map app."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from frontend.public.language import Language
from frontend.public.words import say
from routes.exports import is_sure, map_links

if TYPE_CHECKING:
    from tourism.places.models import Place


@dataclass(frozen=True, slots=True)
class MapsView:
    """The apps by name with their addresses; ``is_search`` when they look a name up instead of opening a spot."""

    name: str
    links: tuple[tuple[str, str], ...]
    is_search: bool


def maps_of(place: "Place", county_zh: str, lang: Language) -> MapsView | None:
    """Return the links of a place, none where it is invented: no app has heard of it, and none should be told."""
    if place.demo:
        return None
    links = map_links(place.name_zh or place.name_en, county_zh, place.position)
    return MapsView(
        name=lang.pick(place.name_zh, place.name_en),
        links=tuple((say(lang, f"app_{link.app}"), link.url) for link in links),
        is_search=not is_sure(place.position),
    )

"""What a visitor may tell something about: objects by their address, and the questions that each kind leaves open."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from events.queries import event_by_id
from frontend.public.language import Language
from routes.queries import route_by_slug
from tourism.places.queries import industry_by_slug, organisation_by_slug, place_by_slug
from tourism.values.errors import NotFound

OTHER = "other"
PLACE_FIELDS = ("hours", "fares", "phone", "steps", "toilets", "visit_minutes", "position", "diet", "season", OTHER)
EVENT_FIELDS = ("dates", "fares", "phone", "venue", "organiser", OTHER)
# What a field is called on the page; several kinds of object share most of them.
FIELD_WORDS = {
    "hours": "f_hours",
    "fares": "f_price",
    "phone": "f_phone",
    "steps": "f_steps",
    "toilets": "f_toilets",
    "indoor": "f_indoor",
    "visit_minutes": "f_visit",
    "position": "tell_position",
    "diet": "f_diet",
    "season": "f_season",
    "description": "f_about",
    "dates": "tell_dates",
    "venue": "tell_position",
    "organiser": "f_organiser",
    OTHER: "tell_other",
}


@dataclass(frozen=True, slots=True)
class About:
    """An object that somebody tells something about."""

    type: str
    id: str
    name_zh: str
    name_en: str
    path: str
    fields: tuple[str, ...]

    def name(self, lang: Language) -> str:
        """Its name in a language."""
        return lang.pick(self.name_zh, self.name_en)


NOTHING = About("", "", "", "", "", ())


def about_of(path: str) -> About:
    """Return the object whose page an address names, such as ``places/shennongshan``; nothing for no address."""
    if not path:
        return NOTHING
    kind, _, name = path.partition("/")
    if kind not in _FIND or not name or len(name) > 64:
        raise NotFound("there is no such page", "没有这一页", field="about")
    type_, name_zh, name_en, fields = _FIND[kind](name)
    return About(type_, name, name_zh, name_en, f"{kind}/{name}", fields)


_Found = tuple[str, str, str, tuple[str, ...]]


def _place(slug: str) -> _Found:
    row = place_by_slug(slug)
    return "place", row.name_zh, row.name_en, PLACE_FIELDS


def _event(name: str) -> _Found:
    try:
        event_id = UUID(name)
    except ValueError:
        raise NotFound("there is no such event", "没有这个活动", field="about") from None
    row = event_by_id(event_id)
    return "event", row.title_zh, row.title_en, EVENT_FIELDS


def _route(slug: str) -> _Found:
    row = route_by_slug(slug)
    return "route", row.name_zh, row.name_en, ()


def _industry(slug: str) -> _Found:
    row = industry_by_slug(slug)
    return "industry", row.name_zh, row.name_en, ()


def _organisation(slug: str) -> _Found:
    row = organisation_by_slug(slug)
    return "organisation", row.name_zh, row.name_en, ("phone", OTHER)


_FIND: dict[str, Callable[[str], _Found]] = {
    "places": _place,
    "events": _event,
    "routes": _route,
    "industries": _industry,
    "organisations": _organisation,
}

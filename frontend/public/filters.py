"""What a list is narrowed to: kind, theme and town, read from an address and written back."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypedDict
from urllib.parse import urlencode

from django.conf import settings
from django.http import QueryDict

from events.queries import known_category
from frontend.public.kinds import mark_of_category
from frontend.public.language import Language
from frontend.public.words import say
from tourism.places.queries import themes_and_towns
from tourism.values.errors import NotFound

CATEGORIES = (
    "opera",
    "banquet",
    "tournament",
    "temple-fair",
    "festival",
    "workshop",
    "flower-season",
    "training",
    "volunteering",
    "heritage",
)


# What a list can be narrowed to: its kind, its slug, and its name in both languages.
Name = tuple[str, str, str, str]


class Where(TypedDict, total=False):
    """What places and events alike can be narrowed to."""

    theme: str
    town: str


class Wanted(Where, total=False):
    """What events can be narrowed to."""

    category: str


@dataclass(frozen=True, slots=True)
class Chip:
    """One choice of a filter, with the address that makes it."""

    label: str
    query: str
    mark: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a list to choose from."""

    value: str
    label: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Filters:
    """What was asked for, and what can be."""

    wanted: Wanted
    query: str
    categories: tuple[Chip, ...]
    themes: tuple[Option, ...]
    towns: tuple[Option, ...]

    @property
    def category(self) -> str:
        """The kind asked for, or nothing."""
        return self.wanted.get("category", "")

    @property
    def is_narrowed(self) -> bool:
        """Say whether a theme or a town is asked for."""
        return bool(self.where)

    @property
    def where(self) -> Where:
        """The theme and town asked for."""
        where = Where()
        if "theme" in self.wanted:
            where["theme"] = self.wanted["theme"]
        if "town" in self.wanted:
            where["town"] = self.wanted["town"]
        return where


def read_filters(query: QueryDict, lang: Language) -> Filters:
    """Read the filters; a value that names nothing is not found, a name that is none of ours is ignored."""
    names = themes_and_towns(settings.DESTINATION)
    wanted = Wanted()
    if category := query.get("category", "").strip():
        wanted["category"] = str(known_category(category))
    if theme := query.get("theme", "").strip():
        wanted["theme"] = known(theme, "theme", names)
    if town := query.get("town", "").strip():
        wanted["town"] = known(town, "town", names)
    return Filters(
        wanted=wanted,
        query=urlencode(wanted),
        categories=_categories(wanted, lang),
        themes=options(names, "theme", theme, lang),
        towns=options(names, "town", town, lang),
    )


def options(names: Iterable[Name], kind: str, chosen: str, lang: Language) -> tuple[Option, ...]:
    """Return the options of one kind, with what is chosen."""
    return tuple(Option(slug, lang.pick(zh, en), slug == chosen) for own, slug, zh, en in names if own == kind)


def known(value: str, kind: str, names: Iterable[Name]) -> str:
    """Return a value that names something of its kind; raise ``NotFound``."""
    if not any(own == kind and slug == value for own, slug, _, _ in names):
        raise NotFound(f"there is no {kind} of this name", "没有这个名字", field=kind)
    return value


def _categories(wanted: Wanted, lang: Language) -> tuple[Chip, ...]:
    rest = [(name, value) for name, value in wanted.items() if name != "category"]
    chosen = wanted.get("category", "")
    chips = [Chip(say(lang, "all"), urlencode(rest), "", not chosen)]
    for category in CATEGORIES:
        query = urlencode([("category", category), *rest])
        chips.append(Chip(say(lang, f"kind_{category}"), query, mark_of_category(category), category == chosen))
    return tuple(chips)

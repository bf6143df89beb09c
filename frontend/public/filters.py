"""What a list is narrowed to: kind, theme and town, read from an address and written back."""

from dataclasses import dataclass
from typing import TypedDict
from urllib.parse import urlencode

from django.conf import settings
from django.http import QueryDict

from events.queries import known_category
from frontend.public.kinds import mark_of_category
from frontend.public.language import Language
from frontend.public.words import say
from tourism.places.queries import themes, towns
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
    theme_rows, town_rows = list(themes()), list(towns(settings.DESTINATION))
    wanted = Wanted()
    if category := query.get("category", "").strip():
        wanted["category"] = str(known_category(category))
    if theme := query.get("theme", "").strip():
        wanted["theme"] = _known(theme, {row.slug for row in theme_rows}, "theme")
    if town := query.get("town", "").strip():
        wanted["town"] = _known(town, {row.slug for row in town_rows}, "town")
    return Filters(
        wanted=wanted,
        query=urlencode(wanted),
        categories=_categories(wanted, lang),
        themes=_options([(row.slug, lang.pick(row.name_zh, row.name_en)) for row in theme_rows], theme),
        towns=_options([(row.slug, lang.pick(row.name_zh, row.name_en)) for row in town_rows], town),
    )


def _known(value: str, known: set[str], field: str) -> str:
    if value not in known:
        raise NotFound(f"there is no {field} of this name", "没有这个名字", field=field)
    return value


def _categories(wanted: Wanted, lang: Language) -> tuple[Chip, ...]:
    rest = [(name, value) for name, value in wanted.items() if name != "category"]
    chosen = wanted.get("category", "")
    chips = [Chip(say(lang, "all"), urlencode(rest), "", not chosen)]
    for category in CATEGORIES:
        query = urlencode([("category", category), *rest])
        chips.append(Chip(say(lang, f"kind_{category}"), query, mark_of_category(category), category == chosen))
    return tuple(chips)


def _options(rows: list[tuple[str, str]], chosen: str) -> tuple[Option, ...]:
    return tuple(Option(value, label, value == chosen) for value, label in rows)

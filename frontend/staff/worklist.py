"""Turns the worklist into what its page prints: a page of rows, the filters, and how far the week has come."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict

from frontend.public.abouts import FIELD_WORDS
from frontend.public.filters import Option
from frontend.public.language import Language
from frontend.public.moments import day_dated
from frontend.public.presenters.place import ROLE_ORDER
from frontend.public.words import say
from tourism.gaps.fields import Standing
from tourism.gaps.queries import Gap, Wanted, Worklist
from tourism.places.queries import industries, towns

PAGE_ROWS = 20


@dataclass(frozen=True, slots=True)
class GapRow:
    """One line of the worklist."""

    path: str
    name: str
    question: str
    standing: str
    kind: str
    wanted: str
    tips: int


@dataclass(frozen=True, slots=True)
class Choices:
    """What the list is narrowed to, and what it can be narrowed to."""

    wanted: Wanted
    query: str
    towns: tuple[Option, ...]
    roles: tuple[Option, ...]
    industries: tuple[Option, ...]


def read_choices(query: QueryDict, destination: str, lang: Language) -> Choices:
    """Read the filters; a value that names nothing narrows nothing."""
    town_names = {row.slug: lang.pick(row.name_zh, row.name_en) for row in towns(destination)}
    trade_names = {row.slug: lang.pick(row.name_zh, row.name_en) for row in industries(destination)}
    role_names = {role: say(lang, f"role_{role}") for role in ROLE_ORDER}
    given = {
        name: value
        for name, known in (("town", town_names), ("role", role_names), ("industry", trade_names))
        if (value := query.get(name, "")) in known
    }
    return Choices(
        wanted=Wanted(**given),
        query=urlencode(given),
        towns=_options(town_names, given.get("town", "")),
        roles=_options(role_names, given.get("role", "")),
        industries=_options(trade_names, given.get("industry", "")),
    )


def rows_of_page(found: Worklist, number: int, choices: Choices, lang: Language) -> list[GapRow]:
    """Return the rows of one page of the worklist."""
    shown = found.gaps[(number - 1) * PAGE_ROWS : number * PAGE_ROWS]
    return [gap_row(gap, choices.query, lang) for gap in shown]


def gap_row(gap: Gap, query: str, lang: Language) -> GapRow:
    """Return one line of the worklist."""
    return GapRow(
        path=path_of(gap, query),
        name=name_of(gap.row, lang),
        question=say(lang, FIELD_WORDS[gap.field.name]),
        standing=standing_said(gap, lang),
        kind="unknown" if gap.standing is Standing.UNKNOWN else "assumed",
        wanted=say(lang, "fill_wanted", n=round(gap.wanted)) if gap.wanted >= 1 else "",
        tips=gap.tips,
    )


def path_of(gap: Gap, query: str) -> str:
    """Return the address of a gap's editor below ``staff/``; it carries the filters on to the next one."""
    return f"facts/{gap.type}/{gap.public_id}/{gap.field.name}" + (f"?{query}" if query else "")


def standing_said(gap: Gap, lang: Language) -> str:
    """Say why a field is on the list."""
    if gap.standing is Standing.OLD and gap.checked_on is not None:
        return say(lang, "fill_old", day=day_dated(gap.checked_on, lang))
    return say(lang, f"fill_{gap.standing}")


def name_of(row: object, lang: Language) -> str:
    """Name a place or an event."""
    zh, en = (getattr(row, f"name_{code}", None) or getattr(row, f"title_{code}", "") for code in ("zh", "en"))
    return lang.pick(str(zh), str(en))


def next_gap(gaps: Sequence[Gap], done: tuple[str, str, str]) -> Gap | None:
    """Return the most wanted gap but the one just dealt with."""
    return next((gap for gap in gaps if tuple(gap.key) != done), None)


def _options(names: dict[str, str], chosen: str) -> tuple[Option, ...]:
    return tuple(Option(value, label, value == chosen) for value, label in names.items())

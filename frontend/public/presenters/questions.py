"""Turns what a reader asked so far into the three questions, prefilled."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from frontend.public.forms import WITH_CHILDREN, WITH_ELDERS, Asked
from frontend.public.kinds import THEME_ICONS
from frontend.public.language import Language
from frontend.public.moments import day_month, lunar, next_saturday
from frontend.public.words import WORDS, say

if TYPE_CHECKING:
    from events.queries import NamedDay
    from tourism.places.models import Place, Theme

FIRST_LIKES = ("shennongshan", "opera", "donkey-meat")
OFFERED = (
    "shennongshan",
    "opera",
    "donkey-meat",
    "black-pottery",
    "heritage",
    "headwear",
    "flower-fields",
    "flower-tea",
)


@dataclass(frozen=True, slots=True)
class Choice:
    """One chip or option."""

    value: str
    label: str
    checked: bool
    note: str = ""
    note_2: str = ""
    icon: str = ""
    disabled: bool = False


@dataclass(frozen=True, slots=True)
class Questions:
    """The form of three questions."""

    dates: tuple[Choice, ...]
    other_date: str
    earliest: str
    nights: tuple[Choice, ...]
    who: tuple[Choice, ...]
    likes: tuple[Choice, ...]
    by: tuple[Choice, ...]
    starts: tuple[Choice, ...]
    diets: tuple[Choice, ...]
    steps: tuple[Choice, ...]
    paces: tuple[Choice, ...]
    elders: str
    children: str
    go: tuple[str, ...]
    summary: str


@dataclass(frozen=True, slots=True)
class County:
    """What the county can offer to the questions."""

    themes: Sequence["Theme"]
    placed: frozenset[str]
    hubs: Sequence["Place"]
    resting: Mapping[str, str]
    holidays: Sequence["NamedDay"]


def first_asked(today: date) -> Asked:
    """Return the answers that the first page is filled with: next Saturday, one night, two people."""
    return Asked(on=ready_day(today).isoformat(), like=FIRST_LIKES)


def ready_day(today: date) -> date:
    """Return the Saturday after this week's, so that there is time to prepare."""
    return next_saturday(today) + timedelta(days=7)


def ask(asked: Asked, county: County, lang: Language, *, today: date) -> Questions:
    """Return the questions as answered so far."""
    dates = tuple(_dates(asked, county, lang, today))
    by = _options(lang, "by", ("car", "coach", "bike", "walk"), asked.by)
    diets = _options(lang, "diet", ("none", "halal", "vegetarian", "no_donkey"), asked.diet)
    starts = _starts(asked, county, lang)
    start, *_ = [choice.label for choice in starts if choice.checked] or [asked.start]
    return Questions(
        dates=dates,
        other_date="" if any(choice.checked for choice in dates) else _date_text(asked.on),
        earliest=today.isoformat(),
        nights=_nights(asked, lang),
        who=_who(asked, lang),
        likes=tuple(_likes(asked, county, lang)),
        by=by,
        starts=starts,
        diets=diets,
        steps=_options(lang, "steps", ("any", "few_stairs", "step_free"), asked.steps),
        paces=_options(lang, "pace", ("relaxed", "normal", "full"), asked.pace),
        elders=asked.elders if asked.elders.isdigit() else "",
        children=asked.children if asked.children.isdigit() else "",
        go=asked.go,
        summary=say(lang, "more_first", start=start, by=_chosen(by).lower(), diet=_chosen(diets).lower()),
    )


def said_party(asked: Asked, lang: Language) -> str:
    """Say who comes, in a few words."""
    parts = [_who_said(asked.who, lang)]
    if asked.elders.isdigit() and int(asked.elders):
        parts.append(say(lang, "who_elders_n", n=asked.elders))
    if asked.children.isdigit() and int(asked.children):
        parts.append(say(lang, "who_children_n", n=asked.children))
    return lang.pick("、", ", ").join(parts)


def _who_said(who: str, lang: Language) -> str:
    return say(lang, f"who_{who}") if f"who_{who}" in WORDS else say(lang, "who_n", n=who)


def _dates(asked: Asked, county: County, lang: Language, today: date) -> list[Choice]:
    this, following = next_saturday(today), ready_day(today)
    days = {this: say(lang, "this_saturday"), following: say(lang, "next_saturday")}
    holiday = next((row for row in county.holidays if row.day > today and row.day not in days), None)
    if holiday is not None:
        days[holiday.day] = _short(holiday, lang)
    return [
        Choice(day.isoformat(), label, asked.on == day.isoformat(), day_month(day, lang), _lunar_small(day, lang))
        for day, label in days.items()
    ]


def _short(holiday: "NamedDay", lang: Language) -> str:
    """Name a holiday in the few letters of a chip: 元旦, New Year."""
    zh = holiday.name_zh.removeprefix(f"{holiday.day.year}年").removesuffix("法定假日").partition("（")[0]
    return lang.pick(zh, holiday.name_en.removesuffix(" holiday"))


def _lunar_small(day: date, lang: Language) -> str:
    return lunar(day, lang) if lang is Language.ZH else lunar(day, lang).removeprefix("lunar ")


def _date_text(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return ""


def _nights(asked: Asked, lang: Language) -> tuple[Choice, ...]:
    choices = [Choice(value, say(lang, f"nights_{value}"), asked.nights == value) for value in ("0", "1", "2")]
    if not any(choice.checked for choice in choices):
        choices.append(Choice(asked.nights, say(lang, "nights_n", n=asked.nights), True))
    return tuple(choices)


def _who(asked: Asked, lang: Language) -> tuple[Choice, ...]:
    offered = ("2", WITH_ELDERS, WITH_CHILDREN, "1")
    choices = [Choice(value, say(lang, f"who_{value}"), asked.who == value) for value in offered]
    if asked.who not in offered:
        choices.append(Choice(asked.who, say(lang, "who_n", n=asked.who), True))
    return tuple(choices)


def _likes(asked: Asked, county: County, lang: Language) -> list[Choice]:
    themes = {theme.slug: theme for theme in county.themes}
    order = {slug: place for place, slug in enumerate(OFFERED)}
    shown = sorted(
        (slug for slug in themes if slug in order or slug in asked.like), key=lambda slug: order.get(slug, 99)
    )
    choices = []
    for slug in shown:
        theme, checked = themes[slug], slug in asked.like
        icon = slug if slug in THEME_ICONS else "pin"
        choice = Choice(slug, lang.pick(theme.name_zh, theme.name_en), checked, icon=icon)
        if slug not in county.placed:
            choice = replace(choice, disabled=True, checked=False, note=say(lang, "not_placed"))
        elif slug in county.resting:
            choice = replace(choice, note=_season(county.resting[slug], lang))
        choices.append(choice)
    return choices


def _season(begins: str, lang: Language) -> str:
    month, day = begins.split("-")
    # Any leap year: only the day and the month are said.
    return say(lang, "season_from", day=day_month(date(2028, int(month), int(day)), lang))


def _starts(asked: Asked, county: County, lang: Language) -> tuple[Choice, ...]:
    choices = [Choice("", say(lang, "start_centre"), not asked.start)]
    choices += [Choice(hub.slug, lang.pick(hub.name_zh, hub.name_en), asked.start == hub.slug) for hub in county.hubs]
    if asked.start and not any(choice.checked for choice in choices):
        choices.append(Choice(asked.start, asked.start, True))
    return tuple(choices)


def _options(lang: Language, name: str, values: tuple[str, ...], chosen: str) -> tuple[Choice, ...]:
    choices = [Choice(value, say(lang, f"{name}_{value}"), value == chosen) for value in values]
    return tuple(choices)


def _chosen(choices: tuple[Choice, ...]) -> str:
    return next((choice.label for choice in choices if choice.checked), choices[0].label)


def conditions(asked: Asked, questions: Questions, lang: Language) -> Mapping[str, str]:
    """Return the answers in words, for the head of a plan."""
    return {"who": said_party(asked, lang), "rest": questions.summary}

"""Counts what is known, assumed and unknown of the county's places, by question and by area, with its age."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from frontend.public.language import Language
from frontend.public.moments import day_dated
from frontend.public.presenters.place import town_said, where_kind
from frontend.public.words import say

if TYPE_CHECKING:
    from tourism.places.models import Place

# What a traveller asks, and the column that answers it; the position has no single column.
QUESTIONS = {"hours": "hours", "fares": "fare_adult_fen", "phone": "phone", "visit_minutes": "visit_usual"}
ANSWERS = {"toilets": "toilets", "steps": "step_free"}
NAMES = {
    "position": "know_position",
    "hours": "f_hours",
    "fares": "f_price",
    "phone": "f_phone",
    "visit_minutes": "f_visit",
    "steps": "f_steps",
    "toilets": "f_toilets",
}


@dataclass(slots=True)
class Tally:
    """How many answers are known, assumed and unknown, and when they were looked up."""

    name: str
    slug: str = ""
    places: int = 0
    known: int = 0
    assumed: int = 0
    unknown: int = 0
    days: set[str] = field(default_factory=set)
    oldest: str = ""
    newest: str = ""

    @property
    def total(self) -> int:
        """How many answers there could be."""
        return self.known + self.assumed + self.unknown

    def add(self, status: str, day: str) -> None:
        """Count one answer, and the day it was looked up where there is one."""
        setattr(self, status, getattr(self, status) + 1)
        self.days |= {day} - {""}

    def date(self, lang: Language) -> None:
        """Say between which days the answers were looked up."""
        self.oldest, self.newest = _span(self.days, lang)


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the page about the data prints."""

    questions: tuple[Tally, ...]
    areas: tuple[Tally, ...]
    places: int
    oldest: str
    newest: str


def count_knowledge(places: Iterable["Place"], lang: Language) -> Knowledge:
    """Return the counts over real places; towns themselves are not counted."""
    counted = [place for place in places if place.role != "area"]
    questions = {name: Tally(say(lang, word)) for name, word in NAMES.items()}
    areas: dict[str, Tally] = {}
    for place in counted:
        area = _area(place, areas, lang)
        area.places += 1
        for name, tally in questions.items():
            status, day = _status(place, name, lang), _looked_up(place, name)
            tally.add(status, day)
            area.add(status, day)
    for one in (*questions.values(), *areas.values()):
        one.date(lang)
    oldest, newest = _span(_days(counted), lang)
    return Knowledge(
        questions=tuple(questions.values()),
        areas=tuple(sorted(areas.values(), key=lambda area: (not area.slug, -area.places, area.name))),
        places=len(counted),
        oldest=oldest,
        newest=newest,
    )


def _area(place: "Place", areas: dict[str, Tally], lang: Language) -> Tally:
    name = town_said(place, lang) or say(lang, "know_no_town")
    slug = place.town.slug if place.town and place.town.listed else ""
    return areas.setdefault(name, Tally(name, slug))


def _status(place: "Place", name: str, lang: Language) -> str:
    if name == "position":
        return where_kind(place, lang)[0]
    if name in ANSWERS:
        is_answered = getattr(place, ANSWERS[name]) != "unknown" or (name == "steps" and place.steps is not None)
    else:
        is_answered = getattr(place, QUESTIONS[name]) not in ("", None)
    if not is_answered:
        return "unknown"
    return "known" if place.fact(name).get("status") == "known" else "assumed"


def _looked_up(place: "Place", name: str) -> str:
    """Return the day a question was looked up, also where nothing was found."""
    return str(place.fact(name).get("checked_on") or "")


def _span(days: Iterable[str], lang: Language) -> tuple[str, str]:
    known = sorted(days)
    ends = (known[0], known[-1]) if known else ()
    oldest, newest = (day_dated(date.fromisoformat(day), lang) for day in ends) if ends else ("", "")
    return oldest, newest


def _days(places: Sequence["Place"]) -> set[str]:
    found = (fact.get("checked_on") for place in places for fact in place.facts.values())
    return {str(day) for day in found if day}

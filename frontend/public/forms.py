"""The three questions as an address: short names, read leniently, written back in one order."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from frontend.public.language import Language
from frontend.public.words import say
from tourism.values.errors import DomainError, FieldError

LONGEST_VALUE = 64
MOST_LIKES = 20
INTEREST = 3
WITH_ELDERS = "elders"
WITH_CHILDREN = "children"
# Field of a plan request -> name in the address.
NAMES = {
    "start_date": "on",
    "days": "nights",
    "party": "who",
    "interests": "like",
    "transport": "by",
    "start": "start",
    "diet": "diet",
    "pace": "pace",
    "mobility": "steps",
    "weather": "weather",
    "must": "go",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader asked for, as text: nothing is checked yet."""

    on: str = ""
    nights: str = "1"
    who: str = "2"
    elders: str = ""
    children: str = ""
    like: tuple[str, ...] = ()
    by: str = "car"
    start: str = ""
    diet: str = "none"
    pace: str = "normal"
    steps: str = "any"
    weather: str = "any"
    go: tuple[str, ...] = ()

    @property
    def wants_plan(self) -> bool:
        """Say whether a day was named; without one there are only questions."""
        return bool(self.on)

    def pairs(self) -> list[tuple[str, str]]:
        """Return the names and values of the address; what is the default is left out."""
        default = Asked()
        single = ("on", "nights", "who", "elders", "children", "by", "start", "diet", "pace", "steps", "weather")
        pairs = [(name, getattr(self, name)) for name in single]
        always = {"on", "nights", "who"}
        kept = [(name, value) for name, value in pairs if value and (name in always or value != getattr(default, name))]
        return kept + [("like", slug) for slug in self.like] + [("go", slug) for slug in self.go]

    def query(self) -> str:
        """Return the query of the address."""
        return urlencode(self.pairs())

    def on_day(self, day: date) -> "Asked":
        """Return the same questions about another first day."""
        return replace(self, on=day.isoformat())

    def in_weather(self, weather: str) -> "Asked":
        """Return the same questions for other weather."""
        return replace(self, weather=weather)

    def plan_request(self, lang: Language) -> dict[str, Any]:
        """Return the plan request in the words of the API; wrong values stay wrong, to be named there."""
        wanted: dict[str, Any] = {
            "start_date": self.on,
            "days": _plus_one(_number(self.nights)),
            "party": self._party(),
            "interests": dict.fromkeys(self.like, INTEREST),
            "transport": self.by,
            "diet": self.diet,
            "pace": self.pace,
            "mobility": self.steps,
            "weather": self.weather,
            "must": [{"place": slug} for slug in self.go],
            "lang": lang.code,
        }
        return wanted | ({"start": {"place": self.start}} if self.start else {})

    def _party(self) -> dict[str, Any]:
        together = self.who in (WITH_ELDERS, WITH_CHILDREN)
        seniors = self.elders or ("1" if self.who == WITH_ELDERS else "0")
        children = self.children or ("1" if self.who == WITH_CHILDREN else "0")
        return {
            "adults": 2 if together else _number(self.who),
            "seniors": _number(seniors),
            "children": _number(children),
        }


def read_asked(query: QueryDict) -> Asked:
    """Read the address. The last filled value of a name counts, so that a chip and a field may share one."""
    default = Asked()
    single = ("nights", "who", "elders", "children", "by", "start", "diet", "pace", "steps", "weather")
    values = {name: _last(query, name) or getattr(default, name) for name in single}
    return Asked(on=_last(query, "on"), like=_several(query, "like"), go=_several(query, "go"), **values)


def complaints(error: DomainError, lang: Language) -> list[str]:
    """Return what is wrong with the answers, each in a sentence that names the question."""
    if not error.errors:
        return [error.text(lang.code)]
    return [_complaint(found, lang) for found in error.errors]


def _complaint(error: FieldError, lang: Language) -> str:
    name = NAMES.get(error.pointer.strip("/").split("/")[0], "")
    text = lang.pick(error.text_zh, error.text_en)
    return say(lang, "complaint", question=say(lang, f"q_{name}"), text=text) if name else text


def _last(query: QueryDict, name: str) -> str:
    filled = [value.strip() for value in query.getlist(name) if value.strip()]
    return filled[-1][:LONGEST_VALUE] if filled else ""


def _several(query: QueryDict, name: str) -> tuple[str, ...]:
    values: Iterable[str] = (value.strip()[:LONGEST_VALUE] for value in query.getlist(name))
    return tuple(dict.fromkeys(value for value in values if value))[:MOST_LIKES]


def _number(text: str) -> int | str:
    """Return a whole number of ordinary length, or the text as it is."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 6 else text


def _plus_one(nights: int | str) -> int | str:
    return nights + 1 if isinstance(nights, int) else nights

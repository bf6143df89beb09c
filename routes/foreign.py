"""Reads the days of anybody's plan: which stops, when; names and prices are never taken from it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from routes.asking import LONGEST_ID, fault, invalid
from routes.codes import Fault, Refusal
from routes.material import Gathered
from routes.planner import DayPlan, Kind, Plan, Rule, Stop, Violation
from routes.wording import REFUSALS, WEEKDAYS, told
from tourism.values.errors import FieldError

MOST_STOPS = 40
MOST_QUOTED = 40
# A language model writes 9:30 where a program writes a moment.
CLOCK = re.compile(r"([01]?\d|2[0-3])[:：]([0-5]\d)", re.ASCII)


def plan_from_days(days: object, gathered: Gathered) -> Plan:
    """Return the plan that JSON describes, days by their order; raise ``Invalid`` with what cannot be read."""
    if not isinstance(days, list | tuple):
        raise invalid([fault("/days", Fault.NOT_A_LIST)])
    if len(days) > len(gathered.dates):
        raise invalid([fault("/days", Fault.TOO_MANY, most=len(gathered.dates))])
    return Plan(tuple(_Day(gathered, number).read(day) for number, day in enumerate(days)))


def doubts_about(days: object, gathered: Gathered) -> tuple[Violation, ...]:
    """Return where the days that were sent name another date, or another day of the week, than the trip has."""
    rows = days if isinstance(days, list | tuple) else ()
    doubts = []
    for number, (row, on) in enumerate(zip(rows, gathered.dates, strict=False)):
        said, weekday = (row.get("date"), row.get("weekday")) if isinstance(row, Mapping) else (None, None)
        if said is not None and said != on.isoformat():
            doubts.append(Violation(Rule.WRONG_DATE, number, None, _short(said)))
        if isinstance(weekday, str) and weekday.strip().casefold()[:3] not in _weekday_names(on):
            doubts.append(Violation(Rule.WRONG_WEEKDAY, number, None, _short(weekday)))
    return tuple(doubts)


def _short(value: object) -> str:
    text = value if isinstance(value, str) else "?"
    return text[:MOST_QUOTED] if text.isprintable() else "?"


def _weekday_names(on: date) -> set[str]:
    name = WEEKDAYS[on.weekday()]
    number = name.zh[-1]
    return {
        name.en.casefold()[:3],
        name.zh,
        f"星期{number}",
        f"礼拜{number}",
        *(("星期天", "周天") if number == "日" else ()),
    }


@dataclass(frozen=True, slots=True)
class _Day:
    gathered: Gathered
    number: int

    @property
    def pointer(self) -> str:
        return f"/days/{self.number}"

    @property
    def date(self) -> date:
        return self.gathered.dates[self.number]

    def read(self, data: object) -> DayPlan:
        day = self._object(data, self.pointer)
        self._is_text_or_none(day, "date", self.pointer)
        rows = day.get("stops")
        if not isinstance(rows, list | tuple):
            raise invalid([fault(f"{self.pointer}/stops", Fault.NOT_A_LIST)])
        if len(rows) > MOST_STOPS:
            raise invalid([fault(f"{self.pointer}/stops", Fault.TOO_MANY, most=MOST_STOPS)])
        stops = tuple(self._stop(row, f"{self.pointer}/stops/{number}") for number, row in enumerate(rows))
        return DayPlan(self._depart(day, stops), stops, self._arrive(day, stops))

    def _object(self, data: object, pointer: str) -> Mapping[str, Any]:
        if not isinstance(data, Mapping):
            raise invalid([fault(pointer, Fault.NOT_AN_OBJECT)])
        return data

    def _part(self, day: Mapping[str, Any], name: str) -> Mapping[str, Any]:
        """Return the object that says when a day sets out or is over; it may be left out."""
        part = day.get(name)
        return {} if part is None else self._object(part, f"{self.pointer}/{name}")

    def _is_text_or_none(self, row: Mapping[str, Any], name: str, pointer: str) -> None:
        if not isinstance(row.get(name), str | None):
            raise invalid([fault(f"{pointer}/{name}", Fault.NOT_TEXT, most=LONGEST_ID)])

    def _depart(self, day: Mapping[str, Any], stops: tuple[Stop, ...]) -> int:
        start = self._part(day, "start")
        if start.get("depart") is not None:
            return self._minute(start["depart"], f"{self.pointer}/start/depart")
        frame = self.gathered.problem.days[self.number]
        return min(frame.opens, stops[0].arrive) if stops else frame.opens

    def _arrive(self, day: Mapping[str, Any], stops: tuple[Stop, ...]) -> int:
        """Return when the day is over; left out, it is as soon as the way back allows."""
        end = self._part(day, "end")
        if end.get("arrive") is not None:
            return self._minute(end["arrive"], f"{self.pointer}/end/arrive")
        problem = self.gathered.problem
        frame = problem.days[self.number]
        points = {candidate.id: candidate.point for candidate in problem.candidates}
        here, left = frame.start, frame.opens
        for stop in stops:
            known = points.get(stop.candidate or "")
            here, left = here if known is None else known, stop.leave
        return left + problem.travel.least[here][frame.end]

    def _stop(self, data: object, pointer: str) -> Stop:
        row = self._object(data, pointer)
        self._is_text_or_none(row, "kind", pointer)
        start = self._minute(row.get("start", row.get("arrive")), f"{pointer}/start")
        arrive = self._minute(row.get("arrive", row.get("start")), f"{pointer}/arrive")
        leave = self._minute(row.get("leave"), f"{pointer}/leave")
        target = self._target(row, pointer)
        if target is None:
            kind = Kind.REST if row.get("kind") == Kind.REST else Kind.MEAL
            return Stop(None, kind, arrive, start, leave, meal=self._owed(kind, start, leave))
        candidate = next((each for each in self.gathered.problem.candidates if each.id == target), None)
        kind = candidate.kind if candidate else Kind.PLACE
        meal = self._owed(kind, start, leave) if kind is Kind.MEAL else None
        return Stop(target, kind, arrive, start, leave, meal=meal)

    def _target(self, row: Mapping[str, Any], pointer: str) -> str | None:
        """Return the candidate's id; an event's stop may name its place too, and is known by its occurrence."""
        for name in ("occurrence", "place"):
            value = row.get(name)
            if value is not None:
                if not isinstance(value, str) or not 0 < len(value) <= LONGEST_ID or not value.isprintable():
                    raise invalid([fault(f"{pointer}/{name}", Fault.NOT_TEXT, most=LONGEST_ID)])
                return f"{name}:{value}"
        if row.get("kind") not in (Kind.MEAL, Kind.REST):
            raise invalid([_malformed(pointer)])
        return None

    def _owed(self, kind: Kind, start: int, leave: int) -> str | None:
        """Return the meal or the rest that a stay is long enough for."""
        day = self.gathered.problem.days[self.number]
        owed = day.rests if kind is Kind.REST else day.meals
        return next((each.name for each in owed if each.is_had(start, leave)), None)

    def _minute(self, value: object, pointer: str) -> int:
        """Return a moment as minutes since this day's midnight, seconds cut; other days are out of its range."""
        clock = CLOCK.fullmatch(value) if isinstance(value, str) else None
        if clock is not None:
            return int(clock[1]) * 60 + int(clock[2])
        zone = ZoneInfo(self.gathered.destination.timezone)
        midnight = datetime.combine(self.date, time(), zone)
        try:
            moment = datetime.fromisoformat(value) if isinstance(value, str) and len(value) <= 40 else None
        except ValueError:
            moment = None
        if moment is None or moment.tzinfo is None:
            raise invalid([_malformed(pointer)])
        try:
            minutes = (moment - midnight) // timedelta(minutes=1)
        except OverflowError:
            raise invalid([_malformed(pointer)]) from None
        if not -24 * 60 <= minutes <= 48 * 60:
            raise invalid([fault(pointer, Fault.OUT_OF_RANGE, least=midnight.isoformat(), most=self.date.isoformat())])
        return minutes


def _malformed(pointer: str) -> FieldError:
    text = told(REFUSALS[Refusal.STOP_MALFORMED])
    return FieldError(pointer=pointer, code=str(Refusal.STOP_MALFORMED), text_zh=text.zh, text_en=text.en)

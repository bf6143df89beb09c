"""The shape of a plan as it leaves the house: values that every edge shows in its own way."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Note:
    """A reason or a warning: its stable code, and its text in the language of the answer."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Spot:
    """A position as shown: with its datum, and how far off it may be."""

    lat: float
    lon: float
    crs: str
    precision_m: int | None
    basis: str


@dataclass(frozen=True, slots=True)
class LegShown:
    """The travel before a stop; ``least_minutes`` is the lower end of what it may take.

    ``arrange`` says that no service is verified: a ride has to be arranged, and the minutes are of no timetable.
    """

    mode: str
    minutes: int
    least_minutes: int
    metres: int
    basis: str
    about: bool
    arrange: bool = False


@dataclass(frozen=True, slots=True)
class StopShown:
    """One stop of a day; ``where`` names the place with its town.

    ``chance`` is that of reaching an event with a fixed hour in time, from 0 to 1; other stops have none.
    """

    id: str
    kind: str
    place: str | None
    occurrence: str | None
    name: str
    where: str | None
    demo: bool
    position: Spot | None
    leg: LegShown
    arrive: datetime
    start: datetime
    leave: datetime
    spare_minutes: int
    locked: bool
    cost_cny: float | int | None
    reasons: tuple[Note, ...]
    warnings: tuple[Note, ...]
    chance: float | None = None


@dataclass(frozen=True, slots=True)
class DayStart:
    """Where and when a day sets out."""

    place: str | None
    name: str
    position: Spot
    depart: datetime


@dataclass(frozen=True, slots=True)
class DayEnd:
    """Where and when a day is over."""

    place: str | None
    name: str
    position: Spot
    arrive: datetime
    leg: LegShown


@dataclass(frozen=True, slots=True)
class DayShown:
    """One day of the trip."""

    date: date
    start: DayStart
    stops: tuple[StopShown, ...]
    end: DayEnd


@dataclass(frozen=True, slots=True)
class LeftOutShown:
    """Something that is not in the plan, and why."""

    place: str | None
    occurrence: str | None
    name: str
    demo: bool
    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over the trip; demo prices are no part of them unless all prices are demo."""

    travel_minutes: int
    metres: int
    cost_cny_known: float | int
    stops_with_unknown_cost: int
    rides_to_arrange: int = 0


@dataclass(frozen=True, slots=True)
class PlanAnswer:
    """A plan that has passed the checker."""

    request: Mapping[str, Any]
    data_seq: int
    effort: str
    checked: bool
    score: int
    bound: int | None
    gap: float | None
    days: tuple[DayShown, ...]
    left_out: tuple[LeftOutShown, ...]
    warnings: tuple[Note, ...]
    totals: Totals
    alternatives: tuple[()] = ()


@dataclass(frozen=True, slots=True)
class MarkShown:
    """What happened to a stop of a kept trip since: its code, its text in the language of the answer, and when."""

    stop: str
    code: str
    text: str
    since: datetime


@dataclass(frozen=True, slots=True)
class ViolationShown:
    """A broken rule of somebody's plan: ``day`` counts from 1, ``stop`` is the id of the stop."""

    rule: str
    day: int | None
    stop: str | None
    text: str
    fix: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a plan can be done, and if not, where and why."""

    ok: bool
    violations: tuple[ViolationShown, ...]


def as_json(value: PlanAnswer | Verdict) -> dict[str, Any]:
    """Write an answer as plain JSON values."""
    return {name: _plain(inner) for name, inner in asdict(value).items()}


def _plain(value: object) -> object:
    if isinstance(value, dict):
        return {name: _plain(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, date):
        return value.isoformat()
    return value


def plan_from_json(data: Mapping[str, Any]) -> PlanAnswer:
    """Read a plan that ``as_json`` wrote."""
    return PlanAnswer(
        **{
            **data,
            "days": tuple(_day(day) for day in data["days"]),
            "left_out": tuple(LeftOutShown(**left) for left in data["left_out"]),
            "warnings": _notes(data["warnings"]),
            "totals": Totals(**data["totals"]),
            "alternatives": (),
        }
    )


def _notes(data: list[dict[str, str]]) -> tuple[Note, ...]:
    return tuple(Note(**note) for note in data)


def _day(data: Mapping[str, Any]) -> DayShown:
    start, end = data["start"], data["end"]
    return DayShown(
        date=date.fromisoformat(data["date"]),
        start=DayStart(**{**start, "position": Spot(**start["position"]), "depart": _moment(start["depart"])}),
        stops=tuple(_stop(stop) for stop in data["stops"]),
        end=DayEnd(
            **{
                **end,
                "position": Spot(**end["position"]),
                "arrive": _moment(end["arrive"]),
                "leg": LegShown(**end["leg"]),
            }
        ),
    )


def _stop(data: Mapping[str, Any]) -> StopShown:
    times = {name: _moment(data[name]) for name in ("arrive", "start", "leave")}
    notes = {name: _notes(data[name]) for name in ("reasons", "warnings")}
    position = Spot(**data["position"]) if data["position"] else None
    return StopShown(**{**data, **times, **notes, "position": position, "leg": LegShown(**data["leg"])})


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)

"""The shapes of a trip as asked for. ``routes.asking`` reads them, and names what is wrong in both languages."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date as date_
from datetime import datetime
from typing import Annotated, Any, Self

from ninja import Schema
from pydantic import ConfigDict, Field, ModelWrapValidatorHandler, PrivateAttr, model_validator

from api.language import Lang
from routes.asking import escaped, fault, invalid, trip_request
from routes.codes import Fault
from routes.request import (
    MOST_ALTERNATIVES,
    MOST_DAYS,
    MOST_INTEREST,
    MOST_MUSTS,
    MOST_PEOPLE,
    Diet,
    Effort,
    Mobility,
    Pace,
    TripRequest,
    Weather,
)
from routes.travel import Mode
from tourism.values.errors import DomainError, FieldError
from tourism.values.geo import Crs

CLOCK = r"^([01]\d|2[0-3]):[0-5]\d$"

Clock = Annotated[str, Field(pattern=CLOCK, examples=["08:30"])]
Id = Annotated[str, Field(min_length=1, max_length=120)]


class Asked(Schema):
    """A body that is documented here, but read by the room it is for."""

    model_config = ConfigDict(extra="forbid")

    _data: Any = PrivateAttr(default=None)

    @model_validator(mode="wrap")
    @classmethod
    def keep(cls, data: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:  # data from outside
        """Keep what was sent as it was sent: one reader names what is wrong, not two that may disagree."""
        del handler
        kept = cls.model_construct()
        kept._data = data
        return kept  # type: ignore[return-value]  # an instance of cls, built without validation

    def field(self, name: str) -> Any:  # data from outside
        """Return a field as it was sent, None if it was not."""
        return self._data.get(name) if isinstance(self._data, Mapping) else None

    def refuse_others(self, required: tuple[str, ...]) -> None:
        """Refuse a body that is no object, lacks a field or has one that is not known."""
        if not isinstance(self._data, Mapping):
            raise invalid([fault("", Fault.NOT_AN_OBJECT)])
        known = ", ".join(type(self).model_fields)
        unknown = [name for name in self._data if name not in type(self).model_fields]
        errors = [fault(f"/{escaped(name[:64])}", Fault.UNKNOWN_FIELD, name=name[:64], known=known) for name in unknown]
        errors += [fault(f"/{name}", Fault.REQUIRED, name=name) for name in required if name not in self._data]
        if errors:
            raise invalid(errors)


class SpotIn(Schema):
    """A place by its slug, or a position: one of the two."""

    model_config = ConfigDict(extra="forbid")

    place: Id | None = None
    lat: float | None = Field(None, ge=-90, le=90)
    lon: float | None = Field(None, ge=-180, le=180)
    crs: Crs = Crs.WGS84


class PartyIn(Schema):
    """Who comes: at least one, at most 20 together."""

    model_config = ConfigDict(extra="forbid")

    adults: int = Field(0, ge=0, le=MOST_PEOPLE)
    seniors: int = Field(0, ge=0, le=MOST_PEOPLE)
    children: int = Field(0, ge=0, le=MOST_PEOPLE)


class WishIn(Schema):
    """A place, an occurrence or a theme: one of the three; on a day counted from 1, begun between two times."""

    model_config = ConfigDict(extra="forbid")

    place: Id | None = None
    occurrence: Id | None = None
    theme: Id | None = None
    day: int | None = Field(None, ge=1, le=MOST_DAYS)
    between: tuple[Clock, Clock] | None = None


class PlanIn(Asked):
    """A trip as asked for."""

    start_date: date_ = Field(description="First day; not in the past.")
    days: int = Field(ge=1, le=MOST_DAYS)
    day_start: Clock = "08:30"
    day_end: Clock = "20:30"
    start: SpotIn | None = Field(None, description="Where the first day begins; the county's centre when not given.")
    end: SpotIn | None = Field(None, description="Where the last day ends.")
    lodging: list[SpotIn] = Field(default_factory=list, max_length=MOST_DAYS, description="One, or one for each night.")
    party: PartyIn = Field(default_factory=lambda: PartyIn(adults=2, seniors=0, children=0))
    mobility: Mobility = Field(
        Mobility.ANY,
        description="`step_free` bars what has steps or is not known to have none; `few_stairs` allows 100 a day.",
    )
    diet: Diet = Diet.NONE
    interests: dict[str, Annotated[int, Field(ge=0, le=MOST_INTEREST)]] = Field(
        default_factory=dict, description="Weight of each theme, by slug."
    )
    pace: Pace = Pace.NORMAL
    transport: Mode = Mode.CAR
    meals: bool = True
    rests: bool | None = Field(None, description="Rests in the day; when not given, if there are elders or few stairs.")
    include_events: bool = True
    weather: Weather = Field(Weather.ANY, description="`rain` and `heat` prefer what is under a roof.")
    last_transport: Clock | None = Field(None, description="When the last transport leaves where the last day ends.")
    must: list[WishIn] = Field(default_factory=list, max_length=MOST_MUSTS)
    avoid: list[WishIn] = Field(default_factory=list, max_length=MOST_MUSTS)
    prefer: list[WishIn] = Field(default_factory=list, max_length=MOST_MUSTS)
    budget_cny: float | None = Field(None, ge=0, le=10_000_000, description="For the whole party.")
    alternatives: int = Field(0, ge=0, le=MOST_ALTERNATIVES, description="Only 0 is built; others are refused.")
    effort: Effort = Field(Effort.FAST, description="Only `fast` is built; `best` is refused.")
    seed: int = Field(0, ge=0, le=2**31 - 1)
    lang: Lang = Lang.ZH
    crs: Crs = Crs.WGS84
    destination: Id | None = Field(None, description="Slug of a county.")

    def to_request(self) -> TripRequest:
        """Return the request; raise ``Invalid`` with every field that is wrong."""
        return trip_request(self._data)


class MomentIn(Schema):
    """When a day sets out or is over."""

    model_config = ConfigDict(extra="allow")

    depart: datetime | None = None
    arrive: datetime | None = None


class StopIn(Schema):
    """A stop of somebody's plan; names and prices are ignored. A meal anywhere has no place."""

    model_config = ConfigDict(extra="allow")

    kind: str | None = None
    place: Id | None = None
    occurrence: Id | None = None
    arrive: datetime | None = None
    start: datetime | None = None
    leave: datetime


class DayIn(Schema):
    """A day of somebody's plan, as a plan's answer writes it."""

    model_config = ConfigDict(extra="allow")

    date: str | None = Field(None, description="the date of that day of the request; another one is a violation")
    start: MomentIn | None = None
    stops: list[StopIn]
    end: MomentIn | None = None


class CheckIn(Asked):
    """Somebody's plan, and the request it is to fulfil."""

    request: PlanIn
    days: list[DayIn]

    def to_request(self) -> TripRequest:
        """Return the request inside."""
        self.refuse_others(("request", "days"))
        return nested_request(self.field("request"))


class KeepIn(Asked):
    """The trip to keep: the days given, or a fresh plan."""

    request: PlanIn
    days: list[DayIn] | None = Field(None, description="A plan's days; a fresh plan is made when not given.")

    def to_request(self) -> TripRequest:
        """Return the request inside."""
        self.refuse_others(("request",))
        return nested_request(self.field("request"))


def nested_request(data: object) -> TripRequest:
    """Read a request that is one field of a body; the pointers of its errors begin there."""
    try:
        return trip_request(data)
    except DomainError as error:
        raise _moved(error, _below_request) from error


@contextmanager
def pointing_into_body() -> Iterator[None]:
    """Let the pointers of refusals begin at the body, where the request is one field beside ``days``."""
    try:
        yield
    except DomainError as error:
        raise _moved(error, _below_body) from error


def _moved(error: DomainError, moved: Callable[[str], str]) -> DomainError:
    errors = [FieldError(moved(each.pointer), each.code, each.text_zh, each.text_en) for each in error.errors]
    return type(error)(
        moved(error.text_en),
        text_zh=moved(error.text_zh),
        code=error.code,
        field=None if error.field is None else moved(error.field),
        errors=errors,
        params=error.params,
    )


def _below_request(pointer: str) -> str:
    return f"/request{pointer}" if pointer.startswith("/") else pointer


def _below_body(pointer: str) -> str:
    # The request itself was read before; what is wrong with "/days" now are the days that were sent beside it.
    return pointer if pointer.startswith("/days") else _below_request(pointer)

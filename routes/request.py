"""What a traveller asks for: one value, checked once, whoever sends it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum
from types import MappingProxyType

from routes.travel import Mode
from tourism.values.geo import Coordinate, Crs
from tourism.values.money import Fen

MOST_DAYS = 14
MOST_PEOPLE = 20
MOST_MUSTS = 40
MOST_INTEREST = 5
MOST_ALTERNATIVES = 3


class Mobility(StrEnum):
    """What a party can climb."""

    ANY = "any"
    FEW_STAIRS = "few_stairs"
    STEP_FREE = "step_free"


class Diet(StrEnum):
    """What a party eats."""

    NONE = "none"
    HALAL = "halal"
    VEGETARIAN = "vegetarian"
    NO_DONKEY = "no_donkey"


class Pace(StrEnum):
    """How full the days may be."""

    RELAXED = "relaxed"
    NORMAL = "normal"
    FULL = "full"


class Weather(StrEnum):
    """What weather the days are planned for."""

    ANY = "any"
    RAIN = "rain"
    HEAT = "heat"


class Effort(StrEnum):
    """How long the search may take."""

    FAST = "fast"
    BEST = "best"


class Lang(StrEnum):
    """The language of an answer."""

    ZH = "zh-Hans"
    EN = "en"


@dataclass(frozen=True, slots=True)
class Where:
    """A place of ours, or a position."""

    place: str | None = None
    coordinate: Coordinate | None = None


@dataclass(frozen=True, slots=True)
class Wish:
    """A place, an occurrence or a theme; on a day counted from 1, started within ``between`` (minutes)."""

    kind: str
    id: str
    day: int | None = None
    between: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Party:
    """Who comes."""

    adults: int = 2
    seniors: int = 0
    children: int = 0


@dataclass(frozen=True, slots=True)
class TripRequest:
    """A trip as asked for; ``routes.asking.trip_request`` makes one from JSON and names what is wrong."""

    start_date: date
    days: int
    day_start: time = time(8, 30)
    day_end: time = time(20, 30)
    start: Where | None = None
    end: Where | None = None
    lodging: tuple[Where, ...] = ()
    party: Party = Party()
    mobility: Mobility = Mobility.ANY
    diet: Diet = Diet.NONE
    interests: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    pace: Pace = Pace.NORMAL
    transport: Mode = Mode.CAR
    meals: bool = True
    rests: bool | None = None
    include_events: bool = True
    weather: Weather = Weather.ANY
    last_transport: time | None = None
    must: tuple[Wish, ...] = ()
    avoid: tuple[Wish, ...] = ()
    prefer: tuple[Wish, ...] = ()
    budget_fen: Fen | None = None
    alternatives: int = 0
    effort: Effort = Effort.FAST
    seed: int = 0
    lang: Lang = Lang.ZH
    crs: Crs = Crs.WGS84
    destination: str | None = None

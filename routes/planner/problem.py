"""What a trip is planned from. Minutes are integers since local midnight of their day; money is fen."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from routes.planner.rules import Rule

MINUTES_A_DAY = 24 * 60


class Kind(StrEnum):
    """What a stop is."""

    PLACE = "place"
    EVENT = "event"
    MEAL = "meal"
    REST = "rest"


@dataclass(frozen=True, slots=True)
class Window:
    """A visit of ``minutes`` may start from ``earliest`` to ``latest``, both included."""

    earliest: int
    latest: int
    minutes: int

    def __post_init__(self) -> None:
        if not 0 <= self.earliest <= self.latest < MINUTES_A_DAY:
            raise ValueError(f"a visit may start from {self.earliest} to {self.latest}, which is no stretch of a day")
        if self.minutes <= 0:
            raise ValueError(f"a visit lasts {self.minutes} minutes, not more than none")

    @property
    def closes(self) -> int:
        """The minute by which the visit is over."""
        return self.latest + self.minutes


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something the plan may hold; ``windows`` has one entry a day, empty when it cannot be visited then.

    A candidate that is ``barred`` is known, so that a foreign plan with it can be answered, but never planned.
    ``serves`` names the meals that can be had during the visit: at an eating place, a banquet, a whole day out.
    ``idle_minutes`` of it are sat: a show, or the meal and the rests of a whole day out.
    """

    id: str
    kind: Kind
    point: int | None
    windows: tuple[tuple[Window, ...], ...]
    value: int
    least_minutes: int
    cost_fen: int | None = None
    excludes: frozenset[str] = frozenset()
    serves: frozenset[str] = frozenset()
    category: str = ""
    barred: Rule | None = None
    shut: tuple[str, ...] = ()
    walking_minutes: int = 0
    steps: int = 0
    climb_metres: int = 0
    idle_minutes: int = 0

    def __post_init__(self) -> None:
        if self.value < 0 or self.least_minutes <= 0:
            raise ValueError(f"{self.id} needs a value of 0 or more and a visit longer than none")
        if self.point is None and self.barred is None:
            raise ValueError(f"{self.id} has no point, so it must be barred")


@dataclass(frozen=True, slots=True)
class Meal:
    """A meal that the day owes: it starts from ``earliest`` to ``latest`` and lasts ``minutes``."""

    name: str
    earliest: int
    latest: int
    minutes: int

    def is_had(self, start: int, leave: int) -> bool:
        """Say whether a stay from ``start`` to ``leave`` is long enough around the usual hour to eat."""
        return min(leave, self.latest + self.minutes) - max(start, self.earliest) >= self.minutes


@dataclass(frozen=True, slots=True)
class Rest(Meal):
    """A rest that the day owes, as it owes a meal."""


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the trip: where it starts and ends, and between which minutes.

    ``ends_by_transport`` says that the day closes because the last transport leaves then.
    """

    date: date
    start: int
    end: int
    opens: int
    closes: int
    meals: tuple[Meal, ...] = ()
    rests: tuple[Rest, ...] = ()
    ends_by_transport: bool = False

    @property
    def owed(self) -> tuple[Meal, ...]:
        """The meals and then the rests."""
        return self.meals + self.rests

    @property
    def end_rule(self) -> Rule:
        """The rule that a day breaks which is over too late."""
        return Rule.LAST_TRANSPORT_MISSED if self.ends_by_transport else Rule.DAY_TOO_LONG

    def __post_init__(self) -> None:
        if not 0 <= self.opens < self.closes <= MINUTES_A_DAY:
            raise ValueError(f"the day runs from {self.opens} to {self.closes}, which is no stretch of a day")


@dataclass(frozen=True, slots=True)
class Target:
    """Any one of these candidates, on a day (counted from 0) or any, started within ``between`` or any time."""

    candidates: frozenset[str]
    label: str
    day: int | None = None
    between: tuple[int, int] | None = None

    def matches(self, candidate: str | None, day: int, start: int) -> bool:
        """Say whether a visit is what the target names."""
        if candidate not in self.candidates or self.day not in (None, day):
            return False
        return self.between is None or self.between[0] <= start <= self.between[1]


@dataclass(frozen=True, slots=True)
class Preference:
    """What a visit that matches the target is worth on top."""

    target: Target
    value: int


@dataclass(frozen=True, slots=True)
class Travel:
    """Travel between points: ``minutes`` is what a plan allows for, ``least`` what it cannot be less than."""

    minutes: tuple[tuple[int, ...], ...]
    least: tuple[tuple[int, ...], ...]
    metres: tuple[tuple[int, ...], ...]
    about: tuple[tuple[bool, ...], ...]
    basis: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Limits:
    """What the pace and the party allow on a day, and what a minute on the way is held against a visit.

    Meals and rests count for none of it. ``active_minutes`` are visits and ways; ``walking_minutes`` are the walking at
    the stops, and the ways too when the party is ``on_foot``. ``sated`` are the points that the second, the third and
    each later visit of a category lose, never fewer than the visit before.
    """

    stops_a_day: int = 6
    points_a_travel_minute: int = 0
    walking_minutes: int | None = None
    active_minutes: int | None = None
    steps: int | None = None
    climb_metres: int | None = None
    of_a_category: int | None = None
    on_foot: bool = False
    sated: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if list(self.sated) != sorted(self.sated) or any(points < 0 for points in self.sated):
            raise ValueError(f"a later visit of a category loses as much as the one before or more, not {self.sated}")


@dataclass(frozen=True, slots=True)
class Problem:
    """All that the search and the checker know.

    A lock names a stop that stays where it is: the candidate, its day and, when that is fixed too, its start.
    """

    days: tuple[Day, ...]
    candidates: tuple[Candidate, ...]
    travel: Travel
    musts: tuple[Target, ...] = ()
    avoids: tuple[Target, ...] = ()
    preferences: tuple[Preference, ...] = ()
    budget_fen: int | None = None
    limits: Limits = Limits()
    locks: tuple[Target, ...] = ()

    @property
    def kept(self) -> tuple[Target, ...]:
        """What the plan must hold: the musts, and the stops that are locked."""
        return self.musts + self.locks

    def __post_init__(self) -> None:
        for candidate in self.candidates:
            if len(candidate.windows) != len(self.days):
                raise ValueError(f"{candidate.id} has windows for {len(candidate.windows)} of {len(self.days)} days")
        if len({candidate.id for candidate in self.candidates}) != len(self.candidates):
            raise ValueError("two candidates share an id")

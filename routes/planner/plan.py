"""What a plan is: stops in order, day by day, whoever made it."""

from dataclasses import dataclass

from routes.planner.problem import Kind


@dataclass(frozen=True, slots=True)
class Stop:
    """A visit: ``start`` may be later than ``arrive``; ``candidate`` is None for a meal near the stop before.

    ``spare`` is how many minutes later it may start while the rest of the day still holds.
    """

    candidate: str | None
    kind: Kind
    arrive: int
    start: int
    leave: int
    meal: str | None = None
    spare: int = 0


@dataclass(frozen=True, slots=True)
class DayPlan:
    """One day: when it sets out, its stops, and when it is back."""

    depart: int
    stops: tuple[Stop, ...]
    arrive: int


@dataclass(frozen=True, slots=True)
class Plan:
    """The days of a trip; ``stopped_early`` says that the deadline cut the search short.

    ``score`` is what the visits are worth; ``worth`` what is left of it after travel and satiety: that is what the
    search makes most of, and what a bound bounds.
    """

    days: tuple[DayPlan, ...]
    score: int = 0
    stopped_early: bool = False
    worth: int = 0

    def candidates(self) -> frozenset[str]:
        """Return the ids of all candidates in the plan."""
        return frozenset(stop.candidate for day in self.days for stop in day.stops if stop.candidate is not None)

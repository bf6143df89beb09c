"""What a plan is made from, beside the pure problem: the rows behind each candidate and each day's ends."""

from dataclasses import dataclass
from datetime import date

from events.choices import Category
from events.models import Occurrence
from routes.planner import Problem
from routes.wording import Text
from tourism.places.models import Destination, Place
from tourism.values.geo import Position


@dataclass(frozen=True, slots=True)
class Known:
    """The row behind a candidate, and what had to be assumed of it; ``assumed_hours`` has one entry a day."""

    place: Place | None
    occurrence: Occurrence | None
    name: Text
    position: Position
    themes: tuple[str, ...]
    minutes: int
    minutes_assumed: bool
    assumed_hours: tuple[tuple[int, int] | None, ...]
    demo: bool

    @property
    def is_meal(self) -> bool:
        """Whether it is a meal by itself: a banquet feeds whoever comes."""
        return self.occurrence is not None and self.occurrence.event.category == Category.BANQUET

    @property
    def slug(self) -> str | None:
        """The slug of the place where it is, if it is a place of ours."""
        return self.place.slug if self.place else None


@dataclass(frozen=True, slots=True)
class End:
    """Where a day starts or ends."""

    point: int
    place: Place | None
    name: Text
    position: Position


@dataclass(frozen=True, slots=True)
class Gathered:
    """A problem with all that is needed to show its plans."""

    destination: Destination
    problem: Problem
    known: dict[str, Known]
    ends: tuple[tuple[End, End], ...]
    dates: tuple[date, ...]
    theme_names: dict[str, Text]
    assumed_ends: tuple[str, ...]
    has_events: bool

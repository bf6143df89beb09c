"""Times of one day's route: when each visit starts, or that the day cannot be done."""

from dataclasses import dataclass, replace
from typing import TypeAlias

from routes.planner.problem import Candidate, Day, Kind, Meal, Problem, Window

IMPOSSIBLE = -1

# The first start, the last start, and the minutes of a visit.
Interval: TypeAlias = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit as the search moves it; ``point`` -1 is wherever the stop before was.

    ``windows`` are (earliest, latest, minutes); ``serves`` numbers the day's meals that may be had here.
    ``eats`` is the number of the meal that a meal stop stands for, -1 for any other visit.
    """

    candidate: int
    point: int
    windows: tuple[Interval, ...]
    serves: tuple[int, ...] = ()
    eats: int = -1
    is_kept: bool = False

    @property
    def is_meal_nearby(self) -> bool:
        """A meal at no known place."""
        return self.candidate < 0


Route = tuple[Visit, ...]


@dataclass(frozen=True, slots=True)
class Times:
    """Arrival, start and leave of each visit, and the minute the day is over."""

    arrivals: tuple[int, ...]
    starts: tuple[int, ...]
    leaves: tuple[int, ...]
    points: tuple[int, ...]
    finish: int


@dataclass(frozen=True, slots=True)
class Clock:
    """Times the routes of one day."""

    day: Day
    minutes: tuple[tuple[int, ...], ...]

    def times(self, route: Route) -> Times | None:
        """Return the earliest times of a route, None when a window, a meal or the day's end is missed."""
        times = self.run(route)
        if times is None or times.finish > self.day.closes or self._owes_a_meal(route, times):
            return None
        return times

    def run(self, route: Route) -> Times | None:
        """Return the earliest times whatever the day's end and meals say, None when a window is missed."""
        arrivals: list[int] = []
        starts: list[int] = []
        leaves: list[int] = []
        points: list[int] = []
        now, here = self.day.opens, self.day.start
        for visit in route:
            there = here if visit.point < 0 else visit.point
            now += self.minutes[here][there]
            start, leave = first_start(visit.windows, now)
            if start < 0:
                return None
            arrivals.append(now)
            starts.append(start)
            leaves.append(leave)
            points.append(there)
            now, here = leave, there
        finish = now + self.minutes[here][self.day.end]
        return Times(tuple(arrivals), tuple(starts), tuple(leaves), tuple(points), finish)

    def travel(self, times: Times) -> int:
        """Return the minutes on the way."""
        left = (self.day.opens, *times.leaves)
        return sum(arrive - leave for leave, arrive in zip(left, (*times.arrivals, times.finish), strict=True))

    def arrival_at(self, visit: Visit) -> int:
        """Return when a visit is reached straight from the day's start."""
        return self.day.opens + self.minutes[self.day.start][visit.point]

    def _owes_a_meal(self, route: Route, times: Times) -> bool:
        owed = len(self.day.owed)
        for number, meal in enumerate(self.day.owed):
            for visit, start, leave in zip(route, times.starts, times.leaves, strict=True):
                if number in visit.serves and meal.is_had(start, leave):
                    owed -= 1
                    break
        return owed > 0

    def latest_arrivals(self, route: Route, times: Times) -> tuple[int, ...]:
        """Return the latest arrival at each visit, and at the day's end, that keeps all later windows."""
        latest = [self.day.closes]
        there = self.day.end
        for visit, point in zip(reversed(route), reversed(times.points), strict=True):
            due = latest[-1] - self.minutes[point][there]
            latest.append(_last_arrival(visit.windows, due))
            there = point
        return tuple(reversed(latest))


def first_start(windows: tuple[Interval, ...], now: int) -> tuple[int, int]:
    """Return the first start and leave for an arrival at ``now``, a negative start when it is too late."""
    for earliest, latest, minutes in windows:
        if now <= latest:
            start = max(earliest, now)
            return start, start + minutes
    return IMPOSSIBLE, IMPOSSIBLE


def _last_arrival(windows: tuple[Interval, ...], due: int) -> int:
    best = IMPOSSIBLE
    for earliest, latest, minutes in windows:
        start = min(latest, due - minutes)
        if start >= earliest:
            best = max(best, start)
    return best


def narrowed(windows: tuple[Window, ...], day: Day, between: tuple[int, int] | None) -> tuple[Interval, ...]:
    """Cut windows to the day and to the starts asked for."""
    first, last = between or (0, day.closes)
    cut = (
        (max(window.earliest, first, day.opens), min(window.latest, last, day.closes - window.minutes), window.minutes)
        for window in windows
    )
    return tuple(window for window in cut if window[0] <= window[1])


def open_windows(
    problem: Problem, candidate: Candidate, day: int, between: tuple[int, int] | None = None
) -> tuple[Interval, ...]:
    """Return when a candidate may be visited on a day: its windows within the day, without what is avoided."""
    windows = narrowed(candidate.windows[day], problem.days[day], between)
    for avoid in problem.avoids:
        if candidate.id in avoid.candidates and avoid.day in (None, day):
            windows = _without(windows, avoid.between)
    return windows


def _without(windows: tuple[Interval, ...], between: tuple[int, int] | None) -> tuple[Interval, ...]:
    """Cut the starts that are avoided out of windows."""
    if between is None:
        return ()
    left: list[Interval] = []
    for earliest, latest, minutes in windows:
        left.append((earliest, min(latest, between[0] - 1), minutes))
        left.append((max(earliest, between[1] + 1), latest, minutes))
    return tuple(window for window in left if window[0] <= window[1])


def visits_of(candidate: Candidate, index: int, windows: tuple[Interval, ...], day: Day) -> tuple[Visit, ...]:
    """Return the ways to visit a candidate on a day: one, or one for each meal at an eating place."""
    if not windows or candidate.point is None:
        return ()
    served = tuple(
        number
        for number, meal in enumerate(day.owed)
        if meal.name in candidate.serves and any(_may_have(window, meal) for window in windows)
    )
    visit = Visit(index, candidate.point, windows, serves=served)
    if candidate.kind is not Kind.MEAL:
        return (visit,)
    return tuple(_eating(visit, number, day.owed[number]) for number in served if at_table(windows, day.owed[number]))


def _may_have(window: tuple[int, int, int], meal: Meal) -> bool:
    """Say whether some start within a window leaves time for the meal."""
    earliest, latest, minutes = window
    start = min(max(meal.earliest, earliest), latest)
    return meal.is_had(start, start + minutes)


def at_table(windows: tuple[Interval, ...], meal: Meal) -> tuple[Interval, ...]:
    """Cut windows to the starts at which a meal may be had as such."""
    cut = (
        (max(earliest, meal.earliest), min(latest, meal.latest), minutes)
        for earliest, latest, minutes in windows
        if minutes >= meal.minutes
    )
    return tuple(window for window in cut if window[0] <= window[1])


def _eating(visit: Visit, number: int, meal: Meal) -> Visit:
    return replace(visit, windows=at_table(visit.windows, meal), serves=(number,), eats=number)


def meal_nearby(number: int, meal: Meal) -> Visit:
    """Return a meal at no known place, taken near the stop before it."""
    window = (meal.earliest, meal.latest, meal.minutes)
    return Visit(-1, -1, (window,), serves=(number,), eats=number)

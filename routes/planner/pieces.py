"""Cuts visits into pieces within which what a visit is worth, and what it serves, stay the same."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from routes.planner.problem import MINUTES_A_DAY, Candidate, Kind, Meal, Problem, Target
from routes.planner.timetable import Interval, at_table, open_windows

NO_MEAL = -1


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of starts; ``covers`` are the demands that all of them meet, ``eats`` the meal that the stop is for."""

    earliest: int
    latest: int
    minutes: int
    gain: int = 0
    covers: tuple[int, ...] = ()
    eats: int = NO_MEAL


class Demands:
    """What a plan owes, numbered: the meals and rests day by day, then what must be in it."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.first: list[int] = []
        self.days: list[int] = []
        self.meals: set[int] = set()
        for number, day in enumerate(problem.days):
            self.first.append(len(self.days))
            self.meals |= set(range(len(self.days), len(self.days) + len(day.meals)))
            self.days += [number] * len(day.owed)
        self.kept: dict[str, list[tuple[int, Target]]] = {}
        for number, target in enumerate(problem.kept, start=len(self.days)):
            for name in target.candidates:
                self.kept.setdefault(name, []).append((number, target))
        self.liked: dict[str, list[tuple[Target, int]]] = {}
        for wish in problem.preferences:
            for name in wish.target.candidates:
                self.liked.setdefault(name, []).append((wish.target, wish.value))

    def pieces(self, candidate: Candidate, day: int) -> list[Piece]:
        """Return the pieces of a candidate's visits on a day."""
        return [
            piece
            for stretch, eats in self._stretches(candidate, day)
            for piece in self._cut(candidate, day, stretch, eats)
        ]

    def _stretches(self, candidate: Candidate, number: int) -> Iterator[tuple[Interval, int]]:
        day = self.problem.days[number]
        windows = open_windows(self.problem, candidate, number)
        if candidate.kind is not Kind.MEAL:
            yield from ((window, NO_MEAL) for window in windows)
            return
        for eats, meal in enumerate(day.owed):
            if meal.name in candidate.serves:
                yield from ((window, eats) for window in at_table(windows, meal))

    def _cut(self, candidate: Candidate, day: int, stretch: Interval, eats: int) -> Iterator[Piece]:
        earliest, latest, minutes = stretch
        had = [
            (self.first[day] + number, *_had(meal, minutes))
            for number, meal in enumerate(self.problem.days[day].owed)
            if meal.name in candidate.serves and minutes >= meal.minutes
        ]
        kept = [
            (number, *_between(target)) for number, target in self.kept.get(candidate.id, ()) if _is_on(target, day)
        ]
        liked = [
            (points, *_between(target)) for target, points in self.liked.get(candidate.id, ()) if _is_on(target, day)
        ]
        for first, last in _cuts(earliest, latest, [(low, high) for _, low, high in (*had, *kept, *liked)]):
            covers = tuple(number for number, low, high in (*had, *kept) if low <= first and last <= high)
            more = sum(points for points, low, high in liked if low <= first and last <= high)
            yield Piece(first, last, minutes, candidate.value + more, covers, eats)

    def nearby(self, day: int, number: int) -> Piece:
        """Return the meal or the rest at no known place."""
        meal = self.problem.days[day].owed[number]
        return Piece(meal.earliest, meal.latest, meal.minutes, 0, (self.first[day] + number,), number)


def _had(meal: Meal, minutes: int) -> tuple[int, int]:
    """Return the first and the last start of a stay within which the meal is had."""
    return meal.earliest + meal.minutes - minutes, meal.latest


def _between(target: Target) -> tuple[int, int]:
    return target.between or (0, MINUTES_A_DAY)


def _is_on(target: Target, day: int) -> bool:
    return target.day in (None, day)


def _cuts(earliest: int, latest: int, stretches: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Return the stretch in parts that begin and end where one of the others does."""
    begins = {earliest}
    for low, high in stretches:
        begins |= {begin for begin in (low, high + 1) if earliest < begin <= latest}
    ordered = sorted(begins)
    yield from zip(ordered, [begin - 1 for begin in ordered[1:]] + [latest], strict=True)

"""The limits of a day as the small drafts keep them: what its visits and ways come to, and which limit that breaks."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from routes.planner.problem import Candidate, Kind, Problem
from routes.planner.rules import Rule


@dataclass(frozen=True, slots=True)
class Excess:
    """A limit that is broken: what there may be, and what there is."""

    rule: Rule
    most: int
    found: int


def excess(problem: Problem, visits: Iterable[tuple[int, int]], travel: int) -> Excess | None:
    """Return the first limit that a day breaks; ``visits`` are (candidate, minutes), without a candidate below 0."""
    seen = [(problem.candidates[number], minutes) for number, minutes in visits if number >= 0]
    return next(_excesses(problem, [each for each in seen if each[0].kind in (Kind.PLACE, Kind.EVENT)], travel), None)


def _excesses(problem: Problem, seen: list[tuple[Candidate, int]], travel: int) -> Iterator[Excess]:
    limits = problem.limits
    alike = Counter(candidate.category for candidate, _ in seen if candidate.category)
    on_foot = travel if limits.on_foot else 0
    table = (
        (Rule.TOO_MANY_STOPS, limits.stops_a_day, len(seen)),
        (Rule.TOO_MUCH_WALKING, limits.walking_minutes, on_foot + sum(each.walking_minutes for each, _ in seen)),
        (
            Rule.TOO_LONG_ON_THE_GO,
            limits.active_minutes,
            travel + sum(max(0, minutes - each.idle_minutes) for each, minutes in seen),
        ),
        (Rule.TOO_MANY_STEPS, limits.steps, sum(each.steps for each, _ in seen)),
        (Rule.TOO_MUCH_CLIMBING, limits.climb_metres, sum(each.climb_metres for each, _ in seen)),
        (Rule.TOO_MUCH_OF_A_KIND, limits.of_a_category, max(alike.values(), default=0)),
    )
    for rule, most, found in table:
        if most is not None and found > most:
            yield Excess(rule, most, found)

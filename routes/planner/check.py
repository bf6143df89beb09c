"""Says every rule that a plan breaks, ours or anybody's; it shares no code with the search."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from routes.planner.plan import DayPlan, Plan, Stop
from routes.planner.problem import Candidate, Day, Kind, Meal, Problem, Rest, Window
from routes.planner.rules import Rule


@dataclass(frozen=True, slots=True)
class Violation:
    """A broken rule: where, about what, and the number that would be right beside the one found.

    Numbers are minutes since midnight, minutes, fen or stops, as the rule has it. ``stop`` counts from 0.
    """

    rule: Rule
    day: int | None = None
    stop: int | None = None
    subject: str = ""
    needed: int | None = None
    found: int | None = None


def check(problem: Problem, plan: Plan, *, with_margins: bool = False) -> tuple[Violation, ...]:
    """Return every violation, in the order of the days; an empty tuple is a plan that can be done.

    A foreign plan may travel as fast as is possible at all; ``with_margins`` also asks for the uncertainty of
    positions, as our own plans allow for it.
    """
    if len(plan.days) != len(problem.days):
        return (Violation(Rule.WRONG_DAYS, needed=len(problem.days), found=len(plan.days)),)
    return tuple(_Checker(problem, with_margins).violations(plan))


class _Checker:
    def __init__(self, problem: Problem, with_margins: bool) -> None:
        self.problem = problem
        self.known = {candidate.id: candidate for candidate in problem.candidates}
        self.minutes = problem.travel.minutes if with_margins else problem.travel.least

    def violations(self, plan: Plan) -> Iterator[Violation]:
        for number, (day, made) in enumerate(zip(self.problem.days, plan.days, strict=True)):
            for position, stop in enumerate(made.stops):
                yield from self._stop(number, position, stop)
            yield from self._chronology(number, day, made)
            yield from self._travel(number, day, made)
            yield from self._meals(number, day, made)
            yield from self._pace(number, day, made)
        yield from self._together(plan)
        yield from self._wishes(plan)
        yield from self._budget(plan)

    def _stop(self, day: int, position: int, stop: Stop) -> Iterator[Violation]:
        if stop.candidate is None:
            yield from self._stay_without_place(day, position, stop)
            return
        candidate = self.known.get(stop.candidate)
        if candidate is None:
            yield Violation(Rule.UNKNOWN_PLACE, day, position, stop.candidate)
        elif candidate.barred is not None:
            yield Violation(candidate.barred, day, position, candidate.id)
        else:
            yield from _opening(day, position, stop, candidate)

    def _stay_without_place(self, day: int, position: int, stop: Stop) -> Iterator[Violation]:
        if stop.kind not in (Kind.MEAL, Kind.REST):
            yield Violation(Rule.UNKNOWN_PLACE, day, position, "")

    def _chronology(self, number: int, day: Day, made: DayPlan) -> Iterator[Violation]:
        if made.depart < day.opens:
            yield Violation(Rule.DAY_TOO_EARLY, number, needed=day.opens, found=made.depart)
        if made.arrive > day.closes:
            yield Violation(day.end_rule, number, needed=day.closes, found=made.arrive)
        before = made.depart
        for position, stop in enumerate(made.stops):
            if not before <= stop.arrive <= stop.start <= stop.leave:
                yield Violation(Rule.OVERLAPPING, number, position, stop.candidate or "", before, stop.arrive)
            before = stop.leave
        if made.arrive < before:
            yield Violation(Rule.OVERLAPPING, number, None, "", before, made.arrive)

    def _travel(self, number: int, day: Day, made: DayPlan) -> Iterator[Violation]:
        here: int | None = day.start
        left = made.depart
        for position, stop in enumerate(made.stops):
            there = self._point(stop, here)
            needed = self._between(here, there)
            if stop.arrive - left < needed:
                yield Violation(
                    Rule.TRAVEL_TOO_SHORT, number, position, stop.candidate or "", needed, stop.arrive - left
                )
            here, left = there, stop.leave
        needed = self._between(here, day.end)
        if made.arrive - left < needed:
            yield Violation(Rule.TRAVEL_TOO_SHORT, number, None, "", needed, made.arrive - left)

    def _point(self, stop: Stop, here: int | None) -> int | None:
        if stop.candidate is None:
            return here
        candidate = self.known.get(stop.candidate)
        return candidate.point if candidate else None

    def _between(self, here: int | None, there: int | None) -> int:
        """Return the minutes between two points; nothing can be said of a point that is not known."""
        return 0 if here is None or there is None else self.minutes[here][there]

    def _meals(self, number: int, day: Day, made: DayPlan) -> Iterator[Violation]:
        for meal in day.owed:
            stops = [stop for stop in made.stops if self._serves(stop, meal)]
            if not stops and not (isinstance(meal, Rest) and self._is_idle(day, made, meal)):
                missing = Rule.REST_MISSING if isinstance(meal, Rest) else Rule.MEAL_MISSING
                yield Violation(missing, number, None, meal.name, meal.earliest, meal.latest)
            eating = [stop for stop in stops if stop.kind is Kind.MEAL]
            if len(eating) > 1:
                yield Violation(Rule.MEAL_TWICE, number, made.stops.index(eating[1]), meal.name, 1, len(eating))

    def _is_idle(self, day: Day, made: DayPlan, rest: Rest) -> bool:
        """Say whether nobody is on their feet for long enough: before setting out, between two stops, once back."""
        if rest.is_had(day.opens, made.depart):
            return True
        free = day.opens
        here: int | None = day.start
        for stop in made.stops:
            there = self._point(stop, here)
            if rest.is_had(free, stop.start - self._between(here, there)):
                return True
            free, here = stop.leave, there
        return rest.is_had(made.arrive, day.closes)

    def _serves(self, stop: Stop, meal: Meal) -> bool:
        if not meal.is_had(stop.start, stop.leave):
            return False
        if stop.candidate is None:
            kind = Kind.REST if isinstance(meal, Rest) else Kind.MEAL
            return stop.kind is kind and stop.meal == meal.name
        candidate = self.known.get(stop.candidate)
        return candidate is not None and meal.name in candidate.serves

    def _pace(self, number: int, day: Day, made: DayPlan) -> Iterator[Violation]:
        visits = [stop for stop in made.stops if stop.kind in (Kind.PLACE, Kind.EVENT)]
        seen = [
            (self.known[stop.candidate], stop.leave - stop.start) for stop in visits if stop.candidate in self.known
        ]
        travel = self._travel_minutes(day, made)
        limits = self.problem.limits
        walked = sum(candidate.walking_minutes for candidate, _ in seen) + travel * limits.on_foot
        kinds = Counter(candidate.category for candidate, _ in seen if candidate.category)
        for rule, most, found in (
            (Rule.TOO_MANY_STOPS, limits.stops_a_day, len(visits)),
            (Rule.TOO_MUCH_WALKING, limits.walking_minutes, walked),
            (
                Rule.TOO_LONG_ON_THE_GO,
                limits.active_minutes,
                sum(max(0, stay - each.idle_minutes) for each, stay in seen) + travel,
            ),
            (Rule.TOO_MANY_STEPS, limits.steps, sum(candidate.steps for candidate, _ in seen)),
            (Rule.TOO_MUCH_CLIMBING, limits.climb_metres, sum(candidate.climb_metres for candidate, _ in seen)),
            (Rule.TOO_MUCH_OF_A_KIND, limits.of_a_category, max(kinds.values(), default=0)),
        ):
            if most is not None and found > most:
                yield Violation(rule, number, None, "", most, found)

    def _travel_minutes(self, day: Day, made: DayPlan) -> int:
        """Return the time that the ways of a day take at least."""
        points: list[int | None] = [day.start]
        for stop in made.stops:
            points.append(self._point(stop, points[-1]))
        return sum(self._between(here, there) for here, there in pairwise([*points, day.end]))

    def _together(self, plan: Plan) -> Iterator[Violation]:
        # Each rule once a stop: pairs of stops are so many that a small body would get a huge answer.
        earlier: set[str] = set()
        for number, made in enumerate(plan.days):
            for position, stop in enumerate(made.stops):
                if stop.candidate is None:
                    continue
                clashes = {self._clash(first, stop.candidate) for first in earlier}
                for rule in sorted(rule for rule in clashes if rule is not None):
                    yield Violation(rule, number, position, stop.candidate)
                earlier.add(stop.candidate)

    def _clash(self, first: str, second: str) -> Rule | None:
        if first == second:
            return Rule.REPEATED_PLACE
        one, other = self.known.get(first), self.known.get(second)
        if one is None or other is None:
            return None
        if second not in one.excludes and first not in other.excludes:
            return None
        both_events = one.kind is Kind.EVENT and other.kind is Kind.EVENT
        return Rule.REPEATED_EVENT if both_events else Rule.PART_AND_WHOLE

    def _wishes(self, plan: Plan) -> Iterator[Violation]:
        visits = [
            (number, position, stop)
            for number, made in enumerate(plan.days)
            for position, stop in enumerate(made.stops)
        ]
        for must in self.problem.kept:
            if not any(must.matches(stop.candidate, number, stop.start) for number, _, stop in visits):
                yield Violation(Rule.MUST_MISSING, must.day, None, must.label)
        for number, position, stop in visits:
            if any(avoid.matches(stop.candidate, number, stop.start) for avoid in self.problem.avoids):
                yield Violation(Rule.AVOIDED, number, position, stop.candidate or "")

    def _budget(self, plan: Plan) -> Iterator[Violation]:
        if self.problem.budget_fen is None:
            return
        visits = Counter(stop.candidate for made in plan.days for stop in made.stops if stop.candidate in self.known)
        spent = sum((self.known[name].cost_fen or 0) * times for name, times in visits.items() if name is not None)
        if spent > self.problem.budget_fen:
            yield Violation(Rule.BUDGET, None, None, "", self.problem.budget_fen, spent)


def _opening(day: int, position: int, stop: Stop, candidate: Candidate) -> Iterator[Violation]:
    windows = candidate.windows[day]
    if not windows:
        rule = Rule.EVENT_MISSED if candidate.kind is Kind.EVENT else Rule.CLOSED_THAT_DAY
        yield Violation(rule, day, position, candidate.id)
        return
    if stop.leave - stop.start < candidate.least_minutes:
        found = stop.leave - stop.start
        yield Violation(Rule.VISIT_TOO_SHORT, day, position, candidate.id, candidate.least_minutes, found)
    if not any(_is_within(stop, window, candidate.kind) for window in windows):
        yield _missed(day, position, stop, candidate, windows)


def _is_within(stop: Stop, window: Window, kind: Kind) -> bool:
    """Say whether a visit lies in a window; an event with a fixed hour must be seen from its start."""
    if kind is Kind.EVENT and window.earliest == window.latest and stop.start != window.earliest:
        return False
    return window.earliest <= stop.start and stop.leave <= window.closes


def _missed(day: int, position: int, stop: Stop, candidate: Candidate, windows: tuple[Window, ...]) -> Violation:
    """Name the nearest window that would have been right, and how this visit misses it."""
    if candidate.kind is Kind.EVENT:
        return Violation(Rule.EVENT_MISSED, day, position, candidate.id, windows[0].earliest, stop.start)
    gaps = [later.earliest for earlier, later in pairwise(windows) if earlier.closes <= stop.start < later.earliest]
    if gaps or stop.start < windows[0].earliest:
        opens = gaps[0] if gaps else windows[0].earliest
        return Violation(Rule.NOT_YET_OPEN, day, position, candidate.id, opens, stop.start)
    latest = max(window.latest for window in windows if window.earliest <= stop.start)
    return Violation(Rule.LAST_ENTRY_MISSED, day, position, candidate.id, latest, stop.start)

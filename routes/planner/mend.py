"""Finds the nearest change that mends a broken rule of anybody's plan, by trying changes before the checker."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import islice

from routes.planner.check import Violation, check
from routes.planner.plan import DayPlan, Plan, Stop
from routes.planner.problem import Candidate, Kind, Meal, Problem, Rest, Target
from routes.planner.rules import Rule

# A plan may break hundreds of rules; the first are mended by trial, so that an answer stays quick.
MOST_TRIALS = 120
TRIALS_A_VIOLATION = 24


class Act(StrEnum):
    """What a change does."""

    START = "start"
    STAY = "stay"
    SWAP = "swap"
    OTHER_DAY = "other_day"
    LEAVE_OUT = "leave_out"
    SET_OUT = "set_out"
    BE_BACK = "be_back"
    PAUSE = "pause"
    ADD = "add"


@dataclass(frozen=True, slots=True)
class Change:
    """One change: of a stop of a day, to a minute; ``other`` is another stop or day, ``subject`` what is put in."""

    act: Act
    day: int
    stop: int = 0
    minute: int = 0
    other: int = 0
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Mended:
    """A violation and the change that removes it, None where no change was found."""

    violation: Violation
    change: Change | None


def mended(problem: Problem, plan: Plan) -> tuple[Mended, ...]:
    """Return every violation of a plan with the change that leaves fewest others, of the nearest first."""
    found = check(problem, plan)
    mender = _Mender(problem, plan, found)
    return tuple(Mended(violation, mender.change(violation)) for violation in found)


def apply(problem: Problem, plan: Plan, change: Change) -> Plan:
    """Return the plan with a change carried out: what follows moves along, as far as the ways need."""
    return _Applied(problem, plan).plan(change)


class _Mender:
    def __init__(self, problem: Problem, plan: Plan, found: tuple[Violation, ...]) -> None:
        self.problem, self.plan, self.found = problem, plan, found
        self.known = {candidate.id: candidate for candidate in problem.candidates}
        self.trials = MOST_TRIALS

    def change(self, violation: Violation) -> Change | None:
        best: tuple[int, int] | None = None
        chosen = None
        before = sum(each.rule is violation.rule and each.day == violation.day for each in self.found)
        for number, change in enumerate(islice(self._changes(violation), TRIALS_A_VIOLATION)):
            if self.trials <= 0:
                return chosen
            self.trials -= 1
            left = check(self.problem, apply(self.problem, self.plan, change))
            same = sum(each.rule is violation.rule and each.day == violation.day for each in left)
            if same < before and (best is None or (len(left), number) < best):
                best, chosen = (len(left), number), change
                if len(left) < len(self.found):
                    return chosen
        return chosen

    def _changes(self, violation: Violation) -> Iterator[Change]:
        """Yield changes, the nearest to the plan first."""
        if violation.rule is Rule.MUST_MISSING:
            yield from self._additions(violation)
        elif violation.day is None:
            yield from self._leave_any_out(range(len(self.plan.days)))
        elif violation.stop is None:
            yield from self._of_day(violation, violation.day)
        else:
            yield from self._of_stop(violation, violation.day, violation.stop)

    def _of_day(self, violation: Violation, day: int) -> Iterator[Change]:
        frame, made = self.problem.days[day], self.plan.days[day]
        if violation.rule is Rule.DAY_TOO_EARLY:
            yield Change(Act.SET_OUT, day, minute=frame.opens)
        elif violation.rule in (Rule.MEAL_MISSING, Rule.REST_MISSING):
            yield from self._pauses(day, violation.subject)
        else:
            due = _Applied(self.problem, self.plan).due_back(day)
            if due != made.arrive:
                yield Change(Act.BE_BACK, day, minute=due)
        yield from self._leave_any_out([day])

    def _of_stop(self, violation: Violation, day: int, stop: int) -> Iterator[Change]:
        made = self.plan.days[day].stops[stop]
        candidate = self.known.get(made.candidate or "")
        if violation.rule is Rule.VISIT_TOO_SHORT and violation.needed is not None:
            yield Change(Act.STAY, day, stop, violation.needed)
        if violation.rule in TIMED and candidate is not None and candidate.barred is None:
            yield from self._starts(day, stop, made, candidate)
        if violation.rule in (Rule.OVERLAPPING, Rule.TRAVEL_TOO_SHORT):
            yield Change(Act.START, day, stop, _Applied(self.problem, self.plan).reached(day, stop))
        if violation.rule in TIMED:
            yield from self._swaps(day, stop)
            if candidate is not None and candidate.barred is None:
                yield from self._other_days(day, stop, made, candidate)
        yield Change(Act.LEAVE_OUT, day, stop)

    def _starts(self, day: int, stop: int, made: Stop, candidate: Candidate) -> Iterator[Change]:
        """Yield the starts of that day at which the visit would be open, the nearest first."""
        minutes = {_within(made, window.earliest, window.closes, window.latest) for window in candidate.windows[day]}
        for minute in sorted(minutes - {made.start}, key=lambda each: (abs(each - made.start), each)):
            yield Change(Act.START, day, stop, minute)

    def _swaps(self, day: int, stop: int) -> Iterator[Change]:
        if stop > 0:
            yield Change(Act.SWAP, day, stop, other=stop - 1)
        if stop + 1 < len(self.plan.days[day].stops):
            yield Change(Act.SWAP, day, stop, other=stop + 1)

    def _other_days(self, day: int, stop: int, made: Stop, candidate: Candidate) -> Iterator[Change]:
        order = sorted(range(len(self.problem.days)), key=lambda each: (abs(each - day), each))
        for other in order:
            for window in candidate.windows[other] if other != day else ():
                minute = _within(made, window.earliest, window.closes, window.latest)
                yield Change(Act.OTHER_DAY, day, stop, minute, other)

    def _leave_any_out(self, days: range | list[int]) -> Iterator[Change]:
        """Yield the stops that may go, what is worth least first; what was asked for stays."""
        spots = [
            (day, number, stop)
            for day in days
            for number, stop in enumerate(self.plan.days[day].stops)
            if stop.kind in (Kind.PLACE, Kind.EVENT)
        ]
        # Of two alike the later one goes.
        spots.reverse()
        for day, number, _ in sorted(spots, key=lambda spot: self._worth(spot[2], spot[0])):
            yield Change(Act.LEAVE_OUT, day, number)

    def _worth(self, stop: Stop, day: int) -> tuple[bool, int]:
        candidate = self.known.get(stop.candidate or "")
        asked = any(must.matches(stop.candidate, day, stop.start) for must in self.problem.kept)
        return asked, candidate.value if candidate else 0

    def _pauses(self, day: int, name: str) -> Iterator[Change]:
        meal = next((each for each in self.problem.days[day].owed if each.name == name), None)
        if meal is None:
            return
        made = self.plan.days[day]
        leaves = [made.depart, *(stop.leave for stop in made.stops)]
        for position, leave in enumerate(leaves):
            minute = max(leave, meal.earliest)
            if minute <= meal.latest:
                yield Change(Act.PAUSE, day, position, minute, subject=name)

    def _additions(self, violation: Violation) -> Iterator[Change]:
        wanted = [must for must in self.problem.kept if must.label == violation.subject]
        for must in wanted:
            for name in sorted(must.candidates):
                candidate = self.known.get(name)
                if candidate is not None and candidate.barred is None:
                    yield from self._places_for(must, candidate)

    def _places_for(self, must: Target, candidate: Candidate) -> Iterator[Change]:
        days = range(len(self.problem.days)) if must.day is None else (must.day,)
        for day in days:
            stops = self.plan.days[day].stops
            for window in candidate.windows[day]:
                first, last = must.between or (window.earliest, window.latest)
                for position in range(len(stops), -1, -1):
                    left = stops[position - 1].leave if position else self.plan.days[day].depart
                    minute = max(window.earliest, first, left)
                    if minute <= min(window.latest, last):
                        yield Change(Act.ADD, day, position, minute, window.minutes, candidate.id)


TIMED = frozenset(
    {
        Rule.CLOSED_THAT_DAY,
        Rule.NOT_YET_OPEN,
        Rule.LAST_ENTRY_MISSED,
        Rule.EVENT_MISSED,
        Rule.OVERLAPPING,
        Rule.TRAVEL_TOO_SHORT,
    }
)


def _within(made: Stop, opens: int, closes: int, latest: int) -> int:
    """Return the start nearest to a stop's own that lies in a window, with the stay that it has."""
    last = opens if opens == latest else max(opens, closes - (made.leave - made.start))
    return min(max(made.start, opens), last)


class _Applied:
    """Carries changes out on one plan."""

    def __init__(self, problem: Problem, plan: Plan) -> None:
        self.problem, self.before = problem, plan
        self.known: Mapping[str, Candidate] = {candidate.id: candidate for candidate in problem.candidates}

    def plan(self, change: Change) -> Plan:
        days = list(self.before.days)
        ways: Mapping[Act, Callable[[list[DayPlan], Change], None]] = {
            Act.START: self._start,
            Act.STAY: self._stay,
            Act.SWAP: self._swap,
            Act.OTHER_DAY: self._other_day,
            Act.LEAVE_OUT: self._leave_out,
            Act.SET_OUT: self._set_out,
            Act.BE_BACK: self._be_back,
            Act.PAUSE: self._pause,
            Act.ADD: self._add,
        }
        ways[change.act](days, change)
        return replace(self.before, days=tuple(days))

    def reached(self, day: int, stop: int) -> int:
        """Return when a stop is reached from the one before it at the earliest."""
        made = self.before.days[day]
        left = made.stops[stop - 1].leave if stop else made.depart
        points = self._points(day, made.stops)
        return left + self._way(points[stop], points[stop + 1])

    def due_back(self, day: int) -> int:
        """Return when a day is over at the earliest."""
        made = self.before.days[day]
        left = made.stops[-1].leave if made.stops else made.depart
        return left + self._way(self._points(day, made.stops)[-1], self.problem.days[day].end)

    def _start(self, days: list[DayPlan], change: Change) -> None:
        stop = days[change.day].stops[change.stop]
        arrive = min(max(stop.arrive, self.reached(change.day, change.stop)), change.minute)
        stay = max(0, stop.leave - stop.start)
        candidate = self.known.get(stop.candidate or "")
        for window in candidate.windows[change.day] if candidate else ():
            if window.earliest <= change.minute <= window.latest:
                # What closes sooner than the stay is left when it closes.
                stay = min(stay, window.closes - change.minute)
        moved = replace(stop, arrive=arrive, start=change.minute, leave=change.minute + stay)
        self._put(days, change.day, change.stop, moved)

    def _stay(self, days: list[DayPlan], change: Change) -> None:
        stop = days[change.day].stops[change.stop]
        self._put(days, change.day, change.stop, replace(stop, leave=stop.start + change.minute))

    def _put(self, days: list[DayPlan], day: int, number: int, stop: Stop) -> None:
        stops = list(days[day].stops)
        stops[number] = stop
        days[day] = self._pushed(day, days[day], stops, number + 1)

    def _swap(self, days: list[DayPlan], change: Change) -> None:
        first, second = sorted((change.stop, change.other))
        made = days[change.day]
        stops = list(made.stops)
        early, late = stops[first], stops[second]
        minute = min(early.start, late.start)
        stops[first] = _at(late, minute)
        stops[second] = _at(early, minute)
        days[change.day] = self._pushed(change.day, made, stops, first)

    def _other_day(self, days: list[DayPlan], change: Change) -> None:
        stop = days[change.day].stops[change.stop]
        self._leave_out(days, change)
        self._insert(days, change.other, _at(stop, change.minute))

    def _leave_out(self, days: list[DayPlan], change: Change) -> None:
        made = days[change.day]
        stops = [stop for number, stop in enumerate(made.stops) if number != change.stop]
        days[change.day] = self._pushed(change.day, made, stops, min(change.stop, len(stops)))
        if change.stop == len(stops):
            # Who leaves the last stop out is back sooner.
            left = stops[-1].leave if stops else made.depart
            back = left + self._way(self._points(change.day, tuple(stops))[-1], self.problem.days[change.day].end)
            days[change.day] = replace(days[change.day], arrive=back)

    def _set_out(self, days: list[DayPlan], change: Change) -> None:
        made = replace(days[change.day], depart=change.minute)
        days[change.day] = self._pushed(change.day, made, list(made.stops), 0)

    def _be_back(self, days: list[DayPlan], change: Change) -> None:
        days[change.day] = replace(days[change.day], arrive=change.minute)

    def _pause(self, days: list[DayPlan], change: Change) -> None:
        owed: Meal = next(each for each in self.problem.days[change.day].owed if each.name == change.subject)
        kind = Kind.REST if isinstance(owed, Rest) else Kind.MEAL
        minute = change.minute
        stop = Stop(None, kind, minute, minute, minute + owed.minutes, meal=owed.name)
        stops = list(days[change.day].stops)
        stops.insert(change.stop, stop)
        days[change.day] = self._pushed(change.day, days[change.day], stops, change.stop + 1)

    def _add(self, days: list[DayPlan], change: Change) -> None:
        stops = list(days[change.day].stops)
        kind = self.known[change.subject].kind
        minute = change.minute
        stops.insert(change.stop, Stop(change.subject, kind, minute, minute, minute + change.other))
        days[change.day] = self._pushed(change.day, days[change.day], stops, change.stop)

    def _insert(self, days: list[DayPlan], day: int, stop: Stop) -> None:
        stops = list(days[day].stops)
        position = sum(other.start <= stop.start for other in stops)
        stops.insert(position, stop)
        days[day] = self._pushed(day, days[day], stops, position)

    def _pushed(self, day: int, made: DayPlan, stops: list[Stop], first: int) -> DayPlan:
        """Return the day with its stops from ``first`` on as late as the ways before them need."""
        points = self._points(day, tuple(stops))
        for number in range(first, len(stops)):
            left = stops[number - 1].leave if number else made.depart
            stop = stops[number]
            arrive = max(stop.arrive, left + self._way(points[number], points[number + 1]))
            start = max(stop.start, arrive)
            stops[number] = replace(stop, arrive=arrive, start=start, leave=start + max(0, stop.leave - stop.start))
        left = stops[-1].leave if stops else made.depart
        back = left + self._way(points[-1], self.problem.days[day].end)
        return replace(made, stops=tuple(stops), arrive=max(made.arrive, back))

    def _points(self, day: int, stops: tuple[Stop, ...]) -> list[int | None]:
        points: list[int | None] = [self.problem.days[day].start]
        for stop in stops:
            candidate = self.known.get(stop.candidate or "")
            is_nowhere = stop.candidate is None
            points.append(points[-1] if is_nowhere else candidate.point if candidate else None)
        return points

    def _way(self, here: int | None, there: int | None) -> int:
        return 0 if here is None or there is None else self.problem.travel.least[here][there]


def _at(stop: Stop, minute: int) -> Stop:
    return replace(stop, arrive=minute, start=minute, leave=minute + max(0, stop.leave - stop.start))

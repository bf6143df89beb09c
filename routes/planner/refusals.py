"""Finds the rule that forbids a trip, so that a must is never dropped in silence."""

from collections.abc import Iterator
from dataclasses import dataclass

from routes.planner.limits import excess
from routes.planner.problem import Candidate, Day, Kind, Problem, Target
from routes.planner.rules import Rule
from routes.planner.timetable import Times, Visit, narrowed
from routes.planner.workshop import Draft, Workshop


@dataclass(frozen=True, slots=True)
class Obstacle:
    """The rule that stands in the way, on which day, and what would be needed beside what there is."""

    rule: Rule
    day: int | None = None
    needed: int | None = None
    found: int | None = None


class Infeasible(Exception):
    """No plan keeps what was asked: ``rule`` forbids ``target``, because of ``other`` when that is another must."""

    def __init__(self, obstacle: Obstacle, target: str = "", other: str = "") -> None:
        self.obstacle = obstacle
        self.target = target
        self.other = other
        super().__init__(f"{obstacle.rule} forbids {target or 'the trip'}" + (f" beside {other}" if other else ""))

    @property
    def rule(self) -> Rule:
        """The rule that forbids it."""
        return self.obstacle.rule


def refusal(workshop: Workshop, must: Target | None) -> Infeasible:
    """Return why a must cannot be kept: by itself, or beside another must; None asks about the bare days."""
    if must is None:
        return Infeasible(_bare_days(workshop))
    alone = _nearest(_alone(workshop, must))
    if alone is not None:
        return Infeasible(alone, must.label)
    for other in workshop.problem.kept:
        if other is not must and not _fit_together(workshop, must, other):
            return Infeasible(Obstacle(_clash(workshop.problem, must, other), must.day), must.label, other.label)
    return Infeasible(Obstacle(Rule.MUSTS_CONFLICT, must.day), must.label)


def _bare_days(workshop: Workshop) -> Obstacle:
    for number, (day, clock) in enumerate(zip(workshop.problem.days, workshop.clocks, strict=True)):
        run = clock.run(())
        finish = day.opens if run is None else run.finish
        if finish > day.closes:
            return Obstacle(day.end_rule, number, finish, day.closes)
        over = excess(workshop.problem, (), finish - day.opens)
        if over is not None:
            return Obstacle(over.rule, number, over.found, over.most)
    for number, clock in enumerate(workshop.clocks):
        if clock.times(workshop.bare_route(number)) is None:
            return Obstacle(_owed(clock.day), number)
    return Obstacle(Rule.MUSTS_CONFLICT)


def _alone(workshop: Workshop, must: Target) -> Iterator[Obstacle | None]:
    """Return, for each way to meet the must, what forbids it, or None when nothing does."""
    days = range(len(workshop.clocks)) if must.day is None else (must.day,)
    empty = workshop.empty()
    for name in sorted(must.candidates):
        number = workshop.index.get(name)
        for day in days:
            if number is None or empty is None:
                yield Obstacle(Rule.UNKNOWN_PLACE, day)
            else:
                yield _obstacle(workshop, empty, number, day, must.between)


def _nearest(obstacles: Iterator[Obstacle | None]) -> Obstacle | None:
    """Return the obstacle that is nearest to a way through, None when there is a way."""
    found: list[Obstacle] = []
    for obstacle in obstacles:
        if obstacle is None:
            return None
        found.append(obstacle)
    order = list(_FROM_FAR_TO_NEAR)
    return max(found, key=lambda obstacle: order.index(obstacle.rule), default=Obstacle(Rule.UNKNOWN_PLACE))


_FROM_FAR_TO_NEAR = (
    Rule.UNKNOWN_PLACE,
    Rule.NOT_A_STOP,
    Rule.POSITION_UNKNOWN,
    Rule.OUT_OF_SEASON,
    Rule.DIET,
    Rule.HAS_STEPS,
    Rule.ACCESSIBILITY_UNKNOWN,
    Rule.AVOIDED,
    Rule.EVENT_CANCELLED,
    Rule.EVENT_MISSED,
    Rule.CLOSED_THAT_DAY,
    Rule.DAY_TOO_EARLY,
    Rule.NOT_YET_OPEN,
    Rule.LAST_ENTRY_MISSED,
    Rule.TOO_MANY_STOPS,
    Rule.DAY_TOO_LONG,
    Rule.LAST_TRANSPORT_MISSED,
    Rule.TOO_MUCH_WALKING,
    Rule.TOO_LONG_ON_THE_GO,
    Rule.TOO_MANY_STEPS,
    Rule.TOO_MUCH_CLIMBING,
    Rule.TOO_MUCH_OF_A_KIND,
    Rule.REST_MISSING,
    Rule.MEAL_MISSING,
    Rule.BUDGET,
)


def _obstacle(
    workshop: Workshop, empty: Draft, number: int, day: int, between: tuple[int, int] | None
) -> Obstacle | None:
    candidate = workshop.problem.candidates[number]
    if candidate.barred is not None:
        return Obstacle(candidate.barred, day)
    if not candidate.windows[day]:
        return Obstacle(Rule.EVENT_MISSED if candidate.kind is Kind.EVENT else Rule.CLOSED_THAT_DAY, day)
    ways = workshop.ways_between(number, day, between)
    if not ways:
        return _outside(workshop.problem, candidate, day, between)
    if not workshop.may_enter(empty, number):
        return Obstacle(Rule.BUDGET, day, candidate.cost_fen, workshop.problem.budget_fen)
    if workshop.best_insertion(empty, day, ways) is not None:
        return None
    return _too_long(workshop, day, ways)


def _outside(problem: Problem, candidate: Candidate, day: int, between: tuple[int, int] | None) -> Obstacle:
    """Say on which side the windows of a candidate miss the day or the stretch asked for."""
    windows, frame = candidate.windows[day], problem.days[day]
    if between is not None and narrowed(windows, frame, None):
        opens, last = min(window.earliest for window in windows), max(window.latest for window in windows)
        if between[1] < opens:
            return Obstacle(Rule.NOT_YET_OPEN, day, opens, between[1])
        if between[0] > last:
            return Obstacle(Rule.LAST_ENTRY_MISSED, day, last, between[0])
    if any(not narrowed((window,), frame, between) and window.latest < frame.opens for window in windows):
        return Obstacle(Rule.DAY_TOO_EARLY, day, max(window.latest for window in windows), frame.opens)
    ends = min(window.earliest + window.minutes for window in windows)
    if ends > frame.closes:
        return Obstacle(frame.end_rule, day, ends, frame.closes)
    if not narrowed(windows, frame, between):
        return Obstacle(Rule.CLOSED_THAT_DAY, day)
    is_avoided = any(candidate.id in avoid.candidates and avoid.day in (None, day) for avoid in problem.avoids)
    # What is open and not avoided, but has no way to be visited, is a kitchen that serves at no hour for a meal.
    return Obstacle(Rule.AVOIDED if is_avoided else Rule.MEAL_MISSING, day)


def _too_long(workshop: Workshop, day: int, ways: tuple[Visit, ...]) -> Obstacle:
    """Say whether the visit is too far for the day, or only leaves no room for a meal."""
    clock = workshop.clocks[day]
    runs: list[Times] = [run for visit in ways if (run := clock.run((visit,))) is not None]
    if not runs:
        return Obstacle(Rule.LAST_ENTRY_MISSED, day, max(way.windows[-1][1] for way in ways), clock.arrival_at(ways[0]))
    finish = min(run.finish for run in runs)
    if finish > clock.day.closes:
        return Obstacle(clock.day.end_rule, day, finish, clock.day.closes)
    over = workshop.excess(day, ways[:1], runs[0])
    if over is not None:
        return Obstacle(over.rule, day, over.found, over.most)
    return Obstacle(_owed(clock.day), day)


def _owed(day: Day) -> Rule:
    """Return what a day has no time for that has time for nothing."""
    return Rule.MEAL_MISSING if day.meals or not day.rests else Rule.REST_MISSING


def _fit_together(workshop: Workshop, must: Target, other: Target) -> bool:
    empty = workshop.empty()
    if empty is None:
        return False
    for first, second in ((must, other), (other, must)):
        for insertion in workshop.must_insertions(empty, first):
            draft = empty.copy()
            workshop.insert(draft, insertion)
            if workshop.is_met(draft, second) or workshop.must_insertions(draft, second):
                return True
    return False


def _clash(problem: Problem, must: Target, other: Target) -> Rule:
    """Name what keeps two musts apart: a part and its whole, one event twice, the budget, or time."""
    ours = [candidate for candidate in problem.candidates if candidate.id in must.candidates]
    theirs = [candidate for candidate in problem.candidates if candidate.id in other.candidates]
    pairs = [(one, two) for one in ours for two in theirs]
    if pairs and all(one.id in two.excludes or two.id in one.excludes for one, two in pairs):
        events = all(one.kind is Kind.EVENT and two.kind is Kind.EVENT for one, two in pairs)
        return Rule.REPEATED_EVENT if events else Rule.PART_AND_WHOLE
    budget = problem.budget_fen
    if budget is not None and all((one.cost_fen or 0) + (two.cost_fen or 0) > budget for one, two in pairs):
        return Rule.BUDGET
    return Rule.MUSTS_CONFLICT

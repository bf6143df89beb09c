"""Builds small drafts by insertion: for the musts, and to find the rule that stands in the way of a visit."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from routes.planner.limits import Excess, excess
from routes.planner.problem import Kind, Problem, Target
from routes.planner.timetable import Clock, Route, Times, Visit, first_start, meal_nearby, open_windows, visits_of


@dataclass(frozen=True, slots=True)
class Insertion:
    """A visit put into a day: the route that results, what it adds, the time it takes and the travel in it."""

    day: int
    visit: Visit
    route: Route
    times: Times
    shift: int
    travel: int
    value: int


@dataclass(slots=True)
class Draft:
    """The routes of all days while they are built."""

    routes: list[Route]
    times: list[Times]
    inside: set[int] = field(default_factory=set)
    spent_fen: int = 0
    value: int = 0

    def copy(self) -> "Draft":
        """Return a draft that can be changed without changing this one."""
        return Draft(list(self.routes), list(self.times), set(self.inside), self.spent_fen, self.value)


class Workshop:
    """What every draft of one problem needs: the clocks, the ways to visit, who shuts out whom."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.clocks = tuple(Clock(day, problem.travel.minutes) for day in problem.days)
        self.index = {candidate.id: number for number, candidate in enumerate(problem.candidates)}
        self.costs = tuple(candidate.cost_fen or 0 for candidate in problem.candidates)
        self.rivals = self._rivals()
        self.ways = self._ways()

    def _rivals(self) -> tuple[frozenset[int], ...]:
        rivals: list[set[int]] = [set() for _ in self.problem.candidates]
        for number, candidate in enumerate(self.problem.candidates):
            for other in candidate.excludes:
                if other in self.index:
                    rivals[number].add(self.index[other])
                    rivals[self.index[other]].add(number)
        return tuple(frozenset(others - {number}) for number, others in enumerate(rivals))

    def _ways(self) -> tuple[tuple[tuple[Visit, ...], ...], ...]:
        """Return the ways to visit, by day and candidate."""
        return tuple(
            tuple(self.ways_between(number, day, None) for number in range(len(self.problem.candidates)))
            for day in range(len(self.problem.days))
        )

    def ways_between(self, number: int, day: int, between: tuple[int, int] | None) -> tuple[Visit, ...]:
        """Return the ways to visit a candidate on a day, started within ``between``."""
        candidate = self.problem.candidates[number]
        if candidate.barred is not None:
            return ()
        windows = open_windows(self.problem, candidate, day, between)
        return visits_of(candidate, number, windows, self.problem.days[day])

    def empty(self) -> Draft | None:
        """Return the draft that holds the meals alone, None when not even they fit into the days."""
        routes = [self.bare_route(day) for day in range(len(self.clocks))]
        times = [clock.times(route) for clock, route in zip(self.clocks, routes, strict=True)]
        fitting = [time for time in times if time is not None]
        return Draft(routes, fitting) if len(fitting) == len(times) else None

    def bare_route(self, day: int) -> Route:
        """Return the day that holds its meals alone."""
        owed = enumerate(self.problem.days[day].owed)
        return tuple(meal_nearby(number, meal) for number, meal in sorted(owed, key=lambda each: each[1].latest))

    def may_enter(self, draft: Draft, number: int) -> bool:
        """Say whether a candidate may be in the draft at all: not twice, not beside a rival, not over the budget."""
        if number in draft.inside or self.rivals[number] & draft.inside:
            return False
        budget = self.problem.budget_fen
        return budget is None or draft.spent_fen + self.costs[number] <= budget

    def worth(self, number: int, day: int, start: int) -> int:
        """Return what a visit is worth, with the preferences that it meets."""
        candidate = self.problem.candidates[number]
        wishes = (wish.value for wish in self.problem.preferences if wish.target.matches(candidate.id, day, start))
        return candidate.value + sum(wishes)

    def best_insertion(self, draft: Draft, day: int, ways: tuple[Visit, ...]) -> Insertion | None:
        """Return the insertion of any of these visits into a day that takes least time."""
        best: Insertion | None = None
        for visit in ways:
            for route, times in self._openings(draft, day, visit):
                found = self._cheapest(day, visit, route, times)
                if found is not None:
                    best = found if best is None or found.shift < best.shift else best
                    break
        return best

    def excess(self, day: int, route: Route, times: Times) -> Excess | None:
        """Return the limit of the day that a route breaks."""
        stays = zip(route, times.starts, times.leaves, strict=True)
        visits = ((visit.candidate, leave - start) for visit, start, leave in stays)
        return excess(self.problem, visits, self.clocks[day].travel(times))

    def _openings(self, draft: Draft, day: int, visit: Visit) -> Iterator[tuple[Route, Times]]:
        """Return the routes that may take the visit: without the meals that it makes needless, then as it stands."""
        route, times = draft.routes[day], draft.times[day]
        if not visit.is_kept and self._is_second_meal(visit, route):
            return
        lean = tuple(other for other in route if not (other.is_meal_nearby and other.eats in visit.serves))
        run = self.clocks[day].run(lean) if len(lean) < len(route) else None
        if run is not None:
            yield lean, run
        if visit.eats < 0:
            yield route, times

    def _is_second_meal(self, visit: Visit, route: Route) -> bool:
        """Say whether a banquet would come beside a meal that is already had at a place to eat."""
        if self.problem.candidates[visit.candidate].kind is not Kind.EVENT:
            return False
        return any(other.eats in visit.serves and not other.is_meal_nearby for other in route)

    def _cheapest(self, day: int, visit: Visit, route: Route, times: Times) -> Insertion | None:
        clock = self.clocks[day]
        spared = self.problem.days[day].owed[visit.eats].minutes if visit.eats >= 0 else 0
        for shift, position, travel in sorted(self._fits(clock, visit, route, times)):
            longer = (*route[:position], visit, *route[position:])
            timed = clock.times(longer)
            if timed is not None and self.excess(day, longer, timed) is None:
                value = self.worth(visit.candidate, day, timed.starts[position])
                return Insertion(day, visit, longer, timed, shift - spared, travel, value)
        return None

    def _fits(self, clock: Clock, visit: Visit, route: Route, times: Times) -> list[tuple[int, int, int]]:
        """Return (time taken, position, travel added) of the positions that no later window forbids."""
        latest = clock.latest_arrivals(route, times)
        minutes = clock.minutes
        here, left = clock.day.start, clock.day.opens
        fitting: list[tuple[int, int, int]] = []
        for position in range(len(route) + 1):
            arrive = left + minutes[here][visit.point]
            start, leave = first_start(visit.windows, arrive)
            is_last = position == len(route)
            there = clock.day.end if is_last else times.points[position]
            if not is_last and route[position].point < 0:
                there = visit.point
            if start >= 0 and leave + minutes[visit.point][there] <= latest[position] + _slack(route, position):
                added = minutes[here][visit.point] + minutes[visit.point][there] - minutes[here][there]
                fitting.append((leave - start + added + (start - arrive) // 4, position, added))
            if not is_last:
                here, left = times.points[position], times.leaves[position]
        return fitting

    def insert(self, draft: Draft, insertion: Insertion) -> None:
        """Carry an insertion out."""
        draft.routes[insertion.day] = insertion.route
        draft.times[insertion.day] = insertion.times
        draft.inside.add(insertion.visit.candidate)
        draft.spent_fen += self.costs[insertion.visit.candidate]
        draft.value += insertion.value

    def is_met(self, draft: Draft, must: Target) -> bool:
        """Say whether a draft meets a must."""
        for day, route in enumerate(draft.routes):
            for visit, start in zip(route, draft.times[day].starts, strict=True):
                if visit.candidate >= 0:
                    name = self.problem.candidates[visit.candidate].id
                    if visit.is_kept and must.matches(name, day, start) and _stays_within(visit, must.between):
                        return True
        return False

    def must_insertions(self, draft: Draft, must: Target) -> list[Insertion]:
        """Return the ways to meet a must from here, least time first."""
        days = range(len(self.clocks)) if must.day is None else (must.day,)
        numbers = sorted(self.index[name] for name in must.candidates if name in self.index)
        found: list[Insertion] = []
        for number in numbers:
            if not self.may_enter(draft, number):
                continue
            for day in days:
                ways = tuple(replace(visit, is_kept=True) for visit in self.ways_between(number, day, must.between))
                insertion = self.best_insertion(draft, day, ways)
                if insertion is not None:
                    found.append(insertion)
        return sorted(found, key=lambda insertion: (insertion.shift, insertion.day, insertion.visit.candidate))


def _slack(route: Route, position: int) -> int:
    """Return a day for a meal at no place that comes next: it moves with the visit, so only the full timing tells."""
    return 24 * 60 if position < len(route) and route[position].point < 0 else 0


def _stays_within(visit: Visit, between: tuple[int, int] | None) -> bool:
    """Say whether a visit cannot be moved out of a stretch by what is inserted later."""
    return between is None or all(between[0] <= window[0] and window[1] <= between[1] for window in visit.windows)

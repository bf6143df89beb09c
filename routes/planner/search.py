"""Builds day routes by insertion: what is worth most for the time it takes goes in first."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from random import Random

from routes.planner.problem import Kind, Problem, Target
from routes.planner.timetable import Clock, Route, Times, Visit, first_start, meal_nearby, narrowed, visits_of


@dataclass(frozen=True, slots=True)
class Appetite:
    """How a round weighs value against time, and how far it strays from that order."""

    value_power: float = 1.0
    time_power: float = 1.0
    noise: float = 0.0

    @classmethod
    def drawn(cls, random: Random) -> "Appetite":
        """Draw the weights of one round."""
        return cls(random.uniform(1.0, 2.5), random.uniform(0.6, 1.4), random.uniform(0.0, 0.6))

    def score(self, value: int, shift: int, random: Random) -> float:
        """Say how much an insertion is wanted."""
        wanted: float = float(value) ** self.value_power / float(max(1, shift)) ** self.time_power
        return wanted * (1.0 + self.noise * random.random()) if self.noise else wanted


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
        windows = narrowed(candidate.windows[day], self.problem.days[day], between)
        for avoid in self.problem.avoids:
            if candidate.id in avoid.candidates and avoid.day in (None, day):
                windows = _without(windows, avoid.between)
        return visits_of(candidate, number, windows, self.problem.days[day])

    def empty(self) -> Draft | None:
        """Return the draft that holds the meals alone, None when not even they fit into the days."""
        routes = [self.bare_route(day) for day in range(len(self.clocks))]
        times = [clock.times(route) for clock, route in zip(self.clocks, routes, strict=True)]
        fitting = [time for time in times if time is not None]
        return Draft(routes, fitting) if len(fitting) == len(times) else None

    def bare_route(self, day: int) -> Route:
        """Return the day that holds its meals alone."""
        return tuple(meal_nearby(number, meal) for number, meal in enumerate(self.problem.days[day].meals))

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
            if visit.eats < 0 and self._is_full(draft.routes[day]):
                continue
            for route, times in self._openings(draft, day, visit):
                found = self._cheapest(day, visit, route, times)
                if found is not None:
                    best = found if best is None or found.shift < best.shift else best
                    break
        return best

    def _is_full(self, route: Route) -> bool:
        return sum(visit.eats < 0 for visit in route) >= self.problem.limits.stops_a_day

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
        spared = self.problem.days[day].meals[visit.eats].minutes if visit.eats >= 0 else 0
        for shift, position, travel in sorted(self._fits(clock, visit, route, times)):
            longer = (*route[:position], visit, *route[position:])
            timed = clock.times(longer)
            if timed is not None:
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

    def fill(self, draft: Draft, appetite: Appetite, random: Random) -> None:
        """Insert what is wanted most until nothing fits any more."""
        cache: list[dict[int, Insertion]] = [self._offers(draft, day) for day in range(len(self.clocks))]
        while True:
            chosen = self._most_wanted(draft, cache, appetite, random)
            if chosen is None:
                return
            self.insert(draft, chosen)
            cache[chosen.day] = self._offers(draft, chosen.day)

    def _offers(self, draft: Draft, day: int) -> dict[int, Insertion]:
        offers: dict[int, Insertion] = {}
        for number, ways in enumerate(self.ways[day]):
            if ways and self.may_enter(draft, number):
                insertion = self.best_insertion(draft, day, ways)
                if insertion is not None and self._net(insertion) > 0:
                    offers[number] = insertion
        return offers

    def _net(self, insertion: Insertion) -> int:
        """Return what an insertion is worth beyond its travel."""
        return insertion.value - self.problem.limits.points_a_travel_minute * insertion.travel

    def net_value(self, draft: Draft) -> int:
        """Return what a draft is worth beyond its travel."""
        travel = sum(clock.travel(times) for clock, times in zip(self.clocks, draft.times, strict=True))
        return draft.value - self.problem.limits.points_a_travel_minute * travel

    def _most_wanted(
        self, draft: Draft, cache: list[dict[int, Insertion]], appetite: Appetite, random: Random
    ) -> Insertion | None:
        best, chosen = 0.0, None
        for offers in cache:
            for number, insertion in offers.items():
                wanted = appetite.score(self._net(insertion), insertion.shift, random)
                if wanted > best and self.may_enter(draft, number):
                    best, chosen = wanted, insertion
        return chosen

    def thinned(self, draft: Draft, random: Random) -> Draft:
        """Return the draft without some of its visits, never without a kept one; meals at no place return."""
        share = random.uniform(0.2, 0.6)
        routes = [self._thin(day, route, share, random) for day, route in enumerate(draft.routes)]
        return self.drafted(routes) or draft.copy()

    def _thin(self, day: int, route: Route, share: float, random: Random) -> Route:
        stays = [visit for visit in route if visit.is_kept or visit.is_meal_nearby or random.random() >= share]
        thin = tuple(stays)
        return self._with_meals(day, thin)

    def _with_meals(self, day: int, route: Route) -> Route:
        """Return the route with a meal at no place for each meal that its visits do not serve."""
        for number, meal in enumerate(self.problem.days[day].meals):
            if not any(number in visit.serves for visit in route):
                route = self._put_meal(day, route, meal_nearby(number, meal))
        return route

    def _put_meal(self, day: int, route: Route, meal: Visit) -> Route:
        for position in range(len(route) + 1):
            longer = (*route[:position], meal, *route[position:])
            run = self.clocks[day].run(longer)
            if run is not None and run.finish <= self.problem.days[day].closes:
                return longer
        return route

    def drafted(self, routes: list[Route]) -> Draft | None:
        """Return the draft that these routes make, None when one of them cannot be done."""
        timed = [clock.times(route) for clock, route in zip(self.clocks, routes, strict=True)]
        times = [time for time in timed if time is not None]
        if len(times) < len(routes):
            return None
        draft = Draft(routes, times)
        for day, route in enumerate(routes):
            for visit, start in zip(route, times[day].starts, strict=True):
                if visit.candidate >= 0:
                    draft.inside.add(visit.candidate)
                    draft.spent_fen += self.costs[visit.candidate]
                    draft.value += self.worth(visit.candidate, day, start)
        return draft

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


def _without(
    windows: tuple[tuple[int, int, int], ...], between: tuple[int, int] | None
) -> tuple[tuple[int, int, int], ...]:
    """Cut the starts that are avoided out of windows."""
    if between is None:
        return ()
    left: list[tuple[int, int, int]] = []
    for earliest, latest, minutes in windows:
        left.append((earliest, min(latest, between[0] - 1), minutes))
        left.append((max(earliest, between[1] + 1), latest, minutes))
    return tuple(window for window in left if window[0] <= window[1])

"""The planner's door: the problem as arrays, the search, and the times of the best routes; or the rule that forbids."""

from collections.abc import Callable
from random import Random

from routes.planner.limits import excess
from routes.planner.model import Modelled, modelled
from routes.planner.plan import DayPlan, Plan, Stop
from routes.planner.problem import Day, Kind, Problem, Rest, Target
from routes.planner.refusals import Infeasible, refusal
from routes.planner.search import Found, Routes, search
from routes.planner.spare import with_spare
from routes.planner.timetable import Clock, Route, Times, Visit
from routes.planner.workshop import Draft, Workshop

__all__ = ["Infeasible", "solve"]

# Rounds to find room for what must be in the plan, before the small drafts are asked for the rule that forbids it.
MENDING = 400


def solve(
    problem: Problem,
    *,
    rounds: int,
    seed: int,
    deadline: Callable[[], bool] | None = None,
    start: Plan | None = None,
) -> Plan:
    """Return the best plan that so many rounds find; raise ``Infeasible`` with the rule when a must cannot be kept.

    Same problem, rounds, seed and start: same plan, always. ``deadline`` is asked between slices of rounds and says
    that time is up. A ``start`` is a plan to begin from, so that few rounds are enough after a small change.
    """
    if any(_is_hopeless(problem, day) for day in problem.days):
        raise refusal(Workshop(problem), None)
    made = modelled(problem)
    routes = None if start is None else made.routes(start)
    found = search(made.model, rounds=rounds, seed=seed, deadline=deadline, routes=routes)
    if found.owes:
        found = _mended(made, found, rounds, seed, deadline)
    return _plan(made, found)


def _is_hopeless(problem: Problem, day: Day) -> bool:
    """Say whether the way from the day's start to its end is already too long, for the day or for the party."""
    travel = problem.travel.minutes[day.start][day.end]
    return day.opens + travel > day.closes or excess(problem, (), travel) is not None


def _mended(made: Modelled, found: Found, rounds: int, seed: int, deadline: Callable[[], bool] | None) -> Found:
    """Return a search that keeps all that is owed; raise ``Infeasible`` when there is no way to."""
    if _is_within_reach(made):
        mended = search(made.model, rounds=MENDING, seed=seed + 1, routes=found.routes)
        if not mended.owes:
            return mended
    draft = _with_musts(Workshop(made.problem), Random(seed))
    again = search(made.model, rounds=rounds, seed=seed, deadline=deadline, routes=_drafted(made, draft))
    if again.owes:
        raise refusal(Workshop(made.problem), made.problem.kept[0] if made.problem.kept else None)
    return again


def _is_within_reach(made: Modelled) -> bool:
    """Say whether each demand has a visit that would meet it."""
    return len(set(made.model.cover.tolist())) == len(made.model.slot)


def _with_musts(workshop: Workshop, random: Random) -> Draft:
    """Return a draft that holds all musts: the hardest first, and what fails moves to the front."""
    empty = workshop.empty()
    if empty is None:
        raise refusal(workshop, None)
    order = sorted(workshop.problem.kept, key=lambda must: (must.between is None, must.day is None, must.label))
    for attempt in range(2 * len(order) + 8):
        draft = empty.copy()
        missed = next((must for must in order if not _meet(workshop, draft, must, attempt, random)), None)
        if missed is None:
            return draft
        order.remove(missed)
        order.insert(0, missed)
    raise refusal(workshop, order[0])


def _meet(workshop: Workshop, draft: Draft, must: Target, attempt: int, random: Random) -> bool:
    if workshop.is_met(draft, must):
        return True
    ways = workshop.must_insertions(draft, must)
    if not ways:
        return False
    wild = attempt > len(workshop.problem.kept)
    workshop.insert(draft, random.choice(ways) if wild else ways[0])
    return True


def _drafted(made: Modelled, draft: Draft) -> Routes:
    """Return a draft as routes of copies."""
    return [
        made.route(
            day, [(visit.candidate, start, visit.eats) for visit, start in zip(route, times.starts, strict=True)]
        )
        for day, (route, times) in enumerate(zip(draft.routes, draft.times, strict=True))
    ]


def _plan(made: Modelled, found: Found) -> Plan:
    days = tuple(_day_plan(made, number, route) for number, route in enumerate(found.routes))
    plan = Plan(days, score=made.gain(found.routes), stopped_early=found.stopped, worth=found.worth)
    return with_spare(made.problem, plan)


def _day_plan(made: Modelled, number: int, copies: list[int]) -> DayPlan:
    """Turn a route into stops; the day sets out as late as its first stop allows."""
    day = made.problem.days[number]
    route: Route = tuple(made.visit(number, copy) for copy in copies)
    times = Clock(day, made.problem.travel.minutes).run(route)
    if times is None:
        raise RuntimeError(f"the search made a day that cannot be done: {route}")
    wait = times.starts[0] - times.arrivals[0] if route else 0
    stops = []
    for position, visit in enumerate(route):
        arrive = times.starts[0] if position == 0 else times.arrivals[position]
        stops.append(_stop(made.problem, day, visit, arrive, times, position))
    depart = day.opens + wait
    while stops and stops[0].kind is Kind.REST:
        # Who rests before anything else has not set out yet.
        depart = stops.pop(0).leave
    return DayPlan(depart=depart, stops=tuple(stops), arrive=times.finish)


def _stop(problem: Problem, day: Day, visit: Visit, arrive: int, times: Times, position: int) -> Stop:
    owed = day.owed[visit.eats] if visit.eats >= 0 else None
    candidate = None if visit.is_meal_nearby else problem.candidates[visit.candidate]
    nearby = Kind.REST if isinstance(owed, Rest) else Kind.MEAL
    return Stop(
        candidate=candidate.id if candidate else None,
        kind=candidate.kind if candidate else nearby,
        arrive=arrive,
        start=times.starts[position],
        leave=times.leaves[position],
        meal=owed.name if owed else None,
    )

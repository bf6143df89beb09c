"""The planner's door: musts first, then rounds of taking out and putting in, then the times of the best."""

from collections.abc import Callable
from random import Random

from routes.planner.plan import DayPlan, Plan, Stop
from routes.planner.problem import Day, Kind, Problem, Target
from routes.planner.refusals import Infeasible, refusal
from routes.planner.search import Appetite, Draft, Workshop
from routes.planner.spare import with_spare
from routes.planner.timetable import Route, Times, Visit

__all__ = ["Infeasible", "solve"]


def solve(problem: Problem, *, rounds: int, seed: int, deadline: Callable[[], bool] | None = None) -> Plan:
    """Return the best plan that so many rounds find; raise ``Infeasible`` with the rule when a must cannot be kept.

    Same problem, rounds and seed: same plan, always. ``deadline`` is asked between rounds and says that time is up.
    """
    workshop = Workshop(problem)
    random = Random(seed)
    best = _with_musts(workshop, random)
    workshop.fill(best, Appetite(), random)
    stopped = False
    for _ in range(rounds):
        if deadline is not None and deadline():
            stopped = True
            break
        best = _better(workshop, best, random)
    return _plan(workshop, best, stopped)


def _better(workshop: Workshop, best: Draft, random: Random) -> Draft:
    draft = workshop.thinned(best, random)
    workshop.fill(draft, Appetite.drawn(random), random)
    return draft if _rank(workshop, draft) > _rank(workshop, best) else best


def _rank(workshop: Workshop, draft: Draft) -> tuple[int, int]:
    """Value beyond travel first; among equals, the days that are over early."""
    return workshop.net_value(draft), -sum(times.finish for times in draft.times)


def _with_musts(workshop: Workshop, random: Random) -> Draft:
    """Return a draft that holds all musts: the hardest first, and what fails moves to the front."""
    empty = workshop.empty()
    if empty is None:
        raise refusal(workshop, None)
    order = sorted(workshop.problem.musts, key=lambda must: (must.between is None, must.day is None, must.label))
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
    wild = attempt > len(workshop.problem.musts)
    workshop.insert(draft, random.choice(ways) if wild else ways[0])
    return True


def _plan(workshop: Workshop, draft: Draft, stopped: bool) -> Plan:
    days = tuple(
        _day_plan(workshop, number, route, times)
        for number, (route, times) in enumerate(zip(draft.routes, draft.times, strict=True))
    )
    return with_spare(workshop.problem, Plan(days, score=draft.value, stopped_early=stopped))


def _day_plan(workshop: Workshop, number: int, route: Route, times: Times) -> DayPlan:
    """Turn a route into stops; the day sets out as late as its first stop allows."""
    clock = workshop.clocks[number]
    wait = times.starts[0] - times.arrivals[0] if route else 0
    stops = []
    for position, visit in enumerate(route):
        arrive = times.starts[0] if position == 0 else times.arrivals[position]
        stops.append(_stop(workshop, clock.day, visit, arrive, times, position))
    return DayPlan(depart=clock.day.opens + wait, stops=tuple(stops), arrive=times.finish)


def _stop(workshop: Workshop, day: Day, visit: Visit, arrive: int, times: Times, position: int) -> Stop:
    meal = day.meals[visit.eats].name if visit.eats >= 0 else None
    candidate = None if visit.is_meal_nearby else workshop.problem.candidates[visit.candidate]
    return Stop(
        candidate=candidate.id if candidate else None,
        kind=candidate.kind if candidate else Kind.MEAL,
        arrive=arrive,
        start=times.starts[position],
        leave=times.leaves[position],
        meal=meal,
    )

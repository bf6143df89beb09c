"""Says how much later each stop may be reached while the rest of its day still holds."""

from dataclasses import replace

from routes.planner.plan import DayPlan, Plan, Stop
from routes.planner.problem import Candidate, Day, Meal, Problem, Window


def with_spare(problem: Problem, plan: Plan) -> Plan:
    """Return the plan with the spare minutes of every stop."""
    known = {candidate.id: candidate for candidate in problem.candidates}
    days = tuple(
        _spared(problem, number, day, made, known)
        for number, (day, made) in enumerate(zip(problem.days, plan.days, strict=True))
    )
    return replace(plan, days=days)


def _spared(problem: Problem, number: int, day: Day, made: DayPlan, known: dict[str, Candidate]) -> DayPlan:
    points = _points(day, made, known)
    due, there = day.closes, day.end
    stops: list[Stop] = []
    for stop, point in zip(reversed(made.stops), reversed(points), strict=True):
        stay = stop.leave - stop.start
        latest = min(due - problem.travel.minutes[point][there] - stay, _last_start(number, day, stop, known))
        stops.append(replace(stop, spare=max(0, latest - stop.arrive)))
        due, there = latest, point
    return replace(made, stops=tuple(reversed(stops)))


def _points(day: Day, made: DayPlan, known: dict[str, Candidate]) -> list[int]:
    points: list[int] = []
    here = day.start
    for stop in made.stops:
        candidate = known.get(stop.candidate or "")
        if candidate is not None and candidate.point is not None:
            here = candidate.point
        points.append(here)
    return points


def _last_start(number: int, day: Day, stop: Stop, known: dict[str, Candidate]) -> int:
    """Return the latest start that the opening and the meal had during the stop allow."""
    candidate = known.get(stop.candidate or "")
    served = {stop.meal} if candidate is None else candidate.serves
    had = [meal for meal in day.owed if meal.name in served and meal.is_had(stop.start, stop.leave)]
    windows = candidate.windows[number] if candidate else ()
    return min([_window_end(window, stop) for window in windows if _holds(window, stop)] + [_meal_end(had, day)])


def _window_end(window: Window, stop: Stop) -> int:
    fixed = window.earliest == window.latest
    return window.latest if fixed else window.closes - (stop.leave - stop.start)


def _holds(window: Window, stop: Stop) -> bool:
    return window.earliest <= stop.start and stop.leave <= window.closes


def _meal_end(had: list[Meal], day: Day) -> int:
    return min((meal.latest for meal in had), default=day.closes)

"""The chance of reaching each fixed event in time, from a thousand draws of what may go wrong on a day.

Each day sets out late by 5 minutes on average. A way takes the time between its least and what the plan allows for, in
the middle most often, times a delay that is log-normal around 1 with a spread of 0.2: one way in six takes a fifth
longer or more. A visit lasts as long as planned or longer, by 10 % of it on average, and begins when it was planned or,
later than that, on arrival. An event ends when it ends, whoever came late. All of it is assumption; the draws are the
same for the same plan.
"""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from routes.planner.plan import DayPlan, Plan, Stop
from routes.planner.problem import Candidate, Day, Kind, Problem

DRAWS = 1000
SEED = 20261205
LATE_START = 5.0
SPREAD = 0.2
OVERRUN = 0.1

Minutes = npt.NDArray[np.float64]


def chances(problem: Problem, plan: Plan) -> Mapping[tuple[int, int], float]:
    """Return, by day and stop, how often a fixed event is reached before it begins: 0 to 1, in hundredths."""
    known = {candidate.id: candidate for candidate in problem.candidates}
    found: dict[tuple[int, int], float] = {}
    for number, (day, made) in enumerate(zip(problem.days, plan.days, strict=True)):
        if any(_is_fixed(known, stop, number) for stop in made.stops):
            found.update(_of_day(problem, known, number, day, made))
    return found


def _of_day(
    problem: Problem, known: Mapping[str, Candidate], number: int, day: Day, made: DayPlan
) -> Mapping[tuple[int, int], float]:
    # Each day has draws of its own, so that a change of another day changes nothing here.
    random = np.random.default_rng((SEED, number))
    found: dict[tuple[int, int], float] = {}
    now = made.depart + random.exponential(LATE_START, DRAWS)
    here = day.start
    for position, stop in enumerate(made.stops):
        candidate = known.get(stop.candidate or "")
        there = here if candidate is None or candidate.point is None else candidate.point
        arrive = now + _way(problem, here, there, random)
        overrun = random.exponential(OVERRUN, DRAWS) * (stop.leave - stop.start)
        if _is_fixed(known, stop, number):
            found[number, position] = round(float(np.mean(arrive <= stop.start)), 2)
            now = np.maximum(arrive, stop.leave)
        else:
            now = np.maximum(arrive, stop.start) + (stop.leave - stop.start) + overrun
        here = there
    return found


def _way(problem: Problem, here: int, there: int, random: np.random.Generator) -> Minutes:
    least, allowed = problem.travel.least[here][there], problem.travel.minutes[here][there]
    usual = random.triangular(least, (least + allowed) / 2, allowed, DRAWS) if least < allowed else float(allowed)
    delay: Minutes = np.maximum(least, usual * random.lognormal(0.0, SPREAD, DRAWS))
    return delay


def _is_fixed(known: Mapping[str, Candidate], stop: Stop, day: int) -> bool:
    candidate = known.get(stop.candidate or "")
    if candidate is None or candidate.kind is not Kind.EVENT:
        return False
    return any(window.earliest == window.latest == stop.start for window in candidate.windows[day])

"""Compiles the kernel, or loads it where that is done, before anybody waits for a plan."""

from datetime import date
from functools import cache

from routes.planner.problem import Candidate, Day, Kind, Problem, Travel, Window
from routes.planner.solve import solve


@cache
def warm() -> None:
    """Plan a day of one sight, once in a process: it takes seconds where the kernel is not compiled yet."""
    legs = ((0, 1), (1, 0))
    solve(
        Problem(
            days=(Day(date(2026, 1, 1), 0, 0, 0, 60),),
            candidates=(Candidate("sight", Kind.PLACE, 1, ((Window(0, 30, 10),),), 1, 10),),
            travel=Travel(legs, legs, legs, ((False,) * 2,) * 2, (("estimate",) * 2,) * 2),
        ),
        rounds=1,
        seed=0,
    )

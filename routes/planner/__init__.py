"""Plans dated trips: values in, values out; no clock, no database, no framework."""

from routes.planner.bound import bound
from routes.planner.check import Violation, check
from routes.planner.delays import chances
from routes.planner.mend import Act, Change, Mended, apply, mended
from routes.planner.omissions import Omission, omissions
from routes.planner.plan import DayPlan, Plan, Stop
from routes.planner.problem import (
    Candidate,
    Day,
    Kind,
    Limits,
    Meal,
    Preference,
    Problem,
    Rest,
    Target,
    Travel,
    Window,
)
from routes.planner.rules import Rule
from routes.planner.solve import Infeasible, solve
from routes.planner.spare import with_spare
from routes.planner.warm import warm

__all__ = [
    "Act",
    "Candidate",
    "Change",
    "Day",
    "DayPlan",
    "Infeasible",
    "Kind",
    "Limits",
    "Meal",
    "Mended",
    "Omission",
    "Plan",
    "Preference",
    "Problem",
    "Rest",
    "Rule",
    "Stop",
    "Target",
    "Travel",
    "Violation",
    "Window",
    "apply",
    "bound",
    "chances",
    "check",
    "mended",
    "omissions",
    "solve",
    "warm",
    "with_spare",
]

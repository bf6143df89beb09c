"""Says of what is not in a plan why it is not: shut, too far, shut out by something chosen, or worth less."""

from dataclasses import dataclass
from enum import StrEnum

from routes.planner.plan import Plan
from routes.planner.problem import Candidate, Problem, Target
from routes.planner.rules import Rule
from routes.planner.timetable import Visit
from routes.planner.workshop import Draft, Workshop


class Why(StrEnum):
    """Why a candidate is not in the plan, beside the rule that bars it."""

    PART_OR_WHOLE_CHOSEN = "part_or_whole_chosen"
    OTHER_DATE_CHOSEN = "other_date_chosen"
    OUTSIDE_YOUR_HOURS = "outside_your_hours"
    TOO_FAR = "too_far"
    OVER_BUDGET = "over_budget"
    NO_TIME_LEFT = "no_time_left"


@dataclass(frozen=True, slots=True)
class Omission:
    """A candidate that is not in the plan, and why."""

    candidate: str
    code: Rule | Why


def omissions(problem: Problem, plan: Plan) -> tuple[Omission, ...]:
    """Return why each candidate that is not in the plan is not, the most valued first."""
    workshop = Workshop(problem)
    chosen = plan.candidates()
    empty = workshop.empty()
    spent = sum(candidate.cost_fen or 0 for candidate in problem.candidates if candidate.id in chosen)
    absent = (candidate for candidate in problem.candidates if candidate.id not in chosen)
    ordered = sorted(absent, key=lambda candidate: (-candidate.value, candidate.id))
    return tuple(Omission(candidate.id, _why(workshop, empty, candidate, chosen, spent)) for candidate in ordered)


def _why(
    workshop: Workshop, empty: Draft | None, candidate: Candidate, chosen: frozenset[str], spent: int
) -> Rule | Why:
    number = workshop.index[candidate.id]
    if candidate.barred is not None:
        return candidate.barred
    rivals = [workshop.problem.candidates[rival] for rival in sorted(workshop.rivals[number])]
    rival = next((rival for rival in rivals if rival.id in chosen), None)
    if rival is not None:
        return (
            Why.OTHER_DATE_CHOSEN if rival.kind is candidate.kind is candidate.kind.EVENT else Why.PART_OR_WHOLE_CHOSEN
        )
    if any(_is_avoided(avoid, candidate) for avoid in workshop.problem.avoids):
        return Rule.AVOIDED
    if not any(candidate.windows):
        return Rule.CLOSED_THAT_DAY
    ways = [workshop.ways[day][number] for day in range(len(workshop.clocks))]
    if not any(ways):
        return Why.OUTSIDE_YOUR_HOURS
    if empty is not None and not any(workshop.best_insertion(empty, day, way) for day, way in enumerate(ways)):
        return _beyond(workshop, ways)
    budget = workshop.problem.budget_fen
    if budget is not None and spent + (candidate.cost_fen or 0) > budget:
        return Why.OVER_BUDGET
    return Why.NO_TIME_LEFT


def _beyond(workshop: Workshop, ways: list[tuple[Visit, ...]]) -> Rule | Why:
    """Say why a visit has no day, even an empty one: more steps or walking than a day may have, or too far."""
    for day, clock in enumerate(workshop.clocks):
        for visit in ways[day]:
            times = clock.run((visit,))
            over = workshop.excess(day, (visit,), times) if times and times.finish <= clock.day.closes else None
            if over is not None:
                return over.rule
    return Why.TOO_FAR


def _is_avoided(avoid: Target, candidate: Candidate) -> bool:
    return candidate.id in avoid.candidates and avoid.day is None and avoid.between is None

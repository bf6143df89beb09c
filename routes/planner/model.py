"""Writes a problem as the arrays that the kernel searches, and knows what their columns stand for."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from routes.planner.arrays import NONE, NOWHERE, Ints, Longs, Model, ints, longs, rows
from routes.planner.pieces import NO_MEAL, Demands, Piece
from routes.planner.plan import Plan
from routes.planner.problem import Candidate, Kind, Problem
from routes.planner.timetable import Visit

SHUT = (1, 0, 1)


@dataclass(frozen=True, slots=True)
class Copy:
    """The n-th piece of a candidate on each day; without a candidate it is a meal or a rest at no place."""

    candidate: int
    pieces: tuple[Piece | None, ...]


@dataclass(frozen=True, slots=True)
class Modelled:
    """A problem as arrays, and the copies that their columns stand for."""

    problem: Problem
    model: Model
    copies: tuple[Copy, ...]

    def visit(self, day: int, copy: int) -> Visit:
        """Return a copy as the timetable knows it."""
        made = self.copies[copy]
        piece = made.pieces[day]
        if piece is None:
            raise ValueError(f"copy {copy} is shut on day {day}")
        window = (piece.earliest, piece.latest, piece.minutes)
        return Visit(made.candidate, int(self.model.point[copy]), (window,), eats=piece.eats)

    def copy_at(self, candidate: int, day: int, start: int, eats: int = NO_MEAL) -> int | None:
        """Return the copy of a candidate, or of a meal at no place, that may start at a minute; None when none may."""
        for number, made in enumerate(self.copies):
            piece = made.pieces[day]
            if piece is None or made.candidate != candidate or eats not in (NO_MEAL, piece.eats):
                continue
            if piece.earliest <= start <= piece.latest:
                return number
        return None

    def route(self, day: int, visits: list[tuple[int, int, int]]) -> list[int]:
        """Return visits (candidate, start, meal that it is for) as copies, without what may not be visited then."""
        found = (self.copy_at(candidate, day, start, eats) for candidate, start, eats in visits)
        return [copy for copy in found if copy is not None]

    def routes(self, plan: Plan) -> list[list[int]]:
        """Return a plan as routes of copies."""
        numbers = {candidate.id: number for number, candidate in enumerate(self.problem.candidates)}
        names = [[each.name for each in day.owed] for day in self.problem.days]
        return [
            self.route(
                day,
                [
                    (
                        NONE if stop.candidate is None else numbers.get(stop.candidate, len(numbers)),
                        stop.start,
                        names[day].index(stop.meal) if stop.meal in names[day] else NO_MEAL,
                    )
                    for stop in made.stops
                ],
            )
            for day, made in enumerate(plan.days)
        ]

    def gain(self, routes: list[list[int]]) -> int:
        """Return what the visits of some routes are worth, before travel and satiety."""
        return sum(int(self.model.gain[day, copy]) for day, route in enumerate(routes) for copy in route)


def modelled(problem: Problem) -> Modelled:
    """Return the problem as arrays."""
    demands = Demands(problem)
    copies = (*_copies(problem, demands), *_nearby(problem, demands))
    return Modelled(problem, _model(problem, demands, copies), copies)


def _copies(problem: Problem, demands: Demands) -> Iterator[Copy]:
    days = range(len(problem.days))
    for number, candidate in enumerate(problem.candidates):
        if candidate.barred is None:
            by_day = [demands.pieces(candidate, day) for day in days]
            for at in range(max(map(len, by_day))):
                yield Copy(number, tuple(pieces[at] if at < len(pieces) else None for pieces in by_day))


def _nearby(problem: Problem, demands: Demands) -> Iterator[Copy]:
    days = range(len(problem.days))
    for day in days:
        for number in range(len(problem.days[day].owed)):
            piece = demands.nearby(day, number)
            yield Copy(NONE, tuple(piece if each == day else None for each in days))


def _model(problem: Problem, demands: Demands, copies: tuple[Copy, ...]) -> Model:
    days, size = range(len(problem.days)), len(copies)
    table = [[copy.pieces[day] for copy in copies] for day in days]
    stretches = np.array([[_stretch(piece) for piece in row] for row in table]).reshape(len(days), size, 3)
    owners = [copy.candidate if copy.candidate >= 0 else len(problem.candidates) + at for at, copy in enumerate(copies)]
    group, member_at, member = _groups(owners)
    rival_at, rival = _rivals(problem, owners, group)
    cover_at, cover = rows([piece.covers if piece else () for row in table for piece in row])
    has_budget = problem.budget_fen is not None
    day_use, day_cap, travel_use = _day_limits(problem, copies)
    kind, sated = _satiety(problem, copies)
    return Model(
        travel=ints(problem.travel.minutes),
        point=ints([_point(problem, copy) for copy in copies]),
        opens=ints(stretches[:, :, 0]),
        closes=ints(stretches[:, :, 1]),
        stay=ints(stretches[:, :, 2]),
        gain=longs([[piece.gain if piece else 0 for piece in row] for row in table]).reshape(len(days), size),
        group=group,
        member_at=member_at,
        member=member,
        rival_at=rival_at,
        rival=rival,
        day_start=ints([day.start for day in problem.days]),
        day_end=ints([day.end for day in problem.days]),
        day_opens=ints([day.opens for day in problem.days]),
        day_closes=ints([day.closes for day in problem.days]),
        trip_use=longs([_cost(problem, copy) for copy in copies] * has_budget).reshape(int(has_budget), size),
        trip_cap=longs([problem.budget_fen or 0] * has_budget),
        day_use=day_use,
        day_cap=day_cap,
        travel_use=travel_use,
        kind=kind,
        sated=sated,
        cover_at=cover_at,
        cover=cover,
        slot=ints([*demands.days, *(NONE for _ in problem.kept)]),
        alone=_alone(problem, demands, copies),
        travel_points=longs([problem.limits.points_a_travel_minute]),
    )


def _stretch(piece: Piece | None) -> tuple[int, int, int]:
    return (piece.earliest, piece.latest, piece.minutes) if piece else SHUT


def _point(problem: Problem, copy: Copy) -> int:
    point = problem.candidates[copy.candidate].point if copy.candidate >= 0 else None
    return NOWHERE if point is None else point


def _cost(problem: Problem, copy: Copy) -> int:
    return (problem.candidates[copy.candidate].cost_fen or 0) if copy.candidate >= 0 else 0


def _groups(owners: list[int]) -> tuple[Ints, Ints, Ints]:
    """Return each copy's group, and the members of each."""
    numbers: dict[int, int] = {}
    for owner in owners:
        numbers.setdefault(owner, len(numbers))
    members: list[list[int]] = [[] for _ in numbers]
    for copy, owner in enumerate(owners):
        members[numbers[owner]].append(copy)
    return (ints([numbers[owner] for owner in owners]), *rows(members))


def _rivals(problem: Problem, owners: list[int], group: Ints) -> tuple[Ints, Ints]:
    """Return the groups that each group shuts out, read both ways."""
    known = {
        problem.candidates[owner].id: int(number)
        for owner, number in zip(owners, group, strict=True)
        if owner < len(problem.candidates)
    }
    shut: list[set[int]] = [set() for _ in range(len(set(owners)))]
    for candidate in problem.candidates:
        for other in candidate.excludes:
            if candidate.id in known and other in known and candidate.id != other:
                shut[known[candidate.id]].add(known[other])
                shut[known[other]].add(known[candidate.id])
    return rows([sorted(each) for each in shut])


def _seen(problem: Problem, copy: Copy) -> Candidate | None:
    """Return the candidate of a copy that counts as a stop: neither a meal nor a rest."""
    candidate = problem.candidates[copy.candidate] if copy.candidate >= 0 else None
    return candidate if candidate is not None and candidate.kind in (Kind.PLACE, Kind.EVENT) else None


def _day_limits(problem: Problem, copies: tuple[Copy, ...]) -> tuple[Longs, Longs, Longs]:
    """Return what each copy uses of each limit of a day, the limits, and what a minute on the way uses of them."""
    limits = problem.limits
    seen = [_seen(problem, copy) for copy in copies]
    minutes = [max((piece.minutes for piece in copy.pieces if piece), default=0) for copy in copies]
    table: list[tuple[int | None, bool, list[int]]] = [
        (limits.stops_a_day, False, [1 if each else 0 for each in seen]),
        (limits.walking_minutes, limits.on_foot, [each.walking_minutes if each else 0 for each in seen]),
        (
            limits.active_minutes,
            True,
            [max(0, stay - each.idle_minutes) if each else 0 for each, stay in zip(seen, minutes, strict=True)],
        ),
        (limits.steps, False, [each.steps if each else 0 for each in seen]),
        (limits.climb_metres, False, [each.climb_metres if each else 0 for each in seen]),
    ]
    if limits.of_a_category is not None:
        for category in sorted({each.category for each in seen if each and each.category}):
            alike = [1 if each and each.category == category else 0 for each in seen]
            table.append((limits.of_a_category, False, alike))
    kept = [(cap, travels, uses) for cap, travels, uses in table if cap is not None]
    return (
        longs([uses for _, _, uses in kept]).reshape(len(kept), len(copies)),
        longs([[cap] * len(problem.days) for cap, _, _ in kept]).reshape(len(kept), len(problem.days)),
        longs([int(travels) for _, travels, _ in kept]),
    )


def _satiety(problem: Problem, copies: tuple[Copy, ...]) -> tuple[Ints, Longs]:
    """Return the category of each copy, and what so many of one category lose, summed up."""
    lost = problem.limits.sated
    seen = [_seen(problem, copy) for copy in copies]
    names = sorted({each.category for each in seen if each and each.category}) if lost else []
    most = len(problem.candidates) + 2
    each_loses = [0, *lost, *[lost[-1]] * most][:most] if lost else [0] * most
    summed = [0, *np.cumsum(each_loses).tolist()]
    kinds = [names.index(each.category) if each and each.category in names else NONE for each in seen]
    return ints(kinds), longs([summed for _ in names]).reshape(len(names), len(summed))


def _alone(
    problem: Problem, demands: Demands, copies: tuple[Copy, ...]
) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """Say which copies come in only where what they serve is still owed: meals, and banquets not asked for."""
    alone = np.zeros((len(problem.days), len(copies)), dtype=np.bool_)
    for number, copy in enumerate(copies):
        candidate = problem.candidates[copy.candidate] if copy.candidate >= 0 else None
        eats = candidate is None or candidate.kind is Kind.MEAL
        for day, piece in enumerate(copy.pieces):
            if piece is not None:
                is_kept = any(demand >= len(demands.days) for demand in piece.covers)
                is_meal = any(demand in demands.meals for demand in piece.covers)
                banquet = candidate is not None and candidate.kind is Kind.EVENT and is_meal and not is_kept
                alone[day, number] = eats or banquet
    return alone

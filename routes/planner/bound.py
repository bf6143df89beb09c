"""Proves how much any plan could be worth at most: column generation with ng-routes.

The days share places, money and musts; each row of a linear program prices one of these, and the best route of each day
at those prices is found by labels. Prices times what there is, and the best routes, is a bound at whatever prices
(Lagrange), so the proof may stop at any time; the prices of the linear program over the known routes make it good.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import floor
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from routes.planner.arrays import Floats, Ints, Longs, Model, ints, longs
from routes.planner.model import modelled
from routes.planner.plan import Plan
from routes.planner.problem import Problem
from routes.planner.search import Routes, worth

if TYPE_CHECKING:
    from routes.planner.pricing import Labels

NEAR = 10
MOST_LABELS = 400_000
BUCKETS = 2048
COLUMNS = 12
SMOOTH = 0.6
CLOSE = 1e-6
# Limits of a day that each route must keep; those beyond, and these where labels grow too many, are only priced.
STRICT = 3
FORBIDDEN = -1e7


@dataclass(frozen=True, slots=True)
class Row:
    """Something that is shared: what each copy and each minute on the way uses of it by day, and how much there is."""

    use: Floats
    least: float
    most: float
    on_the_way: Floats | None = None

    def used(self, day: int, route: list[int], travelled: int) -> float:
        """Return what a route uses."""
        ways = 0.0 if self.on_the_way is None else float(self.on_the_way[day]) * travelled
        return float(self.use[day, route].sum()) + ways


def bound(problem: Problem, plans: Iterable[Plan], *, deadline: Callable[[], bool]) -> int | None:
    """Return a worth that no plan exceeds, None when none was proven before the deadline.

    ``plans`` are known ones to begin from: they make the bound come sooner, and do not enter its proof. The deadline is
    asked between steps, each of which may take some seconds.
    """
    made = modelled(problem)
    return bound_of(made.model, [made.routes(plan) for plan in plans], deadline=deadline)


def bound_of(model: Model, known: list[Routes], *, deadline: Callable[[], bool]) -> int | None:
    """Return the bound of a problem that is written as arrays."""
    return _Proof(model, known).run(deadline)


class _Proof:
    def __init__(self, model: Model, known: list[Routes]) -> None:
        # Only a proof needs them, and each takes a moment to load.
        import highspy  # noqa: PLC0415

        from routes.planner import pricing  # noqa: PLC0415

        self.model, self.known = model, known
        self.pricing, self.highspy = pricing, highspy
        self.rows = _rows(model)
        self.travel = _shortest(model.travel)
        self.near = _near(model, self.travel)
        self.labels = _labels(model)
        self.limits = min(1, len(model.day_use))
        self.columns: dict[tuple[int, tuple[int, ...]], int] = {}
        self.lp = self._master()
        self.best: float | None = None
        self.centre: Floats | None = None
        self.stuck = False

    def run(self, deadline: Callable[[], bool]) -> int | None:
        """Improve the prices until nothing is left to find, or time is up; return the best bound on the way."""
        while not deadline():
            value, prices = self._solve()
            if not self._quick(prices, deadline) and self._exact(value, prices, deadline) and not self._stricter():
                break
        return None if self.best is None else floor(self.best + CLOSE)

    def _quick(self, prices: Floats, deadline: Callable[[], bool]) -> bool:
        """Look for better routes without a proof; say whether there were any."""
        new = 0
        for day in range(self.model.days):
            if not deadline():
                new += self._price(day, prices, exact=False)[1]
        return new > 0

    def _exact(self, value: float, prices: Floats, deadline: Callable[[], bool]) -> bool:
        """Look for better routes with a proof; say whether there is nothing left to find."""
        smooth = prices if self.centre is None else SMOOTH * self.centre + (1 - SMOOTH) * prices
        for tried in (smooth, prices):
            total, new = self._at_stake(tried), 0
            for day in range(self.model.days):
                best, found, complete = self._price(day, tried, exact=True)
                total, new = total + best, new + found
                if not complete or deadline():
                    self.stuck = not complete
                    return True
            if self.best is None or total < self.best:
                self.best, self.centre = total, tried
            if self.best <= value + CLOSE or floor(self.best + CLOSE) <= self._known_worth():
                return True
            if new:
                return False
        return True

    def _stricter(self) -> bool:
        """Have each route keep more limits of its day, and shut out those that do not; say whether there were more."""
        most = min(STRICT, len(self.model.day_use))
        if self.stuck or self.limits >= most or (self.best is not None and floor(self.best) <= self._known_worth()):
            return False
        self.limits = most
        for (day, route), column in self.columns.items():
            travelled = self._travelled(day, list(route))
            used = self.model.day_use[:most, list(route)].sum(axis=1) + self.model.travel_use[:most] * travelled
            if (used > self.model.day_cap[:most, day]).any():
                self.lp.changeColBounds(column, 0.0, 0.0)
        return True

    def _known_worth(self) -> int:
        return max((worth(self.model, routes) for routes in self.known), default=-(10**9))

    def _price(self, day: int, prices: Floats, *, exact: bool) -> tuple[float, int, bool]:
        """Return the best worth of a day's routes at some prices, how many new columns it gave, and if it is proven."""
        model = self.model
        gains, a_minute = model.gain[day].astype(np.float64), float(model.travel_points[0])
        for row, price in zip(self.rows, prices[model.days :], strict=True):
            if price:
                gains -= price * row.use[day]
                a_minute += 0.0 if row.on_the_way is None else price * float(row.on_the_way[day])
        bits, all_slots = _slots(model, day)
        is_open = model.opens[day] <= model.closes[day]
        has_point = model.point >= 0
        active = np.flatnonzero(is_open & has_point & ((gains > 0) | (bits > 0)))
        told = self.pricing.Prices(
            worth=gains,
            active=ints(active),
            nearby=ints(np.flatnonzero(is_open & ~has_point)),
            near=self.near,
            bits=bits,
            travel=self.travel,
            a_minute=a_minute,
            all_slots=all_slots,
            width=max(1, int(model.day_closes[day]) // BUCKETS + 1),
            limits=self.limits,
            exact=int(exact),
        )
        best, found, complete = self.pricing.price(model, self.labels, told, day, COLUMNS)
        return best, self._add_found(day, found, float(prices[day])), complete == 1

    def _add_found(self, day: int, found: int, price: float) -> int:
        new = 0
        for at in range(found):
            if self.labels.column_worth[at] > price + CLOSE:
                length = int(self.labels.column_length[at])
                new += self._add(day, [int(copy) for copy in self.labels.columns[at, :length][::-1]])
        return new

    def _at_stake(self, prices: Floats) -> float:
        """Return what the shared things are worth at some prices: the part of the bound that is no route."""
        total = 0.0
        for row, price in zip(self.rows, prices[self.model.days :], strict=True):
            if price:
                total += price * (row.most if price > 0 else row.least)
        for kind, lost in enumerate(_steps(self.model)):
            price = prices[self._kind_row(kind)]
            total += float(np.maximum(0.0, price - lost).sum())
        return total

    def _kind_row(self, kind: int) -> int:
        return self.model.days + len(self.rows) - len(self.model.sated) + kind

    def _master(self) -> Any:
        lp = cast(Any, self.highspy).Highs()
        lp.silent()
        lp.setOptionValue("threads", 1)
        lp.changeObjectiveSense(self.highspy.ObjSense.kMaximize)
        infinite = self.highspy.kHighsInf
        for _ in range(self.model.days):
            lp.addRow(1.0, 1.0, 0, np.array([], dtype=np.int32), np.array([]))
        for row in self.rows:
            least = -infinite if row.least == -np.inf else row.least
            lp.addRow(
                least, infinite if row.most == np.inf else row.most, 0, np.array([], dtype=np.int32), np.array([])
            )
        self.lp = lp
        for kind, lost in enumerate(_steps(self.model)):
            for each in lost:
                lp.addCol(-float(each), 0.0, 1.0, 1, ints([self._kind_row(kind)]), np.array([-1.0]))
        for day in range(self.model.days):
            # A day that holds nothing keeps the program soluble, and what must be held may be missing at a price.
            lp.addCol(FORBIDDEN, 0.0, infinite, 1, ints([day]), np.array([1.0]))
        for number, row in enumerate(self.rows):
            if row.least > -np.inf:
                lp.addCol(FORBIDDEN, 0.0, infinite, 1, ints([self.model.days + number]), np.array([1.0]))
        for routes in self.known:
            for day, route in enumerate(routes):
                self._add(day, route)
        return lp

    def _add(self, day: int, route: list[int]) -> bool:
        key = (day, tuple(route))
        if key in self.columns:
            return False
        self.columns[key] = self.lp.getNumCol()
        travelled = self._travelled(day, route)
        uses = [(self.model.days + at, row.used(day, route, travelled)) for at, row in enumerate(self.rows)]
        entries = [(day, 1.0), *((at, use) for at, use in uses if use)]
        gain = float(self.model.gain[day, route].sum()) - float(self.model.travel_points[0]) * travelled
        at, use = ints([at for at, _ in entries]), np.array([use for _, use in entries])
        self.lp.addCol(gain, 0.0, self.highspy.kHighsInf, len(entries), at, use)
        return True

    def _travelled(self, day: int, route: list[int]) -> int:
        points = [int(self.model.point[copy]) for copy in route if self.model.point[copy] >= 0]
        stations = [int(self.model.day_start[day]), *points, int(self.model.day_end[day])]
        return int(self.travel[stations[:-1], stations[1:]].sum())

    def _solve(self) -> tuple[float, Floats]:
        """Solve the linear program; return its value and the prices of its rows, each of the sign that it may have."""
        self.lp.run()
        prices = np.array(self.lp.getSolution().row_dual)
        for number, row in enumerate(self.rows, start=self.model.days):
            if row.most == np.inf:
                prices[number] = min(0.0, prices[number])
            elif row.least == -np.inf:
                prices[number] = max(0.0, prices[number])
        return float(self.lp.getInfo().objective_function_value), prices


def _rows(model: Model) -> list[Row]:
    """Return all that the days share: places, rivals, money, what must be held, and kinds, which come last."""
    days, copies = model.days, model.copies
    groups = len(model.member_at) - 1
    of_group = np.zeros((groups, copies))
    of_group[model.group, np.arange(copies)] = 1.0
    every_day = np.ones((days, 1))
    found = [Row(every_day * of_group[group], -np.inf, 1.0) for group in range(groups)]
    found += [Row(every_day * of_group[rivals].sum(axis=0), -np.inf, 1.0) for rivals in _rivals(model)]
    for use, cap in zip(model.trip_use, model.trip_cap, strict=True):
        found.append(Row(every_day * use.astype(np.float64), -np.inf, float(cap)))
    found += _day_limits(model)
    for demand in np.flatnonzero(model.slot < 0):
        found.append(Row(_covers(model, int(demand)), 1.0, np.inf))
    for kind in range(len(model.sated)):
        found.append(Row(every_day * (model.kind == kind).astype(np.float64), -np.inf, 0.0))
    return found


def _day_limits(model: Model) -> list[Row]:
    """Return the limits of each day: the routes that are found may break one, but not all of them together."""
    found = []
    for use, caps, on_the_way in zip(model.day_use, model.day_cap, model.travel_use, strict=True):
        for day in range(model.days):
            this_day = np.zeros((model.days, 1))
            this_day[day] = 1.0
            found.append(Row(this_day * use, -np.inf, float(caps[day]), this_day[:, 0] * on_the_way))
    return found


def _rivals(model: Model) -> list[list[int]]:
    """Return sets of groups of which one at most may be visited: whole circles of rivals where they are, else pairs."""
    groups = len(model.member_at) - 1
    rivals = [set(model.rival[model.rival_at[g] : model.rival_at[g + 1]].tolist()) for g in range(groups)]
    found: list[list[int]] = []
    for group in range(groups):
        circle = {group}
        for other in sorted(rivals[group]):
            if other > group and circle <= rivals[other] | {other}:
                circle.add(other)
        left = {other for other in rivals[group] if other > group} - circle
        if len(circle) > 1 and not any(circle <= set(known) for known in found):
            found.append(sorted(circle))
        found += [[group, other] for other in sorted(left)]
    return found


def _covers(model: Model, demand: int) -> Floats:
    met = np.zeros(model.days * model.copies)
    owner = np.repeat(np.arange(len(met)), np.diff(model.cover_at))
    met[owner[model.cover == demand]] = 1.0
    return met.reshape(model.days, model.copies)


def _slots(model: Model, day: int) -> tuple[Longs, int]:
    """Return the meals and rests of a day that each copy serves, as bits, and all of them."""
    numbers = np.flatnonzero(model.slot == day)
    bits = longs(np.zeros(model.copies))
    for at, number in enumerate(numbers):
        bits |= np.where(_covers(model, int(number))[day] > 0, 1 << at, 0)
    return bits, (1 << len(numbers)) - 1


def _steps(model: Model) -> list[Floats]:
    """Return what the next visit of a kind loses each time, by kind."""
    return [np.diff(table).astype(np.float64) for table in model.sated]


def _shortest(travel: Ints) -> Ints:
    """Return the least time between points by any way round: no detour is then quicker, and a bound stays one."""
    best = travel.copy()
    for point in range(len(best)):
        np.minimum(best, best[:, point, None] + best[point], out=best)
    return best


def _near(model: Model, travel: Ints) -> "np.ndarray[tuple[int, ...], np.dtype[np.uint64]]":
    """Return, for each copy, the groups that a route remembers there, as bits."""
    groups = len(model.member_at) - 1
    first = model.member[model.member_at[:-1]]
    points = model.point[first]
    bits = np.zeros((model.copies, max(1, (groups + 63) // 64)), dtype=np.uint64)
    for copy in range(model.copies):
        if model.point[copy] < 0:
            continue
        far = np.where(points >= 0, travel[model.point[copy], points], 0)
        for group in (*np.argsort(far, kind="stable")[:NEAR].tolist(), *np.flatnonzero(points < 0).tolist()):
            bits[copy, group // 64] |= np.uint64(1 << (group % 64))
    return bits


def _labels(model: Model) -> "Labels":
    from routes.planner.pricing import Labels  # noqa: PLC0415  # as above

    words = max(1, (len(model.member_at) - 1 + 63) // 64)
    small = {name: np.zeros(MOST_LABELS, dtype=np.int32) for name in ("copy", "via", "parent", "time")}
    return Labels(
        **small,
        worth=np.zeros(MOST_LABELS),
        slots=np.zeros(MOST_LABELS, dtype=np.int64),
        used=np.zeros((MOST_LABELS, len(model.day_use)), dtype=np.int32),
        seen=np.zeros((MOST_LABELS, words), dtype=np.uint64),
        alive=np.zeros(MOST_LABELS, dtype=np.bool_),
        next_at_copy=np.zeros(MOST_LABELS, dtype=np.int32),
        next_in_time=np.zeros(MOST_LABELS, dtype=np.int32),
        head=np.zeros(model.copies + 1, dtype=np.int32),
        bucket=np.zeros(BUCKETS + 1, dtype=np.int32),
        columns=np.zeros((COLUMNS, model.copies + 1), dtype=np.int32),
        column_length=np.zeros(COLUMNS, dtype=np.int32),
        column_worth=np.zeros(COLUMNS),
        work=np.zeros(1, dtype=np.int64),
    )

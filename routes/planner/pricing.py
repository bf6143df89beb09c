"""Finds the routes of a day that are worth most at given prices, in machine code: labels, relaxed to ng-routes.

A label is a way to be at a copy by a time. It remembers of where it has been only what lies near (its ng-set), so a
route may come back to a place after a long way round: that only raises the value, and a bound stays one.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from routes.planner.arrays import Floats, Ints, Longs, Model
from routes.planner.compiled import door, inner

# Comparisons of labels in one day's pricing: about a second.
MOST_WORK = 100_000_000
NOTHING = -1e18
ZERO, ONE = np.int64(0), np.int64(1)


class Labels(NamedTuple):
    """Room for labels, and the lists of them by copy and by time."""

    copy: Ints
    via: Ints
    parent: Ints
    time: Ints
    worth: Floats
    slots: Longs
    used: Ints
    seen: npt.NDArray[np.uint64]
    alive: npt.NDArray[np.bool_]
    next_at_copy: Ints
    next_in_time: Ints
    head: Ints
    bucket: Ints
    columns: Ints
    column_length: Ints
    column_worth: Floats
    work: Longs


class Prices(NamedTuple):
    """What a day's pricing is told: worth by copy, the copies worth a visit, who is near whom, what they serve."""

    worth: Floats
    active: Ints
    nearby: Ints
    near: npt.NDArray[np.uint64]
    bits: Longs
    travel: Ints
    a_minute: float
    all_slots: int
    width: int
    limits: int
    exact: int


@inner
def covers(x: Labels, p: Prices, a: int, b: int) -> bool:
    """Say whether label ``a`` makes label ``b`` needless."""
    if x.time[a] > x.time[b] or x.worth[a] < x.worth[b] - 1e-9:
        return False
    if x.slots[a] != x.slots[b]:
        return False
    if p.exact == 1:
        for k in range(p.limits):
            if x.used[a, k] > x.used[b, k]:
                return False
        for word in range(x.seen.shape[1]):
            if x.seen[a, word] & ~x.seen[b, word]:
                return False
    return True


@inner
def enter(x: Labels, p: Prices, label: int, place: int) -> bool:
    """Put a label into the list of its copy unless another one makes it needless; drop those it makes needless."""
    before, at = -1, int(x.head[place])
    while at >= 0:
        following = int(x.next_at_copy[at])
        x.work[0] += 1
        if covers(x, p, at, label):
            return False
        if covers(x, p, label, at):
            x.alive[at] = False
            if before < 0:
                x.head[place] = following
            else:
                x.next_at_copy[before] = following
        else:
            before = at
        at = following
    x.next_at_copy[label] = x.head[place]
    x.head[place] = label
    x.alive[label] = True
    slot = min(int(x.time[label]) // p.width, len(x.bucket) - 1)
    x.next_in_time[label] = x.bucket[slot]
    x.bucket[slot] = label
    return True


@inner
def visit(m: Model, x: Labels, p: Prices, d: int, label: int, v: int, new: int) -> bool:
    """Extend a label by a copy into the label ``new``; say whether that can be done."""
    here = int(m.day_start[d]) if x.copy[label] < 0 else int(m.point[x.copy[label]])
    is_nearby = m.point[v] < 0
    g = int(m.group[v])
    word, bit = g // 64, np.uint64(1) << np.uint64(g % 64)
    if x.seen[label, word] & bit:
        return False
    bits = int(p.bits[v])
    if m.alone[d, v] and x.slots[label] & bits:
        return False
    leg = 0 if is_nearby else int(p.travel[here, m.point[v]])
    arrive = int(x.time[label]) + leg
    if arrive > m.closes[d, v]:
        return False
    leave = max(arrive, int(m.opens[d, v])) + int(m.stay[d, v])
    there = here if is_nearby else int(m.point[v])
    if leave + int(p.travel[there, m.day_end[d]]) > m.day_closes[d]:
        return False
    back = int(p.travel[there, m.day_end[d]])
    for k in range(p.limits):
        x.used[new, k] = x.used[label, k] + m.day_use[k, v] + m.travel_use[k] * leg
        if x.used[new, k] + m.travel_use[k] * back > m.day_cap[k, d]:
            return False
    x.copy[new] = x.copy[label] if is_nearby else v
    x.via[new] = v
    x.parent[new] = label
    x.time[new] = leave
    x.worth[new] = x.worth[label] + p.worth[v] - p.a_minute * leg
    x.slots[new] = x.slots[label] | bits
    for w in range(x.seen.shape[1]):
        x.seen[new, w] = x.seen[label, w] if is_nearby else x.seen[label, w] & p.near[v, w]
    x.seen[new, word] |= bit
    return True


@inner
def keep_column(x: Labels, label: int, worth: float, most: int, found: int) -> int:
    """Keep a finished route among the best; return how many there are."""
    at = found
    if found == most:
        at = 0
        for c in range(1, most):
            if x.column_worth[c] < x.column_worth[at]:
                at = c
        if x.column_worth[at] >= worth:
            return found
    else:
        found += 1
    x.column_worth[at] = worth
    length, here = 0, label
    while x.parent[here] >= 0 and length < x.columns.shape[1]:
        x.columns[at, length] = x.via[here]
        length += 1
        here = int(x.parent[here])
    x.column_length[at] = length
    return found


@inner
def begin(m: Model, x: Labels, p: Prices, d: int) -> None:
    """Empty all lists, and enter the label of a day that has just begun."""
    n = len(m.point)
    x.work[0] = 0
    for v in range(n + 1):
        x.head[v] = -1
    for b in range(len(x.bucket)):
        x.bucket[b] = -1
    x.copy[0], x.via[0], x.parent[0], x.time[0] = -1, -1, -1, m.day_opens[d]
    x.worth[0], x.slots[0] = 0.0, 0
    for k in range(p.limits):
        x.used[0, k] = 0
    for w in range(x.seen.shape[1]):
        x.seen[0, w] = np.uint64(0)
    enter(x, p, 0, n)


@inner
def finished(m: Model, x: Labels, p: Prices, d: int, label: int) -> float:
    """Return the worth of a route that goes back from a label, very little where a meal is still owed."""
    if x.slots[label] != p.all_slots:
        return NOTHING
    here = int(m.day_start[d]) if x.copy[label] < 0 else int(m.point[x.copy[label]])
    return float(x.worth[label]) - p.a_minute * float(p.travel[here, m.day_end[d]])


@inner
def extend(m: Model, x: Labels, p: Prices, d: int, label: int, size: int) -> int:
    """Extend a label by all that may come next; return how many labels there are, -1 when there is no more room."""
    n = len(m.point)
    for a in range(len(p.active) + len(p.nearby)):
        v = int(p.active[a]) if a < len(p.active) else int(p.nearby[a - len(p.active)])
        if size >= len(x.copy) or x.work[0] > MOST_WORK:
            return -int(ONE)
        if visit(m, x, p, d, label, v, size):
            place = int(x.copy[size]) if x.copy[size] >= 0 else n
            if enter(x, p, size, place):
                size += 1
    return size


@door
def price(m: Model, x: Labels, p: Prices, d: int, most: int) -> tuple[float, int, int]:
    """Return the worth of the best route of a day, how many columns are kept, and 1 when all labels had room."""
    begin(m, x, p, d)
    size, found, best = int(ONE), int(ZERO), NOTHING
    for b in range(len(x.bucket)):
        while x.bucket[b] >= 0:
            label = int(x.bucket[b])
            x.bucket[b] = x.next_in_time[label]
            if not x.alive[label]:
                continue
            worth = finished(m, x, p, d, label)
            if worth > NOTHING:
                best = max(best, worth)
                found = keep_column(x, label, worth, most, found)
            size = extend(m, x, p, d, label, size)
            if size < 0:
                return best, found, 0
    return best, found, 1

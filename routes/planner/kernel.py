"""The search in machine code: rounds of taking stops out and putting others in, accepted by annealing.

Routes are rows of arrays, and what an insertion costs is kept by day and copy, so that only a changed day is computed
anew. Nothing here may allocate, or call back into the interpreter: nothing counts what is allocated.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from routes.planner.arrays import Floats, Ints, Longs, Model
from routes.planner.compiled import door, inner

NEVER = 1 << 30
LOGS = 8192
# What an unmet demand is held against a draft: more than any plan is worth.
OWED = 1e9
NOT_WANTED = -1e300
# As numbers of the machine: a literal would have every function compiled once more for itself.
ZERO, ONE = np.int64(0), np.int64(1)


class State(NamedTuple):
    """A draft, with what an insertion would take; ``small`` arrays are few numbers about the whole of it."""

    route: Ints
    length: Ints
    arrive: Ints
    leave: Ints
    spot: Ints
    latest: Ints
    day_travel: Longs
    day_gain: Longs
    day_used: Longs
    trip_used: Longs
    covered: Ints
    held: Ints
    shut: Ints
    kinds: Ints
    offer_at: Ints
    offer_shift: Ints
    offer_added: Ints


class Desk(NamedTuple):
    """Scratch space, and what lasts over the rounds: the dice, the best routes, the current and the best value."""

    random: npt.NDArray[np.uint64]
    logs: Floats
    noise: Floats
    touched: npt.NDArray[np.bool_]
    taken: Ints
    near: Floats
    best_route: Ints
    best_length: Ints
    values: Floats


@inner
def chance(random: npt.NDArray[np.uint64]) -> float:
    """Return the next number from 0 up to 1."""
    x = random[0]
    x ^= x >> np.uint64(12)
    x ^= x << np.uint64(25)
    x ^= x >> np.uint64(27)
    random[0] = x
    return float((x * np.uint64(2685821657736338717)) >> np.uint64(11)) * 1.1102230246251565e-16


@inner
def below(random: npt.NDArray[np.uint64], most: int) -> int:
    """Return a whole number from 0 up to ``most``, ``most`` left out."""
    return int(chance(random) * most)


@inner
def log_of(logs: Floats, value: int) -> float:
    """Return the logarithm of a whole number of 1 or more."""
    return float(logs[value]) if value < LOGS else float(np.log(float(value)))


@inner
def timed(m: Model, s: State, d: int) -> bool:
    """Compute a day's times; say whether its route can be done."""
    now, here, on_the_way = int(m.day_opens[d]), int(m.day_start[d]), 0
    for i in range(int(s.length[d])):
        v = int(s.route[d, i])
        there = int(m.point[v])
        if there < 0:
            there = here
        leg = int(m.travel[here, there])
        now += leg
        on_the_way += leg
        if now > m.closes[d, v]:
            return False
        s.arrive[d, i] = now
        now = max(now, int(m.opens[d, v])) + m.stay[d, v]
        s.leave[d, i] = now
        s.spot[d, i] = there
        here = there
    leg = int(m.travel[here, m.day_end[d]])
    s.day_travel[d] = on_the_way + leg
    if now + leg > m.day_closes[d]:
        return False
    due, there = int(m.day_closes[d]), int(m.day_end[d])
    for i in range(int(s.length[d]) - 1, -1, -1):
        v = int(s.route[d, i])
        due = min(int(m.closes[d, v]), due - int(m.travel[s.spot[d, i], there]) - int(m.stay[d, v]))
        s.latest[d, i] = due
        there = int(s.spot[d, i])
    return True


@inner
def moved_on(m: Model, s: State, d: int, i: int, leave: int, here: int) -> tuple[int, int, int, int]:
    """Follow stops at no place from ``i`` on; return the first that has a place, and when and whence it is left for."""
    now, j = leave, i
    while j < s.length[d] and m.point[s.route[d, j]] < 0:
        v = int(s.route[d, j])
        if now > m.closes[d, v]:
            return j, now, here, 0
        now = max(now, int(m.opens[d, v])) + int(m.stay[d, v])
        j += 1
    return j, now, here, 1


@inner
def offer(m: Model, s: State, d: int, v: int) -> None:  # noqa: C901  # the innermost loop: all time is spent here
    """Find where a copy would delay a day least; keep the place, the delay and the travel added."""
    s.offer_at[d, v] = -1
    opens, closes, stay = int(m.opens[d, v]), int(m.closes[d, v]), int(m.stay[d, v])
    if opens > closes:
        return
    point, length = int(m.point[v]), int(s.length[d])
    end, day_closes = int(m.day_end[d]), int(m.day_closes[d])
    best_at, best_shift, best_added = -1, NEVER, NEVER
    i = int(ZERO)
    while i < length and s.latest[d, i] < opens + stay and m.point[s.route[d, i]] >= 0:
        i += 1
    while i <= length:
        if i == 0:
            left, here = int(m.day_opens[d]), int(m.day_start[d])
        else:
            left, here = int(s.leave[d, i - 1]), int(s.spot[d, i - 1])
        if left > closes:
            break
        there = here if point < 0 else point
        arrive = left + int(m.travel[here, there])
        if arrive <= closes:
            leave = max(arrive, opens) + stay
            j, fits = i, 1
            if i < length and m.point[s.route[d, i]] < 0:
                j, leave, _, fits = moved_on(m, s, d, i, leave, there)
            if fits == 1:
                if j == length:
                    after, due, before = end, day_closes, 0
                else:
                    after, due, before = int(s.spot[d, j]), int(s.latest[d, j]), int(s.arrive[d, j])
                reached = leave + int(m.travel[there, after])
                if reached <= due:
                    added = int(m.travel[here, there]) + int(m.travel[there, after]) - int(m.travel[here, after])
                    if j == length:
                        last = int(s.leave[d, length - 1]) if length else int(m.day_opens[d])
                        before = last + int(m.travel[here, after])
                    shift = reached - before
                    if shift < best_shift or (shift == best_shift and added < best_added):
                        best_at, best_shift, best_added = i, shift, added
        i += 1
    s.offer_at[d, v] = best_at
    s.offer_shift[d, v] = best_shift
    s.offer_added[d, v] = best_added


@inner
def refresh(m: Model, s: State, d: int, again: int) -> None:
    """Renew a day's offers; ``again`` skips what did not fit before, for what has only grown since."""
    for v in range(len(m.point)):
        if s.held[m.group[v]] < 0 and (again == 0 or s.offer_at[d, v] >= 0):
            offer(m, s, d, v)


@inner
def put(m: Model, s: State, d: int, i: int, v: int) -> None:
    """Put a copy into a day, without its times."""
    for j in range(int(s.length[d]), i, -1):
        s.route[d, j] = s.route[d, j - 1]
    s.route[d, i] = v
    s.length[d] += 1
    count(m, s, d, v, int(ONE))


@door
def book(m: Model, s: State, d: int, i: int, v: int) -> None:
    """Put a copy into a draft that is not computed yet."""
    put(m, s, d, i, v)


@inner
def take(m: Model, s: State, d: int, i: int) -> None:
    """Take a stop out of a day, without its times."""
    v = int(s.route[d, i])
    s.length[d] -= 1
    for j in range(i, int(s.length[d])):
        s.route[d, j] = s.route[d, j + 1]
    count(m, s, d, v, -int(ONE))


@inner
def count(m: Model, s: State, d: int, v: int, sign: int) -> None:
    """Book a copy in or out."""
    g = m.group[v]
    s.held[g] = v if sign > 0 else -1
    for at in range(m.rival_at[g], m.rival_at[g + 1]):
        s.shut[m.rival[at]] += sign
    s.day_gain[d] += sign * m.gain[d, v]
    for k in range(len(s.trip_used)):
        s.trip_used[k] += sign * m.trip_use[k, v]
    for k in range(s.day_used.shape[1]):
        s.day_used[d, k] += sign * m.day_use[k, v]
    c = d * len(m.point) + v
    for at in range(m.cover_at[c], m.cover_at[c + 1]):
        s.covered[m.cover[at]] += sign
    if m.kind[v] >= 0:
        s.kinds[m.kind[v]] += sign


@inner
def allowed(m: Model, s: State, d: int, v: int, added: int) -> bool:
    """Say whether all rules but those of time let a copy in."""
    g = m.group[v]
    if s.held[g] >= 0 or s.shut[g] > 0:
        return False
    for k in range(len(s.trip_used)):
        if m.trip_use[k, v] > 0 and s.trip_used[k] + m.trip_use[k, v] > m.trip_cap[k]:
            return False
    for k in range(s.day_used.shape[1]):
        use = m.day_use[k, v] + m.travel_use[k] * added
        if use > 0 and s.day_used[d, k] + m.travel_use[k] * s.day_travel[d] + use > m.day_cap[k, d]:
            return False
    if m.alone[d, v]:
        c = d * len(m.point) + v
        for at in range(m.cover_at[c], m.cover_at[c + 1]):
            q = m.cover[at]
            if m.slot[q] >= 0 and s.covered[q] > 0:
                return False
    return True


@inner
def wanted(m: Model, s: State, d: int, v: int) -> tuple[int, int]:
    """Return what a copy adds beyond travel, and how urgent it is: 2 for an unmet must, 1 for an unmet meal or rest."""
    net = m.gain[d, v] - m.travel_points[0] * s.offer_added[d, v]
    if m.kind[v] >= 0:
        already = s.kinds[m.kind[v]]
        net -= m.sated[m.kind[v], already + 1] - m.sated[m.kind[v], already]
    urgent = 0
    c = d * len(m.point) + v
    for at in range(m.cover_at[c], m.cover_at[c + 1]):
        q = m.cover[at]
        if s.covered[q] == 0:
            urgent = max(urgent, 1 if m.slot[q] >= 0 else 2)
    return int(net), urgent


@inner
def copy_day(n: int, a: State, b: State, d: int) -> None:
    """Copy one day from ``a`` to ``b``."""
    length = a.length[d]
    b.length[d] = length
    for i in range(length):
        b.route[d, i] = a.route[d, i]
        b.arrive[d, i] = a.arrive[d, i]
        b.leave[d, i] = a.leave[d, i]
        b.spot[d, i] = a.spot[d, i]
        b.latest[d, i] = a.latest[d, i]
    b.day_travel[d] = a.day_travel[d]
    b.day_gain[d] = a.day_gain[d]
    for x in range(a.day_used.shape[1]):
        b.day_used[d, x] = a.day_used[d, x]
    for v in range(n):
        b.offer_at[d, v] = a.offer_at[d, v]
        b.offer_shift[d, v] = a.offer_shift[d, v]
        b.offer_added[d, v] = a.offer_added[d, v]


@inner
def copy_offers(m: Model, a: State, b: State, desk: Desk, d: int, gone: int) -> None:
    """Copy what was offered to a day that is as it was: the stops taken out of other days."""
    for x in range(gone):
        g = m.group[desk.taken[x]]
        for w in range(m.member_at[g], m.member_at[g + 1]):
            v = m.member[w]
            b.offer_at[d, v] = a.offer_at[d, v]
            b.offer_shift[d, v] = a.offer_shift[d, v]
            b.offer_added[d, v] = a.offer_added[d, v]


@inner
def copy_small(a: State, b: State) -> None:
    """Copy what is counted over the trip."""
    for x in range(len(a.trip_used)):
        b.trip_used[x] = a.trip_used[x]
    for x in range(len(a.covered)):
        b.covered[x] = a.covered[x]
    for x in range(len(a.held)):
        b.held[x] = a.held[x]
    for x in range(len(a.shut)):
        b.shut[x] = a.shut[x]
    for x in range(len(a.kinds)):
        b.kinds[x] = a.kinds[x]


@inner
def value(m: Model, s: State, trifle: float) -> float:
    """Return what a draft is worth: gains beyond travel, less what is owed; travel and late ends break ties."""
    total = 0.0
    for d in range(len(s.length)):
        total += s.day_gain[d] - (m.travel_points[0] + trifle) * s.day_travel[d]
    for k in range(len(s.kinds)):
        total -= m.sated[k, s.kinds[k]]
    for q in range(len(s.covered)):
        if s.covered[q] == 0:
            total -= OWED
    return total


@inner
def score(m: Model, s: State, desk: Desk, d: int, v: int, a: float, b: float, patience: float) -> float:
    """Say how much an insertion is wanted, very little where it brings nothing."""
    net, urgent = wanted(m, s, d, v)
    if net <= 0 and urgent == 0:
        return NOT_WANTED
    shift = max(int(s.offer_shift[d, v]), 1)
    wants = a * log_of(desk.logs, max(net, 1)) - b * log_of(desk.logs, shift) + float(desk.noise[v])
    if urgent == 2:
        return wants + 1e6
    return wants + patience if urgent == 1 else wants


@inner
def fill(m: Model, s: State, desk: Desk, a: float, b: float, noise: float, patience: float) -> None:
    """Put in what is wanted most for the delay it brings, until nothing fits; musts first, then what is owed."""
    n, days = len(m.point), len(s.length)
    for v in range(n):
        x = noise * chance(desk.random)
        desk.noise[v] = x * (1.0 - 0.35 * x)
    while True:
        best, best_d, best_v = NOT_WANTED, -int(ONE), -int(ONE)
        for d in range(days):
            for v in range(n):
                if s.offer_at[d, v] < 0 or s.held[m.group[v]] >= 0:
                    continue
                found = score(m, s, desk, d, v, a, b, patience)
                if found > best and allowed(m, s, d, v, int(s.offer_added[d, v])):
                    best, best_d, best_v = found, d, v
        if best_v < 0:
            return
        put(m, s, best_d, int(s.offer_at[best_d, best_v]), best_v)
        lean = without_needless(m, s, best_d, best_v)
        timed(m, s, best_d)
        desk.touched[best_d] = True
        refresh(m, s, best_d, 1 - lean)


@inner
def without_needless(m: Model, s: State, d: int, v: int) -> int:
    """Take out the meals at no place that a stop just put in makes needless."""
    found = int(ZERO)
    c = d * len(m.point) + v
    for at in range(m.cover_at[c], m.cover_at[c + 1]):
        q = m.cover[at]
        if m.slot[q] < 0 or s.covered[q] < 2:
            continue
        for i in range(int(s.length[d]) - 1, -1, -1):
            u = int(s.route[d, i])
            cu = d * len(m.point) + u
            if u != v and m.point[u] < 0 and m.cover_at[cu] < m.cover_at[cu + 1] and m.cover[m.cover_at[cu]] == q:
                take(m, s, d, i)
                found = int(ONE)
                break
    return found


@inner
def remove(m: Model, s: State, desk: Desk, d: int, i: int, gone: int) -> int:
    """Take a stop out and remember it; return how many are out."""
    desk.taken[gone] = s.route[d, i]
    desk.touched[d] = True
    take(m, s, d, i)
    return gone + 1


@inner
def is_bound(m: Model, s: State, desk: Desk, d: int, i: int) -> bool:
    """Say whether a stop stays this time: a must that nothing else meets does, four times in five."""
    v = int(s.route[d, i])
    c = d * len(m.point) + v
    for at in range(m.cover_at[c], m.cover_at[c + 1]):
        q = m.cover[at]
        if m.slot[q] < 0 and s.covered[q] == 1:
            return chance(desk.random) < 0.8
    return False


@inner
def stops_in(s: State) -> int:
    """Count the stops of a draft."""
    planned = int(ZERO)
    for d in range(len(s.length)):
        planned += int(s.length[d])
    return planned


@inner
def stop_at(s: State, pick: int) -> tuple[int, int]:
    """Return the day and the position of a stop that is counted through all days."""
    for d in range(len(s.length)):
        if pick < s.length[d]:
            return d, pick
        pick -= int(s.length[d])
    return int(ZERO), int(ZERO)


@inner
def thin(m: Model, s: State, desk: Desk, most: int) -> int:
    """Take stops out by one of four ways; return how many."""
    planned = stops_in(s)
    if planned == 0:
        return int(ZERO)
    draw = chance(desk.random)
    limit = max(1, min(most, planned // 2 + 1))
    if draw < 0.40:
        return thin_segments(m, s, desk, limit)
    if draw < 0.65:
        return thin_anywhere(m, s, desk, limit)
    if draw < 0.95:
        return thin_near(m, s, desk, limit, planned)
    return thin_day(m, s, desk)


@inner
def thin_segments(m: Model, s: State, desk: Desk, limit: int) -> int:
    """Take a stretch out of most days."""
    days, gone = len(s.length), int(ZERO)
    for d in range(days):
        length = int(s.length[d])
        if length == 0 or (days > 2 and chance(desk.random) < 0.25):
            continue
        size = 1 + below(desk.random, max(1, min(length, limit // max(1, days - 1) + 1)))
        first = below(desk.random, length - size + 1) if length > size else 0
        for i in range(min(first + size, length) - 1, first - 1, -1):
            if not is_bound(m, s, desk, d, i):
                gone = remove(m, s, desk, d, i, gone)
    return gone


@inner
def thin_anywhere(m: Model, s: State, desk: Desk, limit: int) -> int:
    """Take out stops here and there."""
    gone = int(ZERO)
    for _ in range(1 + below(desk.random, limit)):
        planned = stops_in(s)
        if planned == 0:
            break
        d, i = stop_at(s, below(desk.random, planned))
        if not is_bound(m, s, desk, d, i):
            gone = remove(m, s, desk, d, i, gone)
    return gone


@inner
def thin_day(m: Model, s: State, desk: Desk) -> int:
    """Take out a whole day."""
    gone = int(ZERO)
    d = below(desk.random, len(s.length))
    for i in range(int(s.length[d]) - 1, -1, -1):
        if not is_bound(m, s, desk, d, i):
            gone = remove(m, s, desk, d, i, gone)
    return gone


@inner
def smallest(values: Floats, size: int, k: int) -> float:
    """Return the k-th smallest of the first ``size`` values."""
    reach = -1.0
    for _ in range(k):
        least = np.inf
        for x in range(size):
            if reach < values[x] < least:
                least = values[x]
        reach = least
    return reach


@inner
def thin_near(m: Model, s: State, desk: Desk, limit: int, planned: int) -> int:
    """Take out the stops nearest to one of them."""
    days, gone = len(s.length), int(ZERO)
    here, at = stop_at(s, below(desk.random, planned))
    centre = int(s.spot[here, at])
    k = 1 + below(desk.random, limit)
    size = int(ZERO)
    for d in range(days):
        for i in range(int(s.length[d])):
            desk.near[size] = m.travel[centre, s.spot[d, i]] * (1.0 + 0.4 * chance(desk.random))
            size += 1
    reach = smallest(desk.near, size, min(k, size))
    at = size
    for d in range(days - 1, -1, -1):
        for i in range(int(s.length[d]) - 1, -1, -1):
            at -= 1
            if desk.near[at] <= reach and not is_bound(m, s, desk, d, i):
                gone = remove(m, s, desk, d, i, gone)
    return gone


@inner
def settle(m: Model, s: State, desk: Desk, gone: int) -> int:
    """Compute the days that were thinned, and offer what was taken out to all days."""
    for d in range(len(s.length)):
        if desk.touched[d]:
            # Where a detour is quicker than the way itself, a shorter route may be late: then more goes.
            while not timed(m, s, d) and s.length[d] > 0:
                gone = remove(m, s, desk, d, below(desk.random, int(s.length[d])), gone)
            refresh(m, s, d, int(ZERO))
    for x in range(gone):
        g = m.group[desk.taken[x]]
        for w in range(m.member_at[g], m.member_at[g + 1]):
            for d in range(len(s.length)):
                if not desk.touched[d]:
                    offer(m, s, d, int(m.member[w]))
    return gone


@inner
def start(m: Model, s: State, kept: State, desk: Desk, trifle: float) -> None:
    """Compute everything of a draft whose routes are booked, and fill it."""
    for d in range(len(s.length)):
        desk.touched[d] = True
    settle(m, s, desk, int(ZERO))
    fill(m, s, desk, 1.0, 1.0, 0.0, 1e5)
    for d in range(len(s.length)):
        copy_day(len(m.point), s, kept, d)
    copy_small(s, kept)
    desk.values[0] = desk.values[1] = value(m, s, trifle)
    keep_best(s, desk)


@inner
def keep_best(s: State, desk: Desk) -> None:
    """Remember the routes as the best yet."""
    for d in range(len(s.length)):
        desk.best_length[d] = s.length[d]
        for i in range(int(s.length[d])):
            desk.best_route[d, i] = s.route[d, i]


@door
def run(
    m: Model,
    s: State,
    kept: State,
    desk: Desk,
    fresh: int,
    rounds: int,
    hot: float,
    cold: float,
    most: int,
    trifle: float,
) -> None:
    """Do some rounds from ``hot`` to ``cold``, on a ``fresh`` draft or where the last ones ended."""
    n, days = len(m.point), len(s.length)
    if fresh == 1:
        start(m, s, kept, desk, trifle)
    for r in range(rounds):
        temperature = hot * (cold / hot) ** (r / rounds)
        for d in range(days):
            desk.touched[d] = False
        gone = settle(m, s, desk, thin(m, s, desk, most))
        patience = 1e5 if chance(desk.random) < 0.5 else 4.0 * chance(desk.random)
        a, b, noise = 1.0 + 1.5 * chance(desk.random), 0.6 + 0.8 * chance(desk.random), 0.6 * chance(desk.random)
        fill(m, s, desk, a, b, noise, patience)
        worth = value(m, s, trifle)
        if worth > desk.values[0] + temperature * np.log(chance(desk.random) + 1e-300):
            desk.values[0] = worth
            for d in range(days):
                if desk.touched[d]:
                    copy_day(n, s, kept, d)
                else:
                    copy_offers(m, s, kept, desk, d, gone)
            copy_small(s, kept)
            if worth > desk.values[1] + 1e-9:
                desk.values[1] = worth
                keep_best(s, desk)
        else:
            for d in range(days):
                if desk.touched[d]:
                    copy_day(n, kept, s, d)
            copy_small(kept, s)

"""A planning problem as arrays of whole numbers: what the kernel searches, and what any benchmark can be written as.

A *copy* is one way to visit: a place within one stretch of time. Copies of one place share a group, and a plan holds at
most one copy of a group. A *demand* is something that the plan owes: a meal or a rest of a day, or a must of the trip.

The compiled kernel is known by the date of its own module: who reorders the fields of ``Model`` saves that one too.
"""

from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

Ints: TypeAlias = npt.NDArray[np.int32]
Longs: TypeAlias = npt.NDArray[np.int64]
Floats: TypeAlias = npt.NDArray[np.float64]

NOWHERE = -1
NONE = -1


class Model(NamedTuple):
    """All that the kernel knows; times are minutes, or any finer whole unit.

    ``opens`` and ``closes`` are the first and the last start by day and copy; a copy is shut where the first is later.
    A copy whose ``point`` is ``NOWHERE`` happens wherever the stop before it was.
    """

    travel: Ints
    point: Ints
    opens: Ints
    closes: Ints
    stay: Ints
    gain: Longs
    group: Ints
    member_at: Ints
    member: Ints
    rival_at: Ints
    rival: Ints
    day_start: Ints
    day_end: Ints
    day_opens: Ints
    day_closes: Ints
    trip_use: Longs
    trip_cap: Longs
    day_use: Longs
    day_cap: Longs
    travel_use: Longs
    kind: Ints
    sated: Longs
    cover_at: Ints
    cover: Ints
    slot: Ints
    alone: npt.NDArray[np.bool_]
    travel_points: Longs

    @property
    def copies(self) -> int:
        """How many copies there are."""
        return len(self.point)

    @property
    def days(self) -> int:
        """How many days there are."""
        return len(self.day_opens)


def ints(values: object) -> Ints:
    """Return an array as the kernel is compiled for."""
    return np.ascontiguousarray(np.array(values, dtype=np.int32))


def longs(values: object) -> Longs:
    """Return an array of long numbers as the kernel is compiled for."""
    return np.ascontiguousarray(np.array(values, dtype=np.int64))


def rows(lists: Sequence[Sequence[int]]) -> tuple[Ints, Ints]:
    """Return lists of different lengths as one array, and where each begins."""
    lengths = [len(each) for each in lists]
    return ints(np.concatenate(([0], np.cumsum(lengths)))), ints([value for each in lists for value in each])

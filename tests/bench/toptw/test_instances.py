"""Instances are read as their rules say: distances rounded down, windows of each tour, hours of each weekday."""

from fractions import Fraction
from pathlib import Path

import pytest

from bench.toptw.instances import distance, instances
from tests.bench.toptw.folders import make_folder

NONE: frozenset[str] = frozenset()


@pytest.mark.parametrize(("end", "decimals", "units"), [((3, 4), 1, 50), ((1, 1), 1, 14), ((1, 1), 2, 141)])
def test_distances_are_rounded_down(end: tuple[int, int], decimals: int, units: int) -> None:
    assert distance((Fraction(0), Fraction(0)), (Fraction(end[0]), Fraction(end[1])), decimals) == units


def test_each_number_of_tours_is_a_cell_with_its_own_reference(tmp_path: Path) -> None:
    read = instances(make_folder(tmp_path), "toptw", (1, 2), NONE)

    assert [(each.name, each.tours, each.reference) for each in read] == [("tiny", 1, 15), ("tiny", 2, None)]


def test_only_what_is_named_is_read(tmp_path: Path) -> None:
    assert list(instances(make_folder(tmp_path), "toptw", (1,), frozenset({"other"}))) == []


def test_windows_alternate_between_tours(tmp_path: Path) -> None:
    (read,) = instances(make_folder(tmp_path), "mctopmtw", (2,), NONE)

    early, late = ((100, 200), (300, 405)), ((200, 300), (405, 500))
    assert read.nodes[0].windows == (early, late)
    assert read.nodes[1].windows == (((200, 300), (400, 500)), ((100, 200), (300, 400)))


def test_a_tour_runs_on_its_weekday(tmp_path: Path) -> None:
    (read,) = instances(make_folder(tmp_path), "ttdp", (2,), NONE)

    assert read.nodes[0].windows == ((), ((1000, 2000),))

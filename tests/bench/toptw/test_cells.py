"""The bench finds the best tours of small instances, and its replay refuses what breaks a rule."""

import json
import subprocess
import sys
from dataclasses import replace
from itertools import combinations, permutations
from math import inf
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.toptw.cells import model_of, solved
from bench.toptw.instances import Instance, distance, instances
from bench.toptw.replay import Broken, replayed
from tests.bench.toptw.folders import make_folder

NONE: frozenset[str] = frozenset()


def tiny(folder: Path, set_: str = "toptw", tours: int = 1) -> Instance:
    (read,) = instances(make_folder(folder), set_, (tours,), NONE)
    return read


def best_by_hand(instance: Instance) -> float:
    """Try every order of every choice of nodes in one tour."""
    best = -inf
    for size in range(len(instance.nodes) + 1):
        for chosen in combinations(instance.nodes, size):
            for order in permutations(node.id for node in chosen):
                try:
                    best = max(best, replayed(instance, [list(order)]))
                except Broken:
                    continue
    return best


@pytest.mark.parametrize(("set_", "tours", "profit"), [("toptw", 1, 15), ("mctopmtw", 2, 13), ("ttdp", 2, 9)])
def test_the_best_tours_are_found(tmp_path: Path, set_: str, tours: int, profit: int) -> None:
    cell = solved(tiny(tmp_path, set_, tours), seconds=None, rounds=200, seed=0)

    assert (cell.profit, replayed(tiny(tmp_path, set_, tours), cell.routes)) == (profit, profit)


@settings(max_examples=25)
@given(st.randoms(use_true_random=False))
def test_no_order_of_any_choice_is_better(random: Random) -> None:
    rows = [
        [
            number,
            random.randrange(20),
            random.randrange(20),
            random.randrange(12),
            random.randrange(1, 9),
            opens,
            opens + 20,
        ]
        for number, opens in enumerate([0, *(random.randrange(60) for _ in range(4))])
    ]
    rows[0][3:] = [0, 0, 0, 80]
    instance = _instance({"name": "any", "decimals": 1, "tmax": 80, "nodes": rows})

    assert solved(instance, seconds=None, rounds=300, seed=0).profit == best_by_hand(instance)


def _instance(data: dict[str, object]) -> Instance:
    from bench.toptw.instances import _toptw  # noqa: PLC0415  # the reader of a folder's file

    return _toptw(data, 1, None)


def test_the_same_rounds_and_seed_give_the_same_cell(tmp_path: Path) -> None:
    cells = [solved(tiny(tmp_path), seconds=None, rounds=50, seed=3) for _ in range(2)]

    assert cells[0] == replace(cells[1], seconds=cells[0].seconds)


@pytest.mark.parametrize(
    ("set_", "tours", "routes", "said"),
    [
        ("toptw", 1, [[1], [3]], "2 tours where 1"),
        ("toptw", 1, [[3, 3]], "visited twice"),
        ("toptw", 1, [[3, 2, 1]], "comes to node 1 at 800"),
        ("toptw", 1, [[4]], "is back at 1500"),
        ("mctopmtw", 2, [[2], [4, 3]], "the fees are 14"),
        ("mctopmtw", 2, [[2], [4]], "2 nodes of type 1"),
        ("ttdp", 2, [[1]], "after it shut"),
    ],
)
def test_tours_that_break_a_rule_are_refused(
    tmp_path: Path, set_: str, tours: int, routes: list[list[int]], said: str
) -> None:
    with pytest.raises(Broken, match=said):
        replayed(tiny(tmp_path, set_, tours), routes)


def test_the_search_and_the_replay_have_the_same_distances(tmp_path: Path) -> None:
    instance = tiny(tmp_path)
    spots = [instance.depot, *((node.x, node.y) for node in instance.nodes)]

    exact = [[distance(one, other, 1) for other in spots] for one in spots]
    assert np.array_equal(model_of(instance).travel, exact)


def test_the_command_prints_one_object(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bench.toptw", str(make_folder(tmp_path)), "--m", "1", "--rounds", "50", "--json"]
    told = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)

    assert (told["mean_gap"], [cell["gap"] for cell in told["cells"]]) == (0.0, [0.0])
    assert sorted(told["cells"][0]["routes"][0]) == [1, 2, 3]


def test_a_folder_without_instances_is_refused(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-m", "bench.toptw", str(tmp_path)], capture_output=True, check=False)

    assert (done.returncode, b"no such instance" in done.stderr) == (2, True)

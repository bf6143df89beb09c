"""A folder of three tiny instances in the format of the public ones."""

import json
from pathlib import Path

PLAIN = {
    "name": "tiny", "set": "toptw", "n": 4, "tmax": 100, "decimals": 1,
    "nodes": [
        [0, 0, 0, 0, 0, 0, 100],
        [1, 10, 0, 10, 5, 0, 40],
        [2, 20, 0, 10, 7, 60, 70],
        [3, 1.5, 1.5, 10, 3, 0, 100],
        [4, 70, 0, 10, 90, 0, 100],
    ],
}  # fmt: skip
MANY = {
    "name": "MCTOPMTW-2-tiny", "set": "mctopmtw", "m": 2, "n": 3, "budget": 10, "decimals": 1,
    "type_max": [1, *[9] * 9], "depot": {"id": 0, "x": 0, "y": 0, "open": 0, "close": 100}, "tmax": 100, "planted": 12,
    "nodes": [
        [2, 10, 0, 10, 5, 10, 20, 30, 40.5, 50, 1, 4, [1]],
        [3, 20, 0, 10, 7, 10, 20, 30, 40, 50, 0, 5, [2, 3]],
        [4, 10, 10, 10, 6, 10, 20, 30, 40, 50, 0, 5, [1]],
    ],
}  # fmt: skip
WEEK = {
    "name": "t1", "set": "ttdp", "m": 2, "start_day": 6, "n": 1, "decimals": 2,
    "depot": {"x": 0, "y": 0, "open": 0, "close": 100},
    "nodes": [[1, 3, 4, 5, 9, [[10, 20], *[[0, 0]] * 6]]],
}  # fmt: skip


def make_folder(folder: Path) -> Path:
    """Write the instances, and a reference for the plain one with one tour."""
    for name, data in (("instances/tiny", PLAIN), ("mctopmtw/MCTOPMTW-2-tiny", MANY), ("ttdp/t1", WEEK)):
        path = folder / f"{name}.json"
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(data), "utf-8")
    (folder / "bks.csv").write_text("instance,m,ref\ntiny,1,15\n", "utf-8")
    return folder

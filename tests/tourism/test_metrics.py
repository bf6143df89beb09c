"""What processes counted is added up, whether they live or not."""

import subprocess
import sys
from pathlib import Path

import pytest
from prometheus_client.mmap_dict import MmapedDict, mmap_key

from tourism.metrics import REQUESTS, bury_the_dead, exposition

ROUTE = "a/route/of/the/test"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", str(tmp_path))
    return tmp_path


@pytest.fixture
def dead() -> int:
    """Return the number of a process that is no more."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def _write(path: Path, name: str, value: float) -> None:
    file = MmapedDict(str(path))
    file.write_value(mmap_key(name, f"{name}_total", ["route"], ["zh/"], "Requests."), value, 0.0)
    file.close()


def test_what_is_counted_here_is_shown() -> None:
    REQUESTS.labels(ROUTE, "GET", "2xx").inc()

    assert f'shennong_requests_total{{method="GET",route="{ROUTE}",status="2xx"}} 1.0' in exposition().decode()


def test_totals_never_fall_when_processes_die(folder: Path, dead: int) -> None:
    _write(folder / f"counter_{dead}.db", "visits", 3)
    before = exposition()

    bury_the_dead()
    after = exposition()
    _write(folder / f"counter_{dead}.db", "visits", 4)
    bury_the_dead()

    assert before == after
    assert 'visits_total{route="zh/"} 7.0' in exposition().decode()
    assert [path.name for path in folder.glob("*.db")] == ["counter_past.db"]


def test_the_living_keep_their_files(folder: Path) -> None:
    _write(folder / "counter_1.db", "visits", 3)

    bury_the_dead()

    assert (folder / "counter_1.db").exists()


def test_a_gauge_dies_with_its_process(folder: Path, dead: int) -> None:
    _write(folder / f"gauge_livesum_{dead}.db", "waiting", 3)

    bury_the_dead()

    assert list(folder.glob("*.db")) == []
    assert b"waiting" not in exposition()


def test_a_file_that_was_never_finished_is_let_go(folder: Path, dead: int) -> None:
    (folder / f"counter_{dead}.db").touch()

    bury_the_dead()

    assert list(folder.glob("*.db")) == []

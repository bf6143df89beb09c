"""The supervisor: a worker that dies is started again, and nothing outlives a stop, however it comes."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

SUPERVISOR = Path(__file__).parents[2] / "tourism" / "supervisor.py"
# Starts a process of its own, as the server does, and tells both numbers in one write: two may tell at once.
SLEEPER = (
    "import os, subprocess, sys, time;"
    "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'], stdout=subprocess.DEVNULL);"
    "sys.stdout.write(f'{sys.argv[1]} {os.getpid()} {child.pid}\\n'); sys.stdout.flush(); time.sleep(60)"
)
STUBBORN = (
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);print('server 0 0', flush=True); time.sleep(60)"
)


class Family:
    """A supervisor with what it keeps."""

    def __init__(self, *commands: list[str]) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-I", "-S", str(SUPERVISOR), json.dumps(commands)], stdout=subprocess.PIPE, text=True
        )

    def line(self) -> tuple[str, int, int]:
        """Return what the next process that started says: its name, its number, its child's number."""
        assert self.process.stdout
        name, own, child = self.process.stdout.readline().split()
        return name, int(own), int(child)


def sleeper(name: str) -> list[str]:
    return [sys.executable, "-c", SLEEPER, name]


@pytest.fixture
def family() -> Iterator[Callable[..., Family]]:
    """Start supervisors, and leave none behind."""
    made: list[Family] = []

    def make(*commands: list[str]) -> Family:
        made.append(Family(*commands))
        return made[-1]

    yield make
    for each in made:
        each.process.terminate()
        each.process.wait(timeout=20)
        assert each.process.stdout
        each.process.stdout.close()


def runs(pid: int) -> bool:
    """Say whether a process runs; one that only waits for its parent's leave does not."""
    told = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout
    return bool(told.strip()) and not told.startswith("Z")


def gone(*pids: int) -> bool:
    """Wait until none of these runs."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        if not any(runs(pid) for pid in pids):
            return True
        time.sleep(0.05)
    return False


def test_a_worker_that_is_killed_is_started_again_and_leaves_no_child(family: Callable[..., Family]) -> None:
    supervised = family(sleeper("server"), sleeper("worker"))
    pids = {name: (own, child) for name, own, child in (supervised.line(), supervised.line())}

    os.kill(pids["worker"][0], signal.SIGKILL)
    name, own, _ = supervised.line()

    assert (name, own != pids["worker"][0]) == ("worker", True)
    assert gone(*pids["worker"])
    assert runs(pids["server"][0])


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_nothing_outlives_a_stop(family: Callable[..., Family], how: signal.Signals) -> None:
    # Killed at once it can end only what it started itself, and that ends what is below.
    commands = [sleeper("server"), sleeper("worker")]
    supervised = family(*commands)
    lines = [supervised.line(), supervised.line()]

    supervised.process.send_signal(how)

    supervised.process.wait(timeout=20)
    left = [own for _, own, _ in lines] + ([] if how == signal.SIGKILL else [child for _, _, child in lines])
    assert gone(*left)
    for _, _, child in lines:
        if runs(child):
            os.kill(child, signal.SIGKILL)


def test_when_the_server_ends_all_end_with_its_code(family: Callable[..., Family]) -> None:
    server = [sys.executable, "-c", "import time; time.sleep(1); raise SystemExit(3)"]
    supervised = family(server, sleeper("worker"))
    _, worker, child = supervised.line()

    assert supervised.process.wait(timeout=20) == 3
    assert gone(worker, child)


def test_a_second_interrupt_does_not_wait_for_who_will_not_stop(family: Callable[..., Family]) -> None:
    supervised = family([sys.executable, "-c", STUBBORN])
    supervised.line()
    began = time.monotonic()

    supervised.process.send_signal(signal.SIGINT)
    time.sleep(0.3)
    supervised.process.send_signal(signal.SIGINT)

    supervised.process.wait(timeout=10)
    assert time.monotonic() - began < 10


def test_the_supervisor_is_small(family: Callable[..., Family]) -> None:
    supervised = family(sleeper("server"))
    supervised.line()

    told = subprocess.run(["ps", "-o", "rss=", "-p", str(supervised.process.pid)], capture_output=True, check=True)
    assert int(told.stdout) < 20_000

"""A whole installation in processes of its own, as an operator starts it."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from tests.outages.crowd import ask_once

PROJECT = Path(__file__).resolve().parents[2]
LONGEST_START = 180.0


class Installation:
    """``manage.py start`` with a folder, a port and servers of its own."""

    def __init__(self, folder: Path, **settings: str) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = int(free.getsockname()[1])
        self.log = folder / "log"
        self._environment = {
            "PATH": os.environ["PATH"],
            "DATA_DIR": str(folder),
            "PORT": str(self.port),
            "SECRET_KEY": "a key for tests only, of no worth to anybody",
            "LOG_FORMAT": "json",
            # The search is compiled once for all tests.
            "NUMBA_CACHE_DIR": os.environ["NUMBA_CACHE_DIR"],
            **settings,
        }
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, *switches: str) -> None:
        """Prepare everything, serve, and wait until it is ready."""
        command = [sys.executable, "manage.py", "start", *switches]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(command, cwd=PROJECT, env=self._environment, stdout=log, stderr=log)
        end = time.monotonic() + LONGEST_START
        while time.monotonic() < end and self._process.poll() is None:
            if ask_once(self.port, "/readyz").status == 200:
                return
            time.sleep(0.2)
        raise AssertionError(f"the installation did not start:\n{self.log.read_text()[-3000:]}")

    def stop(self) -> None:
        """End every process of it."""
        if self._process is None:
            return
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            for pid in reversed(self.processes()):
                os.kill(pid, signal.SIGKILL)
            self._process.wait()

    def processes(self) -> list[int]:
        """Return the number of every process of it, the first one first."""
        assert self._process is not None
        found = [self._process.pid]
        for pid in found:
            for children in Path(f"/proc/{pid}/task").glob("*/children"):
                found += [int(child) for child in children.read_text().split()]
        return found

    def kilobytes(self) -> dict[int, int]:
        """Return what each process holds of the memory, what several share counted in parts (PSS)."""
        return {pid: _pss(pid) for pid in self.processes()}


def _pss(pid: int) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))

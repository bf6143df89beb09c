"""Keeps one server and its workers running: alone in its process, because it is there all the time and must be small.

``python -I -S tourism/supervisor.py '[["server", ...], ["worker", ...], ...]'``. The first command is the server: when
it ends, all end. Any other is started again. Nothing outside the standard library is imported, and of that little.
"""

import ctypes
import json
import os
import select
import signal
import sys
import time
from contextlib import suppress
from types import FrameType

STOP_SECONDS = 15
# A process that lived shorter than this rests before it is started again, twice as long each time.
SHORT_LIFE_SECONDS = 10
LONGEST_REST_SECONDS = 30
PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


class Kept:
    """One command, and the process that runs it."""

    def __init__(self, command: list[str]) -> None:
        self.command = command
        self.pid = 0
        self.since = 0.0
        self.start_at = 0.0
        self.rest = 0.0

    def start(self) -> None:
        """Start it in a group of its own: Ctrl-C is for the supervisor, and a group can be ended whole."""
        self.since, parent = time.monotonic(), os.getpid()
        self.pid = os.fork()
        if self.pid == 0:
            try:
                os.setsid()
                _die_with(parent)
                os.execv(self.command[0], self.command)
            finally:
                os._exit(127)

    def has_ended(self) -> None:
        """Remember that it ended, and when it may be started again."""
        # What it started itself must not outlive it.
        _signal_group(self.pid, signal.SIGKILL)
        now = time.monotonic()
        lived = now - self.since
        self.rest = 0.0 if lived >= SHORT_LIFE_SECONDS else min(LONGEST_REST_SECONDS, self.rest * 2 or 0.5)
        self.pid, self.start_at = 0, now + self.rest


def _die_with(parent: int) -> None:
    """Ask the kernel to stop this process when the supervisor is killed, where the kernel can."""
    if LIBC is not None:
        LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(0)


def _signal_group(pid: int, how: signal.Signals) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, how)


class Supervisor:
    """Starts the commands, starts workers again, and ends all together."""

    def __init__(self, commands: list[list[str]]) -> None:
        self.kept = [Kept(command) for command in commands]
        self.server = self.kept[0]
        self.code = 0
        self._heard, self._hears = os.pipe()
        for end in (self._heard, self._hears):
            os.set_blocking(end, False)

    def run(self) -> int:
        """Run until told to stop or until the server ends; return the code to exit with."""
        signal.set_wakeup_fd(self._hears)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGCHLD):
            signal.signal(number, _heed)
        stop = False
        while not stop:
            self._start_due()
            told = self._wait(self._seconds_to_next())
            stop = self._reap() or bool(told & {signal.SIGTERM, signal.SIGINT})
        self._stop()
        return self.code

    def _start_due(self) -> None:
        for each in self.kept:
            if not each.pid and each.start_at <= time.monotonic():
                each.start()

    def _seconds_to_next(self) -> float | None:
        resting = [each.start_at - time.monotonic() for each in self.kept if not each.pid]
        return max(0.0, min(resting)) if resting else None

    def _wait(self, seconds: float | None) -> set[int]:
        """Sleep until a signal comes, or the time is over, and return the numbers of the signals."""
        ready, _, _ = select.select([self._heard], [], [], seconds)
        return set(os.read(self._heard, 512)) if ready else set()

    def _reap(self) -> bool:
        """Take leave of the processes that ended; say whether the server is one of them."""
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                pid = 0
            if not pid:
                return not self.server.pid
            for each in self.kept:
                if each.pid == pid:
                    each.has_ended()
                    if each is self.server:
                        code = os.waitstatus_to_exitcode(status)
                        self.code = code if code >= 0 else 128 - code

    def _stop(self) -> None:
        """End all: politely, and after a while or a second Ctrl-C at once."""
        for each in self.kept:
            if each.pid:
                with suppress(ProcessLookupError):
                    os.kill(each.pid, signal.SIGTERM)
        until = time.monotonic() + STOP_SECONDS
        asked_twice = False
        while any(each.pid for each in self.kept) and time.monotonic() < until and not asked_twice:
            asked_twice = signal.SIGINT in self._wait(until - time.monotonic())
            self._reap()
        for each in self.kept:
            if each.pid:
                _signal_group(each.pid, signal.SIGKILL)


def _heed(number: int, frame: FrameType | None) -> None:
    """Do nothing: the number of the signal is in the pipe."""


if __name__ == "__main__":
    sys.exit(Supervisor(json.loads(sys.argv[1])).run())

"""Callers that ask an installation from many threads, and write down what they were told."""

import http.client
import json
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any

LONGEST_ANSWER = 30.0
NO_ANSWER = 0


@dataclass(frozen=True, slots=True)
class Told:
    """One answer, and when it came."""

    method: str
    path: str
    status: int
    seconds: float
    at: float
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def json(self) -> Any:
        """The body of an answer of the API."""
        return json.loads(self.body)

    @property
    def is_honest_refusal(self) -> bool:
        """Say whether a 503 says what to do: a problem document from the API, a page elsewhere."""
        kind = self.headers.get("content-type", "")
        wanted = "application/problem+json" if self.path.startswith(("/api/", "/feeds/")) else "text/html"
        return self.status == 503 and kind.startswith(wanted) and "retry-after" in self.headers


class Caller:
    """One program that calls, over one connection that it keeps."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=LONGEST_ANSWER)

    def __enter__(self) -> "Caller":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._connection.close()

    def ask(self, method: str, path: str, body: object = None, headers: Mapping[str, str] | None = None) -> Told:
        """Send one request; a connection that breaks is an answer too."""
        sent = None if body is None else json.dumps(body).encode()
        named = {"Content-Type": "application/json", **(headers or {})}
        started = time.monotonic()
        try:
            self._connection.request(method, path, sent, named)
            answer = self._connection.getresponse()
            read = answer.read()
        except (OSError, http.client.HTTPException):
            self._connection.close()
            return Told(method, path, NO_ANSWER, time.monotonic() - started, time.monotonic())
        ended = time.monotonic()
        found = {name.lower(): value for name, value in answer.getheaders()}
        return Told(method, path, answer.status, ended - started, ended, found, read)


def ask_once(port: int, path: str) -> Told:
    """Read one address as a newcomer."""
    with Caller(port) as caller:
        return caller.ask("GET", path)


Story = Callable[[Caller], Sequence[Told]]


class Crowd:
    """Threads that each tell a story again and again until the block ends."""

    def __init__(self, port: int, stories: Sequence[Story], *, pause: float = 0.0) -> None:
        self.told: list[Told] = []
        self._port, self._pause = port, pause
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._tell, args=(story,), daemon=True) for story in stories]

    def __enter__(self) -> "Crowd":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def statuses(self) -> dict[int, int]:
        """Return how often each status was told."""
        return dict(Counter(told.status for told in self.told))

    def slowest(self, share: float) -> float:
        """Return the seconds that all but a share of the answers took at most."""
        ordered = sorted(told.seconds for told in self.told)
        return ordered[int(len(ordered) * (1 - share))] if ordered else 0.0

    def _tell(self, story: Story) -> None:
        with Caller(self._port) as caller:
            while not self._stop.is_set():
                self.told.extend(story(caller))
                self._stop.wait(self._pause)

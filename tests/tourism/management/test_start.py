"""Starting: the day that the sample call names, and the port that must be free."""

import socket
from datetime import date

import pytest
from django.core.management.base import CommandError

from tourism.environment import Environment
from tourism.management.commands.start import kept_running, next_saturday, require_free


@pytest.mark.parametrize(
    ("today", "saturday"),
    [
        (date(2026, 12, 4), date(2026, 12, 5)),
        (date(2026, 12, 5), date(2026, 12, 12)),
        (date(2026, 12, 6), date(2026, 12, 12)),
        (date(2026, 12, 31), date(2027, 1, 2)),
    ],
)
def test_next_saturday_is_never_today(today: date, saturday: date) -> None:
    assert next_saturday(today) == saturday


def test_a_port_that_another_server_holds_is_refused_by_number() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]

        with pytest.raises(CommandError, match=f"port {port} .*set PORT to a free one"):
            require_free("127.0.0.1", port)

    require_free("127.0.0.1", port)


@pytest.mark.parametrize("workers", [0, 1, 3])
def test_the_server_is_kept_running_with_as_many_workers_as_are_asked_for(workers: int) -> None:
    server, *others = kept_running(Environment(JOB_WORKERS=workers, PORT=8123))

    assert server[server.index("--port") + 1] == "8123"
    assert [other[-1] for other in others] == ["work"] * workers

"""The operator's settings: documented one by one, and refused by name when malformed."""

import os
import re
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tourism.environment import PROJECT, Environment

A_KEY = "0123456789abcdef-0123456789abcdef"


def _start(tmp_path: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path / "data"), **variables}
    command = [sys.executable, "manage.py", "check"]
    return subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False)


def test_every_setting_is_a_row_of_the_table_and_no_other() -> None:
    rows = re.findall(r"^\| `([A-Z_]+)` \| .* \| (.+) \|$", (PROJECT / "docs/settings.md").read_text(), re.MULTILINE)

    assert dict(rows) == {name: field.description for name, field in Environment.model_fields.items()}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "eighty"),
        ("PORT", "0"),
        ("WORKERS", "0"),
        ("DATABASE_URL", "mysql://user:hunter2@db/x"),
        ("VALKEY_URL", "http://hunter2"),
        ("SECRET_KEY", "hunter2"),
        ("TRUSTED_PROXIES", "-1"),
        ("PUBLIC_URL", "https://trips.example/hunter2/"),
        ("PRODUCTION", "perhaps"),
        ("LISTEN", "everywhere"),
        ("LOG_LEVEL", "loud"),
        ("DESTINATION", "沁阳"),
        ("OUTBOUND_ALLOW", "10.1.0.0/24,hunter2"),
        ("OUTBOUND_ALLOW", "10.1.0.1/24"),
        ("LOG_FORMAT", "hunter2"),
        ("METRICS_TOKEN", "hunter2"),
    ],
)
def test_a_malformed_setting_stops_the_start_with_its_name_and_not_its_value(
    tmp_path: Path, name: str, value: str
) -> None:
    started = _start(tmp_path, **{name: value})

    assert started.returncode == 2
    assert started.stderr.startswith(f"setting {name}: ")
    assert "Traceback" not in started.stderr
    assert "hunter2" not in started.stderr


SAFE: dict[str, Any] = {
    "PRODUCTION": "1",
    "SECRET_KEY": A_KEY,
    "PUBLIC_URL": "https://trips.example",
    "TRUSTED_PROXIES": "1",
    "DATABASE_URL": "postgresql://county:a-password@db.example/county",
    "VALKEY_URL": "valkey://:a-password@cache.example:6379/0",
}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", ""),
        ("SECRET_KEY", "abcdefghi" * 6),
        ("SECRET_KEY", f"django-insecure-{A_KEY}"),
        ("ALLOWED_HOSTS", "*"),
        ("ALLOWED_HOSTS", "trips.example,.example"),
        ("PUBLIC_URL", ""),
        ("PUBLIC_URL", "http://trips.example"),
        ("TRUSTED_PROXIES", "0"),
        ("LOG_LEVEL", "DEBUG"),
        ("DATABASE_URL", "postgresql://county@db.example/county"),
        ("DATABASE_URL", "postgresql://county@/county?host=10.0.0.7"),
        ("VALKEY_URL", "valkey://cache:6379/0"),
    ],
)
def test_production_refuses_an_unsafe_setting_by_name(name: str, value: str) -> None:
    assert Environment(**SAFE).PRODUCTION

    with pytest.raises(ValueError, match=f"Value error, {name}: [^\n]*PRODUCTION=1"):
        Environment(**{**SAFE, name: value})
    Environment(**{**SAFE, name: value, "PRODUCTION": "0"})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", ""),
        ("DATABASE_URL", "postgresql://county@/county?host=/run/postgresql"),
        ("DATABASE_URL", "postgresql://county@[::1]/county"),
        ("DATABASE_URL", "postgresql://county@db.example/county?passfile=/etc/shennong/pgpass"),
        ("VALKEY_URL", "valkey://127.0.0.1:6379/0"),
        ("VALKEY_URL", "valkey://localhost/0"),
        ("VALKEY_URL", ""),
    ],
)
def test_production_takes_servers_of_this_machine_or_with_a_password(name: str, value: str) -> None:
    assert getattr(Environment(**{**SAFE, name: value}), name) == value


def test_all_that_is_unsafe_is_told_at_once(tmp_path: Path) -> None:
    started = _start(tmp_path, PRODUCTION="1", LOG_LEVEL="DEBUG", VALKEY_URL="valkey://cache:6379/0")

    told = [line.split(": ")[0] for line in started.stderr.splitlines()]
    assert started.returncode == 2
    assert told == [
        f"setting {name}" for name in ("SECRET_KEY", "PUBLIC_URL", "TRUSTED_PROXIES", "LOG_LEVEL", "VALKEY_URL")
    ]


def test_what_must_stand_in_no_log_is_known_as_set_and_as_read() -> None:
    environment = Environment(SECRET_KEY=A_KEY, DATABASE_URL="postgresql://county:p%40ss-word@db/county")

    assert {A_KEY, "p%40ss-word", "p@ss-word"} <= set(environment.secrets)


def test_a_development_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()

    first = Environment(DATA_DIR=data, SECRET_KEY="").secret_key
    second = Environment(DATA_DIR=data, SECRET_KEY="").secret_key

    assert first == second
    assert len(first) >= 32
    assert stat.S_IMODE((data / "development.key").stat().st_mode) == 0o600

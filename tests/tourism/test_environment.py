"""The operator's settings: documented one by one, and refused by name when malformed."""

import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tourism.environment import PROJECT, Environment

A_KEY = "k" * 40


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


@pytest.mark.parametrize(
    ("missing", "variables"),
    [
        ("SECRET_KEY", {"PUBLIC_URL": "https://trips.example"}),
        ("ALLOWED_HOSTS", {"SECRET_KEY": A_KEY, "PUBLIC_URL": "https://trips.example", "ALLOWED_HOSTS": "*"}),
        ("PUBLIC_URL", {"SECRET_KEY": A_KEY}),
    ],
)
def test_production_refuses_an_unsafe_setting_by_name(tmp_path: Path, missing: str, variables: dict[str, str]) -> None:
    started = _start(tmp_path, PRODUCTION="1", **variables)

    assert started.returncode == 2
    assert started.stderr.startswith(f"setting {missing}: ")


def test_a_development_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()

    first = Environment(DATA_DIR=data, SECRET_KEY="").secret_key
    second = Environment(DATA_DIR=data, SECRET_KEY="").secret_key

    assert first == second
    assert len(first) >= 32
    assert stat.S_IMODE((data / "development.key").stat().st_mode) == 0o600

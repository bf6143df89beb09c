"""The systemd units: understood by systemd, shut in, and calling commands that there are."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.core.management import get_commands

from tourism.environment import PROJECT, Environment

UNITS = sorted((PROJECT / "deploy" / "systemd").glob("*.[st]*e*r*"))
SERVICES = [unit for unit in UNITS if unit.suffix == ".service"]
MOST_EXPOSED = 2.0
FILLED_IN = {"SECRET_KEY": "0123456789abcdef" * 4, "PUBLIC_URL": "https://trips.example"}

pytestmark = pytest.mark.skipif(
    not shutil.which("systemd-analyze") and os.environ.get("CI") != "true",
    reason="no systemd-analyze: install systemd to try the units",
)


def analyze(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["systemd-analyze", *arguments], capture_output=True, text=True, check=False)


def test_systemd_understands_every_unit(tmp_path: Path) -> None:
    assert [unit.name for unit in UNITS] == [
        "shennong-backup.service",
        "shennong-backup.timer",
        "shennong-web.service",
        "shennong-worker@.service",
    ]
    for unit in UNITS:
        # It looks for the program, which lies elsewhere here.
        here = unit.read_text().replace("/opt/shennong", str(PROJECT))
        (tmp_path / unit.name).write_text(here)

    verified = analyze("verify", *sorted(tmp_path.iterdir()))

    assert (verified.returncode, verified.stderr) == (0, "")


def test_a_mistyped_line_would_be_found(tmp_path: Path) -> None:
    unit = tmp_path / "shennong-web.service"
    text = (PROJECT / "deploy/systemd/shennong-web.service").read_text().replace("/opt/shennong", str(PROJECT))
    unit.write_text(text.replace("ProtectHome=yes", "ProtectHouse=yes"))

    assert "ProtectHouse" in analyze("verify", unit).stderr


@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.name)
def test_a_service_is_shut_in(unit: Path) -> None:
    judged = analyze("security", "--offline=yes", unit).stdout
    text = unit.read_text()

    exposed = re.search(r"Overall exposure level.*: ([0-9.]+) ", judged)
    assert exposed
    assert float(exposed[1]) <= MOST_EXPOSED
    for line in ("User=shennong", "MemoryMax=1G", "NoNewPrivileges=yes", "ProtectSystem=strict", "UMask=0077"):
        assert f"\n{line}\n" in text


@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.name)
def test_a_service_calls_a_command_that_there_is_with_settings_that_there_are(unit: Path) -> None:
    text = unit.read_text()
    command = re.search(r"^ExecStart=/opt/shennong/.venv/bin/python manage.py (\w+)", text, re.MULTILINE)
    settings = set(re.findall(r"([A-Z_]+)=", " ".join(re.findall(r"^Environment=(.*)$", text, re.MULTILINE))))

    assert command
    assert command[1] in get_commands()
    assert settings - set(Environment.model_fields) == {"PYTHONUNBUFFERED", "PYTHONDONTWRITEBYTECODE"}


@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.name)
def test_a_service_has_what_production_asks_for(unit: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = " ".join(re.findall(r"^Environment=(.*)$", unit.read_text(), re.MULTILINE))
    for name, value in {**dict(re.findall(r"(\w+)=(\S+)", text)), **FILLED_IN}.items():
        monkeypatch.setenv(name, value)

    assert Environment().PRODUCTION


def test_the_sample_settings_are_settings_and_hold_no_secret() -> None:
    text = (PROJECT / "deploy/systemd/shennong.env").read_text()
    lines = dict(re.findall(r"^#?([A-Z_]+)=(.*)$", text, re.MULTILINE))

    assert set(lines) <= set(Environment.model_fields)
    assert lines["SECRET_KEY"] == ""

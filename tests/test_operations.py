"""The page for operators tells the truth: its commands are run, from an empty machine to a restored backup."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from django.core.management import get_commands, load_command_class

from tests.deploy.image import unpack
from tourism.environment import PROJECT, Environment

PAGE = (PROJECT / "docs/operations.md").read_text()
# What needs root, another machine's service, or a registry: it is noted, and nothing is done.
NOTED = ("apt-get", "useradd", "systemctl", "pip", "curl", "docker")
FOLDERS = ("/opt/shennong", "/etc/shennong", "/var/lib/shennong", "/etc/systemd", "/etc/caddy", "/usr/local/bin")


def section(title: str) -> str:
    """Return the text under a heading."""
    found = re.search(rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)", PAGE, re.DOTALL | re.MULTILINE)
    assert found, title
    return found[1]


def blocks(text: str, language: str) -> list[str]:
    """Return the code blocks of a language, without their indent."""
    found = re.findall(rf"^( *)```{language}\n(.*?)^ *```", text, re.DOTALL | re.MULTILINE)
    return [re.sub(rf"^{indent}", "", body, flags=re.MULTILINE) for indent, body in found]


class Machine:
    """A folder that stands for an empty machine, on which the commands of the page are run as they are written."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "root"
        self.project = unpack(self._folder(folder / "project"))
        shutil.copytree(PROJECT / "deploy", self.project / "deploy")
        shutil.copy(PROJECT / "requirements.lock", self.project)
        self.stubs = self._folder(folder / "stubs")
        self.notes = folder / "notes"
        # The command that is installed names the real folders, too.
        command = self.project / "deploy/systemd/shennong"
        command.write_text(self.here(command.read_text()).replace("PATH=", f"PATH={self.stubs}:"))
        for name in NOTED:
            self._stub(name, f'echo {name} "$@" >> {self.notes}')
        self._stub("sudo", 'exec "$@"')
        self._stub("runuser", 'shift 3; exec "$@"')
        # A user and a group of the name are on no machine that tests.
        self._stub("install", 'exec /usr/bin/install $(printf "%s\\n" "$@" | sed "/^-[og]$/,+1d")')
        self._stub("python3", f"mkdir -p {self.root}/opt/shennong/.venv/bin")
        self._folder(self.root / "etc/systemd/system")
        self._folder(self.root / "etc/caddy")
        self._folder(self.root / "usr/local/bin")
        venv = self._folder(self.root / "opt/shennong/.venv/bin")
        (venv / "python").write_text(f'#!/bin/sh\nexec {sys.executable} "$@"\n')
        (venv / "python").chmod(0o755)
        (venv / "pip").symlink_to(self.stubs / "pip")

    def run(self, commands: str) -> str:
        """Run commands as a person types them, and return what they said."""
        path = f"{self.stubs}:{self.root}/usr/local/bin:/usr/bin:/bin"
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", self.here(commands)],
            cwd=self.project,
            # Compiling the planner for each new folder takes longer than all the rest; nobody plans here.
            env={"PATH": path, "HOME": str(self.root), "NUMBA_DISABLE_JIT": "1"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def here(self, text: str) -> str:
        """Return a text with the machine's folders in the place of the real ones."""
        return re.sub(rf"(?<![\w.])({'|'.join(FOLDERS)})\b", lambda found: f"{self.root}{found[1]}", text)

    def _stub(self, name: str, body: str) -> None:
        (self.stubs / name).write_text(f"#!/bin/sh\n{body}\n")
        (self.stubs / name).chmod(0o755)

    def _folder(self, path: Path) -> Path:
        path.mkdir(parents=True, exist_ok=True)
        return path


def said(text: str) -> str:
    """Return a pattern for an output that the page shows: its numbers and moments are of another day."""
    return re.sub(r"\\?[\d][\d\\T:+-]*", r"[\\dTZ:+-]+", re.escape(text.strip()))


def test_the_page_leads_from_an_empty_machine_to_a_restored_backup_and_an_upgrade(tmp_path: Path) -> None:
    machine = Machine(tmp_path)

    setup = section("One machine with systemd")
    output = machine.run("\n".join(blocks(setup, "sh")))
    restoring = section("Restoring yesterday's backup")
    output_of_restore = machine.run("\n".join(blocks(restoring, "sh")))
    output_of_upgrade = machine.run("\n".join(blocks(section("Upgrading"), "sh")))

    shown = [*blocks(setup, "text"), *blocks(restoring, "text")]
    assert re.search(said(shown[0]), output)
    assert re.search(said(shown[-1]), output_of_restore)
    assert "Already seeded: facts only." in output_of_upgrade
    settings = (machine.root / "etc/shennong/shennong.env").read_text()
    assert re.search(r"^SECRET_KEY=[0-9a-f]{64}$", settings, re.MULTILINE)
    assert "PUBLIC_URL=https://trips.example\n" in settings
    units = sorted(unit.name for unit in (machine.root / "etc/systemd/system").glob("shennong*"))
    assert units == sorted(path.name for path in (PROJECT / "deploy/systemd").glob("shennong*.*[er]"))
    assert (machine.root / "var/lib/shennong/shennong.sqlite3").exists()
    assert "SITE_HOST=trips.example" in (machine.root / "etc/systemd/system/caddy.service.d/site.conf").read_text()


def commands() -> list[list[str]]:
    """Return every command of the service that the page names, in words."""
    found = re.findall(r"(?:python manage\.py|sudo shennong) ([^`\n|;&]+)", PAGE)
    found += re.findall(r"docker compose run --rm web ([^`\n|;&]+)", PAGE)
    return [words for text in found if (words := text.replace('""', "none").split())]


def test_every_command_is_one_of_ours_and_takes_what_it_is_given() -> None:
    known = get_commands()
    named = set()
    for name, *arguments in commands():
        named.add(name)
        assert name in known, name
        found = known[name]
        command = load_command_class(found, name) if isinstance(found, str) else found
        command.create_parser("manage.py", name).parse_args(arguments)

    assert {"backup", "restore", "start", "createsuperuser", "jobs"} <= named


def test_every_unit_and_every_container_that_is_named_is_there() -> None:
    units = {path.name for path in (PROJECT / "deploy/systemd").iterdir()}
    services = set(yaml.safe_load((PROJECT / "deploy/compose.yaml").read_text())["services"])
    named = set(re.findall(r"shennong-\w+(?=[@.\s'`])", re.sub(r"shennong-\d\S*|shennong-<", "", PAGE)))
    calls = re.findall(r"docker compose (?:exec|exec -T|stop|logs|run --rm|cp) ((?:(?:web|worker|[a-z]+) ?)+)", PAGE)

    assert named
    for name in named - {"shennong-trails"}:
        assert any(unit.startswith(name) for unit in units), name
    assert calls
    for call in calls:
        assert call.split()[0] in services, call


def test_every_link_of_the_page_leads_somewhere() -> None:
    headings = {
        re.sub(r"[^\w -]", "", line[3:].lower()).replace(" ", "-") for line in PAGE.splitlines() if line[:3] == "## "
    }

    for target in re.findall(r"\]\(([^)\s]+)\)", PAGE):
        path, _, anchor = target.partition("#")
        assert not path or (PROJECT / "docs" / path).exists(), target
        assert path or anchor in headings, target


@pytest.mark.parametrize(
    "words",
    re.findall(r"`([^`]+)`", "".join(re.findall(r"^\| (`[^|]+) \|", section("Restoring yesterday's backup"), re.M))),
)
def test_what_a_restore_is_said_to_say_it_says(words: str) -> None:
    sources = "".join(path.read_text() for path in (PROJECT / "tourism/backup").glob("*.py"))

    assert words in re.sub(r'"\s*\n\s*f?"', "", sources)


def test_every_setting_that_the_page_names_there_is() -> None:
    named = set(re.findall(r"`([A-Z]+_[A-Z_]+)`", PAGE))

    assert named - set(Environment.model_fields) <= {"SITE_HOST", "PROMETHEUS_MULTIPROC_DIR"}
    assert {"SECRET_KEY", "PUBLIC_URL", "TRUSTED_PROXIES", "DATA_DIR"} <= named


def test_the_command_of_the_machine_is_a_shell_script_without_a_fault() -> None:
    script = PROJECT / "deploy/systemd/shennong"

    assert subprocess.run(["sh", "-n", script], capture_output=True, check=False).stderr == b""
    assert os.access(script, os.X_OK)

"""An installation of its own for a test: a folder, a database, and processes that work on it."""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from tourism.environment import PROJECT

ON_POSTGRESQL = os.environ.get("TEST_DATABASE") == "postgresql"

Found = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Installation:
    """Where one county is kept; an empty address is SQLite in the folder."""

    folder: Path
    database: str

    def environment(self) -> dict[str, str]:
        """Return the settings that a process of this installation has."""
        return {
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "DATA_DIR": str(self.folder),
            "DATABASE_URL": self.database,
            "SECRET_KEY": "a key for tests only, of no worth to anybody",
            "PUBLIC_URL": "https://trips.example",
            "PYTHONUNBUFFERED": "1",
            "NUMBA_CACHE_DIR": os.environ["NUMBA_CACHE_DIR"],
        }

    def manage(self, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        """Run a command to its end."""
        return self._run("manage.py", *arguments)

    def tell(self, *told: str) -> Found:
        """Run one chapter of the story and return what was found at its end."""
        ended = self._run("-m", "tests.tourism.backup.story", *told)
        assert ended.returncode == 0, ended.stderr
        found: Found = json.loads(ended.stdout)
        return found

    def ask(self, question: str) -> int:
        """Return the number that the database answers, asked past all of our code."""
        if self.database:
            with psycopg.connect(self.database) as postgresql:
                row = postgresql.execute(question.encode()).fetchone()
        else:
            with closing(sqlite3.connect(self.folder / "shennong.sqlite3")) as sqlite:
                assert sqlite.execute("PRAGMA integrity_check").fetchone() == ("ok",)
                row = sqlite.execute(question).fetchone()
        assert row
        return int(row[0])

    def started(self, *arguments: str | Path) -> "subprocess.Popen[str]":
        """Start a command whose lines can be followed, and which can be killed."""
        command = [sys.executable, "manage.py", *map(str, arguments)]
        return subprocess.Popen(
            command,
            cwd=PROJECT,
            env=self.environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def _run(self, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, *map(str, arguments)]
        return subprocess.run(command, cwd=PROJECT, env=self.environment(), capture_output=True, text=True, check=False)


@dataclass(frozen=True, slots=True)
class Upgraded:
    """The first release's county after an upgrade and a day of work, with its backup and what was seen there."""

    installation: Installation
    backup: Path
    found: Found

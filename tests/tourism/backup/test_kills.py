"""Killed at any moment, a backup, a restore and a seed leave nothing half done, and the next run succeeds."""

import random
import stat
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.tourism.backup.installation import ON_POSTGRESQL, Installation, Upgraded
from tourism.backup.archive import opened

# Fewer than each command says: it is still at work when it is killed.
LINES = 12


def kill_at_some_line(installation: Installation, chance: random.Random, *arguments: str | Path) -> bool:
    """Start a command, kill it a moment after one of its first lines, and say whether it was still at work."""
    line = chance.randrange(LINES)
    with installation.started(*arguments) as process:
        assert process.stdout
        for number, _ in enumerate(process.stdout):
            if number == line:
                time.sleep(chance.random() * 0.05)
                process.kill()
                break
    return process.returncode != 0


def ask_journal(installation: Installation) -> tuple[int, int]:
    """Return the number that the journal stands at, and how many places there are."""
    counter, places = "SELECT value FROM journal_counter", "SELECT count(*) FROM places_place"
    return installation.ask(counter), installation.ask(places)


def is_whole(path: Path) -> bool:
    """Say whether a backup can be read to its end."""
    with opened(path) as archive:
        archive.verify()
    return True


def times() -> list[Any]:
    """Return which kill it is: one every day, twenty in a soak."""
    return [0, *(pytest.param(number, marks=pytest.mark.soak) for number in range(1, 20))]


@pytest.mark.parametrize("number", times())
def test_a_killed_backup_leaves_no_half_file_and_the_next_one_is_whole(
    upgraded: Upgraded, tmp_path: Path, number: int
) -> None:
    path = tmp_path / "saved.zip"

    killed = kill_at_some_line(upgraded.installation, random.Random(number), "backup", path)
    # Killed after its last step it has left a whole one.
    half = path.exists() and not is_whole(path)
    again = upgraded.installation.manage("backup", path)

    assert killed
    assert not half
    assert again.returncode == 0, again.stderr
    assert [file.name for file in tmp_path.iterdir()] == [path.name]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert is_whole(path)


@pytest.mark.parametrize("number", times())
def test_a_killed_restore_leaves_the_old_county_or_the_new_one(upgraded: Upgraded, number: int) -> None:
    before = ask_journal(upgraded.installation)

    killed = kill_at_some_line(
        upgraded.installation, random.Random(100 + number), "restore", upgraded.backup, "--replace"
    )
    between = ask_journal(upgraded.installation)
    again = upgraded.installation.manage("restore", upgraded.backup, "--replace")
    after = ask_journal(upgraded.installation)

    assert killed
    assert between[1] == before[1] == after[1]
    assert before[0] <= between[0] < after[0]
    assert again.returncode == 0, again.stderr
    assert "Restored " in again.stdout
    assert not list(upgraded.installation.folder.glob("restoring*"))
    if ON_POSTGRESQL:
        assert upgraded.installation.ask("SELECT count(*) FROM pg_namespace WHERE nspname = 'restoring'") == 0


@pytest.mark.parametrize("number", times())
def test_a_killed_seed_doubles_nothing(tmp_path: Path, new_database: Callable[[], str], number: int) -> None:
    installation = Installation(tmp_path, new_database())
    chance = random.Random(200 + number)

    killed = kill_at_some_line(installation, chance, "start", "--prepare-only", "--facts-only")
    again = installation.manage("start", "--prepare-only", "--facts-only")

    assert again.returncode == 0, again.stderr
    assert killed
    assert ask_journal(installation)[1] == 70
    made = "SELECT 1 FROM journal_change WHERE before IS NULL GROUP BY type, public_id HAVING count(*) > 1"
    assert installation.ask(f"SELECT count(*) FROM ({made}) AS made_twice") == 0

"""Backups appear whole and for their owner alone, and a restore refuses before it touches anything."""

import stat
from datetime import timedelta
from hashlib import sha256
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.factories import NOW, make_place
from tests.tourism.backup.altered import altered
from tests.tourism.backup.installation import Upgraded
from tests.tourism.backup.story_files import FIRST_RELEASE
from tourism.backup.manifest import Unusable
from tourism.backup.services import prune, restore_backup, save_backup, written_beside
from tourism.places.models import Place

pytestmark = pytest.mark.django_db


def silent(title: str, count: int) -> None:
    """Take a report of a step and say nothing."""


def test_a_backup_that_fails_half_way_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "new" / "county.zip"
    with written_beside(path) as file:
        file.write(b"yesterday's")

    with pytest.raises(OSError, match="disk is full"):
        _fail_half_way(path)

    assert path.read_bytes() == b"yesterday's"
    assert list(path.parent.iterdir()) == [path]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def _fail_half_way(path: Path) -> None:
    with written_beside(path) as file:
        file.write(b"to")
        raise OSError("disk is full")


def test_what_a_killed_backup_left_is_swept_away_and_a_running_one_is_not(tmp_path: Path) -> None:
    left = tmp_path / ".old.zip.17.partial"
    left.write_bytes(b"half")

    with written_beside(tmp_path / "one.zip") as one, written_beside(tmp_path / "two.zip") as two:
        one.write(b"1")
        two.write(b"2")

    assert sorted(path.name for path in tmp_path.iterdir()) == ["one.zip", "two.zip"]


def test_the_newest_are_kept_and_nothing_else_is_deleted(tmp_path: Path) -> None:
    names = [f"shennong-2026112{day}T000000Z.zip" for day in range(1, 6)]
    for name in (*names, "before-the-move.zip"):
        (tmp_path / name).touch()

    deleted = prune(tmp_path, "shennong-*.zip", keep=2)

    assert [path.name for path in deleted] == names[:3]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["before-the-move.zip", *names[3:]]


@pytest.mark.django_db(transaction=True)
def test_the_command_says_what_it_saved_and_deletes_what_is_old(tmp_path: Path) -> None:
    make_place("pagoda")
    out = StringIO()
    (tmp_path / "shennong-20200101T000000Z.zip").touch()

    call_command("backup", tmp_path / "shennong-20261124T000000Z.zip", "--keep", "1", stdout=out)

    lines = out.getvalue().splitlines()
    assert "  places.Place: 1" in lines
    assert lines[-2].endswith(f"rows and 0 files to {tmp_path}/shennong-20261124T000000Z.zip")
    assert lines[-1] == f"Deleted {tmp_path}/shennong-20200101T000000Z.zip"


def test_a_folder_that_cannot_be_written_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(CommandError, match="no backup was made"):
        call_command("backup", tmp_path / "file" / "a.zip", stdout=StringIO())


def test_a_restore_over_rows_is_refused_by_the_name_of_a_table() -> None:
    make_place("pagoda")

    with pytest.raises(Unusable, match=r"the database is not empty: places_\w+ holds rows\. .* --replace"):
        restore_backup(FIRST_RELEASE, replace=False, now=NOW, report=silent)

    assert Place.objects.get().slug == "pagoda"


def _from_the_future(parts: dict[str, bytes], manifest: dict[str, Any]) -> None:
    manifest["migrations"]["places"].append("9999_better_places")


def _without_a_column(parts: dict[str, bytes], manifest: dict[str, Any]) -> None:
    next(table for table in manifest["tables"] if table["model"] == "places.Place")["columns"].pop()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (_from_the_future, "those of a newer version: this one does not know migration places.9999_better_places"),
        (_without_a_column, "its tables are not those of the version that it says it was made by"),
    ],
)
def test_tables_that_do_not_fit_are_refused_before_anything_is_touched(tmp_path: Path, change: Any, said: str) -> None:
    make_place("pagoda")
    path = altered(tmp_path / "altered.zip", change)

    with pytest.raises(Unusable, match=said):
        restore_backup(path, replace=True, now=NOW, report=silent)

    assert Place.objects.get().slug == "pagoda"


def _without_themes(parts: dict[str, bytes], manifest: dict[str, Any]) -> None:
    part = next(table for table in manifest["tables"] if table["model"] == "places.Theme")
    parts[part["name"]] = b""
    part |= {"rows": 0, "bytes": 0, "sha256": sha256(b"").hexdigest()}


def test_rows_that_contradict_each_other_leave_the_county_as_it_was(upgraded: Upgraded, tmp_path: Path) -> None:
    path = altered(tmp_path / "altered.zip", _without_themes)
    counter = "SELECT value FROM journal_counter"
    before = upgraded.installation.ask(counter)

    refused = upgraded.installation.manage("restore", path, "--replace")

    assert refused.returncode == 1
    assert refused.stderr.startswith("CommandError: nothing was restored: ")
    assert "Traceback" not in refused.stderr
    assert upgraded.installation.ask(counter) == before
    assert not list(upgraded.installation.folder.glob("restoring*"))


@pytest.mark.django_db(transaction=True)
def test_two_backups_of_one_moment_hold_the_same(tmp_path: Path) -> None:
    make_place("pagoda")

    first, second = (
        save_backup(tmp_path / name, now=NOW + timedelta(days=1), report=silent) for name in ("a.zip", "b.zip")
    )

    assert first == second
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()

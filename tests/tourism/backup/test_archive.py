"""A backup file is read with suspicion: whatever is wrong with it is said before anything is touched."""

import zlib
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from tests.tourism.backup.altered import Change, altered
from tests.tourism.backup.story_files import FIRST_RELEASE
from tourism.backup.archive import opened
from tourism.backup.manifest import Unusable

PLACES = "tables/places.Place.ndjson"


def refused(path: Path) -> str:
    with pytest.raises(Unusable) as caught, opened(path) as archive:
        archive.verify()
    return str(caught.value)


def test_a_backup_of_the_first_release_is_read_whole() -> None:
    with opened(FIRST_RELEASE) as archive:
        archive.verify()

    assert archive.manifest.rows == 1498
    assert archive.manifest.migrations["places"] == ("0001_initial", "0002_place_season")


def _other_bytes(parts: dict[str, bytes], manifest: dict[str, Any]) -> None:
    parts[PLACES] = parts[PLACES].replace(b"09:00", b"10:00")


def _shorter(parts: dict[str, bytes], manifest: dict[str, Any]) -> None:
    parts[PLACES] = parts[PLACES][:-5]


def _lost_part(parts: dict[str, bytes], manifest: dict[str, Any]) -> None:
    del parts[PLACES]


def _stowaway(parts: dict[str, bytes], manifest: dict[str, Any]) -> None:
    parts["media/more.bin"] = b"more"


def _newer_format(parts: dict[str, bytes], manifest: dict[str, Any]) -> None:
    manifest |= {"format": 2, "version": "9.1", "unheard": "of"}


def _other_product(parts: dict[str, bytes], manifest: dict[str, Any]) -> None:
    manifest["product"] = "another"


def _nonsense(parts: dict[str, bytes], manifest: dict[str, Any]) -> None:
    manifest["made_at"] = "yesterday"


def _way_out(name: str) -> Change:
    def change(parts: dict[str, bytes], manifest: dict[str, Any]) -> None:
        parts[name] = b"out"
        manifest["media"].append({"name": name, "bytes": 3, "sha256": "0" * 64})

    return change


def _bomb(parts: dict[str, bytes], manifest: dict[str, Any]) -> None:
    parts["media/bomb"] = bytes(200_000_000)
    manifest["media"].append({"name": "media/bomb", "bytes": 200_000_000, "sha256": "0" * 64})


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (_other_bytes, "tables/places.Place.ndjson is damaged: its checksum is wrong"),
        (_shorter, "tables/places.Place.ndjson is damaged: its size is wrong"),
        (_lost_part, "its parts are not those that its manifest names"),
        (_stowaway, "its parts are not those that its manifest names"),
        (_newer_format, "this backup was made by a newer version (9.1, format 2); install that version"),
        (_other_product, "this is no backup of this service"),
        (_nonsense, "its manifest cannot be read"),
        (_way_out("media/../../../etc/cron.d/x"), "a name leads out of the backup"),
        (_way_out("/etc/cron.d/x"), "a name leads out of the backup"),
        (_way_out("media\\..\\..\\x"), "a name leads out of the backup"),
        (_way_out("media/a\nb"), "a name leads out of the backup"),
        (_bomb, "it would grow to more than a backup can hold"),
    ],
)
def test_what_is_wrong_with_a_backup_is_said_in_words(tmp_path: Path, change: Change, said: str) -> None:
    assert said in refused(altered(tmp_path / "altered.zip", change))


def test_a_name_that_is_there_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "twice.zip"
    path.write_bytes(FIRST_RELEASE.read_bytes())
    with ZipFile(path, "a") as file, pytest.warns(UserWarning, match="Duplicate name"):
        file.writestr(PLACES, b"[]\n")

    assert refused(path) == "it holds two parts of one name"


@pytest.mark.parametrize("kept", [0, 10, 1000, 150_000])
def test_a_file_that_was_cut_short_is_no_backup(tmp_path: Path, kept: int) -> None:
    path = tmp_path / "cut.zip"
    path.write_bytes(FIRST_RELEASE.read_bytes()[:kept])

    assert "is no whole backup file" in refused(path)


def test_a_flipped_bit_is_found(tmp_path: Path) -> None:
    path = tmp_path / "flipped.zip"
    data = bytearray(FIRST_RELEASE.read_bytes())
    data[40_000] ^= 1
    path.write_bytes(data)

    assert "is damaged" in refused(path)


def test_a_size_that_lies_about_a_bomb_stops_the_reading(tmp_path: Path) -> None:
    """A directory that names a small size is believed no further than that size."""
    path = altered(tmp_path / "altered.zip", _little_bomb)
    data = path.read_bytes()
    whole, told = (5_000_000).to_bytes(4, "little"), (5_000).to_bytes(4, "little")
    assert data.count(whole) == 2
    path.write_bytes(data.replace(whole, told))

    assert "media/bomb is damaged" in refused(path)


def _little_bomb(parts: dict[str, bytes], manifest: dict[str, Any]) -> None:
    parts["media/bomb"] = zlib.compress(b"") + bytes(5_000_000 - len(zlib.compress(b"")))
    manifest["media"].append({"name": "media/bomb", "bytes": 5_000, "sha256": "0" * 64})


def test_a_line_without_an_end_is_refused(tmp_path: Path) -> None:
    def endless(parts: dict[str, bytes], manifest: dict[str, Any]) -> None:
        parts[PLACES] = b"[1]"
        next(table for table in manifest["tables"] if table["name"] == PLACES)["bytes"] = 3

    with opened(altered(tmp_path / "altered.zip", endless)) as archive:
        places = next(table for table in archive.manifest.tables if table.name == PLACES)
        with pytest.raises(Unusable, match="too long or not finished"):
            list(archive.lines(places))


def test_a_file_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    assert refused(tmp_path / "nothing.zip").endswith("nothing.zip is not there")

"""Carries uploaded files into a backup and out of it, whatever storage holds them."""

import hashlib
from collections.abc import Iterator
from tempfile import SpooledTemporaryFile

from django.core.files.base import File
from django.core.files.storage import default_storage

from tourism.backup.archive import PIECE, Archive, Writer
from tourism.backup.manifest import Part, Unusable, is_plain_path

FOLDER = "media/"


def add_media(writer: Writer) -> list[Part]:
    """Put every uploaded file into a backup; one that is taken away meanwhile is left out."""
    parts = []
    for name in stored_names():
        try:
            with default_storage.open(name) as file:
                parts.append(writer.add(FOLDER + name, file.chunks(PIECE), packed=False))
        except FileNotFoundError:
            continue
    return parts


def put_media(archive: Archive) -> int:
    """Put the files of a backup where the storage has not got them, and return how many were put."""
    count = 0
    for part in archive.manifest.media:
        name = part.name.removeprefix(FOLDER)
        if default_storage.exists(name):
            if _digest(name) == part.sha256:
                continue
            default_storage.delete(name)
        kept = _saved(name, archive.pieces(part))
        if kept != name:
            raise Unusable(f"the storage will not keep {name} under its name")
        count += 1
    return count


def stored_names(folder: str = "") -> Iterator[str]:
    """Return the names of all uploaded files that a backup can carry."""
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    inside = f"{folder}/" if folder else ""
    for name in sorted(files):
        if is_plain_path(inside + name):
            yield inside + name
    for name in sorted(folders):
        yield from stored_names(inside + name)


def _saved(name: str, pieces: Iterator[bytes]) -> str:
    with SpooledTemporaryFile(max_size=PIECE) as file:
        file.writelines(pieces)
        file.seek(0)
        return default_storage.save(name, File(file))


def _digest(name: str) -> str:
    with default_storage.open(name) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

"""Writes and reads the backup file, a zip, a piece at a time; nothing of it is trusted before it was checked."""

import hashlib
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from tourism.backup.manifest import MANIFEST, Manifest, Part, Unusable, read_manifest

PIECE = 256 * 1024
LARGEST_MANIFEST = 64 * 1024 * 1024
LONGEST_LINE = 32 * 1024 * 1024
# Rows of text shrink to a tenth; a file that grows beyond this was made to fill a disk.
STEEPEST = 250
ALWAYS_ALLOWED = 16 * 1024 * 1024


class Writer:
    """Puts parts into a new backup one after the other, and the manifest last."""

    def __init__(self, file: IO[bytes]) -> None:
        self._zip = ZipFile(file, "w", ZIP_DEFLATED, compresslevel=6)

    def add(self, name: str, pieces: Iterable[bytes], *, packed: bool = True) -> Part:
        """Write one part and return what it weighs; a photo is not packed again."""
        digest, size = hashlib.sha256(), 0
        with self._zip.open(_entry(name, packed=packed), "w", force_zip64=True) as out:
            for piece in pieces:
                out.write(piece)
                digest.update(piece)
                size += len(piece)
        return Part(name=name, bytes=size, sha256=digest.hexdigest())

    def finish(self, manifest: Manifest) -> None:
        """Write the manifest and close the file's directory."""
        with self._zip.open(_entry(MANIFEST, packed=True), "w", force_zip64=True) as out:
            out.write(manifest.model_dump_json(indent=1).encode())
        self._zip.close()


def _entry(name: str, *, packed: bool) -> ZipInfo:
    entry = ZipInfo(name)
    entry.compress_type = ZIP_DEFLATED if packed else ZIP_STORED
    entry.external_attr = 0o600 << 16
    return entry


class Archive:
    """A backup that was opened and whose parts are those that its manifest names."""

    def __init__(self, file: ZipFile, manifest: Manifest) -> None:
        self._zip = file
        self.manifest = manifest

    def verify(self) -> None:
        """Read every part once and compare its checksum; raise ``Unusable`` at the first that differs."""
        for part in self.manifest.parts():
            digest = hashlib.sha256()
            for piece in self.pieces(part):
                digest.update(piece)
            if digest.hexdigest() != part.sha256:
                raise Unusable(f"{part.name} is damaged: its checksum is wrong")

    def pieces(self, part: Part) -> Iterator[bytes]:
        """Return the bytes of a part, a piece at a time."""
        with _readable(part.name), self._zip.open(part.name) as source:
            while piece := source.read(PIECE):
                yield piece

    def lines(self, part: Part) -> Iterator[bytes]:
        """Return the lines of a part."""
        with _readable(part.name), self._zip.open(part.name) as source:
            while line := source.readline(LONGEST_LINE):
                if not line.endswith(b"\n"):
                    raise Unusable(f"{part.name} holds a line that is too long or not finished")
                yield line


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """Open a backup and check its outside: every part is named, once, and no larger than it may be."""
    try:
        file = ZipFile(path)
    except FileNotFoundError:
        raise Unusable(f"{path} is not there") from None
    except (BadZipFile, OSError, NotImplementedError) as error:
        raise Unusable(f"{path} is no whole backup file: {error}") from None
    with file:
        entries = _entries(file, path.stat().st_size)
        manifest = _manifest(file, entries)
        _check_parts(manifest, entries)
        yield Archive(file, manifest)


@contextmanager
def _readable(name: str) -> Iterator[None]:
    try:
        yield
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise Unusable(f"{name} is damaged: {error}") from None


def _entries(file: ZipFile, size: int) -> dict[str, ZipInfo]:
    listed = file.infolist()
    entries = {entry.filename: entry for entry in listed}
    if len(entries) < len(listed):
        raise Unusable("it holds two parts of one name")
    if sum(entry.file_size for entry in listed) > max(size * STEEPEST, ALWAYS_ALLOWED):
        raise Unusable("it would grow to more than a backup can hold")
    return entries


def _manifest(file: ZipFile, entries: dict[str, ZipInfo]) -> Manifest:
    if MANIFEST not in entries:
        raise Unusable("this is no backup of this service: it has no manifest")
    if entries[MANIFEST].file_size > LARGEST_MANIFEST:
        raise Unusable("its manifest is too large")
    with _readable(MANIFEST):
        return read_manifest(file.read(MANIFEST))


def _check_parts(manifest: Manifest, entries: dict[str, ZipInfo]) -> None:
    parts = list(manifest.parts())
    if len({part.name for part in parts}) < len(parts) or {part.name for part in parts} | {MANIFEST} != set(entries):
        raise Unusable("its parts are not those that its manifest names")
    for part in parts:
        if entries[part.name].file_size != part.bytes:
            raise Unusable(f"{part.name} is damaged: its size is wrong")

"""The one door for pictures from outside: whatever comes in, what leaves is a fresh JPEG in three widths, or a refusal.

The decoding happens in a process of its own with limits on memory and time, so that a file which breaks the decoder
breaks nothing else. Only one runs at a time in each server process; others wait a moment or are asked to come again.
"""

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryFile
from threading import BoundedSemaphore
from typing import IO, Any

from tourism.values.errors import DomainError, Refused

MOST_BYTES = 10 * 1024 * 1024
WIDTHS = (480, 960, 1600)
WALL_SECONDS = 8
AT_ONCE = 1
WAIT_SECONDS = 6
CHILD = Path(__file__).with_name("clean.py")

_turn = BoundedSemaphore(AT_ONCE)


class Fault(StrEnum):
    """Why a picture is not taken."""

    TOO_LARGE = "picture_too_large"
    EMPTY = "picture_empty"
    NOT_A_PICTURE = "not_a_picture"
    TOO_MANY_PIXELS = "too_many_pixels"
    ANIMATED = "picture_animated"
    DAMAGED = "picture_damaged"
    BUSY = "pictures_busy"


TEXTS: dict[Fault, tuple[str, str]] = {
    Fault.TOO_LARGE: (
        "照片超过 10 MB。换一张小些的，或发一张截图。",
        "The photo is over 10 MB. Choose a smaller one, or send a screenshot of it.",
    ),
    Fault.EMPTY: ("照片是空的，没有传上来。再选一次。", "The photo arrived empty. Choose it again."),
    Fault.NOT_A_PICTURE: (
        "只收 JPEG、PNG、WebP 照片。苹果手机的 HEIC 照片先截个图，再传截图。",
        "Only JPEG, PNG and WebP photos are taken. For an iPhone's HEIC photo, take a screenshot and send that.",
    ),
    Fault.TOO_MANY_PIXELS: (
        "照片的像素太多，打不开。换一张小些的，或发一张截图。",
        "The photo has too many pixels to open. Choose a smaller one, or send a screenshot of it.",
    ),
    Fault.ANIMATED: ("会动的图不收。发一张不动的照片。", "Moving pictures are not taken. Send a still photo."),
    Fault.DAMAGED: (
        "照片打不开，可能没存完整。换一张，或发一张截图。",
        "The photo cannot be opened; it may be damaged. Choose another, or send a screenshot of it.",
    ),
    Fault.BUSY: (
        "正在处理别人的照片。过一分钟再发，写下的字还在。",
        "Other photos are being handled. Send it again in a minute; what you wrote is still here.",
    ),
}


@dataclass(frozen=True, slots=True)
class CleanPicture:
    """A picture that may be stored: its largest size in pixels, and a JPEG for each width."""

    width: int
    height: int
    files: Mapping[int, bytes]


def clean_picture(chunks: Iterable[bytes]) -> CleanPicture:
    """Return a picture written anew from hostile bytes; raise ``Refused`` with a code of ``Fault``."""
    with TemporaryFile() as file:
        _copy(chunks, file)
        with _one_at_a_time():
            output = _run(file)
    return _read(output)


def refusal(fault: Fault) -> DomainError:
    """Return the refusal of a picture, in both languages."""
    zh, en = TEXTS[fault]
    return Refused(en, zh, code=str(fault), field="photo")


def _copy(chunks: Iterable[bytes], file: IO[bytes]) -> None:
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > MOST_BYTES:
            raise refusal(Fault.TOO_LARGE)
        file.write(chunk)
    if not size:
        raise refusal(Fault.EMPTY)
    file.seek(0)


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    if not _turn.acquire(timeout=WAIT_SECONDS):
        raise refusal(Fault.BUSY)
    try:
        yield
    finally:
        _turn.release()


def _run(file: IO[bytes]) -> bytes:
    try:
        done = subprocess.run(
            # Isolated and with an empty environment: the child knows no secret that a broken decoder could tell.
            [sys.executable, "-I", str(CHILD)],
            stdin=file,
            capture_output=True,
            env={},
            cwd="/",
            timeout=WALL_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise refusal(Fault.DAMAGED) from None
    if done.returncode != 0:
        raise refusal(Fault.DAMAGED)
    return done.stdout


def _read(output: bytes) -> CleanPicture:
    line, _, rest = output.partition(b"\n")
    head: dict[str, Any] = json.loads(line)
    if "refused" in head:
        raise refusal(FAULTS[head["refused"]])
    files: dict[int, bytes] = {}
    for width, length in head["lengths"].items():
        files[int(width)], rest = rest[:length], rest[length:]
    return CleanPicture(int(head["width"]), int(head["height"]), files)


FAULTS = {
    "not_a_picture": Fault.NOT_A_PICTURE,
    "too_many_pixels": Fault.TOO_MANY_PIXELS,
    "animated": Fault.ANIMATED,
}

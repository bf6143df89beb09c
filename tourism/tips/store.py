"""Keeps the files of photos in the store: under random names, in three widths, apart from what is public by itself."""

import secrets
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from tourism.images.guard import WIDTHS, CleanPicture

FOLDER = "photos"


def store_picture(picture: CleanPicture) -> str:
    """Write the files of a cleaned picture, and return its random name."""
    name = secrets.token_hex(16)
    try:
        for width, data in picture.files.items():
            default_storage.save(path_of(name, width), ContentFile(data))
    except BaseException:
        forget_picture(name)
        raise
    return name


def forget_picture(name: str) -> None:
    """Take the files of a picture away; one that is gone already is no fault, and no name is no picture."""
    for width in WIDTHS if name else ():
        with suppress(FileNotFoundError):
            default_storage.delete(path_of(name, width))


def read_picture(name: str, width: int) -> bytes:
    """Return the bytes of a picture in one width; raise ``FileNotFoundError`` where there are none."""
    with default_storage.open(path_of(name, width)) as file:
        data: bytes = file.read()
    return data


def sweep_store(known: set[str], *, before: datetime) -> int:
    """Take away old files that belong to no picture of ``known``, and return how many."""
    swept = [path for path, name in _stored() if name not in known and default_storage.get_modified_time(path) < before]
    for path in swept:
        default_storage.delete(path)
    return len(swept)


def _stored() -> Iterator[tuple[str, str]]:
    try:
        folders, _ = default_storage.listdir(FOLDER)
    except FileNotFoundError:
        return
    for folder in folders:
        for file in default_storage.listdir(f"{FOLDER}/{folder}")[1]:
            yield f"{FOLDER}/{folder}/{file}", file.partition("-")[0]


def path_of(name: str, width: int) -> str:
    """Return where a picture lies in the store; its name spreads over folders."""
    return f"{FOLDER}/{name[:2]}/{name}-{width}.jpg"

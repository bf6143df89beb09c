"""Pictures from outside: what is taken is written anew without its metadata, and what would do harm is refused."""

import io
import os
import signal
import struct
import time
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from tests.tourism.images.pictures import (
    SECRET,
    animated,
    encoded,
    photo,
    png_header,
    profile_bomb,
    tagged,
    text_bomb,
    with_size,
)
from tourism.images import clean
from tourism.images.guard import MOST_BYTES, TEXTS, WIDTHS, CleanPicture, Fault, clean_picture
from tourism.values.errors import Refused

LONGEST_SECONDS = 8
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(document.cookie)</script>"


def zipped() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("evil.html", HTML)
    return out.getvalue()


def opened(picture: CleanPicture, width: int = 1600) -> Image.Image:
    shown = Image.open(io.BytesIO(picture.files[width]))
    shown.load()
    return shown


def cleaned_or_refused(data: bytes) -> CleanPicture | str:
    try:
        return clean_picture([data])
    except Refused as refusal:
        return refusal.code


def fault_of(data: bytes) -> str:
    with pytest.raises(Refused) as refusal:
        clean_picture([data])
    return refusal.value.code


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP"])
def test_a_photo_comes_out_in_three_widths_and_never_larger_than_it_was(format_: str) -> None:
    picture = clean_picture([encoded(photo(2000, 1000), format_)])
    small = clean_picture([encoded(photo(60, 40), format_)])

    assert [opened(picture, width).size for width in WIDTHS] == [(480, 240), (960, 480), (1600, 800)]
    assert (picture.width, picture.height) == (1600, 800)
    assert {opened(small, width).size for width in WIDTHS} == {(60, 40)}
    assert {opened(picture, width).format for width in WIDTHS} == {"JPEG"}


def test_nothing_of_a_file_stays_but_its_pixels() -> None:
    data = tagged() + HTML + zipped()
    assert SECRET in data
    assert b"SecretPhone" in data

    picture = clean_picture([data])

    for file in picture.files.values():
        assert not any(left in file for left in (SECRET, b"SecretPhone", b"Exif", b"ICC", b"script", b"PK\x03\x04"))
        assert not zipfile.is_zipfile(io.BytesIO(file))
    assert set(opened(picture).info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


@pytest.mark.parametrize(
    ("orientation", "size", "dark"),
    [(1, (60, 40), (5, 20)), (2, (60, 40), (55, 20)), (3, (60, 40), (55, 20)), (6, (40, 60), (20, 5)),
     (8, (40, 60), (20, 55)), (99, (60, 40), (5, 20))],
)  # fmt: skip
def test_a_photo_stands_upright(orientation: int, size: tuple[int, int], dark: tuple[int, int]) -> None:
    shown = opened(clean_picture([tagged(orientation)]))

    assert shown.size == size
    assert max(shown.getpixel(dark)) < 60  # type: ignore[arg-type]  # three bands


@pytest.mark.parametrize("mode", ["1", "L", "P", "CMYK", "RGBA", "LA", "I;16"])
def test_every_kind_of_colour_is_shown_as_a_screen_shows_it(mode: str) -> None:
    if mode == "I;16":
        shades = [5_000] * 30 + [60_000] * 30
        picture = Image.frombytes("I;16", (60, 40), struct.pack("<60H", *shades) * 40)
    else:
        picture = photo(mode=mode)

    shown = opened(clean_picture([encoded(picture, "JPEG" if mode == "CMYK" else "PNG")]))

    assert shown.mode == "RGB"
    assert max(shown.getpixel((5, 20))) < 80  # type: ignore[arg-type]  # three bands
    assert min(shown.getpixel((55, 20))) > 200  # type: ignore[arg-type]  # three bands


def test_what_was_transparent_is_white() -> None:
    shown = opened(clean_picture([encoded(Image.new("RGBA", (20, 20), (0, 0, 0, 0)), "PNG")]))

    assert shown.getpixel((10, 10)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: b"", Fault.EMPTY),
        (lambda: b"\0", Fault.NOT_A_PICTURE),
        (lambda: b"x" * (MOST_BYTES + 1), Fault.TOO_LARGE),
        (lambda: SVG, Fault.NOT_A_PICTURE),
        (lambda: HTML, Fault.NOT_A_PICTURE),
        (zipped, Fault.NOT_A_PICTURE),
        (lambda: encoded(photo(), "GIF"), Fault.NOT_A_PICTURE),
        (lambda: encoded(photo(), "TIFF"), Fault.NOT_A_PICTURE),
        (lambda: encoded(photo(), "BMP"), Fault.NOT_A_PICTURE),
        (lambda: encoded(photo(), "PDF"), Fault.NOT_A_PICTURE),
        (lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(x) run", Fault.NOT_A_PICTURE),
        (lambda: HTML + encoded(photo()), Fault.NOT_A_PICTURE),
        (lambda: encoded(photo())[:-200], Fault.DAMAGED),
        (lambda: encoded(photo(), "PNG")[:60], Fault.DAMAGED),
        (lambda: b"\xff\xd8\xff\xe0", Fault.NOT_A_PICTURE),
        (lambda: png_header(2**31 - 1, 2**31 - 1), Fault.TOO_MANY_PIXELS),
        (lambda: png_header(20_001, 1), Fault.TOO_MANY_PIXELS),
        (lambda: png_header(5_000, 3_201), Fault.TOO_MANY_PIXELS),
        (lambda: png_header(4_000, 4_000), Fault.DAMAGED),
        (lambda: with_size(encoded(photo()), 65_000, 65_000), Fault.TOO_MANY_PIXELS),
        (lambda: encoded(Image.new("P", (6_000, 6_000)), "PNG"), Fault.TOO_MANY_PIXELS),
        (lambda: encoded(Image.new("1", (10_000, 10_000)), "PNG"), Fault.TOO_MANY_PIXELS),
        (lambda: encoded(Image.new("RGB", (4_000, 2_001)), "WEBP"), Fault.TOO_MANY_PIXELS),
        (lambda: animated("PNG"), Fault.ANIMATED),
        (lambda: animated("WEBP"), Fault.ANIMATED),
    ],
)  # fmt: skip
def test_what_would_do_harm_is_refused_by_name(make: Callable[[], bytes], code: Fault) -> None:
    data = make()

    begun = time.monotonic()
    found = fault_of(data)

    assert found == code
    assert time.monotonic() - begun < LONGEST_SECONDS


@pytest.mark.parametrize("make", [text_bomb, profile_bomb])
def test_a_bomb_beside_the_pixels_is_refused_or_left_behind(make: Callable[[], bytes]) -> None:
    data = make()
    assert len(data) < MOST_BYTES

    outcome = cleaned_or_refused(data)

    if isinstance(outcome, CleanPicture):
        assert opened(outcome).size == (60, 40)
    else:
        assert outcome in (Fault.DAMAGED, Fault.NOT_A_PICTURE, Fault.TOO_MANY_PIXELS)


@pytest.mark.parametrize(
    "picture",
    [
        lambda: encoded(photo(8_000, 6_400)),
        lambda: encoded(Image.new("RGBA", (4_000, 4_000), (1, 2, 3, 128)), "PNG"),
        lambda: encoded(photo(4_000, 2_000), "WEBP"),
        lambda: encoded(photo(19_000, 2)),
        lambda: encoded(photo(2, 19_000), "PNG"),
    ],
)
def test_the_largest_that_is_allowed_fits_into_the_limits(picture: Callable[[], bytes]) -> None:
    shown = clean_picture([picture()])

    assert shown.width <= 1600
    assert shown.height <= 1600 * clean.TALLEST


def test_the_second_picture_in_a_phones_photo_is_left_behind() -> None:
    double = encoded(photo(), "MPO", save_all=True, append_images=[photo(30, 20)])

    assert opened(clean_picture([double])).size == (60, 40)


def test_the_child_is_held_to_its_memory_and_its_time() -> None:
    def grab() -> None:
        clean.limit_this_process()
        try:
            bytearray(clean.MEMORY_BYTES)
        except MemoryError:
            os._exit(7)
        os._exit(0)

    def spin() -> None:
        clean.limit_this_process()
        while True:
            pass

    assert os.waitstatus_to_exitcode(_ended(grab)) == 7
    assert os.WTERMSIG(_ended(spin)) in (signal.SIGXCPU, signal.SIGKILL)


def _ended(work: Callable[[], None]) -> int:
    child = os.fork()
    if child == 0:
        work()
    return os.waitpid(child, 0)[1]


WHOLE = [tagged(6), encoded(photo(), "PNG"), encoded(photo(), "WEBP"), encoded(photo(mode="P"), "PNG"),
         encoded(photo(mode="CMYK"), progressive=True)]  # fmt: skip


@given(
    whole=st.sampled_from(WHOLE),
    changes=st.lists(st.tuples(st.integers(0, 10_000), st.binary(min_size=1, max_size=6)), min_size=1, max_size=6),
    cut=st.integers(0, 400),
    tail=st.binary(max_size=40),
)
@settings(max_examples=40 if os.environ.get("SOAK") != "1" else 3_000)
def test_a_changed_file_is_cleaned_or_refused_and_nothing_else(
    whole: bytes, changes: list[tuple[int, bytes]], cut: int, tail: bytes
) -> None:
    data = bytearray(whole)
    for at, change in changes:
        place = at % len(data)
        data[place : place + len(change)] = change
    mutated = bytes(data[: len(data) - cut % len(data)]) + tail

    outcome = cleaned_or_refused(mutated)

    if isinstance(outcome, CleanPicture):
        assert {Image.open(io.BytesIO(file)).format for file in outcome.files.values()} == {"JPEG"}
    else:
        assert outcome in set(Fault)


def test_every_fault_has_its_words() -> None:
    assert set(TEXTS) == set(Fault)
    assert all(zh and en for zh, en in TEXTS.values())
    assert clean.WIDTHS == WIDTHS

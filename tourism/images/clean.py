"""Decodes one hostile picture and writes it anew; run as a process of its own, which may be killed or starved.

It reads the file on its standard input and writes one line of JSON, then the bytes of each width. Whatever goes wrong
in here that is not a refusal by name ends the process, and its caller calls the file damaged.
"""

import io
import json
import os
import resource
import sys
import warnings
from typing import IO

from PIL import Image, ImageCms, UnidentifiedImageError

WIDTHS = (480, 960, 1600)
TALLEST = 4
QUALITY = 82
# By content, never by name. A JPEG is decoded at a fraction of its size, so a phone's 50 megapixels need little memory.
MOST_PIXELS = {"JPEG": 52_000_000, "MPO": 52_000_000, "PNG": 16_000_000, "WEBP": 8_000_000}
LONGEST_SIDE = 20_000
MEMORY_BYTES = 256 * 1024 * 1024
CPU_SECONDS = 3
ORIENTATION = 0x0112
TURNS = {
    2: (Image.Transpose.FLIP_LEFT_RIGHT,),
    3: (Image.Transpose.ROTATE_180,),
    4: (Image.Transpose.FLIP_TOP_BOTTOM,),
    5: (Image.Transpose.TRANSPOSE,),
    6: (Image.Transpose.ROTATE_270,),
    7: (Image.Transpose.TRANSVERSE,),
    8: (Image.Transpose.ROTATE_90,),
}
# What a broken block of metadata raises in the library; the picture itself may still be whole.
BROKEN = (OSError, ValueError, TypeError, KeyError, IndexError, SyntaxError, OverflowError, ArithmeticError)


class RefusedPicture(Exception):
    """A picture that is not taken; ``code`` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def main() -> None:
    """Clean the file on the standard input, within limits that the system keeps."""
    limit_this_process()
    try:
        head, blobs = cleaned(sys.stdin.buffer)
    except RefusedPicture as refusal:
        head, blobs = {"refused": refusal.code}, []
    except MemoryError:
        head, blobs = {"refused": "too_many_pixels"}, []
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + b"".join(blobs))
    sys.stdout.buffer.flush()
    # Nothing is left to tidy, and the interpreter's own end costs time.
    os._exit(0)


def limit_this_process() -> None:
    """Take away memory, time, files and core dumps beyond what one picture needs."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def cleaned(file: IO[bytes]) -> tuple[dict[str, object], list[bytes]]:
    """Return what a picture is and its bytes in each width: nothing of the file but its pixels."""
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    Image.MAX_IMAGE_PIXELS = max(MOST_PIXELS.values())
    picture = _opened(file)
    _check(picture)
    turns = TURNS.get(_orientation(picture), ())
    profile = picture.info.get("icc_profile")
    plain = _plain(_shrunk(picture), profile)
    for turn in turns:
        plain = plain.transpose(turn)
    sizes = [_fitted(plain, width) for width in WIDTHS]
    blobs = [_written(each) for each in sizes]
    head = {
        "width": sizes[-1].width,
        "height": sizes[-1].height,
        "lengths": {str(width): len(blob) for width, blob in zip(WIDTHS, blobs, strict=True)},
    }
    return head, blobs


def _opened(file: IO[bytes]) -> Image.Image:
    try:
        return Image.open(file, formats=("JPEG", "PNG", "WEBP"))
    except UnidentifiedImageError:
        raise RefusedPicture("not_a_picture") from None
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise RefusedPicture("too_many_pixels") from None


def _check(picture: Image.Image) -> None:
    """Refuse by what the header says, before anything is decoded."""
    most = MOST_PIXELS.get(picture.format or "")
    if most is None:
        raise RefusedPicture("not_a_picture")
    width, height = picture.size
    if width * height > most or max(width, height) > LONGEST_SIDE:
        raise RefusedPicture("too_many_pixels")
    # A second picture inside a phone's JPEG is a preview or a depth map: the first is the photo.
    if picture.format != "MPO" and getattr(picture, "n_frames", 1) > 1:
        raise RefusedPicture("animated")


def _orientation(picture: Image.Image) -> int:
    try:
        return int(picture.getexif().get(ORIENTATION, 1))
    except BROKEN:
        return 1


def _shrunk(picture: Image.Image) -> Image.Image:
    """Decode no more than is shown: twice the largest width, then averaged down."""
    most = max(WIDTHS) * 2
    longest = max(picture.size)
    # Of a JPEG the decoder leaves out every other pixel; of other formats it is a word without effect.
    picture.draft(None, (max(1, picture.width * most // longest), max(1, picture.height * most // longest)))
    picture.load()
    factor = min(max(picture.size) // most, min(picture.size))
    if factor > 1 and picture.mode in ("RGB", "RGBA", "L", "LA", "CMYK", "YCbCr"):
        return picture.reduce(factor)
    return picture


def _plain(picture: Image.Image, profile: object) -> Image.Image:
    """Return the picture in RGB as screens show it, on white where it was transparent."""
    picture = _standard_colours(picture, profile)
    if "A" in picture.mode or "transparency" in picture.info:
        layer = picture.convert("RGBA")
        ground = Image.new("RGB", layer.size, "white")
        ground.paste(layer, mask=layer.getchannel("A"))
        return ground
    if picture.mode.startswith("I;16"):
        # The plain conversion would cut everything above the lowest 255 of 65,535 shades to white.
        return picture.convert("I").point(lambda shade: shade / 257).convert("L").convert("RGB")
    return picture if picture.mode == "RGB" else picture.convert("RGB")


def _standard_colours(picture: Image.Image, profile: object) -> Image.Image:
    if not isinstance(profile, bytes) or picture.mode not in ("RGB", "CMYK", "L"):
        return picture
    try:
        given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        shown = ImageCms.profileToProfile(picture, given, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, *BROKEN):
        return picture
    return shown or picture


def _fitted(picture: Image.Image, width: int) -> Image.Image:
    """Return the picture at most so wide, and at most four times as tall as that; never larger than it was."""
    scale = min(1.0, width / picture.width, width * TALLEST / picture.height)
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    return picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0) if size != picture.size else picture


def _written(picture: Image.Image) -> bytes:
    # Pasted onto new ground, so that no entry of the old picture's information can ride along.
    ground = Image.new("RGB", picture.size)
    ground.paste(picture)
    out = io.BytesIO()
    ground.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()


if __name__ == "__main__":
    main()

"""Makes pictures for tests, whole and hostile."""

import io
import struct
import zlib
from typing import Any

from PIL import Image

SECRET = b"GPS 35.0906 112.9281"


def encoded(picture: Image.Image, format_: str = "JPEG", **options: Any) -> bytes:
    """Return a picture as a file."""
    out = io.BytesIO()
    picture.save(out, format_, **options)
    return out.getvalue()


def photo(width: int = 60, height: int = 40, mode: str = "RGB") -> Image.Image:
    """Return a picture whose left half is dark and whose right half is light."""
    picture = Image.new("L", (width, height), 230)
    picture.paste(20, (0, 0, width // 2, height))
    return picture.convert(mode)


def tagged(orientation: int = 1) -> bytes:
    """Return a JPEG with a position, a comment and a make in its metadata."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "SecretPhone"
    exif.get_ifd(0x8825)[1] = "N"
    return encoded(photo(), exif=exif, comment=SECRET, xmp=b"<x:xmpmeta>" + SECRET + b"</x:xmpmeta>")


def png_chunk(kind: bytes, data: bytes) -> bytes:
    """Return one chunk of a PNG with its right checksum."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_header(width: int, height: int, depth: int = 8, colour: int = 2) -> bytes:
    """Return a PNG that claims a size and holds a few bytes of nothing."""
    head = png_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + png_chunk(b"IDAT", zlib.compress(b"\0" * 999)) + png_chunk(b"IEND", b"")


def text_bomb() -> bytes:
    """Return a PNG whose text unpacks to 200 MB."""
    bomb = b"Comment\0\0" + zlib.compress(b"\0" * 200_000_000, 9)
    plain = encoded(photo(), "PNG")
    return plain[:33] + png_chunk(b"zTXt", bomb) + plain[33:]


def profile_bomb() -> bytes:
    """Return a PNG whose colour profile unpacks to 200 MB."""
    bomb = b"icc\0\0" + zlib.compress(b"\0" * 200_000_000, 9)
    plain = encoded(photo(), "PNG")
    return plain[:33] + png_chunk(b"iCCP", bomb) + plain[33:]


def animated(format_: str) -> bytes:
    """Return a moving picture."""
    return encoded(photo(), format_, save_all=True, append_images=[photo(mode="L").convert("RGB").rotate(180)])


def with_size(data: bytes, width: int, height: int) -> bytes:
    """Return a JPEG whose header claims another size."""
    at = data.index(b"\xff\xc0") + 5
    return data[:at] + struct.pack(">HH", height, width) + data[at + 4 :]

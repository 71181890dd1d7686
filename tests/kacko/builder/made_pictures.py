"""Photos as phones make them, and files that only look like some."""

import struct
import zlib
from io import BytesIO

from PIL import Image

GPS = 0x8825
ORIENTATION = 0x0112
MAKER = 0x010F


def photo(width: int = 1600, height: int = 1200, kind: str = "JPEG", *, turned: int = 1) -> bytes:
    """The left half is red, the rest blue; the camera has written where and by what."""
    image = Image.new("RGB", (width, height), "blue")
    image.paste("red", (0, 0, width // 2, height))
    exif = image.getexif()
    exif[ORIENTATION] = turned
    exif[MAKER] = "Phone of Jana"
    exif.get_ifd(GPS)[1] = "N"
    written = BytesIO()
    image.save(written, kind, exif=exif, **({"comment": b"at home"} if kind == "JPEG" else {}))
    return written.getvalue()


def animated() -> bytes:
    """Two frames."""
    frames = [Image.new("RGB", (99, 99), colour) for colour in ("red", "blue")]
    written = BytesIO()
    frames[0].save(written, "WEBP", save_all=True, append_images=frames[1:])
    return written.getvalue()


def bomb(width: int = 60_000, height: int = 60_000) -> bytes:
    """A PNG of some kilobytes that would be gigabytes of pixels."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(bytes(1_000_000), 9)
    chunks = (_chunk(b"IHDR", head), _chunk(b"IDAT", rows), _chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def text_bomb() -> bytes:
    """A small PNG with a text that unpacks to 200 million letters."""
    small = BytesIO()
    Image.new("RGB", (99, 99)).save(small, "PNG")
    begin, _, rest = small.getvalue().partition(b"IDAT")
    packed = zlib.compress(bytes(200_000_000), 9)
    return begin[:-4] + _chunk(b"zTXt", b"Comment\0\0" + packed) + begin[-4:] + b"IDAT" + rest


def _chunk(kind: bytes, content: bytes) -> bytes:
    named = kind + content
    return struct.pack(">I", len(content)) + named + struct.pack(">I", zlib.crc32(named))

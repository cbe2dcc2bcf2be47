"""Pictures as people upload them, and as the product keeps them."""

import io
import struct
import zlib

from PIL import Image

from common.pictures import Picture, read_picture
from events.drafts import CoverDraft


def image_file(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def picture_file(kind: str = "PNG", size: tuple[int, int] = (640, 480), colour: str = "teal") -> bytes:
    return image_file(Image.new("RGB", size, colour), kind)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def claiming(width: int, height: int) -> bytes:
    """A PNG of a few bytes that claims to be that large."""
    head = _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + _chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + _chunk(b"IEND", b"")


def make_picture(colour: str = "teal") -> Picture:
    return read_picture(picture_file(colour=colour))


def cover_draft(text: str = "A river at noon", colour: str = "teal") -> CoverDraft:
    return CoverDraft(text=text, picture=make_picture(colour))

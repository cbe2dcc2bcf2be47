"""Pictures that people upload: looked at before they are decoded, and drawn again before they are kept.

Nothing of the file survives but its pixels: no metadata, no place where it was taken, no profile,
no second meaning that another program might read into it.
"""

import io
import struct
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from threading import Lock

from PIL import Image, ImageCms, ImageFile, ImageOps, UnidentifiedImageError

MOST_BYTES = 8_000_000
MOST_PIXELS = 40_000_000
LEAST_WIDTH, LEAST_HEIGHT = 320, 240
SIZES = {"large": (1280, 960), "small": (320, 240)}
QUALITY = 82
FORMATS = ("JPEG", "PNG", "WEBP")
MODES = {"1", "L", "LA", "P", "PA", "RGB", "RGBA", "CMYK", "YCbCr"}
# What Pillow raises for a file that is broken, or made to break it.
BROKEN = (OSError, ValueError, SyntaxError, EOFError, TypeError, IndexError, KeyError, struct.error, OverflowError)

_one_at_a_time = Lock()  # a picture of 40 megapixels takes 160 MB while it is read


class Flaw(StrEnum):
    """What is wrong with a picture."""

    TOO_HEAVY = "too_heavy"
    TOO_LARGE = "too_large"
    TOO_SMALL = "too_small"
    NO_PICTURE = "no_picture"
    BROKEN = "broken"
    MOVES = "moves"
    ODD = "odd"


class PictureRefused(Exception):
    """These bytes are not taken as a picture."""

    def __init__(self, flaw: Flaw) -> None:
        self.flaw = flaw
        super().__init__(flaw.value)


@dataclass(frozen=True)
class Picture:
    """A picture drawn again: JPEG bytes by the name of their size."""

    files: Mapping[str, bytes]


def read_picture(data: bytes) -> Picture:
    """The picture in ``data``, upright, cropped to 4:3 around its middle, in each of SIZES.

    A small one is not blown up: its sizes are as large as it is. Raises PictureRefused.
    """
    if len(data) > MOST_BYTES:
        raise PictureRefused(Flaw.TOO_HEAVY)
    with _one_at_a_time, _to_the_last_byte():
        opened = _opened(data)
        try:
            drawn = _cropped(_plain(opened))
        except BROKEN as broken:
            raise PictureRefused(Flaw.BROKEN) from broken
        return Picture({name: _encoded(drawn, size) for name, size in SIZES.items()})


@contextmanager
def _to_the_last_byte() -> Iterator[None]:
    """WeasyPrint tells Pillow, for the whole process, to take files that break off; here they are refused."""
    usual, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = usual


def _opened(data: bytes) -> Image.Image:
    """The picture with nothing but its head read; what must not be decoded is refused here."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            opened = Image.open(io.BytesIO(data), formats=FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise PictureRefused(Flaw.TOO_LARGE) from bomb
    except UnidentifiedImageError as unknown:
        raise PictureRefused(Flaw.NO_PICTURE) from unknown
    except BROKEN as broken:
        raise PictureRefused(Flaw.BROKEN) from broken
    if opened.width * opened.height > MOST_PIXELS:
        raise PictureRefused(Flaw.TOO_LARGE)
    if opened.width < LEAST_WIDTH or opened.height < LEAST_HEIGHT:
        raise PictureRefused(Flaw.TOO_SMALL)
    # A telephone's JPEG may hold further views of the same moment (MPO); only the first one is read.
    if opened.format in {"PNG", "WEBP"} and getattr(opened, "is_animated", False):
        raise PictureRefused(Flaw.MOVES)
    if opened.mode not in MODES:
        raise PictureRefused(Flaw.ODD)
    return opened


def _plain(opened: Image.Image) -> Image.Image:
    """Its pixels as sRGB, upright, no larger than needed; what shines through is white."""
    opened.draft("RGB", SIZES["large"])  # a JPEG is scaled down while it is read
    opened.load()
    upright = ImageOps.exif_transpose(opened)
    profile = opened.info.get("icc_profile")
    plain = upright.convert("RGBA") if upright.mode in {"P", "PA", "LA"} else upright
    factor = min(plain.width // SIZES["large"][0], plain.height // SIZES["large"][1])
    if factor > 1 and plain.mode != "1":
        plain = plain.reduce(factor)
    if plain.mode == "RGBA":
        white = Image.new("RGBA", plain.size, "white")
        white.alpha_composite(plain)
        plain = white.convert("RGB")
    return _as_srgb(plain, profile)


def _as_srgb(plain: Image.Image, profile: bytes | None) -> Image.Image:
    """In the colours that every screen takes for granted; a profile that makes no sense is left aside."""
    if profile and plain.mode in {"RGB", "CMYK", "L"}:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(plain, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except (ImageCms.PyCMSError, *BROKEN):
            return plain.convert("RGB")
        if converted is not None:
            return converted
    return plain.convert("RGB")


def _cropped(plain: Image.Image) -> Image.Image:
    """The middle of it, 4 wide and 3 high."""
    width = min(plain.width, plain.height * 4 // 3)
    height = min(plain.height, width * 3 // 4)
    left, top = (plain.width - width) // 2, (plain.height - height) // 2
    return plain.crop((left, top, left + width, top + height))


def _encoded(drawn: Image.Image, size: tuple[int, int]) -> bytes:
    """A JPEG of that size, made of pixels alone."""
    if drawn.width > size[0]:
        drawn = drawn.resize(size, Image.Resampling.LANCZOS)
    fresh = Image.frombytes("RGB", drawn.size, drawn.tobytes())  # what else hung on the image stays behind
    stream = io.BytesIO()
    fresh.save(stream, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return stream.getvalue()

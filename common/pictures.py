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
LOGO = (480, 160)  # into which a logo is fitted: ten millimetres high it has 400 dots to an inch
LEAST_LOGO = 32
MOST_SLENDER = 10  # times as wide as high, or the other way round
PALEST = 235  # of 256: on white, what is as light can't be seen
MOST_LOGO_BYTES = 65_536
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
    SLENDER = "slender"
    PALE = "pale"


class PictureRefused(Exception):
    """These bytes are not taken as a picture."""

    def __init__(self, flaw: Flaw) -> None:
        self.flaw = flaw
        super().__init__(flaw.value)


@dataclass(frozen=True)
class Picture:
    """A picture drawn again: JPEG bytes by the name of their size."""

    files: Mapping[str, bytes]


@dataclass(frozen=True)
class Emblem:
    """A logo drawn again: PNG bytes, transparent where it was."""

    png: bytes
    width: int
    height: int


def read_picture(data: bytes) -> Picture:
    """The picture in ``data``, upright, cropped to 4:3 around its middle, in each of SIZES.

    A small one is not blown up: its sizes are as large as it is. Raises PictureRefused.
    """
    with _opened(data, least=(LEAST_WIDTH, LEAST_HEIGHT)) as opened:
        drawn = _cropped(_on_white(_plain(opened, SIZES["large"])))
    return Picture({name: _encoded(drawn, size) for name, size in SIZES.items()})


def read_logo(data: bytes) -> Emblem:
    """The logo in ``data``, upright, without empty edges, fitted into LOGO; what shines through stays so.

    Raises PictureRefused, also of what would be a hairline or nothing at all on white paper.
    """
    with _opened(data, least=(LEAST_LOGO, LEAST_LOGO)) as opened:
        drawn = _plain(opened, (4 * LOGO[0], 4 * LOGO[1])).convert("RGBA")  # with edges that go
    edges = drawn.getbbox()
    if edges is None or not any(_on_white(drawn).convert("L").histogram()[:PALEST]):
        raise PictureRefused(Flaw.PALE)
    drawn = drawn.crop(edges)
    if max(drawn.size) > MOST_SLENDER * min(drawn.size):
        raise PictureRefused(Flaw.SLENDER)
    drawn.thumbnail(LOGO, Image.Resampling.LANCZOS)
    return Emblem(_as_png(drawn), drawn.width, drawn.height)


def _as_png(drawn: Image.Image) -> bytes:
    """Small enough for each page and each document: a logo with the noise of a photograph is left fewer colours."""
    fresh = Image.frombytes("RGBA", drawn.size, drawn.tobytes())  # what else hung on the image stays behind
    stream = io.BytesIO()
    fresh.save(stream, "PNG", optimize=True)
    if stream.tell() > MOST_LOGO_BYTES:
        stream = io.BytesIO()
        fresh.quantize(64, Image.Quantize.FASTOCTREE).save(stream, "PNG", optimize=True)
    return stream.getvalue()


@contextmanager
def _opened(data: bytes, *, least: tuple[int, int]) -> Iterator[Image.Image]:
    """One at a time, with nothing but its head read; what goes wrong while it is drawn is the file's fault."""
    if len(data) > MOST_BYTES:
        raise PictureRefused(Flaw.TOO_HEAVY)
    with _one_at_a_time, _to_the_last_byte():
        opened = _looked_at(data, least)
        try:
            yield opened
        except BROKEN as broken:
            raise PictureRefused(Flaw.BROKEN) from broken


@contextmanager
def _to_the_last_byte() -> Iterator[None]:
    """WeasyPrint tells Pillow, for the whole process, to take files that break off; here they are refused."""
    usual, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = usual


def _looked_at(data: bytes, least: tuple[int, int]) -> Image.Image:
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
    if opened.width < least[0] or opened.height < least[1]:
        raise PictureRefused(Flaw.TOO_SMALL)
    # A telephone's JPEG may hold further views of the same moment (MPO); only the first one is read.
    if opened.format in {"PNG", "WEBP"} and getattr(opened, "is_animated", False):
        raise PictureRefused(Flaw.MOVES)
    if opened.mode not in MODES:
        raise PictureRefused(Flaw.ODD)
    return opened


def _plain(opened: Image.Image, size: tuple[int, int]) -> Image.Image:
    """Its pixels as sRGB, upright, not much larger than ``size``, still transparent where they are."""
    opened.draft("RGB", size)  # a JPEG is scaled down while it is read
    opened.load()
    upright = ImageOps.exif_transpose(opened)
    profile = opened.info.get("icc_profile")
    plain = upright.convert("RGBA") if upright.mode in {"P", "PA", "LA"} else upright
    factor = min(plain.width // size[0], plain.height // size[1])
    if factor > 1 and plain.mode != "1":
        plain = plain.reduce(factor)
    if plain.mode != "RGBA":
        return _as_srgb(plain, profile)
    coloured = _as_srgb(plain.convert("RGB"), profile)
    coloured.putalpha(plain.getchannel("A"))
    return coloured


def _on_white(plain: Image.Image) -> Image.Image:
    """What shines through is white."""
    white = Image.new("RGBA", plain.size, "white")
    white.alpha_composite(plain.convert("RGBA"))
    return white.convert("RGB")


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

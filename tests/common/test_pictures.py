"""Pictures that people upload: what is taken, what is refused, and what is left of it."""

import io
from random import Random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image, ImageCms, ImageFile

from common.pictures import MOST_LOGO_BYTES, Flaw, PictureRefused, read_logo, read_picture
from tests.factories.covers import claiming, image_file, picture_file
from tests.factories.organisation import logo_file


def flaw_of(data: bytes) -> Flaw:
    with pytest.raises(PictureRefused) as caught:
        read_picture(data)
    return caught.value.flaw


def sizes(data: bytes) -> dict[str, tuple[str, tuple[int, int]]]:
    opened = {name: Image.open(io.BytesIO(file)) for name, file in read_picture(data).files.items()}
    return {name: (image.format, image.size) for name, image in opened.items()}


def large(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(read_picture(data).files["large"])).convert("RGB")


def is_near(colour: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return all(abs(one - two) < 12 for one, two in zip(colour, other, strict=True))


def moving(kind: str) -> bytes:
    frames = [Image.new("RGB", (640, 480), colour) for colour in ("red", "blue")]
    return image_file(frames[0], kind, save_all=True, append_images=frames[1:])


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_each_size_is_a_jpeg_of_four_to_three(kind):
    assert sizes(picture_file(kind, (2000, 1000))) == {
        "large": ("JPEG", (1280, 960)),
        "small": ("JPEG", (320, 240)),
    }


def test_a_small_picture_is_not_blown_up():
    assert sizes(picture_file(size=(500, 900))) == {
        "large": ("JPEG", (500, 375)),
        "small": ("JPEG", (320, 240)),
    }


@pytest.mark.parametrize(
    ("data", "flaw"),
    [
        (b"", Flaw.NO_PICTURE),
        (b"<!doctype html><script>alert(1)</script>", Flaw.NO_PICTURE),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', Flaw.NO_PICTURE),
        (b"GIF89a/*" + b"\0" * 50 + b"*/=1;alert(1)", Flaw.NO_PICTURE),
        (image_file(Image.new("RGB", (640, 480)), "GIF"), Flaw.NO_PICTURE),
        (image_file(Image.new("RGB", (640, 480)), "BMP"), Flaw.NO_PICTURE),
        (image_file(Image.new("RGB", (640, 480)), "TIFF"), Flaw.NO_PICTURE),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 640 480\n", Flaw.NO_PICTURE),
        (picture_file("JPEG")[:-200], Flaw.BROKEN),
        (picture_file("PNG")[:-200], Flaw.BROKEN),
        (claiming(30_000, 30_000), Flaw.TOO_LARGE),
        (claiming(12_000, 12_000), Flaw.TOO_LARGE),
        (claiming(8_000, 5_001), Flaw.TOO_LARGE),
        (claiming(640, 480), Flaw.BROKEN),
        (picture_file(size=(319, 900)), Flaw.TOO_SMALL),
        (picture_file(size=(900, 239)), Flaw.TOO_SMALL),
        (picture_file() + b"\0" * 8_000_000, Flaw.TOO_HEAVY),
        (moving("PNG"), Flaw.MOVES),
        (moving("WEBP"), Flaw.MOVES),
        (image_file(Image.new("I;16", (640, 480))), Flaw.ODD),
    ],
    ids=lambda value: str(value) if isinstance(value, Flaw) else str(value[:12]),
)
def test_what_is_no_good_picture_is_refused_with_its_reason(data, flaw):
    assert flaw_of(data) == flaw


def test_nothing_but_pixels_survives():
    exif = Image.Exif()
    exif[0x010E], exif[0x8825] = "Secret words", {1: "N", 2: (53.0, 33.0, 0.0), 3: "E", 4: (9.0, 59.0, 0.0)}
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    options = {"exif": exif.tobytes(), "icc_profile": profile, "comment": b"<?php system($_GET[0]);"}
    data = image_file(Image.new("RGB", (640, 480), "teal"), "JPEG", **options) + b"PK\x03\x04<script>tail</script>"

    files = read_picture(data).files.values()

    assert all(word in data for word in (b"Secret words", b"<?php", b"<script>tail"))
    assert [
        word for file in files for word in (b"Exif", b"Secret", b"ICC_", b"<?php", b"<script>") if word in file
    ] == []
    assert [
        set(Image.open(io.BytesIO(file)).info) - {"jfif", "jfif_version", "jfif_unit", "jfif_density"} for file in files
    ] == [{"progressive", "progression"}] * 2


def test_a_picture_taken_sideways_stands_upright():
    sideways = Image.new("RGB", (480, 640), "red")
    sideways.paste("blue", (0, 0, 240, 640))
    exif = Image.Exif()
    exif[0x0112] = 6  # turned clockwise by a quarter

    upright = large(image_file(sideways, "JPEG", exif=exif.tobytes(), quality=95))

    assert upright.size == (640, 480)
    assert is_near(upright.getpixel((320, 60)), (0, 0, 255))
    assert is_near(upright.getpixel((320, 420)), (254, 0, 0))


def test_what_shines_through_is_white():
    assert is_near(large(image_file(Image.new("RGBA", (640, 480), (0, 0, 0, 0)))).getpixel((9, 9)), (255, 255, 255))


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA"])
def test_each_way_to_keep_colours_is_read(mode):
    data = image_file(Image.new("RGBA", (3000, 2250), "black").convert(mode))

    assert large(data).getpixel((640, 480)) == (0, 0, 0)


def test_colours_of_print_become_those_of_a_screen():
    data = image_file(Image.new("CMYK", (640, 480), (0, 0, 0, 0)), "JPEG")

    assert large(data).getpixel((320, 240)) == (255, 255, 255)


def test_a_profile_that_makes_no_sense_is_left_aside():
    data = image_file(Image.new("RGB", (640, 480), "teal"), "JPEG", icc_profile=b"no profile", quality=95)

    assert is_near(large(data).getpixel((320, 240)), (0, 128, 128))


@given(st.sampled_from(["JPEG", "PNG", "WEBP"]), st.integers(0, 10_000), st.binary(max_size=40))
@example("PNG", 8, b"")
def test_a_file_that_somebody_has_tampered_with_is_read_or_refused(kind, place, bytes_put):
    whole = picture_file(kind)
    place %= len(whole)
    data = whole[:place] + bytes_put + whole[place + len(bytes_put) :]

    try:
        found = sizes(data)
    except PictureRefused:
        return

    assert {form for form, _size in found.values()} == {"JPEG"}


def test_what_breaks_off_is_refused_even_where_documents_take_it(monkeypatch):
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)  # as WeasyPrint sets it for the whole process

    flaws = [flaw_of(picture_file(kind)[:-200]) for kind in ("JPEG", "PNG")]

    assert (flaws, ImageFile.LOAD_TRUNCATED_IMAGES) == ([Flaw.BROKEN, Flaw.BROKEN], True)


def logo(data: bytes) -> Image.Image:
    found = read_logo(data)
    opened = Image.open(io.BytesIO(found.png))
    assert (opened.format, opened.size) == ("PNG", (found.width, found.height))
    return opened


def logo_flaw_of(data: bytes) -> Flaw:
    with pytest.raises(PictureRefused) as caught:
        read_logo(data)
    return caught.value.flaw


@pytest.mark.parametrize(
    ("size", "fitted"),
    [((960, 160), (480, 80)), ((100, 900), (18, 160)), ((64, 40), (64, 40)), ((4000, 2000), (320, 160))],
)
def test_a_logo_is_fitted_and_never_blown_up(size, fitted):
    assert logo(logo_file(size=size)).size == fitted


def test_a_logo_stays_transparent_and_loses_its_empty_edges():
    ground = Image.new("RGBA", (400, 300), (0, 0, 0, 0))
    ground.paste((0, 90, 90, 255), (100, 100, 180, 140))
    ground.paste((0, 90, 90, 0), (110, 110, 120, 120))

    drawn = logo(image_file(ground))

    assert (drawn.mode, drawn.size, drawn.getpixel((0, 0)), drawn.getpixel((15, 15))[3]) == (
        "RGBA",
        (80, 40),
        (0, 90, 90, 255),
        0,
    )


@pytest.mark.parametrize(
    ("data", "flaw"),
    [
        (image_file(Image.new("RGBA", (200, 100), (0, 0, 0, 0))), Flaw.PALE),
        (image_file(Image.new("RGB", (200, 100), (240, 240, 240))), Flaw.PALE),
        (logo_file(size=(640, 60)), Flaw.SLENDER),
        (logo_file(size=(31, 90)), Flaw.TOO_SMALL),
        (moving("WEBP"), Flaw.MOVES),
        (claiming(30_000, 30_000), Flaw.TOO_LARGE),
        (logo_file()[:-30], Flaw.BROKEN),
    ],
)
def test_what_is_no_good_logo_is_refused_with_its_reason(data, flaw):
    assert logo_flaw_of(data) == flaw


def test_a_logo_with_the_noise_of_a_photograph_is_small():
    noise = Image.frombytes("RGB", (480, 160), Random(7).randbytes(480 * 160 * 3))

    assert len(read_logo(image_file(noise)).png) < MOST_LOGO_BYTES


def test_of_a_logo_nothing_but_pixels_survives():
    file = image_file(Image.new("RGB", (200, 100), "teal"), "JPEG", comment=b"secret", exif=Image.Exif())

    assert logo(file).info == {}

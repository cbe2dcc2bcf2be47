"""Pictures of the demo organisation, drawn here: somebody has uploaded a view of the harbour in the evening."""

import io
import math

from PIL import Image, ImageDraw

from common.pictures import Emblem, read_logo, read_picture
from events.drafts import CoverDraft

WIDTH, HEIGHT = 1600, 1200
WATER = 760  # where the sky ends
SKY = ((38, 52, 92), (246, 176, 122))  # above, and at the water
HILLS = (((86, 84, 122), 150, 0.9), ((58, 62, 100), 90, 2.3), ((34, 42, 74), 40, 4.1))  # colour, height, shift
NAVY, BEAM, LIGHT = (23, 54, 93), (122, 184, 200), (250, 196, 92)
SUN = (1080, 640, 74)


def harbour() -> CoverDraft:
    """As an organiser uploads it: a file, and what it shows."""
    stream = io.BytesIO()
    _view().save(stream, "PNG")
    return CoverDraft(
        text="Evening sun over the harbour, hills behind the water", picture=read_picture(stream.getvalue())
    )


def lighthouse() -> Emblem:
    """The logo of the demo organisation: a light above two waves, drawn four times as large for smooth edges."""
    drawn = Image.new("RGBA", (640, 640), (0, 0, 0, 0))
    draw = ImageDraw.Draw(drawn)
    draw.ellipse((20, 20, 620, 620), fill=NAVY)
    draw.polygon([(320, 170), (90, 90), (90, 260)], fill=BEAM)
    draw.polygon([(320, 170), (550, 90), (550, 260)], fill=BEAM)
    draw.polygon([(275, 210), (365, 210), (400, 470), (240, 470)], fill="white")
    draw.polygon([(266, 280), (374, 280), (383, 345), (257, 345)], fill=NAVY)
    draw.rounded_rectangle((268, 120, 372, 214), 18, fill=LIGHT)
    for top in (456, 516):
        crests = [(x, top + 16 * math.sin(x / 34)) for x in range(0, 641, 4)]
        draw.line(crests, fill=BEAM, width=22)
    ground = Image.new("L", drawn.size, 0)
    ImageDraw.Draw(ground).ellipse((20, 20, 620, 620), fill=255)
    drawn.putalpha(ground)
    stream = io.BytesIO()
    drawn.save(stream, "PNG")
    return read_logo(stream.getvalue())


def _view() -> Image.Image:
    view = Image.new("RGB", (WIDTH, HEIGHT))
    draw = ImageDraw.Draw(view)
    for y in range(HEIGHT):
        share = y / WATER if y < WATER else max(0.0, 1 - (y - WATER) / 380)
        dim = 1 if y < WATER else 0.8
        draw.line((0, y, WIDTH, y), fill=_between(share**1.6, dim))
    x, y, radius = SUN
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=(255, 232, 190))
    for colour, height, shift in HILLS:
        ridge = [
            (at, WATER - height * (1.1 + math.sin(at / 210 + shift) * 0.5 + math.sin(at / 83 + shift) * 0.2))
            for at in range(0, WIDTH + 10, 10)
        ]
        draw.polygon([(0, WATER), *ridge, (WIDTH, WATER)], fill=colour)
    for step in range(24):
        half = 26 + step * 5 + (step * 37 % 23)
        top = WATER + 14 + step * 17
        draw.rounded_rectangle((x - half, top, x + half, top + 5), 3, fill=(255, 214, 166))
    return view


def _between(share: float, dim: float) -> tuple[int, ...]:
    return tuple(round((one + (other - one) * share) * dim) for one, other in zip(*SKY, strict=True))

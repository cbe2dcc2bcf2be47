"""The site's one accent: is it readable, and the soft grounds that go with it."""

import re
from dataclasses import dataclass

LEAST = 4.5  # WCAG 2.2 AA for text

PAGE = {"light": "#fbfcfc", "dark": "#101415"}
SURFACE = {"light": "#ffffff", "dark": "#171c1e"}
ON_ACCENT = {"light": "#ffffff", "dark": "#04242a"}
SOFT = {"light": 0.12, "dark": 0.22}  # how much of the accent is in its soft ground

_HEX = re.compile(r"#[0-9a-f]{6}", re.IGNORECASE)
LINEAR_BELOW = 0.04045


@dataclass(frozen=True)
class Fault:
    """An accent that cannot be read on `ground`."""

    theme: str
    colour: str
    ground: str
    ratio: float


def is_colour(text: str) -> bool:
    """Whether the text is a colour such as #0b5864."""
    return bool(_HEX.fullmatch(text))


def channels(colour: str) -> tuple[int, int, int]:
    """Red, green and blue, each from 0 to 255."""
    number = int(colour[1:], 16)
    return number >> 16, number >> 8 & 255, number & 255


def _luminance(colour: str) -> float:
    def linear(channel: int) -> float:
        share = channel / 255
        return share / 12.92 if share <= LINEAR_BELOW else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = map(linear, channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """The ratio of two colours as WCAG counts it, from 1 to 21."""
    dark, light = sorted((_luminance(first), _luminance(second)))
    return (light + 0.05) / (dark + 0.05)


def mix(colour: str, ground: str, share: float) -> str:
    """So much of one colour on a ground."""
    mixed = (round(a * share + b * (1 - share)) for a, b in zip(channels(colour), channels(ground), strict=True))
    return "#{:02x}{:02x}{:02x}".format(*mixed)


def soft(colour: str, theme: str) -> str:
    """The soft ground of an accent: behind selected rows and notes."""
    return mix(colour, SURFACE[theme], SOFT[theme])


def faults(*, light: str, dark: str) -> list[Fault]:
    """Where the accent cannot be read: as a link on page, panel and its own soft ground, or under a button's words."""
    found = []
    for theme, colour in (("light", light), ("dark", dark)):
        for ground in (PAGE[theme], SURFACE[theme], soft(colour, theme), ON_ACCENT[theme]):
            ratio = contrast(colour, ground)
            if ratio < LEAST:
                found.append(Fault(theme=theme, colour=colour, ground=ground, ratio=ratio))
    return found

"""Our own drawings as pictures, for other sites: what shows a link there takes no SVG."""

from functools import lru_cache
from hashlib import sha256

import resvg_py

from common import art

WIDTH, HEIGHT = 1200, 630  # what sites that show links ask for


@lru_cache(maxsize=64)  # 10 ms each, asked for by strangers
def cover_card(*, key: str, kind: str) -> bytes:
    """The cover that is drawn for an event, as a PNG: its middle, in the light colours."""
    return bytes(resvg_py.svg_to_bytes(svg_string=_drawing(key, kind), skip_system_fonts=True))


def cover_card_key(*, key: str, kind: str) -> str:
    """What changes with the drawing, so that its address may be kept for ever."""
    return sha256(_drawing(key, kind).encode()).hexdigest()[:16]


def _drawing(key: str, kind: str) -> str:
    height = 320 * HEIGHT / WIDTH
    whole = art.cover_on_paper(key=key, kind=kind)
    middle = f'width="{WIDTH}" height="{HEIGHT}" viewBox="0 {(240 - height) / 2:g} 320 {height:g}"'
    return whole.replace('viewBox="0 0 320 240"', middle, 1)

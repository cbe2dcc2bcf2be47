"""A QR code of an address, as a drawing that prints at any size."""

from io import BytesIO

import segno

POINTS = 8  # of a picture, to a module


def svg(text: str, *, title: str, scale: float = 8, border: int = 4) -> bytes:
    """The code of ``text``: black on white in light and dark, since cameras want it so.

    ``border``: four modules are the standard's; less where the paper around it is white anyway.
    """
    drawing = BytesIO()
    # "m" still reads with 15 % of it lost to a fold or a thumb.
    code = segno.make(text, error="m", micro=False)
    code.save(
        drawing,
        kind="svg",
        scale=scale,
        border=border,
        dark="#000",
        light="#fff",
        title=title or None,
        svgclass=None,
        lineclass=None,
    )
    return drawing.getvalue()


def png(text: str, *, border: int = 4) -> bytes:
    """The same in pixels, where drawings are not understood or too slow: fine enough for print and sharp screens."""
    drawing = BytesIO()
    segno.make(text, error="m", micro=False).save(drawing, kind="png", scale=POINTS, border=border)
    return drawing.getvalue()


def inline(text: str, *, title: str) -> str:
    """The same to stand in a page, as large as its style says."""
    code = segno.make(text, error="m", micro=False)
    drawing: str = code.svg_inline(
        omitsize=True, border=4, dark="#000", light="#fff", title=title, svgclass=None, lineclass=None
    )
    return drawing

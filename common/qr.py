"""A QR code of an address, as a drawing that prints at any size."""

from io import BytesIO

import segno


def svg(text: str, *, title: str) -> bytes:
    """The code of ``text``: black on white in light and dark, since cameras want it so."""
    drawing = BytesIO()
    # "m" still reads with 15 % of it lost to a fold or a thumb; four modules of margin are the standard's.
    code = segno.make(text, error="m", micro=False)
    code.save(
        drawing, kind="svg", scale=8, border=4, dark="#000", light="#fff", title=title, svgclass=None, lineclass=None
    )
    return drawing.getvalue()

"""What a camera reads of a picture: codes, by a reader that is not the one that drew them."""

from io import BytesIO

import zxingcpp
from PIL import Image


def codes_in(picture: bytes) -> list[str]:
    """The text of each QR code in ``picture``."""
    with Image.open(BytesIO(picture)) as image:
        found = zxingcpp.read_barcodes(image.convert("L"), formats=zxingcpp.BarcodeFormat.QRCode)
    return [one.text for one in found]

"""The HTML of a mail in a frame on a page."""

from django.http import HttpResponse

# A mail is somebody's text in our frame: it runs nothing, loads nothing and goes nowhere.
ALONE = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; sandbox"


def alone(html: str | bytes) -> HttpResponse:
    """The mail alone, as the answer that a frame shows."""
    return HttpResponse(html, headers={"Content-Security-Policy": ALONE})

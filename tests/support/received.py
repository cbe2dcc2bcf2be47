"""Mails as they come to us, in the form in which mail servers and calendars write them."""

from pathlib import Path

SAMPLES = Path(__file__).resolve().parents[1] / "samples" / "received"


def sample(name: str, **values: str) -> bytes:
    """A sample with its blanks filled in."""
    text = (SAMPLES / f"{name}.eml").read_text()
    for blank, value in values.items():
        text = text.replace(f"{{{blank}}}", value)
    return text.encode().replace(b"\n", b"\r\n")

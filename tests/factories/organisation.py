"""Logos, and an organisation that has one."""

import io
from datetime import datetime

from django.test import TestCase
from django.utils import timezone
from PIL import Image, ImageDraw

from accounts import actions
from accounts.models import Organisation, User
from common.organisation import Logo
from common.pictures import Emblem, read_logo
from tests.factories.accounts import make_user


def logo_file(kind: str = "PNG", size: tuple[int, int] = (240, 120), colour: str = "teal") -> bytes:
    """A disc on a ground that is transparent, where the format can say so."""
    drawn = Image.new("RGBA", size, (0, 0, 0, 0))
    ImageDraw.Draw(drawn).ellipse((0, 0, size[0] - 1, size[1] - 1), fill=colour)
    stream = io.BytesIO()
    (drawn.convert("RGB") if kind == "JPEG" else drawn).save(stream, kind)
    return stream.getvalue()


def make_logo(**values: object) -> Emblem:
    """The same as it is kept."""
    return read_logo(logo_file(**values))


def name_organisation(*, by: User | None = None, at: datetime | None = None, **values: object) -> Organisation:
    """Said by an administrator, and told to everybody as after a commit."""
    said = {"name": "Nordhaven", "logo": None, "removes_logo": False, "logo_text": "", "is_name_shown": True, **values}
    by = by or make_user("Ada", is_staff=True)
    with TestCase.captureOnCommitCallbacks(execute=True):
        return actions.name_organisation(values=said, by=by, at=at or timezone.now())


def known_logo(*, text: str = "A disc", **values: object) -> Logo:
    """The same as each process remembers it."""
    drawn = make_logo(**values)
    return Logo(key="7k3mq2xp4a", text=text, png=drawn.png, width=drawn.width, height=drawn.height)

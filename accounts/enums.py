"""Words of this app."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Mark(models.TextChoices):
    """The shape that stands for a department beside its name; eight, each solid or open."""

    DISC = "disc", _("Disc")
    SQUARE = "square", _("Square")
    TRIANGLE = "triangle", _("Triangle")
    HEXAGON = "hexagon", _("Hexagon")
    DIAMOND = "diamond", _("Diamond")
    HALF = "half", _("Half disc")
    CROSS = "cross", _("Cross")
    DROP = "drop", _("Drop")

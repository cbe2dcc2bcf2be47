"""Words of this app."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReceivedState(models.TextChoices):
    """Where a mail that came to us stands."""

    WAITING = "waiting", _("Waiting to be read")
    DONE = "done", _("Done")
    KEPT = "kept", _("To look at")
    DROPPED = "dropped", _("Set aside")


class Reason(models.TextChoices):
    """Why a mail was passed over or put before a person, where no reader had a say."""

    NOBODYS = "nobodys", _("It is neither an answer from a calendar nor the report of a mail that came back.")
    UNREADABLE = "unreadable", _("Reading it has failed every time.")
    TOO_MANY = "too_many", _("So many like it wait already that nobody would look at one more.")
    IGNORED = "ignored", _("Somebody has looked at it and left it at that.")

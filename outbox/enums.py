"""Words of this app."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MessageState(models.TextChoices):
    """Where a message stands."""

    QUEUED = "queued", _("Waiting to be sent")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    KEPT = "kept", _("Kept here: no mail server is set up")
    SKIPPED = "skipped", _("Not needed any more")
    FAILED = "failed", _("Failed")


OPEN = (MessageState.QUEUED, MessageState.SENDING)


class Priority(models.IntegerChoices):
    """Who goes first: a sign-in code overtakes any mailing, one's own seat overtakes bulk."""

    SECRET = 30, _("Sign-in and links")
    SEAT = 20, _("Own seat")
    BULK = 10, _("To many")

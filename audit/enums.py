"""Words of this app."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Part(models.TextChoices):
    """What a change was about, read from the beginning of its verb."""

    EVENT = "event", _("Event")
    PEOPLE = "registration", _("People")
    SEATS = "seats", _("Seats")
    GROUPS = "groups", _("Groups")
    ATTENDANCE = "attendance", _("Attendance")
    POLLS = "polls", _("Polls")
    FEEDBACK = "feedback", _("Feedback")
    MAILS = "message", _("Mails")

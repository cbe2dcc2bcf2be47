"""Words of this app."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FormState(models.TextChoices):
    """Whether answers are taken."""

    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")


class Refusal(models.TextChoices):
    """Why an answer can't be taken."""

    NOT_ASKED = "not_asked", _("You were not asked about this event.")
    CLOSED = "closed", _("Feedback is closed. Your answers were not sent.")
    ALREADY_ANSWERED = "already_answered", _("You have answered already, so these answers were not sent.")
    UNREADABLE = "unreadable", _("These answers can't be read. Nothing was sent.")


class Complaint(models.TextChoices):
    """What is wrong with one answer."""

    MISSING = "missing", _("Please choose an answer.")
    OFF_SCALE = "off_scale", _("Choose one of the answers.")
    TOO_LONG = "too_long", _("This text is too long. Please keep it to 2,000 characters.")
    UNREADABLE = "unreadable", _("This text holds signs that can't be kept.")

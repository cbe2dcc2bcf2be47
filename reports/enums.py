"""Words of this app."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Refusal(models.TextChoices):
    """Why a document can't be made."""

    NO_SESSION = "no_session", _("Give the event a date first: a list needs a session.")
    TOO_LONG = "too_long", _("This list has more than 10,000 people, which is too long for one document.")
    NO_LIBRARY = "no_library", _("PDF documents can't be made here at the moment. Print the page from your browser.")
    NOT_YOURS = "not_yours", _("You don't organise this event any more.")
    NO_GROUPS = "no_groups", _("These groups are not there any more.")

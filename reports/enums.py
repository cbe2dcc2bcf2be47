"""Words of this app."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Refusal(models.TextChoices):
    """Why a document can't be made."""

    NO_SESSION = "no_session", _("Give the event a date first: a list needs a session.")
    TOO_LONG = "too_long", _("This list has more than 10,000 people, which is too long for one document.")
    NO_LIBRARY = "no_library", _("PDF documents can't be made here at the moment. Print the page from your browser.")
    NO_PLACE = "no_place", _("No session takes place in a room.")
    NO_SUCH_SESSION = "no_such_session", _("This session is not there any more.")
    DRAFT = "draft", _("Publish the event first: a poster leads to its page.")
    NOT_YOURS = "not_yours", _("You don't organise this event any more.")
    NOT_OPEN = "not_open", _("This is not yours to see any more.")
    NO_GROUPS = "no_groups", _("These groups are not there any more.")
    NO_CERTIFICATES = "no_certificates", _("There are no certificates that hold.")
    TOO_MANY_SHEETS = "too_many_sheets", _("These are more than 2,000 sheets, which is too many for one document.")
    TOO_MANY_FILES = (
        "too_many_files",
        _("These are more than 500 certificates, which is too many for one file. Choose a shorter period."),
    )
    NO_FIGURES = "no_figures", _("There are no figures of this period.")
    NO_RESULTS = "no_results", _("There are no results of feedback that may be shown.")
    OVERTAKEN = "overtaken", _("A newer one has been made meanwhile.")


class Subject(models.TextChoices):
    """What a document may be about; the values are names of fields."""

    EVENT = "event", _("Event")
    SERIES = "series", _("Series")
    DEPARTMENT = "department", _("Department")
    PERSON = "person", _("Person")
    GUEST = "guest", _("Guest")

    @classmethod
    def of(cls, thing: models.Model) -> "Subject":
        """Which of them ``thing`` is."""
        name = thing._meta.model_name or ""  # noqa: SLF001  # Django's documented API
        return cls.PERSON if name == "user" else cls(name)


class Standing(models.TextChoices):
    """What holds of a document today."""

    CURRENT = "current", _("Newest")
    SUPERSEDED = "superseded", _("Replaced")
    WITHDRAWN = "withdrawn", _("Withdrawn")

"""Words of this app."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PollKind(models.TextChoices):
    """How a poll is answered; the values are those of ``tally.Kind``."""

    ONE = "one", _("One of several answers")
    SEVERAL = "several", _("Any of several answers")
    SCALE = "scale", _("A scale from 1 to 5")
    WORDS = "words", _("A word cloud")


class PollState(models.TextChoices):
    """Whether votes are taken."""

    DRAFT = "draft", _("Draft")
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")


class Refusal(models.TextChoices):
    """Why something can't be done with a poll."""

    CANCELLED = "cancelled", _("This event is cancelled.")
    NOT_PUBLISHED = "not_published", _("This event is not published yet. Its polls can be opened once it is.")
    ASKED_ALREADY = "asked_already", _("This poll was opened already. Clear its votes to change what it asks.")
    FORGOTTEN = "forgotten", _("It is too long ago to go on with this poll. Clear its votes to ask once more.")
    STILL_OPEN = "still_open", _("This poll is open. Close it first.")
    TOO_MANY = "too_many", _("There are 50 polls already. Remove one that is not needed.")


class VoteRefusal(models.TextChoices):
    """Why a vote is not taken."""

    CLOSED = "closed", _("This poll is closed. Your vote was not counted.")
    VOTED = "voted", _("This device has voted already.")
    FULL = "full", _("This poll has all the votes that it can take. Yours was not counted.")
    NO_DEVICE = (
        "no_device",
        _("Your browser keeps no cookie for this page, so we can't see to one vote for each device. Try again."),
    )
    MOVED_ON = "moved_on", _("Something else is being asked by now. Your vote was not counted.")
    BUSY = "busy", _("Too many votes come in at once. Yours was not counted; send it again in a minute.")
    UNREADABLE = "unreadable", _("This vote can't be read. Nothing was counted.")


class Complaint(models.TextChoices):
    """What is wrong with a vote; the values are those of ``tally.Fault``."""

    MISSING = "missing", _("Please choose an answer.")
    NO_WORD = "no_word", _("Write a word at least.")
    UNKNOWN = "unknown", _("Choose one of the answers.")
    TOO_LONG = "too_long", _("This is too long. Please keep it to 40 characters.")

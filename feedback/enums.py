"""Words of this app."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FormState(models.TextChoices):
    """Whether answers are taken."""

    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")


class Occasion(models.TextChoices):
    """When people are asked about an event."""

    AFTER = "after", _("Right after it")
    MONTH = "month", _("A month later")
    QUARTER = "quarter", _("Three months later")


class Used(models.TextChoices):
    """Whether somebody has used what they have learned."""

    OFTEN = "often", _("Yes, several times")
    ONCE = "once", _("Yes, once")
    NOT_YET = "not_yet", _("Not yet, but I will")
    NO = "no", _("No")


class Refusal(models.TextChoices):
    """Why an answer can't be taken."""

    NOT_ASKED = "not_asked", _("You were not asked about this event.")
    CLOSED = "closed", _("Feedback is closed. Your answers were not sent.")
    ALREADY_ANSWERED = "already_answered", _("You have answered already, so these answers were not sent.")
    UNREADABLE = "unreadable", _("These answers can't be read. Nothing was sent.")


class WritingRefusal(models.TextChoices):
    """Why what is asked can't be changed."""

    ASKED_ALREADY = "asked_already", _("People are being asked already. What they are asked stays as it is.")
    CANCELLED = "cancelled", _("This event is cancelled, so nobody will be asked.")
    CHANGED_MEANWHILE = (
        "changed_meanwhile",
        _("Somebody has changed the questions meanwhile. Look at them, and try again."),
    )
    TOO_MANY = "too_many", _("That would be more than 60 questions for one person. Ask less.")
    NOT_EARLIER = (
        "not_earlier",
        _("A question can only follow from one that stands before it and is answered by choosing."),
    )
    LAST = "last", _("Something has to be asked. Write another question first.")
    GONE = "gone", _("This question is not there any more.")
    ELSEWHERE = "elsewhere", _("Choose a department that is yours, or that you look after.")
    NAMED = "named", _("This department has a set of that name already. Choose another name.")


class ResultRefusal(models.TextChoices):
    """Why nothing can be done with what was answered."""

    NOT_SHOWN = "not_shown", _("There are no results to work with.")
    NO_SUCH_TEXT = "no_such_text", _("This text is not among the answers.")
    HIDDEN = "hidden", _("This text is hidden already.")


class SharingRefusal(models.TextChoices):
    """Why results can't be shared with those who taught."""

    NOT_SHOWN = "not_shown", _("There are no results to share.")
    NOBODY = "nobody", _("Nothing was asked about anybody who taught and can be reached. Share the overall rating.")


class ReplyRefusal(models.TextChoices):
    """Why the organisers can't answer everybody."""

    NOT_CLOSED = "not_closed", _("People are still answering. You can reply once feedback is closed.")
    SENT_ALREADY = "sent_already", _("Your reply was sent already and stays as it is.")
    NOTHING_WRITTEN = "nothing_written", _("There is no reply to send yet.")
    CHANGED_MEANWHILE = "changed_meanwhile", _("Somebody has changed the reply meanwhile. Read it again first.")


class AnswerKind(models.TextChoices):
    """How a question is answered; the values are those of ``questions.Kind``."""

    RATING = "rating", _("Rating: 1 to 5")
    RECOMMENDATION = "recommendation", _("Recommendation: 0 to 10")
    CHOICE = "choice", _("One of several answers")
    CHOICES = "choices", _("Any of several answers")
    MATRIX = "matrix", _("Several things, each from 1 to 5")
    SHORT = "short", _("A short text")
    TEXT = "text", _("A long text")
    HEADING = "heading", _("No answer: a heading")


class About(models.TextChoices):
    """What a question is asked about; the values are those of ``questions.Each``."""

    EVENT = "event", _("The event as a whole")
    SESSION = "session", _("Each session")
    SPEAKER = "speaker", _("Each speaker")


class Dimension(models.TextChoices):
    """By what answers are counted apart."""

    NOTHING = "", _("All together")
    DEPARTMENT = "department", _("By department")
    LOCATION = "location", _("By place of work")
    WAY = "way", _("In the room or online")


class Complaint(models.TextChoices):
    """What is wrong with one answer."""

    MISSING = "missing", _("Please choose an answer.")
    OFF_SCALE = "off_scale", _("Choose one of the answers.")
    TOO_LONG = "too_long", _("This text is too long. Please keep it to %(most)s characters.")
    UNREADABLE = "unreadable", _("This text holds signs that can't be kept.")

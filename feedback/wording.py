"""What our mails say, by kind: one wording for the HTML and the plain text."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Wording:
    """A mail's name for organisers, its subject, what it asks, and why it was sent."""

    label: str | Promise
    subject: str | Promise
    lead: str | Promise
    reason: str | Promise


ASKED = "feedback.open"
REMINDED = "feedback.reminder"
READY = "feedback.ready"
REPLIED = "feedback.reply"
SHARED = "feedback.shared"
ASKED_LATER = "feedback.later"
REMINDED_LATER = "feedback.later_reminder"

WORDINGS = {
    ASKED: Wording(
        _("Asked for feedback"),
        _("How was “%(title)s”?"),
        _(
            "A few short questions help those who prepare the next seminar. Your answers are anonymous:"
            " we note that you answered, not what."
        ),
        _("You get this because you took part."),
    ),
    REMINDED: Wording(
        _("Reminded of feedback"),
        _("Still open: how was “%(title)s”?"),
        _("A few short questions, and your answers are anonymous: we note that you answered, not what."),
        _("You get this because you took part and have not answered yet."),
    ),
    ASKED_LATER: Wording(
        _("Asked what came of it"),
        _("What came of “%(title)s”?"),
        _(
            "Some time has passed. Two or three questions tell those who prepare the next seminar what has been of use."
            " Your answers are anonymous: we note that you answered, not what."
        ),
        _("You get this because you took part."),
    ),
    REMINDED_LATER: Wording(
        _("Reminded of what came of it"),
        _("Still open: what came of “%(title)s”?"),
        _("A few short questions, and your answers are anonymous: we note that you answered, not what."),
        _("You get this because you took part and have not answered yet."),
    ),
}

# What is told about answers, by kind: how organisers and administrators call such mails.
TOLD = {
    READY: _("Results of feedback"),
    SHARED: _("Feedback shared with those who taught"),
    REPLIED: _("Reply to everybody who was asked for feedback"),
}

# Behind what a reminder says, by how many there were with it.
REMINDERS = {
    1: _("We remind you at most twice."),
    2: _("This is the last reminder."),
}

"""What our mails say, by kind: one wording for the HTML and the plain text."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Wording:
    """A mail's name for organisers, its subject, its first line, what its button says, and why it was sent."""

    label: str | Promise
    subject: str | Promise
    lead: str | Promise
    action: str | Promise
    reason: str | Promise


ASKED = "events.asked"
ANSWERED = "events.answered"
TOO_FEW = "events.too_few"

WORDINGS = {
    ASKED: Wording(
        _("Question to the organisers"),
        _("A question about “%(title)s”"),
        _("%(name)s asks:"),
        _("Answer"),
        _("You get this because you organise this event. An answer from our page reaches whoever asked."),
    ),
    ANSWERED: Wording(
        _("Answer to a question"),
        _("Your question about “%(title)s”"),
        _("%(name)s answers:"),
        _("See the event"),
        _("You get this because you asked."),
    ),
    TOO_FEW: Wording(
        _("Too few people"),
        _("Does “%(title)s” take place?"),
        _("Fewer people have registered than you asked for. Say whether it takes place; nobody was told anything yet."),
        _("Decide"),
        _("You get this because you own this event."),
    ),
}

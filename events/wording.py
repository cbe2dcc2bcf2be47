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
ANNOUNCED = "events.announced"
DATED = "events.dated"
CALLED_OFF = "events.called_off"

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
    ANNOUNCED: Wording(
        _("Announced without a date"),
        _("“%(title)s” gathers interest"),
        _("You said that you would come. It is announced now, without a date yet; you are counted, and hear first."),
        _("See the event"),
        _("You get this because you said that you would come."),
    ),
    DATED: Wording(
        _("A date for those who were interested"),
        _("“%(title)s” has a date"),
        _("You said that you would come. Now there is a date, and you hear of it first."),
        _("Register"),
        _("You get this because you said that you would come."),
    ),
    CALLED_OFF: Wording(
        _("Called off before it had a date"),
        _("“%(title)s” does not take place"),
        _("You said that you would come. The organisers have called it off before there was a date."),
        _("See the event"),
        _("You get this because you said that you would come."),
    ),
}

"""In words, why an answer from a calendar changed nothing or is put before a person."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from calendars.enums import Answer, AnswerReason

ANSWERS: dict[str, str | Promise] = {
    Answer.NEEDS_ACTION: _("No answer yet"),
    Answer.ACCEPTED: _("Accepted"),
    Answer.TENTATIVE: _("Accepted tentatively"),
    Answer.DECLINED: _("Declined"),
}

REASONS: dict[str, str | Promise] = {
    AnswerReason.AUTOMATIC: _("A machine has written it in somebody's absence."),
    AnswerReason.OTHER_METHOD: _("It is no answer to an invitation."),
    AnswerReason.UNKNOWN: _("It is about no entry that we have made."),
    AnswerReason.STALE: _("The time has changed since, or a later answer has come."),
    AnswerReason.OVER: _("The session is over."),
    AnswerReason.CALLED_OFF: _("The session does not take place."),
    AnswerReason.ALREADY: _("They have left already."),
    AnswerReason.TOO_SOON: _("The invitation was sent just before."),
    AnswerReason.UNREADABLE: _(
        "The answer can't be read: it is too large, damaged, or about several sessions at once."
    ),
    AnswerReason.WROTE: _("They wrote a mail instead of answering the invitation."),
    AnswerReason.WRONG_UID: _("The answer came to the address of this entry, but names another one."),
    AnswerReason.OTHER_PERSON: _("Somebody else has answered: by another address, or the invitation was passed on."),
    AnswerReason.UNPROVEN: _("Nothing proves that it comes from this person."),
    AnswerReason.LEFT: _("They have accepted, but have no seat any more."),
    AnswerReason.TEACHES: _("They have declined a session at which they teach."),
    AnswerReason.TOO_LATE: _("They have declined after the deadline for cancelling. Their seat is still theirs."),
    AnswerReason.BEGUN: _("They have declined a session that has begun."),
    AnswerReason.PROPOSED: _("They propose another time. Nothing was changed."),
}

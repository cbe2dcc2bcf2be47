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
TIME_PROPOSED = "events.time_proposed"
TOO_FEW = "events.too_few"
ANNOUNCED = "events.announced"
DATED = "events.dated"
CALLED_OFF = "events.called_off"
SPEAKER_ASKED = "events.speaker_asked"
SPEAKER_ASKED_ANEW = "events.speaker_asked_anew"
SPEAKER_CALLED_OFF = "events.speaker_called_off"
SPEAKER_RELEASED = "events.speaker_released"
SPEAKER_DROPPED = "events.speaker_dropped"
SPEAKER_DECLINED = "events.speaker_declined"
SPEAKER_WRITES = "events.speaker_writes"
NOT_PUBLISHED = "events.not_published"
DIGEST = "events.digest"
REVIEW_ASKED = "events.review_asked"
REVIEW_APPROVED = "events.review_approved"
REVIEW_CHANGES = "events.review_changes"
REVIEW_REMARK = "events.review_remark"
ROUND_ASKED = "events.round_asked"
ROUND_APPROVED = "events.round_approved"
ROUND_CHANGES = "events.round_changes"
PROPOSAL_TAKEN_UP = "events.proposal_taken_up"
PROPOSAL_CLOSED = "events.proposal_closed"
PROPOSAL_MERGED = "events.proposal_merged"

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
    TIME_PROPOSED: Wording(
        _("Another time proposed"),
        _("Another time proposed for “%(title)s”"),
        _("%(name)s has proposed another time in their calendar. Nothing was changed, and they were not answered."),
        _("See the answers from calendars"),
        _("You get this because you organise this event."),
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
    NOT_PUBLISHED: Wording(
        _("Not published"),
        _("“%(title)s” was not published"),
        _("Its time to be published has come, but something was missing, so it is still a draft. No new time was set."),
        _("See what is missing"),
        _("You get this because you own this event."),
    ),
    DIGEST: Wording(
        _("Weekly digest"),
        "",
        _("This is new since the last time, in what you follow."),
        _("See what is for you"),
        _("You get this on Mondays because you follow topics, colleagues or departments."),
    ),
}

SPEAKERS = {
    SPEAKER_ASKED: Wording(
        _("Speakers: the question whether they come"),
        _("Can you teach at “%(title)s”?"),
        _("You are named as somebody who teaches here. Please say whether you can come."),
        _("Yes, I come"),
        _("You get this because you are to teach at this event."),
    ),
    SPEAKER_ASKED_ANEW: Wording(
        _("Speakers: asked again after a move"),
        _("“%(title)s” was moved: can you still teach?"),
        _("The event at which you teach takes place at another time. Please say whether you can come then."),
        _("Yes, I come"),
        _("You get this because you are to teach at this event."),
    ),
    SPEAKER_CALLED_OFF: Wording(
        _("Speakers: cancelled"),
        _("Cancelled: “%(title)s”"),
        _("The event at which you were to teach does not take place."),
        "",
        _("You get this because you were to teach at this event."),
    ),
    SPEAKER_DROPPED: Wording(
        _("Speakers: a date of a series is left out"),
        _("Left out: “%(title)s”"),
        _("You were asked to teach on this date of a series. It does not take place, so you need not keep it free."),
        "",
        _("You get this because you were to teach at this event."),
    ),
    SPEAKER_RELEASED: Wording(
        _("Speakers: no longer named"),
        _("“%(title)s” takes place without you"),
        _("You are no longer named among those who teach at this event, so you need not prepare anything."),
        "",
        _("You get this because you were to teach at this event."),
    ),
}

SPEAKER_ANSWERS = {
    SPEAKER_DECLINED: Wording(
        _("Speakers: can't come"),
        _("%(name)s can't teach at “%(title)s”"),
        _("%(name)s has said that they can't come. Find somebody else, or another time."),
        _("See who teaches"),
        _("You get this because you organise this event."),
    ),
    SPEAKER_WRITES: Wording(
        _("Speakers: comes, and writes"),
        _("%(name)s comes to “%(title)s”, and writes"),
        _("%(name)s has said yes, and adds:"),
        _("See who teaches"),
        _("You get this because you organise this event."),
    ),
}

REVIEWS = {
    REVIEW_ASKED: Wording(
        _("Asked to be published"),
        _("May “%(title)s” be published?"),
        _("%(name)s asks whether this event may be published."),
        _("Look at it"),
        _("You get this because you look after the department that hosts it."),
    ),
    REVIEW_APPROVED: Wording(
        _("Agreed to"),
        _("“%(title)s” may be published"),
        _("%(name)s has agreed to it."),
        _("See the event"),
        _("You get this because you organise this event."),
    ),
    REVIEW_CHANGES: Wording(
        _("Sent back"),
        _("“%(title)s”: please change something first"),
        _("%(name)s asks you to change something before it is published:"),
        _("Open the workspace"),
        _("You get this because you organise this event."),
    ),
    REVIEW_REMARK: Wording(
        _("Said while it is reviewed"),
        _("A remark on “%(title)s”"),
        _("%(name)s writes:"),
        _("Answer it"),
        _("You get this because this event is being reviewed before it is published."),
    ),
}

ROUNDS = {
    ROUND_ASKED: Wording(
        _("A series: asked to be published"),
        _("May the dates of “%(title)s” be published?"),
        _("%(name)s asks whether these dates may be published:"),
        _("Look at them"),
        _("You get this because you look after the department that hosts them."),
    ),
    ROUND_APPROVED: Wording(
        _("A series: agreed to"),
        _("Dates of “%(title)s” may be published"),
        _("%(name)s has agreed to these dates:"),
        _("See the series"),
        _("You get this because you organise these dates."),
    ),
    ROUND_CHANGES: Wording(
        _("A series: sent back"),
        _("“%(title)s”: please change something first"),
        _("%(name)s asks you to change something before these dates are published:"),
        _("Open the series"),
        _("You get this because you organise these dates."),
    ),
}

PROPOSALS = {
    PROPOSAL_TAKEN_UP: Wording(
        _("Topic taken up"),
        _("Your topic “%(title)s” becomes an event"),
        _("%(name)s has made a draft of it, and it is yours: give it a date, or announce it without one."),
        _("Open the draft"),
        _("You get this because you proposed the topic. Whoever said that they would come hears of it first."),
    ),
    PROPOSAL_CLOSED: Wording(
        _("Topic not taken up"),
        _("Nothing comes of “%(title)s”"),
        _("%(name)s has closed the topic that you proposed, and says why:"),
        _("See it on the board"),
        _("You get this because you proposed the topic."),
    ),
    PROPOSAL_MERGED: Wording(
        _("Topic merged with another one"),
        _("“%(title)s” is part of another topic"),
        _("%(name)s has found another topic that means the same. Everything that was said to yours counts there."),
        _("See it on the board"),
        _("You get this because you proposed the topic."),
    ),
}

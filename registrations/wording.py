"""What participants' mails say, by kind: one wording for the HTML and the plain text."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from events.enums import Promotion
from outbox.enums import Placeholder
from registrations.enums import Ending, RegistrationStatus


@dataclass(frozen=True)
class Wording:
    """A mail's name for organisers, its subject, its one sentence, and what its button does.

    ``other``: what the link beside the button does, where the mail asks a question.
    """

    label: str | Promise
    subject: str | Promise
    lead: str | Promise
    action: str | Promise
    other: str | Promise = ""


SEE = _("See the seminar or cancel your seat")
AGAIN = _("See the seminar")

CONFIRMED = "registration.confirmed"
WAITING = "registration.waiting"
PROMOTED = "registration.promoted"
CANCELLED = "registration.cancelled"
REMOVED = "registration.removed"
DECLINED_IN_CALENDAR = "registration.declined_in_calendar"
DECLINED_TOO_LATE = "registration.declined_too_late"
EVENT_CANCELLED = "registration.event_cancelled"
CHANGED = "registration.changed"
DROPPED = "registration.dropped"
TAKES_PLACE = "registration.takes_place"
HANDED_OVER = "registration.handed_over"
TAKEN_OVER = "registration.taken_over"
AMONG_COLLEAGUES = {HANDED_OVER, TAKEN_OVER}  # what is said with them is the other one's name
REQUESTED = "registration.requested"
DECLINED = "registration.declined"
REQUEST_LAPSED = "registration.request_lapsed"
NEVER_DRAWN = "registration.never_drawn"
OFFERED = "registration.offered"
OFFER_LAPSED = "registration.offer_lapsed"
UPGRADE_OFFERED = "registration.upgrade_offered"
DRAWN = "registration.drawn"
NOT_DRAWN = "registration.not_drawn"

# How a seat gets into somebody's calendar.
BY_MAIL = _("The invitation comes by mail too, and keeps your calendar in step if anything moves.")
BY_FEED = _("It stands in the calendar that you have subscribed to.")

# What happens when the turn of somebody who waits has come.
TURN = {
    Promotion.CONFIRM: _("When a seat is free and you are next, it is yours and we write to you."),
    Promotion.OFFER: _(
        "When a seat is free and you are next, we write to you and hold it for you until you say yes or no; the mail"
        " says for how long."
    ),
}

HOLD_ENDS_SOON = "seats.ends_soon"
HOLD_LAPSED = "seats.lapsed"
HOLD_RELEASED = "seats.released"
HOLD_CALLED_OFF = "seats.called_off"

SERIES_PASSED = "registration.series_passed"

REMINDER = "registration.reminder"
MATERIALS = "registration.materials"
AFTERWARDS = "registration.afterwards"
ASKING = {OFFERED, UPGRADE_OFFERED}

ASKED = "registration.asked"
MISCOUNTED = "registrations.miscounted"
LABEL_MISCOUNTED = _("Seats not as promised")

BY_STATUS = {
    RegistrationStatus.REQUESTED: REQUESTED,
    RegistrationStatus.CONFIRMED: CONFIRMED,
    RegistrationStatus.WAITLISTED: WAITING,
    RegistrationStatus.OFFERED: OFFERED,
    RegistrationStatus.DECLINED: DECLINED,
}

BY_ENDING: dict[str, str] = {Ending.BY_ORGANISER: REMOVED, Ending.BY_CALENDAR: DECLINED_IN_CALENDAR}

REQUEST = Wording(
    _("Request to decide about"),
    _("%(name)s asks for a seat: %(title)s"),
    _(
        "%(name)s (%(department)s) would like to come. Say yes or no until %(until)s; without an answer the request lapses."
    ),
    _("Decide"),
)
PASSED = Wording(
    _("A date of a series without them"),
    _("A new date without you: %(title)s"),
    _("You are registered for the whole series, but not for this new date. %(why)s"),
    _("See the date"),
)
CLASHES = _("They have a seat elsewhere at the same time: %(clashes)s.")

WORDINGS = {
    CONFIRMED: Wording(
        _("Seat confirmed"),
        _("You have a seat: %(title)s"),
        _("Your seat is confirmed."),
        SEE,
    ),
    WAITING: Wording(
        _("On the waiting list"),
        _("You are on the waiting list: %(title)s"),
        _(
            "All seats are taken; you are number %(position)s on the waiting list. This is not a seat yet, so nothing"
            " stands in your calendar. %(turn)s"
        ),
        _("See where you stand or leave the list"),
    ),
    PROMOTED: Wording(
        _("Moved up from the waiting list"),
        _("You have moved up to a seat: %(title)s"),
        _("A seat became free and you were next in line. It is yours now."),
        SEE,
    ),
    CANCELLED: Wording(
        _("Registration cancelled"),
        _("Your registration is cancelled: %(title)s"),
        _("You are no longer registered. What stood in your calendar is taken out."),
        AGAIN,
    ),
    DECLINED_IN_CALENDAR: Wording(
        _("Declined in the calendar"),
        _("You have given your seat back: %(title)s"),
        _(
            "You have declined in your calendar, so your seat goes to whoever is next. If that was not meant, accept the"
            " invitation after all, or register again: where all seats are taken by then, you join the waiting list."
        ),
        _("Register again"),
    ),
    DECLINED_TOO_LATE: Wording(
        _("Declined in the calendar after the deadline"),
        _("Your seat is still yours: %(title)s"),
        _(
            "You have declined in your calendar, but the time for giving seats back is over. The organisers see your"
            " answer and may let it count all the same, and then we write to you. Until then your seat is yours, although"
            " your calendar may not show it any more. If you come after all, there is nothing to do."
        ),
        AGAIN,
    ),
    REMOVED: Wording(
        _("Taken off the list"),
        _("You were taken off the list: %(title)s"),
        _("The organiser has taken you off the list. What stood in your calendar is taken out."),
        AGAIN,
    ),
    EVENT_CANCELLED: Wording(
        _("Event cancelled"),
        _("Cancelled: %(title)s"),
        _("This seminar does not take place. What stood in your calendar is taken out."),
        AGAIN,
    ),
    CHANGED: Wording(
        _("Event changed"),
        _("Changed: %(title)s"),
        _(
            "The title, the time or the place has changed. Your seat stays yours, and your calendar is brought up to date."
        ),
        SEE,
    ),
    DROPPED: Wording(
        _("Session dropped"),
        _("A session does not take place: %(title)s"),
        _("One session is dropped and taken out of your calendar. Your seat stays yours. These sessions remain:"),
        SEE,
    ),
    HANDED_OVER: Wording(
        _("Seat given to a colleague"),
        _("Your seat went to a colleague: %(title)s"),
        _("%(other)s has your seat now and was told so. What stood in your calendar is taken out."),
        AGAIN,
    ),
    TAKEN_OVER: Wording(
        _("Seat taken over from a colleague"),
        _("You have a seat: %(title)s"),
        _("%(other)s has given you their seat. If you can't come, cancel it."),
        SEE,
    ),
    TAKES_PLACE: Wording(
        _("It takes place"),
        _("It takes place: %(title)s"),
        _("Enough people come, or the organisers have decided so: this seminar takes place, and your seat is yours."),
        SEE,
    ),
    REQUESTED: Wording(
        _("Seat requested"),
        _("You have asked for a seat: %(title)s"),
        _(
            "Your request was noted. It is not a seat yet, so nothing stands in your calendar. We write to you either way."
        ),
        _("See your request or take it back"),
    ),
    DECLINED: Wording(
        _("Request declined"),
        _("No seat this time: %(title)s"),
        _("Your request for a seat was declined."),
        AGAIN,
    ),
    REQUEST_LAPSED: Wording(
        _("Request lapsed"),
        _("Your request was not decided in time: %(title)s"),
        _("Nobody has decided about your request in time, so it has lapsed. You may ask again."),
        AGAIN,
    ),
    NEVER_DRAWN: Wording(
        _("Request lapsed without a draw"),
        _("No seats were drawn: %(title)s"),
        _("It has begun and the organisers have not drawn the seats, so your request has lapsed."),
        AGAIN,
    ),
    DRAWN: Wording(
        _("Drawn"),
        _("You have a seat: %(title)s"),
        _("The seats were drawn, and one is yours."),
        SEE,
    ),
    NOT_DRAWN: Wording(
        _("Not drawn, on the waiting list"),
        _("No seat by the draw, you are on the waiting list: %(title)s"),
        _(
            "The seats were drawn. You came out as number %(rank)s of %(asked)s, and there are not seats for all; you are"
            " number %(position)s on the waiting list now. This is not a seat yet, so nothing stands in your calendar. In"
            " the next draw your request counts twice as much."
        ),
        _("See where you stand or leave the list"),
    ),
    OFFERED: Wording(
        _("Seat offered"),
        _("A seat is held for you: %(title)s"),
        _(
            "You are next on the waiting list and a seat is free. It is held for you until %(until)s. Say whether you take"
            " it; if you don't answer, it goes to the next in line."
        ),
        _("Take the seat"),
        _("No, give it to the next"),
    ),
    OFFER_LAPSED: Wording(
        _("Offer lapsed"),
        _("The seat went to the next in line: %(title)s"),
        _(
            "You did not answer in time, so the seat that was held for you is offered to the next in line. You may join the list again."
        ),
        AGAIN,
    ),
    UPGRADE_OFFERED: Wording(
        _("Another kind of seat offered"),
        _("The seat you would rather have is free: %(title)s"),
        _(
            "It is held for you until %(until)s. Say whether you change; if you don't answer, you keep the seat that you have."
        ),
        _("Change to that seat"),
        _("Keep the seat I have"),
    ),
}

# What organisers may say in their own words, and with which placeholders.
ALWAYS = (
    Placeholder.NAME,
    Placeholder.DEPARTMENT,
    Placeholder.EVENT,
    Placeholder.WHEN,
    Placeholder.DATE,
    Placeholder.TIME,
    Placeholder.PLACE,
    Placeholder.SPEAKERS,
    Placeholder.LINK,
)
WORDABLE = {
    CONFIRMED: (*ALWAYS, Placeholder.SEAT, Placeholder.DEADLINE),
    WAITING: (*ALWAYS, Placeholder.POSITION),
    OFFERED: (*ALWAYS, Placeholder.UNTIL),
    PROMOTED: (*ALWAYS, Placeholder.SEAT, Placeholder.DEADLINE),
    DECLINED: ALWAYS,
    CHANGED: (*ALWAYS, Placeholder.SEAT, Placeholder.DEADLINE),
    EVENT_CANCELLED: ALWAYS,
    REMINDER: (*ALWAYS, Placeholder.SEAT, Placeholder.DEADLINE),
    MATERIALS: ALWAYS,
}

# What whoever holds seats for a department is told.
HOLDS = {
    HOLD_CALLED_OFF: Wording(
        _("Held seats and the event cancelled"),
        _("Cancelled: %(title)s"),
        _(
            "This seminar does not take place. Seats that you held for %(department)s without a name: %(seats)s. Whoever"
            " was named is told by a mail of their own."
        ),
        AGAIN,
    ),
    HOLD_ENDS_SOON: Wording(
        _("Held seats lapse soon"),
        _("Seats go back soon: %(title)s"),
        _(
            "Seats that you hold for %(department)s without a name: %(seats)s. Name people until %(until)s; what has no"
            " name by then goes to the waiting list and to everybody."
        ),
        _("Name people"),
    ),
    HOLD_LAPSED: Wording(
        _("Held seats lapsed"),
        _("Seats went back: %(title)s"),
        _(
            "Nobody was named in time for all the seats that you held for %(department)s. Seats that went back: %(seats)s."
            " Whoever was named keeps theirs."
        ),
        AGAIN,
    ),
    HOLD_RELEASED: Wording(
        _("Held seats given back"),
        _("The seats you held were given back: %(title)s"),
        _(
            "Somebody else has given back seats that you held for %(department)s without a name: %(seats)s. Whoever was"
            " named keeps theirs."
        ),
        AGAIN,
    ),
}

REMINDED = Wording(
    _("Reminder"),
    _("Reminder: %(title)s, %(when)s"),
    _("This is soon, and you have a seat."),
    SEE,
)
FOLLOWED_UP = Wording(
    _("After the end"),
    _("After “%(title)s”: what remains"),
    _(
        "Thank you for coming. What was handed out stands on the page of the seminar, and there you can say how it was"
        " where the organisers ask for it."
    ),
    _("Open the page"),
)
MATERIALS_READY = Wording(
    _("Materials are ready"),
    _("Materials of “%(title)s” are ready"),
    _("This is ready for you:"),
    _("Open the materials"),
)
BRIEFING = "speakers.briefing"
BRIEFED = Wording(
    _("Briefing of speakers"),
    _("You teach soon: “%(title)s”"),
    _("What you need to know before you teach:"),
    _("Bring your slides along"),
)
WRITTEN, WRITTEN_TEST = "registration.written", "registration.written_test"
LABEL_WRITTEN, LABEL_WRITTEN_TEST = _("From the organisers"), _("Test of a mail to people")

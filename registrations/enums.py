"""Words of this app."""

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class RegistrationStatus(models.TextChoices):
    """Where a registration stands."""

    REQUESTED = "requested", _("Requested")
    CONFIRMED = "confirmed", _("Confirmed")
    WAITLISTED = "waitlisted", _("Waiting")
    OFFERED = "offered", _("Seat offered")
    DECLINED = "declined", _("Not this time")
    CANCELLED = "cancelled", pgettext_lazy("state", "Cancelled")
    EXPIRED = "expired", _("Lapsed")


LIVE = (
    RegistrationStatus.REQUESTED,
    RegistrationStatus.CONFIRMED,
    RegistrationStatus.WAITLISTED,
    RegistrationStatus.OFFERED,
)
ENDED = (RegistrationStatus.DECLINED, RegistrationStatus.CANCELLED, RegistrationStatus.EXPIRED)
SEATED = (RegistrationStatus.CONFIRMED, RegistrationStatus.OFFERED)


class WhyWaiting(models.TextChoices):
    """Why somebody on the waiting list has no seat yet, or was passed over."""

    FULL = "full", _("All seats are taken.")
    HELD = "held", _("The free seats are held for other departments.")
    CEILING = "ceiling", _("Your department has as many seats as one department may have here.")
    CLOSED = "closed", _("These seats are not offered any more.")
    OUTSIDE_AUDIENCE = "outside_audience", _("This event is not open to your department any more.")
    CLASH = "clash", _("You have a seat elsewhere at the same time.")
    ELSEWHERE = "elsewhere", _("This event is not for your location any more.")
    NOT_ATTENDED = "not_attended", _("This event asks by now that people were at another one first.")


# The same as it is said to the team, about somebody else.
WHY_THEY_WAIT = {
    WhyWaiting.FULL: _("All seats are taken."),
    WhyWaiting.HELD: _("The free seats are held for other departments."),
    WhyWaiting.CEILING: _("The department has as many seats as one department may have here."),
    WhyWaiting.CLOSED: _("These seats are not offered any more."),
    WhyWaiting.OUTSIDE_AUDIENCE: _("Passed over: not open to this department any more."),
    WhyWaiting.CLASH: _("Passed over: has a seat elsewhere at the same time."),
    WhyWaiting.ELSEWHERE: _("Passed over: not for this location any more."),
    WhyWaiting.NOT_ATTENDED: _("Passed over: was not at the event that is asked for."),
}

# What stands against one person alone is stored with their place; the rest follows from the seats.
OBSTACLES = (WhyWaiting.OUTSIDE_AUDIENCE, WhyWaiting.CLASH, WhyWaiting.ELSEWHERE, WhyWaiting.NOT_ATTENDED)


class Ending(models.TextChoices):
    """How a registration came to its end."""

    BY_PERSON = "by_person", _("Cancelled by the participant")
    BY_CALENDAR = "by_calendar", _("Declined in the calendar")
    BY_ORGANISER = "by_organiser", _("Taken off the list by the organiser")
    EVENT_CANCELLED = "event_cancelled", _("The event was cancelled")
    OFFER_DECLINED = "offer_declined", _("Declined the seat that was offered")
    HANDED_OVER = "handed_over", _("Handed over to a colleague")
    PERSON_LEFT = "person_left", _("The participant's account was closed")


class Mark(models.TextChoices):
    """What happened at one session."""

    PRESENT = "present", _("Present")
    PARTIAL = "partial", _("Partly present")
    EXCUSED = "excused", _("Excused")
    ABSENT = "absent", _("Absent")
    # As if nothing had been said: what was tapped at the door by mistake.
    TAKEN_BACK = "taken_back", _("Taken back")


OUTCOMES = (Mark.PRESENT, Mark.PARTIAL, Mark.EXCUSED, Mark.ABSENT)
OUTCOME_CHOICES = [(mark.value, mark.label) for mark in OUTCOMES]
ATTENDED = (Mark.PRESENT, Mark.PARTIAL)


class Source(models.TextChoices):
    """How it became known what happened with somebody at one session."""

    LIST = "list", _("Marked on the list")
    DOOR = "door", _("Checked in at the door")
    SELF = "self", _("Checked in by themselves")
    ONLINE = "online", _("Joined online")
    IMPORT = "import", _("From the report of a meeting")
    ABSENCE = "absence", _("Had said so before")


ACCESS_NEEDS_KEPT = timedelta(days=14)  # after the event; the page says so before it asks


class Refusal(models.TextChoices):
    """Why a registration can't be made or changed."""

    NOT_OPEN = "not_open", _("Registration is not open.")
    EVENT_CANCELLED = "event_cancelled", _("This event is cancelled.")
    STARTED = "started", _("This event has already started.")
    OVER = "over", _("This event is over.")
    OUTSIDE_AUDIENCE = "outside_audience", _("This event is not open to your department.")
    ELSEWHERE = (
        "elsewhere",
        _("This event is for colleagues at %(subject)s. If you work there, have your location corrected."),
    )
    NOT_ATTENDED = "not_attended", _("Take part in “%(subject)s” first: whoever was there can register here.")
    NOT_ATTENDED_HIDDEN = (
        "not_attended_hidden",
        _("This event follows another one that is not open to you. Ask the organisers whether you may come."),
    )
    ALREADY_REGISTERED = "already_registered", _("You are already registered.")
    PERSON_REGISTERED = "person_registered", _("This person is already on the list.")
    POOL_CLOSED = "pool_closed", _("These seats are not offered.")
    NO_ACCOUNT = "no_account", _("This account is closed.")
    NOT_LIVE = "not_live", _("This registration has already ended.")
    TOO_LATE = "too_late", _("The deadline for cancelling has passed. Please write to the organiser.")
    HEAD_START = (
        "head_start",
        _(
            "Until %(subject)s only those can register who were interested before there was a date. Then it is open to all."
        ),
    )
    REQUESTS_NOT_YET = "requests_not_yet", _("Registration has not begun yet.")
    REQUESTS_CLOSED = "requests_closed", _("The time for requests is over. The seats are drawn next.")
    REQUESTS_OPEN = "requests_open", _("The seats can be drawn once the time for requests is over.")
    NOT_A_DRAW = "not_a_draw", _("The seats of this event are not drawn.")
    DRAWN = "drawn", _("The seats of this event were drawn already.")
    NOT_DRAWN = "not_drawn", _("The seats have not been drawn yet.")
    DRAW_CHANGED = "draw_changed", _("Something changed while the result was published. Nobody was told: try again.")
    DRAW_PUBLISHED = "draw_published", _("The result of the draw was published already.")
    NOT_OFFERED = "not_offered", _("No seat is offered to you any more.")
    NOT_REQUESTED = "not_requested", _("This request was decided already.")
    NOT_WAITING = "not_waiting", _("Only places on the waiting list can be moved.")
    CLASH = (
        "clash",
        _("You have a seat at “%(subject)s” at that time. Give that one back first if this one matters more."),
    )
    TOO_MANY = (
        "too_many",
        _("You are registered for events to come as often as one may be: %(subject)s times. Give a place back first."),
    )
    MOVE_NEEDS_REASON = "move_needs_reason", _("Say why somebody is moved; it stands in the history of the event.")
    REQUEST_LAPSED = "request_lapsed", _("The time to decide about this request is over.")
    UNANSWERED = "unanswered", _("Answer the questions of this event first.")
    QUESTIONS_CHANGED = (
        "questions_changed",
        _("The organisers have changed their questions meanwhile. Please look at them again."),
    )
    ANSWERS_FIXED = "answers_fixed", _("The event has begun, so answers can't be changed any more.")
    FULL = "full", _("All seats are taken.")
    HELD = "held", _("The free seats are held for other departments.")
    CEILING = "ceiling", _("The department has as many seats as one department may have here.")
    NO_SEATS_FREE = "no_seats_free", _("Seats that are free for this department: %(subject)s.")
    NO_HOLD = "no_hold", _("These seats are not held any more.")
    HELD_MEANWHILE = (
        "held_meanwhile",
        _("Seats for this department were held meanwhile: look above. Hold more only if you still need them."),
    )
    HOLD_IN_PAST = "hold_in_past", _("Choose a time to come.")
    HOLD_TOO_LONG = "hold_too_long", _("Seats can be held only until the event starts.")
    NOT_OF_DEPARTMENT = "not_of_department", _("This person belongs to another department.")
    NO_OTHER_SEAT = "no_other_seat", _("This event has no other kind of seat.")
    HANDS_OVER_NEVER = "hands_over_never", _("A seat at this event can't be given to a colleague. Cancel it instead.")
    APPROVED_ONE_BY_ONE = (
        "approved_one_by_one",
        _("Somebody has to say yes to each person here. Cancel your seat, and let your colleague ask for one."),
    )
    SOMEBODY_WAITS = "somebody_waits", _("Somebody waits for a seat. Cancel yours: it goes to whoever is next.")
    SOMEBODY_FIRST = "somebody_first", _("Whoever waits for a seat comes first.")
    WALK_IN_ASKS = "walk_in_asks", _("Somebody has to say yes to each person here: ask the organisers.")
    NOT_TO_ONESELF = "not_to_oneself", _("Choose somebody else.")
    # One answer for whatever speaks against a colleague: what they do elsewhere is nobody's business.
    COLLEAGUE_CANT = (
        "colleague_cant",
        _("This colleague can't take the seat: the event is not open to them, or they are taken at that time."),
    )
    SESSION_BEGUN = "session_begun", _("This session has begun already.")
    EVERY_SESSION = (
        "every_session",
        _("You would miss all of it. Cancel your seat instead, so that somebody else can come."),
    )
    NO_SEAT = "no_seat", _("You have no seat at this event any more.")
    NOT_SEATED = "not_seated", _("Attendance can be marked only for people with a seat.")
    NO_SESSION = "no_session", _("This session was removed in the meantime.")
    NOT_BEGUN = "not_begun", _("Attendance can be marked once the session has begun.")
    REASON_MISSING = "reason_missing", _("Say why the attendance is corrected.")
    LIST_CLOSED = "list_closed", _("The attendance list is closed already.")
    REPORT_USED = "report_used", _("This report is imported already.")
    REPORT_CHANGED = "report_changed", _("Something has changed meanwhile. Nobody was marked: look at it once more.")
    HERE_NEVER = "here_never", _("At this event the team checks people in.")
    HERE_LATER = "here_later", _("Checking in begins half an hour before the session.")
    MARKED_OTHERWISE = "marked_otherwise", _("The team has marked you otherwise. Please speak to them.")
    NOT_ON_SCREEN = (
        "not_on_screen",
        _("This is not the code that is on the screen now. It changes every half minute: take the one that is there."),
    )
    JOIN_LATER = "join_later", _("This online meeting is not open yet.")
    JOIN_OVER = "join_over", _("This session is over.")
    NO_LINK = "no_link", _("There is no online link for this session at the moment. Please look again later.")
    NOBODY_MEANT = "nobody_meant", _("Nobody on the list is meant. Choose other people.")
    OTHER_NUMBER = "other_number", _("Who is meant has changed meanwhile. Look at the number, and send it again.")
    NOT_YET_PUBLISHED = "not_yet_published", _("Nobody is on the list before the event is published.")
    WRITTEN_OFTEN = (
        "written_often",
        _("That was enough for one day: ten mails to a group. The next can be sent tomorrow."),
    )
    TESTED_OFTEN = "tested_often", _("That was enough for one hour: twenty tests. Read the preview instead.")
    NOT_ENDED = "not_ended", _("The attendance list can be closed once the event is over.")


class WishKind(models.TextChoices):
    """What the organiser wants of two people."""

    TOGETHER = "together", _("Keep together")
    APART = "apart", _("Keep apart")


class GroupRefusal(models.TextChoices):
    """Why groups can't be made or changed; some name the people whom it is about."""

    EVENT_CANCELLED = "event_cancelled", _("This event is cancelled.")
    NOT_OPEN = "not_open", _("Groups can be made once the event is published.")
    OVER = "over", _("This session is over.")
    TOO_FEW = "too_few", _("Groups need at least two people with a seat.")
    TOO_MANY = "too_many", _("Groups can be made of up to 1,000 people.")
    NO_GROUPS = "no_groups", _("There are no groups for this session.")
    GONE = "gone", _("This group is not there any more.")
    NOT_SEATED = "not_seated", _("This person has no seat any more.")
    OTHER_SEATS = "other_seats", _("One of them has a seat in the room, the other online.")
    BUSY = "busy", _("The list of people has changed meanwhile. Please try again.")
    SAME_PERSON = "same_person", _("Choose two different people.")
    WISHED_ALREADY = "wished_already", _("There is a wish for these two already. Take that away first.")
    SAME_NAME = "same_name", _("Two groups can't have the same name.")
    TOO_MANY_TOGETHER = (
        "too_many_together",
        _("More people than one group holds are to be kept together: %(names)s."),
    )
    TOGETHER_AND_APART = (
        "together_and_apart",
        _("They can't be kept together and apart at once: %(names)s."),
    )
    LOCKED_ASUNDER = "locked_asunder", _("They are to be kept together, but stay in different groups: %(names)s.")
    LOCKED_TOGETHER = "locked_together", _("They are to be kept apart, but stay in one group: %(names)s.")
    KEPT_APART = "kept_apart", _("They are to be kept apart: %(names)s.")

"""Words of this app."""

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
    EXPIRED = "expired", _("Offer lapsed")


LIVE = (
    RegistrationStatus.REQUESTED,
    RegistrationStatus.CONFIRMED,
    RegistrationStatus.WAITLISTED,
    RegistrationStatus.OFFERED,
)
SEATED = (RegistrationStatus.CONFIRMED, RegistrationStatus.OFFERED)


class WhyWaiting(models.TextChoices):
    """Why somebody on the waiting list has no seat yet, or was passed over."""

    FULL = "full", _("All seats are taken.")
    CLOSED = "closed", _("These seats are not offered any more.")
    OUTSIDE_AUDIENCE = "outside_audience", _("This event is not open to your department any more.")


class Ending(models.TextChoices):
    """How a registration came to its end."""

    BY_PERSON = "by_person", _("Cancelled by the participant")
    BY_ORGANISER = "by_organiser", _("Taken off the list by the organiser")
    EVENT_CANCELLED = "event_cancelled", _("The event was cancelled")
    PERSON_LEFT = "person_left", _("The participant's account was closed")


class Mark(models.TextChoices):
    """What happened at one session."""

    PRESENT = "present", _("Present")
    PARTIAL = "partial", _("Partly present")
    EXCUSED = "excused", _("Excused")
    ABSENT = "absent", _("Absent")


ATTENDED = (Mark.PRESENT, Mark.PARTIAL)


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
    NOT_SEATED = "not_seated", _("Attendance can be marked only for people with a seat.")
    NO_SESSION = "no_session", _("This session was removed in the meantime.")
    NOT_BEGUN = "not_begun", _("Attendance can be marked once the session has begun.")
    REASON_MISSING = "reason_missing", _("Say why the attendance is corrected.")
    LIST_CLOSED = "list_closed", _("The attendance list is closed already.")
    NOT_ENDED = "not_ended", _("The attendance list can be closed once the event is over.")

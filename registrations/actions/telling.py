"""What every change of a place leaves behind: an audit line, a mail, and the calendar as it should be.

Private to the actions.
"""

from collections.abc import Iterable
from datetime import datetime

from accounts.models import User
from audit.actions import record
from events.models import Session
from registrations import notifications
from registrations.actions.service import expect_calendar
from registrations.enums import RegistrationStatus
from registrations.models import Registration


def tell(
    registration: Registration, verb: str, *, before: str, by: User | None, at: datetime, message: str = ""
) -> None:
    """Note a change and say to the participant where they stand now."""
    note(verb, registration, before=before, by=by, at=at, message=message)
    notifications.tell_status(registration, expect_calendar(registration, at=at), at=at, message=message)


def tell_given(given: Iterable[Registration], *, by: User | None, at: datetime) -> None:
    """Say to everybody whose turn it was what they have now, or are asked."""
    for registration in given:
        verb = "registration.promoted" if registration.is_confirmed else "registration.offered"
        verb = "registration.upgrade_offered" if registration.is_offered_another else verb
        note(verb, registration, before=RegistrationStatus.WAITLISTED, by=by, at=at)
        notifications.tell_given(registration, expect_calendar(registration, at=at), at=at)


def ask_anew(asked: Iterable[Registration], *, by: User, at: datetime) -> None:
    """Say to everybody who has not answered yet how that stands now about which they were asked."""
    for registration in asked:
        note("registration.asked_anew", registration, before=registration.status, by=by, at=at)
        notifications.ask_anew(registration, at=at)


def note_session(verb: str, registration: Registration, session: Session, *, by: User | None, at: datetime) -> None:
    """Write the audit line of what was said about one session."""
    after = {"status": registration.status, "session": session.starts_at.isoformat()}
    record(verb, registration, by=by, at=at, scope=registration.event.scope, after=after)


def note(
    verb: str, registration: Registration, *, before: str, by: User | None, at: datetime, message: str = ""
) -> None:
    """Write the audit line of a change."""
    record(
        verb,
        registration,
        by=by,
        at=at,
        scope=registration.event.scope,
        before={"status": before} if before else None,
        after={"status": registration.status, "ending": registration.ending, "message": message},
    )

"""To whom organisers write."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from events.models import Event, RegistrationQuestion, Session
from registrations.enums import ATTENDED, Mark, RegistrationStatus
from registrations.models import Absence, Answer, Attendance, Registration
from registrations.querysets import RegistrationQuerySet

NO_DEPARTMENT = "none"


@dataclass(frozen=True, kw_only=True)
class Whom:
    """Which of those on the list are meant: everybody for whom all of this holds.

    ``departments``: their ids, and NO_DEPARTMENT for guests and whoever has none. ``only``: ids of registrations.
    """

    states: Collection[str] = (RegistrationStatus.CONFIRMED,)
    session: Session | None = None
    seat: str = ""
    departments: Collection[str] = ()
    unanswered: RegistrationQuestion | None = None
    was_there: str = ""
    only: Collection[int] = ()


def addressees(event: Event, whom: Whom) -> RegistrationQuerySet:
    """Those of ``event`` who are meant, by name; whoever has left is written to by nobody."""
    found = Registration.objects.for_event(event).live().filter(status__in=list(whom.states))
    found = found.exclude(user__is_active=False)
    if whom.session:
        found = found.exclude(Exists(Absence.objects.filter(registration=OuterRef("pk"), session=whom.session)))
    if whom.seat:
        found = found.filter(pool__kind=whom.seat)
    if whom.departments:
        found = found.filter(_in_departments(whom.departments))
    if whom.unanswered:
        given = Answer.objects.filter(registration=OuterRef("pk"), question=whom.unanswered)
        found = found.exclude(Exists(given))
    if whom.was_there:
        found = found.filter(_was_there(whom))
    if whom.only:
        found = found.filter(pk__in=list(whom.only))
    return found.with_people().select_related("event").by_name()


def _in_departments(chosen: Collection[str]) -> Q:
    ids = [one for one in chosen if one != NO_DEPARTMENT]
    found = Q(user__department__in=ids)
    return found | Q(user__department=None) if NO_DEPARTMENT in chosen else found


def _was_there(whom: Whom) -> Exists:
    """Marked so at the chosen session, or at one of them all."""
    marks = list(ATTENDED) if whom.was_there == Mark.PRESENT else [Mark.ABSENT]
    entries = Attendance.objects.current().filter(registration=OuterRef("pk"), mark__in=marks)
    return Exists(entries.filter(session=whom.session) if whom.session else entries)

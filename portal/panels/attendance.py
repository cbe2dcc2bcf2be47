"""The attendance list of one session, to be marked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.forms import BoundField
from django.urls import reverse
from django.utils.safestring import SafeString

from accounts.models import Department
from events.models import Event, Session
from registrations import policies, queries
from registrations.enums import ATTENDED, Refusal
from registrations.forms import AttendanceForm
from registrations.models import Attendance, AttendanceList, Registration

LONGEST_NUMBER = 20  # digits; no id has more


@dataclass(frozen=True, kw_only=True)
class AttendanceRow:
    """One person of the list."""

    registration: Registration
    name: str
    department: Department | None
    field: BoundField
    initial: SafeString
    entry: Attendance | None


@dataclass(frozen=True, kw_only=True)
class SessionLink:
    """One session of several, to choose from."""

    session: Session
    url: str
    is_current: bool


@dataclass(frozen=True, kw_only=True)
class AttendancePage:
    """What the page shows."""

    session: Session | None
    sessions: list[SessionLink]
    form: AttendanceForm
    rows: list[AttendanceRow]
    refusal: Refusal | None
    close_refusal: Refusal | None
    closed: AttendanceList | None

    @property
    def marked(self) -> int:
        """How many are marked."""
        return sum(1 for row in self.rows if row.entry)

    @property
    def present(self) -> int:
        """How many were there, wholly or partly."""
        return sum(1 for row in self.rows if row.entry and row.entry.mark in ATTENDED)


def session_shown(event: Event, *, chosen: str, at: datetime) -> Session | None:
    """The session with the id ``chosen``; without one the last that can be marked, or the first.

    Raises Session.DoesNotExist for a session of another event.
    """
    if chosen:
        return event.sessions.get(pk=int(chosen[:LONGEST_NUMBER]) if chosen.isdecimal() else 0)
    sessions = list(event.sessions.order_by("starts_at", "pk"))
    open_ones = [session for session in sessions if policies.mark_refusal(session, at=at) is None]
    return next(iter([*reversed(open_ones), *sessions]), None)


def seated(event: Event) -> list[Registration]:
    """Everybody with a seat, by name."""
    return list(Registration.objects.for_event(event).confirmed().with_people().by_name())


def entries_of(event: Event, session: Session | None) -> dict[int, Attendance]:
    """The last word on everybody at ``session``, by the registration's id."""
    found = queries.attendance_of(event) if session else {}
    return {registration: entry for (registration, held), entry in found.items() if session and held == session.pk}


def attendance_page(
    event: Event,
    session: Session | None,
    *,
    form: AttendanceForm,
    registrations: list[Registration],
    entries: Mapping[int, Attendance],
    at: datetime,
) -> AttendancePage:
    """The list of ``session`` with what is known of everybody."""
    url = reverse("workspace-attendance", args=[event.slug])
    return AttendancePage(
        session=session,
        sessions=[
            SessionLink(session=one, url=f"{url}?session={one.pk}", is_current=one == session)
            for one in event.sessions.order_by("starts_at", "pk")
        ],
        form=form,
        rows=[_row(registration, form, entries.get(registration.pk)) for registration in registrations],
        refusal=policies.mark_refusal(session, at=at) if session and event.is_published else Refusal.NOT_BEGUN,
        close_refusal=policies.close_refusal(event, at=at),
        closed=AttendanceList.objects.select_related("closed_by").filter(event=event).first(),
    )


def _row(registration: Registration, form: AttendanceForm, entry: Attendance | None) -> AttendanceRow:
    field = form[f"mark-{registration.pk}"]
    return AttendanceRow(
        registration=registration,
        name=registration.participant.name,
        department=registration.user.department if registration.user else None,
        field=field,
        initial=field.as_hidden(only_initial=True),
        entry=entry,
    )

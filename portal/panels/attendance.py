"""The attendance list of one session, to be marked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import F
from django.forms import BoundField
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accounts.models import Department
from common import tables, times
from common.tables import Column, Description, Filter, Table
from events.models import Event, Session
from portal.panels.marking import briefly
from registrations import policies, queries
from registrations.enums import ATTENDED, OUTCOMES, Refusal
from registrations.forms import AttendanceForm, BulkForm
from registrations.models import Attendance, AttendanceList, Registration
from registrations.querysets import RegistrationQuerySet

LONGEST_NUMBER = 20  # digits; no id has more


@dataclass(frozen=True, kw_only=True)
class AttendanceRow:
    """One person of the list."""

    registration: Registration
    name: str
    department: Department | None
    field: BoundField
    initial: SafeString
    minutes: SafeString
    minutes_field: BoundField
    said: str
    history_url: str
    is_picked: bool
    entry: Attendance | None
    group: str
    is_missing: bool
    joined: str


@dataclass(frozen=True, kw_only=True)
class SessionLink:
    """One session of several, to choose from."""

    session: Session
    url: str
    is_current: bool


class Way(NamedTuple):
    """Another way in which attendance becomes known."""

    url: str
    label: str
    icon: str
    is_for_editors: bool = False


@dataclass(frozen=True, kw_only=True)
class AttendancePage:
    """What the page shows."""

    session: Session | None
    sessions: list[SessionLink]
    form: AttendanceForm
    bulk: BulkForm
    table: Table[Registration]
    rows: list[AttendanceRow]
    marks: Mapping[str | None, int]
    refusal: Refusal | None
    close_refusal: Refusal | None
    closed: AttendanceList | None
    has_groups: bool
    ways: list[Way]

    @property
    def seated(self) -> int:
        """How many have a seat, whatever is shown of them."""
        return sum(self.marks.values())

    @property
    def marked(self) -> int:
        """How many are marked."""
        return sum(number for mark, number in self.marks.items() if mark)

    @property
    def present(self) -> int:
        """How many were there, wholly or partly."""
        return sum(number for mark, number in self.marks.items() if mark in ATTENDED)

    @property
    def some_are_missing(self) -> bool:
        """Whether somebody has said that they can't come, and is not marked yet."""
        return any(row.is_missing and row.entry is None for row in self.rows)

    @property
    def joined_unmarked(self) -> int:
        """How many have joined online and are not marked yet, among those shown."""
        return sum(bool(row.joined) and row.entry is None for row in self.rows)

    @property
    def is_bulk_open(self) -> bool:
        """Whether something is wrong with a mark for many."""
        return bool(self.bulk.errors)

    @property
    def is_rest_shown(self) -> bool:
        """Whether those who are not marked yet are among the rows."""
        return self.marked < self.seated and self.table.filters[0].value in {"", "none"}


def session_shown(event: Event, *, chosen: str, at: datetime) -> Session | None:
    """The session with the id ``chosen``; without one the last that can be marked, or the first.

    Raises Session.DoesNotExist for a session of another event.
    """
    if chosen:
        return event.sessions.get(pk=int(chosen[:LONGEST_NUMBER]) if chosen.isdecimal() else 0)
    sessions = list(event.sessions.order_by("starts_at", "pk"))
    open_ones = [session for session in sessions if policies.mark_refusal(session, at=at) is None]
    return next(iter([*reversed(open_ones), *sessions]), None)


def attendance_table(
    event: Event,
    session: Session | None,
    entries: Mapping[int, Attendance],
    groups: Mapping[int, str],
    *,
    asked: Mapping[str, str],
) -> Table[Registration]:
    """Everybody with a seat, by name unless asked otherwise; all on one page, for they are marked together."""
    description = Description(
        title=_("Attendance, %(event)s") % {"event": event.title},
        columns=_columns(entries, groups),
        order="name",
        filters=_filters(),
        search_label=_("Name or department"),
        matching=RegistrationQuerySet.matching_names,
        prepared=RegistrationQuerySet.with_people,
        per_page=EVERYBODY,
    )
    found = Registration.objects.for_event(event).confirmed().with_mark(session)
    kept = {"session": str(session.pk)} if session and asked.get("session") else {}
    return tables.read(description, found, asked=asked, kept=kept)


EVERYBODY = 100_000


def _columns(entries: Mapping[int, Attendance], groups: Mapping[int, str]) -> list[Column[Registration]]:
    group: Column[Registration] = Column(name="group", label=_("Group"), value=lambda row: groups.get(row.pk, ""))
    return [
        Column(name="name", label=_("Name"), value=lambda row: row.participant.name, order=("person_name",)),
        Column(
            name="department", label=_("Department"), value=_department_name, order=("department_name", "person_name")
        ),
        *([group] if groups else []),
        Column(
            name="mark",
            label=_("Attendance"),
            value=lambda row: _mark(entries, row),
            order=(F("mark").asc(nulls_first=True), "person_name"),
        ),
        Column(name="reason", label=_("Reason"), value=lambda row: _entry(entries, row, "reason"), is_shown=False),
        Column(
            name="marked", label=_("Marked"), value=lambda row: _moment(entries, row), kind="moment", is_shown=False
        ),
    ]


def _filters() -> list[Filter]:
    departments = Department.objects.order_by("name", "pk").values_list("pk", "name")
    return [
        Filter(
            name="mark",
            label=_("Attendance"),
            field="mark",
            choices=[*((mark, str(mark.label)) for mark in OUTCOMES), (None, _("Not marked yet"))],
            everything=_("All"),
        ),
        Filter(
            name="department",
            label=_("Department"),
            field="user__department",
            choices=[*departments, (None, _("Guest, or without department"))],
            everything=_("All departments"),
            is_list=True,
        ),
    ]


def _department_name(registration: Registration) -> str:
    if registration.guest is not None:
        return _("Guest")
    return registration.user.department.name if registration.user and registration.user.department else ""


def _mark(entries: Mapping[int, Attendance], registration: Registration) -> str:
    entry = entries.get(registration.pk)
    return str(entry.get_mark_display()) if entry else ""


def _entry(entries: Mapping[int, Attendance], registration: Registration, name: str) -> str:
    entry = entries.get(registration.pk)
    return str(getattr(entry, name)) if entry else ""


def _moment(entries: Mapping[int, Attendance], registration: Registration) -> datetime | None:
    entry = entries.get(registration.pk)
    return entry.marked_at if entry else None


def entries_of(event: Event, session: Session | None) -> dict[int, Attendance]:
    """The last word on everybody at ``session``, by the registration's id."""
    found = queries.attendance_of(event) if session else {}
    return {registration: entry for (registration, held), entry in found.items() if session and held == session.pk}


def attendance_page(
    event: Event,
    session: Session | None,
    *,
    forms: tuple[AttendanceForm, BulkForm],
    table: Table[Registration],
    entries: Mapping[int, Attendance],
    groups: Mapping[int, str],
    at: datetime,
) -> AttendancePage:
    """The list of ``session`` with what is known of everybody."""
    url = reverse("workspace-attendance", args=[event.slug])
    everybody = Registration.objects.for_event(event).confirmed()
    joined = queries.joined_at(session) if session and session.join_url else {}
    known = _Known(event=event, forms=forms, entries=entries, groups=groups, joined=joined)
    return AttendancePage(
        session=session,
        sessions=[
            SessionLink(session=one, url=f"{url}?session={one.pk}", is_current=one == session)
            for one in event.sessions.order_by("starts_at", "pk")
        ],
        form=forms[0],
        bulk=forms[1],
        rows=[_row(registration, known) for registration in table.page],
        has_groups=bool(groups),
        ways=list(_ways(event, session, at=at)),
        table=table,
        marks=everybody.count_by_mark(session),
        refusal=policies.mark_refusal(session, at=at) if session and event.is_published else Refusal.NOT_BEGUN,
        close_refusal=policies.close_refusal(event, at=at),
        closed=AttendanceList.objects.select_related("closed_by").filter(event=event).first(),
    )


def _ways(event: Event, session: Session | None, *, at: datetime) -> Iterator[Way]:
    if session is None or not event.is_published:
        return
    if event.has_self_check_in and at < session.ends_at:
        yield Way(reverse("room-screen", args=[event.slug, session.pk]), _("Screen for the room"), "scan")
    if session.join_url and policies.mark_refusal(session, at=at) is None:
        url = reverse("attendance-report-new", args=[event.slug], query={"session": session.pk})
        yield Way(url, _("Import the report of the meeting"), "file", is_for_editors=True)


@dataclass(frozen=True, kw_only=True)
class _Known:
    """What is known of everybody on the list, and what was sent about them."""

    event: Event
    forms: tuple[AttendanceForm, BulkForm]
    entries: Mapping[int, Attendance]
    groups: Mapping[int, str]
    joined: Mapping[int, datetime]


def _row(registration: Registration, known: _Known) -> AttendanceRow:
    form, bulk = known.forms
    field, spent = form[f"mark-{registration.pk}"], form[f"minutes-{registration.pk}"]
    entry, joined = known.entries.get(registration.pk), known.joined.get(registration.pk)
    return AttendanceRow(
        registration=registration,
        name=registration.participant.name,
        department=registration.user.department if registration.user else None,
        field=field,
        initial=field.as_hidden(only_initial=True) + spent.as_hidden(only_initial=True),
        minutes=spent.as_widget(attrs={"class": "input", "aria-label": str(spent.label)}),
        minutes_field=spent,
        entry=entry,
        said=f"{times.moment(entry.marked_at)} · {briefly(entry)}" if entry else "",
        history_url=reverse("attendance-person", args=[known.event.slug, registration.pk]),
        is_picked=str(registration.pk) in bulk.picked,
        group=known.groups.get(registration.pk, ""),
        is_missing=registration.pk in form.missing,
        joined=times.clock(joined) if joined else "",
    )

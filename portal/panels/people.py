"""Everybody on an event's list, filtered, searched, sorted and in pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Department
from calendars.enums import Answer
from calendars.wording import ANSWERS as WORDS
from common import tables
from common.tables import Column, Description, Filter, Table
from events.enums import PoolKind
from events.models import Event, Pool
from inbox.policies import is_read
from portal.panels.columns import AnswerColumns, ColumnLink, answer_columns
from portal.panels.waiting import WaitingNotes, everybodys_whys, notes_on
from registrations import policies, queries
from registrations.enums import LIVE, Refusal, RegistrationStatus
from registrations.models import Registration, SeatHold
from registrations.queries.groups import labels_by_person
from registrations.querysets import RegistrationQuerySet


@dataclass(frozen=True, kw_only=True)
class PersonRow:
    """One person on the list."""

    registration: Registration
    name: str
    email: str
    department: Department | None
    is_guest: bool
    state_text: str
    missed_text: str
    calendar_text: str
    since: datetime
    can_be_removed: bool
    answers: list[tuple[str, str]]
    why: str
    moved: str
    can_be_moved: bool
    other_kind: str

    @property
    def other_label(self) -> str:
        """What the button says that moves somebody to the other kind of seat."""
        return _("Move online…") if self.other_kind == PoolKind.ONLINE else _("Move to the room…")


@dataclass(frozen=True, kw_only=True)
class People:
    """What the page shows."""

    table: Table[Registration]
    rows: list[PersonRow]
    held: list[SeatHold]
    several_pools: bool
    columns: list[ColumnLink]


def people(event: Event, *, asked: Mapping[str, str], at: datetime) -> People:
    """The list of ``event`` as the address asks for it."""
    pools = list(event.pools.all())
    is_file = bool(asked.get("export"))
    groups = labels_by_person(event) if is_file else {}
    whys = everybodys_whys(event, pools, at=at) if is_file else {}
    notes = WaitingNotes(places=queries.places_in_line(event), whys=whys)
    answers = answer_columns(event, asked)
    is_line = asked.get("status") == RegistrationStatus.WAITLISTED
    description = _description(event, notes, groups, answers, several_pools=len(pools) > 1, is_line=is_line)
    table = tables.read(description, event.registrations.all(), asked=asked, kept=answers.kept)
    notes = notes_on(notes.places, event, table.page, pools, at=at)
    missed = queries.missed_sessions(list(table.page))
    said = queries.calendar_answers(event, list(table.page))
    return People(
        table=table,
        rows=[
            _row(registration, notes, missed, said, answers.shown(registration), pools, at=at)
            for registration in table.page
        ],
        held=list(queries.standing_holds(event)),
        several_pools=len(pools) > 1,
        columns=answers.links(table),
    )


def _description(
    event: Event,
    notes: WaitingNotes,
    groups: Mapping[int, str],
    answers: AnswerColumns,
    *,
    several_pools: bool,
    is_line: bool,
) -> Description[Registration]:
    """``is_line``: whether only those who wait are asked for, who stand in their order."""
    columns: list[Column[Registration]] = [
        Column(name="name", label=_("Name"), value=lambda row: row.participant.name, order=("person_name",)),
        Column(name="email", label=_("Mail address"), value=lambda row: row.participant.email, is_shown=False),
        Column(
            name="department", label=_("Department"), value=_department_name, order=("department_name", "person_name")
        ),
        Column(
            name="state",
            label=_("State"),
            value=lambda row: _state(row, notes.places),
            order=("-pool__kind", "-priority", "since") if is_line else ("status", "since"),
        ),
        Column(name="seat", label=_("Seat"), value=lambda row: str(row.pool), order=("pool__kind",), is_shown=False),
        Column(name="why", label=_("Why no seat yet"), value=lambda row: notes.whys.get(row.pk, ""), is_shown=False),
        Column(name="since", label=_("Since"), value=lambda row: row.since, order=("since",), kind="moment"),
    ]
    if groups:
        columns.append(Column(name="group", label=_("Group"), value=lambda row: groups.get(row.pk, ""), is_shown=False))
    columns += answers.columns
    return Description(
        title=_("People, %(event)s") % {"event": event.title},
        columns=columns,
        order="state" if is_line else "since",
        filters=_filters(several_pools=several_pools),
        search_label=_("Name, address or department"),
        matching=RegistrationQuerySet.matching,
        prepared=lambda found: _prepared(found, with_answers=bool(answers.questions)),
    )


def _prepared(found: RegistrationQuerySet, *, with_answers: bool) -> RegistrationQuerySet:
    rows = found.with_people().with_since()
    return rows.with_answers() if with_answers else rows


def _filters(*, several_pools: bool) -> list[Filter]:
    departments = Department.objects.order_by("name", "pk").values_list("pk", "name")
    seats = Filter(
        name="seat",
        label=_("Seat"),
        field="pool__kind",
        choices=[(kind, str(kind.label)) for kind in PoolKind],
        everything=_("All"),
    )
    return [
        Filter(
            name="status",
            label=_("States"),
            field="status",
            choices=[(status, str(status.label)) for status in RegistrationStatus],
            everything=_("All"),
            standing=LIVE,
        ),
        Filter(
            name="department",
            label=_("Department"),
            field="user__department",
            choices=[*departments, (None, _("Guest, or without department"))],
            everything=_("All departments"),
        ),
        *([seats] if several_pools else []),
    ]


def _department_name(registration: Registration) -> str:
    if registration.guest is not None:
        return _("Guest")
    return registration.user.department.name if registration.user and registration.user.department else ""


def _state(registration: Registration, places: Mapping[int, int]) -> str:
    place = places.get(registration.pk)
    if place:
        return _("Waiting, number %(place)d") % {"place": place}
    return str(RegistrationStatus(registration.status).label)


def _missed(number: int) -> str:
    """Behind the state of somebody with a seat: how many sessions they can't come to."""
    if not number:
        return ""
    return ngettext("can't come to %(number)d session", "can't come to %(number)d sessions", number) % {
        "number": number
    }


def _calendar(said: Sequence[Answer]) -> str:
    """Behind the state of somebody with a seat: what their calendar has answered; of several sessions, to how many."""
    if not said or (set(said) == {Answer.NEEDS_ACTION} and not is_read()):
        return ""
    accepted = sum(answer is Answer.ACCEPTED for answer in said)
    if len(set(said)) == 1:
        return _("In the calendar: %(answer)s") % {"answer": WORDS[said[0]]}
    return _("In the calendar: accepted %(number)d of %(all)d") % {"number": accepted, "all": len(said)}


def _row(
    registration: Registration,
    notes: WaitingNotes,
    missed: Mapping[int, set[int]],
    said: Mapping[int, Sequence[Answer]],
    answers: list[tuple[str, str]],
    pools: Sequence[Pool],
    *,
    at: datetime,
) -> PersonRow:
    others = (pool for pool in pools if policies.move_refusal(registration, pool=pool, reason=".", at=at) is None)
    return PersonRow(
        registration=registration,
        name=registration.participant.name,
        email=registration.participant.email,
        department=registration.user.department if registration.user else None,
        is_guest=registration.guest is not None,
        state_text=_state(registration, notes.places) if registration.pk in notes.places else "",
        missed_text=_missed(len(missed.get(registration.pk, ()))),
        calendar_text=_calendar(said.get(registration.pk, ())),
        since=registration.since,
        can_be_removed=policies.remove_refusal(registration, at=at) is None,
        answers=answers,
        why=notes.whys.get(registration.pk, ""),
        moved=notes.moves.get(registration.pk, ""),
        can_be_moved=policies.reorder_refusal(registration, reason="", at=at) is Refusal.MOVE_NEEDS_REASON,
        other_kind=next((pool.kind for pool in others), ""),
    )

"""Interest in an event without a date: as colleagues see it, as its organisers see it, and as a list."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Department, User
from events.headstart import head_start_until
from events.models import Event
from events.queries import (
    DepartmentInterest,
    interest_by_department,
    interest_by_event,
    is_interested,
    shown_to_colleagues,
    zone_of,
)
from registrations import queries

PAGE = 24


@dataclass(frozen=True, kw_only=True)
class InterestPanel:
    """One person's side of an event without a date; ``rows``: how many of which departments, as far as they may know.

    ``is_answer``: whether the panel alone is the answer to a click.
    """

    event: Event
    total: int
    rows: Sequence[DepartmentInterest]
    is_interested: bool
    is_signed_in: bool
    is_answer: bool = False

    @property
    def heading(self) -> str:
        """How many would come, in words."""
        if not self.total:
            return _("Nobody has said yet that they would come")
        text = ngettext("%(number)d person would come", "%(number)d people would come", self.total)
        return text % {"number": self.total}


def interest_panel(event: Event, person: User | AnonymousUser, *, is_answer: bool = False) -> InterestPanel:
    """The panel of ``event``, fetched with the person's rights."""
    rows = interest_by_department(event)
    knows_all = event.in_team or event.by_coordinator
    return InterestPanel(
        event=event,
        total=sum(row.number for row in rows),
        rows=(rows if knows_all else shown_to_colleagues(rows)) if person.is_authenticated else (),
        is_interested=isinstance(person, User) and is_interested(event, person),
        is_signed_in=person.is_authenticated,
        is_answer=is_answer,
    )


@dataclass(frozen=True, kw_only=True)
class DepartmentBar:
    """One bar: a department, and how many of its people would come."""

    department: Department | None
    number: int
    label: str


@dataclass(frozen=True, kw_only=True)
class WorkspaceInterest:
    """What the organisers see: how many would come from where, and the head start they have."""

    event: Event
    at: datetime
    bars: Sequence[DepartmentBar]
    total: int

    @property
    def is_running(self) -> bool:
        """Whether as yet only those who were interested can register."""
        return self.event.is_published and self.event.is_in_head_start(self.at)

    @property
    def can_choose(self) -> bool:
        """Whether the head start can still be longer or shorter."""
        return self.event.published_at is None or self.is_running


def workspace_interest(event: Event, *, at: datetime) -> WorkspaceInterest:
    """Everything about the interest in ``event``."""
    rows = interest_by_department(event)
    bars = [
        DepartmentBar(
            department=row.department, number=row.number, label="" if row.department else _("Without department")
        )
        for row in rows
    ]
    return WorkspaceInterest(event=event, at=at, bars=bars, total=sum(row.number for row in rows))


@dataclass(frozen=True, kw_only=True)
class First:
    """Who hears first when an event is published now, and until when they have it to themselves."""

    number: int
    until: datetime | None


def first_to_hear(event: Event, *, at: datetime) -> First | None:
    """Said before an event is published; None where nobody was interested."""
    number = interest_by_event([event]).get(event.pk, 0)
    if not number or event.starts_at is None:
        return None
    days = 0 if event.is_drawn else event.head_start_days
    until = head_start_until(at=at, days=days, zone=zone_of(event), starts_at=event.starts_at)
    return First(number=number, until=until)


@dataclass(frozen=True, kw_only=True)
class GatheringRow:
    """One event without a date in a list."""

    event: Event
    number: int
    is_interested: bool

    @property
    def counted(self) -> str:
        """How many would come, in words."""
        text = ngettext("%(number)d would come", "%(number)d would come", self.number)
        return text % {"number": self.number}


@dataclass(frozen=True, kw_only=True)
class Gathering:
    """The page of what gathers interest."""

    page: Page[Event]
    rows: Sequence[GatheringRow]


def gathering(person: User | AnonymousUser, *, page: str | None) -> Gathering:
    """Events without a date that ``person`` may read about, newest first."""
    events = queries.visible_events(person).gathering().with_interest_of(person.pk).select_related("host_department")
    found = Paginator(events, PAGE).get_page(page)
    return Gathering(page=found, rows=gathering_rows(list(found)))


def gathering_rows(events: Iterable[Any]) -> list[GatheringRow]:
    """``events`` as a list shows them, each with what with_interest_of() says."""
    return [
        GatheringRow(event=event, number=event.interested or 0, is_interested=event.is_interested) for event in events
    ]

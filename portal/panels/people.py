"""Everybody on an event's list, filtered, searched, sorted and in pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from accounts.models import Department
from common import search
from events.models import Event
from registrations import policies, queries
from registrations.enums import LIVE, RegistrationStatus
from registrations.models import Registration

PER_PAGE = 50
SORTS = {
    "name": ("person_name", "pk"),
    "department": ("department_name", "person_name", "pk"),
    "state": ("status", "since", "pk"),
    "since": ("since", "pk"),
}


@dataclass(frozen=True, kw_only=True)
class StatusLink:
    """One filter: a state and how many are in it."""

    label: str
    value: str
    count: int
    is_current: bool


@dataclass(frozen=True, kw_only=True)
class PersonRow:
    """One person on the list."""

    registration: Registration
    name: str
    email: str
    department: Department | None
    is_guest: bool
    state_text: str
    since: datetime
    can_be_removed: bool


@dataclass(frozen=True, kw_only=True)
class People:
    """What the page shows."""

    filters: list[StatusLink]
    text: str
    page: Page[Registration]
    rows: list[PersonRow]
    is_empty: bool
    several_pools: bool


def people(event: Event, *, asked: Mapping[str, str], at: datetime) -> People:
    """The list of ``event`` as the address asks for it: status, q, sort, page."""
    figures = queries.figures(event)
    status = asked.get("status", "")
    status = status if status in RegistrationStatus.values else ""
    text = search.term(asked.get("q", ""))
    found = event.registrations.with_people().with_since()
    found = found.filter(status=status) if status else found.live()
    found = found.matching(text) if text else found
    page = Paginator(found.order_by(*_order(asked.get("sort", ""))), PER_PAGE).get_page(asked.get("page"))
    places = queries.places_in_line(event) if figures[RegistrationStatus.WAITLISTED] else {}
    return People(
        filters=_filters(figures, status),
        text=text,
        page=page,
        rows=[_row(registration, places, at=at) for registration in page],
        is_empty=not sum(figures.values()),
        several_pools=event.pools.count() > 1,
    )


def _order(sort: str) -> list[str]:
    """The columns of a sort; a minus before its name turns the first of them round."""
    first, *rest = SORTS.get(sort.removeprefix("-"), SORTS["since"])
    return [f"-{first}" if sort.startswith("-") else first, *rest]


def _filters(figures: Mapping[str, int], status: str) -> list[StatusLink]:
    everybody = sum(figures[one] for one in LIVE)
    return [
        StatusLink(label=_("All"), value="", count=everybody, is_current=not status),
        *(
            StatusLink(label=str(one.label), value=one, count=figures[one], is_current=one == status)
            for one in RegistrationStatus
            if figures[one] or one == status
        ),
    ]


def _row(registration: Registration, places: Mapping[int, int], *, at: datetime) -> PersonRow:
    place = places.get(registration.pk)
    return PersonRow(
        registration=registration,
        name=registration.participant.name,
        email=registration.participant.email,
        department=registration.user.department if registration.user else None,
        is_guest=registration.guest is not None,
        state_text=_("Waiting, number %(place)d") % {"place": place} if place else "",
        since=registration.since,
        can_be_removed=policies.remove_refusal(registration, at=at) is None,
    )

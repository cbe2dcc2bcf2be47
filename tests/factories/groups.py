"""Groups of sessions through their own actions, and what is refused of them."""

import pytest

from accounts.models import User
from audit.models import Line
from events.models import Event, Session
from registrations import actions
from registrations.enums import GroupRefusal, WishKind
from registrations.exceptions import GroupsRefused
from registrations.models import Group, GroupPlace, GroupPlan, GroupWish, Registration
from tests.factories.accounts import make_department, make_user
from tests.factories.events import NOW
from tests.factories.registrations import register


def session_of(event: Event) -> Session:
    return event.sessions.order_by("starts_at").first()


def owner_of(event: Event) -> User:
    return event.roles.get().user


def seat(event: Event, number: int, *, departments: int = 3) -> list[Registration]:
    """So many people with a seat, of so many departments in turn."""
    rows = [make_department() for _ in range(departments)]
    return [register(event, make_user(department=rows[n % departments])) for n in range(number)]


def mix(event: Event, size: int = 3, **values: object) -> GroupPlan:
    values = {"session": session_of(event), "at": NOW} | values
    return actions.mix_groups(size=size, by=owner_of(event), **values).plan


def wish(kind: WishKind, one: Registration, other: Registration) -> GroupWish:
    event = one.event
    return actions.make_wish(event=event, first=one, second=other, kind=kind, by=owner_of(event), at=NOW)


def refusal(call, **values: object) -> tuple[GroupRefusal, str]:
    """Why it is refused; and nothing has changed."""
    before = state()
    with pytest.raises(GroupsRefused) as caught:
        call(**{"at": NOW} | values)
    assert state() == before
    return caught.value.reason, str(caught.value)


def state() -> list[list[tuple[object, ...]]]:
    return [
        list(model.objects.order_by("pk").values_list()) for model in (GroupPlan, Group, GroupPlace, GroupWish, Line)
    ]

"""Two at the groups of one session: made once, and whoever is to stay stays; this is seen to fail without the lock."""

from collections.abc import Callable
from functools import partial

import pytest
from django.utils import timezone

from accounts.models import User
from events.models import Event, Session
from events.querysets import EventQuerySet
from registrations import actions
from registrations.models import Group, GroupPlace, GroupPlan, Registration
from tests.factories.accounts import make_user
from tests.factories.events import make_upcoming_event
from tests.factories.registrations import register
from tests.support.processes import sooner_or_later

pytestmark = pytest.mark.postgres

ROUNDS = 6


def _session(owner: User, people: list[User]) -> Session:
    event: Event = make_upcoming_event(owner=owner)
    for person in people:
        register(event, person, at=timezone.now())
    return event.sessions.select_related("event").get()


def _mix(session: Session, by: User) -> int:
    return actions.mix_groups(session=session, size=2, by=by, at=timezone.now()).moved


def _put(registration: Registration, group: Group, by: User) -> None:
    actions.put_in_group(registration=registration, group=group, is_locked=True, by=by, at=timezone.now())


def _made_twice(race: Callable) -> int:
    owner, other, people = make_user(), make_user(), [make_user() for _ in range(4)]
    sessions = [_session(owner, people) for _ in range(ROUNDS)]

    lanes = race(*([partial(_mix, session, by) for session in sessions] for by in (owner, other)))

    assert GroupPlan.objects.count() == GroupPlan.objects.values("session").distinct().count()
    return sum(bool(result.error) for lane in lanes for result in lane)


def _moved_although_locked(race: Callable) -> int:
    owner, people = make_user(), [make_user() for _ in range(6)]
    wanted: list[tuple[Session, Registration, Group]] = []
    for _ in range(ROUNDS):
        session = _session(owner, people)
        plan = actions.mix_groups(session=session, size=3, by=owner, at=timezone.now()).plan
        place = plan.places.select_related("registration").order_by("pk")[0]
        wanted.append((session, place.registration, plan.groups.exclude(pk=place.group_id).get()))

    race(
        [partial(_mix, session, owner) for session, _registration, _group in wanted],
        [partial(_put, registration, group, owner) for _session, registration, group in wanted],
    )

    stands = {place.registration_id: place for place in GroupPlace.objects.select_related("group")}
    return sum(
        not stands[registration.pk].is_locked or stands[registration.pk].group.number != group.number
        for _session, registration, group in wanted
    )


@pytest.fixture
def _without_the_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(EventQuerySet, "lock", lambda self, event: self.get(pk=event.pk))


@pytest.mark.parametrize("broken", [_made_twice, _moved_although_locked])
def test_two_at_once_leave_groups_as_they_were_asked_for(race, broken):
    assert broken(race) == 0


@pytest.mark.usefixtures("_without_the_lock")
def test_without_the_lock_somebody_leaves_the_group_in_which_they_were_to_stay(race):
    assert sooner_or_later(lambda: _moved_although_locked(race))

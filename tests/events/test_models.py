"""What the database refuses about events, whoever asks."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from events.models import Event, Pool, Role, Session, Speaker
from tests.factories.accounts import make_user
from tests.factories.events import NOW, main_pool, make_draft, make_event, make_room

pytestmark = pytest.mark.django_db


def refused(call, **values: object) -> bool:
    with pytest.raises(IntegrityError), transaction.atomic():
        call(**values)
    return True


@pytest.mark.parametrize(
    "values",
    [
        {"state": "published", "published_at": None},
        {"state": "cancelled", "cancelled_at": None},
        {"state": "draft"},
        {"state": "published", "cancelled_at": NOW},
    ],
)
def test_a_state_has_its_date(values):
    event = make_event()
    assert refused(Event.objects.filter(pk=event.pk).update, **values)


def test_a_published_event_has_a_date():
    event = make_event()
    assert refused(Event.objects.filter(pk=event.pk).update, starts_at=None, ends_at=None)


def test_an_event_ends_after_it_starts():
    event = make_event()
    assert refused(Event.objects.filter(pk=event.pk).update, ends_at=event.starts_at)


def test_two_events_have_two_addresses():
    first, second = make_draft(), make_draft()
    assert refused(Event.objects.filter(pk=second.pk).update, slug=first.slug)


def test_a_session_ends_after_it_starts():
    session = make_event().sessions.get()
    ends_at = session.starts_at - timedelta(minutes=1)
    assert refused(Session.objects.filter(pk=session.pk).update, ends_at=ends_at)


def test_a_session_has_a_place_or_a_link():
    session = make_event().sessions.get()
    assert refused(Session.objects.filter(pk=session.pk).update, room=None, place="", join_url="")


def test_a_uid_belongs_to_one_session():
    first, second = make_event().sessions.get(), make_event().sessions.get()
    assert refused(Session.objects.filter(pk=second.pk).update, uid=first.uid)


def test_a_pool_stands_once_per_kind():
    pool = main_pool(make_event())
    assert refused(Pool.objects.create, event=pool.event, kind=pool.kind)


def test_a_person_has_one_role_at_an_event():
    role = make_event().roles.get()
    assert refused(Role.objects.create, event=role.event, user=role.user, kind="helper")


@pytest.mark.parametrize("values", [{}, {"name": "Jo", "is_colleague": True}])
def test_a_speaker_is_a_colleague_or_a_name(values):
    session = make_event().sessions.get()
    user = make_user() if values.get("is_colleague") else None
    assert refused(Speaker.objects.create, session=session, user=user, name=values.get("name", ""))


def test_a_speaker_stands_once_at_a_session():
    session, user = make_event().sessions.get(), make_user()
    Speaker.objects.create(session=session, user=user, position=0)
    assert refused(Speaker.objects.create, session=session, user=user, position=1)


def test_two_speakers_have_two_positions():
    session = make_event().sessions.get()
    Speaker.objects.create(session=session, name="Jo", position=0)
    assert refused(Speaker.objects.create, session=session, name="Ida", position=0)


def test_a_room_has_one_name_at_its_location():
    room = make_room()
    assert refused(type(room).objects.create, location=room.location, name=room.name, capacity=5)

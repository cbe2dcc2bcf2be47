"""A head start: those who were interested register first, and nothing else waits for it."""

from datetime import timedelta

import pytest

from events import actions as events
from events.models import Interest
from portal.panels.series import series_page
from registrations import actions
from registrations.enums import Refusal, RegistrationStatus
from registrations.exceptions import RegistrationRefused
from registrations.models import Registration
from tests.factories.accounts import make_user
from tests.factories.events import NOW, main_pool
from tests.factories.interest import give_date, make_gathering
from tests.factories.registrations import register
from tests.factories.series import events_of, make_series, owner_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def mara():
    return make_user("Mara Lindqvist")


@pytest.fixture
def event(mara):
    return give_date(make_gathering(mara))


def test_whoever_was_interested_registers_during_the_head_start(event, mara):
    assert register(event, mara).status == RegistrationStatus.CONFIRMED


def test_others_are_told_until_when_they_wait(event):
    with pytest.raises(RegistrationRefused) as caught:
        register(event)

    assert caught.value.reason == Refusal.HEAD_START
    assert "Wednesday 3 March" in str(caught.value)


def test_the_moment_it_ends_everybody_can_register(event):
    until = event.head_start_until

    with pytest.raises(RegistrationRefused):
        register(event, at=until - timedelta(seconds=1))

    assert register(event, at=until).status == RegistrationStatus.CONFIRMED


def test_organisers_add_anybody(event):
    by = event.roles.get().user

    added = actions.add(event=event, participant=make_user(), pool=main_pool(event), by=by, at=NOW)

    assert added.status == RegistrationStatus.CONFIRMED


def test_a_seat_may_be_handed_over_to_somebody_who_was_not_interested(event, mara):
    place = register(event, mara)

    taken = actions.hand_over(registration=place, to=make_user(), by=mara, at=NOW)

    assert taken.status == RegistrationStatus.CONFIRMED


def test_a_date_of_a_series_enrols_whoever_is_registered_for_all_of_it(mara):
    series = make_series(publish=False)
    first, second = events_of(series)[:2]
    events.publish(event=second, by=owner_of(series), at=NOW)
    enrolled = make_user()
    actions.enrol(series=series, participant=enrolled, pool_kind="room", at=NOW)
    Interest.objects.create(event=first, user=mara, said_at=NOW)  # as of a draft that was a topic of the board

    first = events.publish(event=first, by=owner_of(series), at=NOW)

    assert first.is_in_head_start(NOW)
    assert [place.event for place in Registration.objects.filter(user=enrolled).order_by("event__starts_at")] == [
        first,
        second,
    ]


def test_the_page_of_a_series_says_until_when_others_wait(mara):
    series = make_series(publish=False)
    first = events_of(series)[0]
    Interest.objects.create(event=first, user=mara, said_at=NOW)
    events.publish(event=first, by=owner_of(series), at=NOW)

    theirs, hers = (series_page(series, reader, at=NOW).dates[0] for reader in (make_user(), mara))

    assert (theirs.is_open, theirs.refusal[:21], hers.is_open) == (False, "Until Wednesday 3 Mar", True)

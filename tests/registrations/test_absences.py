"""One session of several to which somebody can't come: the seat stays, the calendar follows."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from audit.models import Line
from calendars.enums import Method
from calendars.models import Entry, Revision
from events import actions as events
from events.models import Event, Session
from outbox.models import Message
from registrations import actions, queries
from registrations.enums import Mark, Refusal
from registrations.exceptions import RegistrationRefused
from registrations.forms import AttendanceForm
from registrations.links import guest_url
from registrations.models import Absence, Registration
from tests.factories.accounts import make_guest, make_user
from tests.factories.events import NOW, event_draft, main_pool, make_event, session_draft
from tests.factories.registrations import register

pytestmark = pytest.mark.django_db

SOON = NOW + timedelta(minutes=10)


@pytest.fixture
def place() -> Registration:
    days = (date(2027, 3, 10), date(2027, 3, 17), date(2027, 3, 24))
    return register(make_event(sessions=tuple(session_draft(day) for day in days)))


def sessions(event: Event) -> list[Session]:
    return list(event.sessions.order_by("starts_at"))


def stay_away(place: Registration, session: Session, **values: object) -> None:
    actions.stay_away(**{"registration": place, "session": session, "by": place.user, "at": SOON} | values)


def come(place: Registration, session: Session, **values: object) -> None:
    actions.come_after_all(**{"registration": place, "session": session, "by": place.user, "at": SOON} | values)


def refusal(call, *args: object, **values: object) -> Refusal:
    with pytest.raises(RegistrationRefused) as caught:
        call(*args, **values)
    return caught.value.reason


def expected(place: Registration) -> list[bool]:
    entries = Entry.objects.filter(user=place.user).order_by("meeting__starts_at")
    return list(entries.values_list("is_expected", flat=True))


def test_the_seat_stays_and_the_entry_of_that_session_goes(place):
    second = sessions(place.event)[1]

    stay_away(place, second)

    place.refresh_from_db()
    assert (place.status, main_pool(place.event).seats_taken) == ("confirmed", 1)
    assert expected(place) == [True, False, True]
    assert Revision.objects.order_by("-pk").first().method == Method.CANCEL


def test_taking_it_back_brings_the_entry_back(place):
    second = sessions(place.event)[1]
    stay_away(place, second)

    come(place, second)

    assert expected(place) == [True, True, True]
    assert Revision.objects.order_by("-pk").first().method == Method.REQUEST
    assert list(Line.objects.filter(about_type="registrations.registration").values_list("verb", flat=True))[-2:] == [
        "registration.absent",
        "registration.returns",
    ]


def test_saying_it_twice_says_it_once(place):
    second = sessions(place.event)[1]
    stay_away(place, second)
    mails = Message.objects.count()

    stay_away(place, second)
    come(place, sessions(place.event)[0])

    assert (Absence.objects.count(), Message.objects.count()) == (1, mails)


def test_a_session_that_has_begun_is_not_changed(place):
    second = sessions(place.event)[1]

    assert refusal(stay_away, place, second, at=second.starts_at) == Refusal.SESSION_BEGUN
    assert refusal(come, place, second, at=second.starts_at) == Refusal.SESSION_BEGUN


def test_who_would_miss_all_of_it_is_asked_to_cancel(place):
    first, second, third = sessions(place.event)
    stay_away(place, first)
    stay_away(place, second)

    assert refusal(stay_away, place, third) == Refusal.EVERY_SESSION


def test_an_event_of_one_session_is_cancelled_or_attended():
    alone = register(make_event())

    assert refusal(stay_away, alone, alone.event.sessions.get()) == Refusal.EVERY_SESSION


def test_only_whoever_has_a_seat_can_keep_it(place):
    second = sessions(place.event)[1]
    actions.cancel(registration=place, by=place.user, at=SOON)

    assert refusal(stay_away, place, second) == Refusal.NO_SEAT


def test_a_session_of_another_event_is_none_of_this_one(place):
    assert refusal(stay_away, place, make_event().sessions.get()) == Refusal.NO_SESSION


def test_a_session_that_moves_is_not_announced_to_whoever_misses_it(place):
    first, second, third = sessions(place.event)
    stay_away(place, second)
    said = Revision.objects.count()
    drafts = tuple(
        session_draft(
            one.held_on, "14:00" if one == second else "10:00", "15:00" if one == second else "11:00", pk=one.pk
        )
        for one in (first, second, third)
    )

    draft = event_draft(title=place.event.title, sessions=drafts)
    events.edit(event=place.event, draft=draft, by=make_user(), at=SOON)

    assert (Revision.objects.count(), expected(place)) == (said, [True, False, True])


def test_a_guest_can_say_it_too(client):
    days = [(timezone.now() + timedelta(days=ahead)).date() for ahead in (4, 11)]
    event = make_event(at=timezone.now(), sessions=tuple(session_draft(day) for day in days))
    owner = event.roles.get().user
    place = actions.add_guest(event=event, guest=make_guest(), pool=main_pool(event), by=owner, at=timezone.now())
    signed = guest_url(place).rstrip("/").rpartition("/")[2]
    second = sessions(event)[1]

    answer = client.post(reverse("guest-absence", args=[signed]), {"miss": second.pk})

    assert answer["Location"] == reverse("guest-event", args=[signed])
    assert queries.missed_sessions([place]) == {place.pk: {second.pk}}


def test_marking_the_rest_present_excuses_whoever_has_said_so(place):
    second, other = sessions(place.event)[1], register(place.event)
    stay_away(place, second)
    form = AttendanceForm({}, registrations=[place, other], known={}, missing=queries.missing_at(second))

    assert form.is_valid() is True
    assert form.marks(rest=Mark.PRESENT) == {place.pk: Mark.EXCUSED, other.pk: Mark.PRESENT}


def test_the_database_keeps_one_absence_per_session(place):
    second = sessions(place.event)[1]
    stay_away(place, second)

    with pytest.raises(IntegrityError), transaction.atomic():
        Absence.objects.create(registration=place, session=second, said_at=SOON)

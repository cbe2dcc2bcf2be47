"""What an answer from somebody's calendar means for their seat."""

from dataclasses import replace
from datetime import date, timedelta
from email import message_from_bytes
from email.policy import default

import pytest
from django.utils import translation

from audit.models import Line
from calendars import actions as calendars
from calendars.details import MeetingDetails
from calendars.enums import AnswerReason
from calendars.models import Entry, Revision
from events.models import Event
from inbox import actions as inbox
from inbox.enums import ReceivedState
from inbox.models import Received
from outbox import delivery, registry
from outbox.exceptions import Obsolete
from outbox.models import Message
from registrations import actions, wording
from registrations.models import Absence, Registration
from tests.factories.accounts import make_guest, make_user
from tests.factories.events import DAY, NOW, main_pool, make_event, session_draft
from tests.factories.registrations import register
from tests.support.received import AT, come, reply

pytestmark = pytest.mark.django_db
DONE, KEPT, DROPPED = ReceivedState.DONE, ReceivedState.KEPT, ReceivedState.DROPPED


def entries_of(registration: Registration) -> list[Entry]:
    return list(Entry.objects.of(registration.participant).order_by("meeting__starts_at"))


def answered(registration: Registration, state: str, *, number: int = 0, at=AT, **changed: str) -> Received:
    entry = entries_of(registration)[number]
    to = changed.get("recipient", entry.organiser_address)
    return come(reply(entry, state=state, **changed), to=to, at=at)


def standing(*registrations: Registration) -> list[str]:
    return [Registration.objects.get(pk=one.pk).status for one in registrations]


def several_days() -> Event:
    return make_event(sessions=tuple(session_draft(DAY + timedelta(days=number)) for number in range(3)))


def mails_to(registration: Registration) -> list[str]:
    found = Message.objects.filter(address=registration.participant.email).order_by("pk")
    return list(found.values_list("kind", flat=True))


@pytest.mark.parametrize("state", ["ACCEPTED", "TENTATIVE"])
def test_who_accepts_keeps_their_seat_and_gets_no_mail(state):
    place = register(make_event())

    received = answered(place, state)

    assert (received.state, received.scope, standing(place), entries_of(place)[0].answer) == (
        DONE,
        place.event.scope,
        ["confirmed"],
        state,
    )
    assert mails_to(place) == [wording.CONFIRMED]


def test_who_declines_gives_their_seat_to_whoever_waits_and_hears_how_to_come_back():
    event = make_event(capacity=1)
    place, waiting = register(event), register(event)

    received = answered(place, "DECLINED")

    assert (received.state, standing(place, waiting)) == (DONE, ["cancelled", "confirmed"])
    assert (Registration.objects.get(pk=place.pk).ending, main_pool(event).seats_taken) == ("by_calendar", 1)
    assert mails_to(place) == [wording.CONFIRMED, wording.DECLINED_IN_CALENDAR]
    line = Line.objects.get(verb="registration.ended", about_id=str(place.pk))
    assert (line.by, line.after["ending"]) == (place.user, "by_calendar")


def test_who_declines_is_sent_no_cancel():
    place = register(make_event())

    answered(place, "DECLINED")

    assert list(Revision.objects.values_list("method", flat=True)) == ["REQUEST"]
    mail = message_from_bytes(delivery.preview(Message.objects.last()), policy=default)
    assert [part.get_content_type() for part in mail.walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]
    assert "register again" in mail.get_body(("plain",)).get_content()


def test_who_registers_again_where_the_seat_is_gone_joins_the_list_and_is_invited_anew_in_the_end():
    event = make_event(capacity=1)
    place, waiting = register(event), register(event)
    answered(place, "DECLINED")

    again = register(event, place.user, at=AT)
    on_the_list = standing(again)
    actions.cancel(registration=Registration.objects.get(pk=waiting.pk), by=waiting.user, at=AT)

    [entry] = entries_of(place)
    assert (on_the_list, standing(again)) == (["waitlisted"], ["confirmed"])
    assert (entry.method, entry.sequence, entry.answer) == ("REQUEST", 1, "NEEDS-ACTION")


def test_who_declines_one_session_of_several_misses_that_one_and_keeps_the_seat():
    place = register(several_days())

    received = answered(place, "DECLINED", number=1)

    missed = list(Absence.objects.values_list("session__held_on", flat=True))
    assert (received.state, standing(place), missed) == (DONE, ["confirmed"], [DAY + timedelta(days=1)])
    assert [entry.is_expected for entry in entries_of(place)] == [True, False, True]
    assert list(Revision.objects.values_list("method", flat=True)) == ["REQUEST"] * 3


def test_who_declines_every_session_one_by_one_gives_the_seat_back():
    place = register(several_days())

    for number in range(3):
        answered(place, "DECLINED", number=number)

    assert (standing(place), Revision.objects.filter(method="CANCEL").count()) == (["cancelled"], 0)


def test_a_guest_declines_like_everybody():
    event = make_event()
    place = actions.add_guest(event=event, guest=make_guest(), pool=main_pool(event), by=event.roles.get().user, at=NOW)

    received = answered(place, "DECLINED")

    assert (received.state, standing(place)) == (DONE, ["cancelled"])


def test_who_declines_too_late_keeps_the_seat_until_the_organisers_let_it_count():
    event = make_event(sessions=(session_draft(date(2027, 3, 1), "12:00", "13:00"),), at=NOW - timedelta(days=9))
    place, owner = register(event, at=NOW - timedelta(days=8)), event.roles.get().user
    Event.objects.filter(pk=event.pk).update(cancellation_hours=24)

    received = answered(place, "DECLINED")

    assert (received.state, received.reason, standing(place), entries_of(place)[0].answer) == (
        KEPT,
        AnswerReason.TOO_LATE,
        ["confirmed"],
        "NEEDS-ACTION",
    )
    inbox.accept(received=received, by=owner, at=AT)
    assert (standing(place), Line.objects.get(verb="registration.ended").by) == (["cancelled"], owner)
    assert Revision.objects.filter(method="CANCEL").count() == 0


def test_who_declines_too_late_hears_once_that_the_seat_is_still_theirs_and_then_that_it_counts_after_all():
    place = register(make_event(sessions=(session_draft(NOW.date(), "12:00", "13:00"),), at=NOW - timedelta(days=9)))
    Event.objects.filter(pk=place.event_id).update(cancellation_hours=24)
    first = answered(place, "DECLINED")
    answered(place, "DECLINED", stamp="20270301T094600Z")

    said = mails_to(place)

    assert said == [wording.CONFIRMED, wording.DECLINED_TOO_LATE]
    message = Message.objects.get(kind=wording.DECLINED_TOO_LATE)
    assert (message.scope, registry.write(message).calendar) == (place.event.scope, None)
    inbox.accept(received=first, by=place.event.roles.get().user, at=AT)
    assert mails_to(place) == [*said, wording.DECLINED_IN_CALENDAR]
    with pytest.raises(Obsolete):
        registry.write(message)


def test_a_doubtful_answer_counts_once_somebody_has_accepted_it():
    place = register(make_event())
    received = answered(place, "DECLINED", address="alias@example.net")

    assert (received.reason, standing(place)) == (AnswerReason.OTHER_PERSON, ["confirmed"])
    inbox.accept(received=received, by=place.event.roles.get().user, at=AT)

    assert standing(place) == ["cancelled"]


LATER = "20270301T094500Z"


@pytest.mark.parametrize("state", ["ACCEPTED", "TENTATIVE"])
def test_who_accepts_after_having_declined_has_their_seat_back_and_no_second_invitation(state):
    place = register(make_event(capacity=1))
    answered(place, "DECLINED")

    received = answered(place, state, stamp=LATER)

    again = Registration.objects.latest("pk")
    [entry] = entries_of(place)
    assert (received.state, standing(place, again), again.user) == (DONE, ["cancelled", "confirmed"], place.user)
    assert (entry.is_expected, entry.method, entry.sequence, entry.answer) == (True, "REQUEST", 0, state)
    assert list(Revision.objects.values_list("method", flat=True)) == ["REQUEST"]
    assert mails_to(place) == [wording.CONFIRMED, wording.DECLINED_IN_CALENDAR, wording.CONFIRMED]


def test_who_accepts_after_the_seat_has_gone_joins_the_list_and_the_calendar_says_so():
    event = make_event(capacity=1)
    place, other = register(event), register(event)
    answered(place, "DECLINED")

    answered(place, "ACCEPTED", stamp=LATER)

    again = Registration.objects.latest("pk")
    [entry] = entries_of(place)
    assert standing(place, other, again) == ["cancelled", "confirmed", "waitlisted"]
    assert (entry.is_expected, entry.method, entry.sequence) == (False, "CANCEL", 1)


def test_who_accepts_one_session_of_several_after_all_comes_to_it_again():
    place = register(several_days())
    answered(place, "DECLINED", number=1)

    received = answered(place, "ACCEPTED", number=1, stamp=LATER)

    assert (received.state, standing(place), Absence.objects.count()) == (DONE, ["confirmed"], 0)
    assert [(entry.is_expected, entry.method) for entry in entries_of(place)] == [(True, "REQUEST")] * 3
    assert list(Revision.objects.values_list("method", flat=True)) == ["REQUEST"] * 3
    assert mails_to(place) == [wording.CONFIRMED, *["calendar.entry"] * 3]


def test_who_accepts_what_has_moved_meanwhile_is_asked_for_the_new_time():
    place = register(several_days())
    answered(place, "DECLINED", number=1)
    entry = entries_of(place)[1]
    calendars.put_meeting(uid=entry.meeting.uid, details=moved(entry.meeting.details), at=AT)

    answered(place, "ACCEPTED", number=1, stamp=LATER)

    entry.refresh_from_db()
    assert (entry.method, entry.sequence, entry.answer) == ("REQUEST", 1, "NEEDS-ACTION")


def moved(details: MeetingDetails) -> MeetingDetails:
    return replace(
        details, starts_at=details.starts_at + timedelta(hours=1), ends_at=details.ends_at + timedelta(hours=1)
    )


def test_who_was_taken_off_and_accepts_is_put_before_a_person():
    place = register(make_event())
    actions.remove(registration=place, message="Full.", by=place.event.roles.get().user, at=NOW)

    received = answered(place, "ACCEPTED", sequence="1", stamp=LATER)

    assert (received.state, received.reason, standing(place)) == (KEPT, AnswerReason.LEFT, ["cancelled"])


def test_who_may_not_register_any_more_and_accepts_is_put_before_a_person():
    place = register(make_event())
    answered(place, "DECLINED")
    Event.objects.filter(pk=place.event_id).update(audience="departments")

    received = answered(place, "ACCEPTED", stamp=LATER)

    assert (received.state, received.reason, standing(place)) == (KEPT, AnswerReason.LEFT, ["cancelled"])
    assert entries_of(place)[0].answer == "DECLINED"


def test_a_guest_who_accepts_after_having_declined_is_put_before_a_person():
    event = make_event()
    place = actions.add_guest(event=event, guest=make_guest(), pool=main_pool(event), by=event.roles.get().user, at=NOW)
    answered(place, "DECLINED")

    received = answered(place, "ACCEPTED", stamp=LATER)

    assert (received.state, received.reason, standing(place)) == (KEPT, AnswerReason.LEFT, ["cancelled"])


def test_who_declines_twice_gives_one_seat_back():
    event = make_event(capacity=2)
    place, other = register(event), register(event)
    for minute in (45, 46):
        received = answered(place, "DECLINED", stamp=f"20270301T09{minute}00Z")

    assert (received.reason, standing(place, other), main_pool(event).seats_taken) == (
        AnswerReason.ALREADY,
        ["cancelled", "confirmed"],
        1,
    )


def test_who_has_cancelled_on_the_site_is_not_cancelled_again():
    place = register(make_event())
    actions.cancel(registration=place, by=place.user, at=NOW)

    received = answered(place, "DECLINED", sequence="0")

    assert (received.state, received.reason) == (DROPPED, AnswerReason.STALE)


def test_organisers_hear_once_of_a_time_that_somebody_proposes():
    place = register(make_event(title="Clear writing"))
    owner = place.event.roles.get().user

    for _ in range(2):
        received = answered(place, "TENTATIVE", method="COUNTER")

    [message] = Message.objects.filter(kind="events.time_proposed")
    with translation.override("en"):
        mail = registry.write(message)
    assert (received.reason, standing(place), message.address) == (
        AnswerReason.PROPOSED,
        ["confirmed"],
        owner.email,
    )
    assert mail.subject == "Another time proposed for “Clear writing”"
    assert "Thursday 8 April 2027, 15:00–17:00\nLieber am Nachmittag" in mail.text


@pytest.mark.parametrize("state", ["DECLINED", "TENTATIVE", "ACCEPTED"])
def test_a_proposal_in_doubt_that_is_accepted_is_passed_on_and_changes_no_seat(state):
    place = register(make_event())
    owner = place.event.roles.get().user
    received = answered(place, state, method="COUNTER", address="alias@example.net")
    kept = (received.state, received.reason, received.facts["starts_at"])

    inbox.accept(received=received, by=owner, at=AT)

    assert kept == (KEPT, AnswerReason.OTHER_PERSON, "2027-04-08T15:00:00+02:00")
    assert (standing(place), entries_of(place)[0].answer) == (["confirmed"], "NEEDS-ACTION")
    assert list(Message.objects.filter(kind="events.time_proposed").values_list("address", flat=True)) == [owner.email]
    assert Received.objects.get().state == DONE


def test_who_teaches_and_declines_is_put_before_a_person():
    event = make_event()
    teacher = make_user()
    place = register(event, teacher)
    Entry.objects.filter(user=teacher).update(for_teaching=True)

    received = answered(place, "DECLINED")

    assert (received.state, received.reason, standing(place)) == (KEPT, AnswerReason.TEACHES, ["confirmed"])

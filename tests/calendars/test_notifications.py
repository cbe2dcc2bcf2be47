"""The plain calendar mail, as far as its bytes."""

from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone, translation

from calendars import actions, notifications
from calendars.models import Revision
from outbox.models import Message
from outbox.rendering import as_bytes
from tests.factories.accounts import make_guest, make_user
from tests.factories.calendars import NOW, STARTS, invite, make_details, make_meeting

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


def tell(revision: Revision, **values: object) -> Message:
    notifications.tell(revision, **values)
    return Message.objects.get(key=f"{notifications.KIND}:{revision.pk}")


def mail_of(message: Message):
    with translation.override(message.language), timezone.override(ZoneInfo(message.zone)):
        return message_from_bytes(as_bytes(notifications.render(message), message, at=NOW), policy=default)


def test_invitation_comes_from_the_address_that_reads_the_answers():
    [revision] = invite(make_user(), make_meeting())

    mail = mail_of(tell(revision, at=NOW))

    assert mail["From"].addresses[0].addr_spec == revision.organiser_address


def test_invitation_is_text_html_and_calendar_and_a_file_of_the_same():
    [revision] = invite(make_user(), make_meeting())

    mail = mail_of(tell(revision, at=NOW))

    parts = [part for part in mail.walk() if not part.is_multipart()]
    assert [part.get_content_type() for part in parts] == [
        "text/plain",
        "text/html",
        "text/calendar",
        "application/ics",
    ]
    assert parts[2].get_param("method") == "REQUEST"
    assert parts[2].get_payload(decode=True).splitlines() == parts[3].get_payload(decode=True).splitlines()


def test_message_is_in_the_stream_of_its_entry_and_void_when_the_meeting_is_over():
    [revision] = invite(make_user(), make_meeting(), at=NOW)

    message = tell(revision, at=NOW, scope="event:1")

    assert (message.kind, message.stream, message.position, message.not_after, message.scope) == (
        "calendar.entry",
        revision.stream,
        revision.pk,
        STARTS + timedelta(hours=2),
        "event:1",
    )


def test_telling_twice_posts_one_message():
    [revision] = invite(make_user(), make_meeting())

    first, second = (tell(revision, at=NOW) for _ in range(2))

    assert (first.pk, Message.objects.count()) == (second.pk, 1)


def test_subject_says_what_happens_in_the_readers_zone():
    person = make_user(zone="America/New_York")
    meeting = make_meeting()
    subjects = []

    for change in (
        lambda: invite(person, meeting),
        lambda: _put(meeting, title="Clearer writing"),
        lambda: actions.expect(person=person, wanted=[], among=[meeting.uid], at=LATER),
    ):
        [revision] = change()
        with translation.override("en"), timezone.override(ZoneInfo(person.zone)):
            subjects.append(notifications.render(tell(revision, at=LATER)).subject)

    assert [subject.partition(": ")[0] for subject in subjects] == [
        "In your calendar",
        "Changed",
        "Out of your calendar",
    ]
    assert {subject.rpartition(", ")[2] for subject in subjects} == {"03:00–05:00"}


def test_cancelled_session_and_lost_seat_are_told_apart():
    person, meeting, other = make_user(), make_meeting(), make_meeting()
    invite(person, meeting, other)
    actions.cancel_meeting(uid=meeting.uid, at=LATER)

    [called_off] = actions.bring_up_to_date(uids=[meeting.uid], at=LATER)
    [left] = actions.expect(person=person, wanted=[], among=[other.uid], at=LATER)

    texts = [mail_of(tell(one, at=LATER)).get_body(("plain",)).get_content() for one in (called_off, left)]
    assert ["does not take place" in text for text in texts] == [True, False]
    assert ["no longer have a seat" in text for text in texts] == [False, True]


def test_guest_gets_no_link_to_a_page_that_asks_for_a_sign_in():
    meeting = make_meeting(url="http://testserver/e/clear-writing/")
    texts = []
    for person in (make_user(), make_guest()):
        [revision] = invite(person, meeting)
        texts.append(mail_of(tell(revision, at=NOW)).get_body(("plain",)).get_content())

    assert ["/e/clear-writing/" in text for text in texts] == [True, False]


def test_former_address_gets_the_cancellation_and_the_new_one_the_invitation():
    person, meeting = make_user(email="old@example.org"), make_meeting()
    invite(person, meeting)
    person.email = "new@example.org"
    person.save()

    revisions = actions.follow_address(person=person, former="old@example.org", at=LATER)

    messages = [tell(revision, at=LATER) for revision in revisions]
    assert [(message.address, message.user) for message in messages] == [
        ("old@example.org", None),
        ("new@example.org", person),
    ]
    assert messages[0].stream != messages[1].stream


def _put(meeting, **values):
    actions.put_meeting(uid=meeting.uid, details=make_details(**values), at=LATER)
    return actions.bring_up_to_date(uids=[meeting.uid], at=LATER)

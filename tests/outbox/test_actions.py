"""A message is a row in the transaction of what it tells."""

from datetime import timedelta

import pytest
from django.db import transaction
from django_q.models import OrmQ

from audit.models import Line
from outbox import actions, registry
from outbox.enums import OPEN, SET_ASIDE, UNDELIVERED, MessageState, Priority
from outbox.models import Message
from outbox.rendering import Mail
from tests.factories.accounts import make_guest, make_location, make_user
from tests.factories.outbox import NOW, make_message, post, render

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
CODE = Mail("Code", "123", "<p>123</p>")


def post_code(**values: object) -> Message:
    given = {"key": "code", "kind": "tests.code", "mail": CODE, "address": "a@example.org", "language": "en", "at": NOW}
    return actions.post_ready(**{**given, **values})


def test_the_same_key_makes_one_message():
    first = post(key="once")

    assert post(key="once") == first
    assert Message.objects.count() == 1


def test_a_message_of_a_transaction_that_fails_is_not_there():
    def change() -> None:
        with transaction.atomic():
            post()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        change()

    assert Message.objects.count() == 0


def test_a_message_holds_where_and_how_its_reader_reads():
    user, guest = make_user(language="de", zone="Asia/Tokyo"), make_guest()
    place = make_location()

    message = post(to=user, about=place, scope="event:1", params={"seat": 3})

    assert (message.user, message.address, message.name, message.language, message.zone) == (
        user, user.email, user.name, "de", "Asia/Tokyo",
    )  # fmt: skip
    assert (message.about_type, message.about_id, message.scope, message.params) == (
        "accounts.location", str(place.pk), "event:1", {"seat": 3},
    )  # fmt: skip
    assert post(to=guest).user is None


@pytest.mark.django_db(transaction=True)
def test_a_mailing_kicks_the_queue_once():
    with transaction.atomic():
        for _number in range(3):
            post()

    assert [(kick.key, kick.func()) for kick in OrmQ.objects.all()] == [("roundtable", "outbox.tasks.drain")]


@pytest.mark.django_db(transaction=True)
def test_what_is_not_due_yet_kicks_nothing():
    post(not_before=NOW.replace(year=NOW.year + 1))

    assert OrmQ.objects.count() == 0


def test_a_ready_mail_is_secret_and_overtakes_all():
    message = post_code()

    assert (message.is_secret, message.priority, message.subject, b"123" in message.raw) == (
        True, Priority.SECRET, "", True,
    )  # fmt: skip


def test_a_failed_message_is_sent_again_by_hand_and_that_is_on_record():
    by = make_user()
    registry.register("tests.note", label="A note", render=render)
    message = make_message(MessageState.FAILED, attempts=8, error="550 no such mailbox")

    assert actions.send_again(message=message, by=by, at=NOW) is True

    message.refresh_from_db()
    assert (message.state, message.attempts, message.failed_at, message.next_try_at) == (
        MessageState.QUEUED, 0, None, NOW,
    )  # fmt: skip
    line = Line.objects.about(message).get()
    assert (line.verb, line.by, line.before) == ("message.sent_again", by, {"error": "550 no such mailbox"})


@pytest.mark.parametrize("state", UNDELIVERED)
def test_whatever_did_not_arrive_is_tried_again_from_the_first_attempt(state):
    registry.register("tests.note", label="A note", render=render)
    message = make_message(state, attempts=8)

    assert actions.send_again(message=message, by=make_user(), at=NOW) is True
    assert list(Message.objects.values_list("state", "attempts", "sent_at", "failed_at")) == [("queued", 0, None, None)]


def failed_at_an_old_address(**values: object) -> Message:
    person = make_user(email="old@example.org")
    message = post(to=person, **values)
    Message.objects.update(state=MessageState.FAILED, failed_at=NOW, raw=b"To: old@example.org", error="550")
    person.email = "new@example.org"
    person.save()
    return Message.objects.get(pk=message.pk)


def test_a_mail_is_sent_again_to_the_address_that_its_person_has_now_written_anew():
    message = failed_at_an_old_address()

    actions.send_again(message=message, by=make_user(), at=NOW)

    again = Message.objects.get()
    assert (again.address, again.domain, again.raw, again.message_id) == (
        "new@example.org", "example.org", None, message.message_id,
    )  # fmt: skip
    assert Line.objects.about(message).get().before == {"error": "550", "address": "old@example.org"}


def test_a_mail_about_a_calendar_entry_keeps_its_address():
    message = failed_at_an_old_address(stream="entry:1", position=1)

    actions.send_again(message=message, by=make_user(), at=NOW)

    assert (Message.objects.get().address, bytes(Message.objects.get().raw)) == (
        "old@example.org", b"To: old@example.org",
    )  # fmt: skip


@pytest.mark.parametrize("state", [*OPEN, *SET_ASIDE, MessageState.SENT])
def test_only_what_came_to_nothing_is_sent_again(state):
    message = make_message(state)

    assert actions.send_again(message=message, by=make_user(), at=NOW) is False
    assert Message.objects.get().state == state


def test_what_is_of_no_use_any_more_is_not_sent_again():
    registry.register("tests.note", label="A note", render=render)
    message = make_message(MessageState.FAILED, not_after=NOW)

    assert actions.send_again(message=message, by=make_user(), at=NOW) is False
    assert Message.objects.get().state == MessageState.FAILED


@pytest.mark.parametrize("number", [1, 3])
def test_all_are_sent_again_in_as_many_statements_as_one(number, django_assert_num_queries):
    registry.register("tests.note", label="A note", render=render)
    by = make_user()
    for _ in range(number):
        make_message(MessageState.FAILED, scope="event:1")

    with django_assert_num_queries(7), transaction.atomic():
        assert actions.send_all_again(scope="event:1", by=by, at=NOW) == number


def test_a_code_whose_mail_has_failed_cannot_be_sent_again():
    registry.register("tests.code", label="A code")
    message = make_message(MessageState.FAILED, kind="tests.code", is_secret=True)

    assert actions.send_again(message=message, by=make_user(), at=NOW) is False


def test_a_mail_that_came_back_has_bounced_for_its_reason():
    message = make_message(MessageState.SENT, scope="event:1")

    assert actions.mark_bounced(message=message, reason="550 5.1.1 no\r\nsuch mailbox", at=NOW + HOUR) is True

    message.refresh_from_db()
    assert (message.state, message.sent_at, message.failed_at, message.error) == (
        MessageState.BOUNCED, NOW, NOW + HOUR, "550 5.1.1 no such mailbox",
    )  # fmt: skip
    line = Line.objects.about(message).get()
    assert (line.verb, line.by, line.scope, line.after) == (
        "message.bounced", None, "event:1", {"error": "550 5.1.1 no such mailbox"},
    )  # fmt: skip


@pytest.mark.parametrize("state", [state for state in MessageState if state is not MessageState.SENT])
def test_only_what_counts_as_delivered_can_bounce(state):
    message = make_message(state)

    assert actions.mark_bounced(message=message, reason="550 no such mailbox", at=NOW) is False
    assert (Message.objects.get().state, Line.objects.count()) == (state, 0)


def test_keep_all_sends_nothing():
    post()

    actions.keep_all(at=NOW)

    assert [message.state for message in Message.objects.all()] == [MessageState.KEPT]

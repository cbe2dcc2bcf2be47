"""Reports of mails that came back, as Postfix, Exchange and Gmail write them."""

import pytest

from audit.models import Line
from inbox.enums import ReceivedState
from inbox.models import Received
from outbox.enums import BounceReason, MessageState
from outbox.models import Message
from tests.factories.inbox import NOW, read, receive
from tests.factories.outbox import make_message
from tests.support.received import sample

pytestmark = pytest.mark.django_db
MARA = "mara.weiss@example.net"
SENT = {"state": MessageState.SENT, "address": MARA, "message_id": "<5eed@testserver>", "scope": "event:1"}


def come_back(name: str, message_id: str = "<5eed@testserver>", recipient: str = "roundtable@testserver") -> Received:
    raw = sample(name, recipient=recipient, address=MARA, message_id=message_id)
    return read(receive(raw, recipient=recipient, sender=""))


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        (
            "bounce-postfix",
            "5.1.1 550 5.1.1 <mara.weiss@example.net>: Recipient address rejected: User unknown",
        ),
        ("bounce-exchange", "for now: 4.4.7 550 4.4.7 QUEUE.Expired; message expired"),
        ("bounce-gmail", "5.1.1 550-5.1.1 The email account that you tried to reach does not exist."),
    ],
)
def test_a_mail_that_came_back_is_marked_with_the_servers_words(name, reason):
    message = make_message(**SENT)

    received = come_back(name)

    message.refresh_from_db()
    assert (message.state, message.error, message.failed_at) == (MessageState.BOUNCED, reason, NOW)
    assert (received.state, received.about_id, received.scope) == (ReceivedState.DONE, str(message.pk), "event:1")
    assert Line.objects.get(verb="message.bounced").scope == "event:1"


def test_a_mail_that_is_late_has_not_failed():
    message = make_message(**SENT)

    received = come_back("delay-postfix")

    message.refresh_from_db()
    assert (message.state, received.state, received.reason) == (
        MessageState.SENT,
        ReceivedState.DROPPED,
        BounceReason.ON_ITS_WAY,
    )


def test_of_several_mails_to_one_person_the_one_that_is_named_came_back():
    named, other = (make_message(**SENT | {"message_id": f"<{name}@x>"}) for name in "ab")

    come_back("bounce-postfix", message_id="<a@x>")

    assert [Message.objects.get(pk=one.pk).state for one in (named, other)] == ["bounced", "sent"]


def test_where_the_report_names_no_mail_the_address_of_its_own_tells_which():
    tag = "roundtable+0123@testserver"
    older, latest, other = (
        make_message(**SENT | {"sender": sender, "message_id": "<x@x>"}) for sender in (tag, tag, "")
    )

    come_back("bounce-exchange", message_id="", recipient=tag)

    assert [Message.objects.get(pk=one.pk).state for one in (older, latest, other)] == ["sent", "bounced", "sent"]


@pytest.mark.parametrize("changed", [{"address": "other@example.net"}, {"message_id": "<other@x>"}])
def test_a_report_about_a_mail_that_we_did_not_send_changes_nothing(changed):
    message = make_message(**SENT | changed)

    received = come_back("bounce-postfix")

    message.refresh_from_db()
    assert (message.state, received.reason) == (MessageState.SENT, BounceReason.UNKNOWN)
    assert Line.objects.count() == 0


def test_a_second_report_changes_nothing():
    make_message(**SENT)
    come_back("bounce-postfix")

    received = come_back("bounce-gmail")

    assert (received.state, received.reason, Line.objects.count()) == (
        ReceivedState.DROPPED,
        BounceReason.NOTED,
        1,
    )

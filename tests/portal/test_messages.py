"""What was mailed about an event."""

import csv
import io

import pytest
from django.urls import reverse

from events import actions as events
from events.drafts import SeatingDraft
from events.models import Event
from outbox.enums import UNDELIVERED, MessageState
from outbox.models import DATES, Message
from tests.factories.accounts import make_user
from tests.factories.events import make_draft, make_event
from tests.factories.outbox import NOW, make_message, post
from tests.factories.registrations import register

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(client):
    owner = make_user("Ines Okafor")
    client.force_login(owner)
    return owner


def shown(client, event: Event, **asked: str):
    return client.get(reverse("workspace-messages", args=[event.slug], query=asked)).context["mail"]


def test_every_mail_about_the_event_is_counted_by_what_became_of_it(client, owner):
    event = make_event(owner=owner)
    states = [*[MessageState.SENT] * 3, MessageState.KEPT, *UNDELIVERED, MessageState.QUEUED]
    for state in states:
        make_message(state, scope=event.scope)
    make_message(MessageState.FAILED, scope=make_event().scope)

    mail = shown(client, event)

    assert (mail.delivered, mail.undelivered, mail.waiting, mail.total, len(mail.rows)) == (4, 3, 1, 8, 8)
    assert mail.table.is_narrowed is False


def test_mails_are_filtered_by_their_state(client, owner):
    event = make_event(owner=owner)
    failed = make_message(MessageState.FAILED, scope=event.scope)
    make_message(MessageState.SENT, scope=event.scope)

    mail = shown(client, event, outcome="undelivered")

    assert ([row.message for row in mail.rows], mail.table.is_narrowed) == ([failed], True)
    assert [(one.value, one.count, one.is_current) for one in mail.table.filters[0].choices] == [
        ("", 2, False),
        ("arrived", 1, False),
        ("undelivered", 1, True),
    ]


def test_mails_are_exported_as_the_page_shows_them(client, owner):
    event = make_event(owner=owner)
    make_message(MessageState.SENT, scope=event.scope, name="Mara")
    failed = make_message(MessageState.FAILED, scope=event.scope, name="=1+1", error="no such host")

    answer = client.get(reverse("workspace-messages", args=[event.slug], query={"state": "failed", "export": "csv"}))

    rows = list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"), newline="")))
    assert rows[0] == ["To", "Address", "Mail", "State", "When (Berlin time)"]
    assert [row[:2] for row in rows[1:]] == [["'=1+1", failed.address]]


def test_where_nothing_was_mailed_it_is_said(client, owner):
    response = client.get(reverse("workspace-messages", args=[make_draft(owner=owner).slug]))

    assert b"No mail yet" in response.content


def test_one_mail_says_what_it_said_and_what_became_of_it(client, owner):
    event = make_event(owner=owner)
    mail = post(scope=event.scope, to=make_user("Mara"), params={"text": "Come along"})
    Message.objects.update(state=MessageState.REFUSED, failed_at=NOW, error="550 no such mailbox")

    shown = client.get(reverse("workspace-message", args=[event.slug, mail.pk])).content.decode()
    alone = client.get(reverse("workspace-message-html", args=[event.slug, mail.pk])).content.decode()

    assert [words in shown for words in ("Come along", "550 no such mailbox", "Refused", "Send again")] == [True] * 4
    assert alone.strip() == "<p>Hello</p>"


def test_a_secret_mail_is_seen_with_its_state_and_without_its_words(client, owner):
    event = make_event(owner=owner)
    mail = post(scope=event.scope, is_secret=True, params={"text": "code 123456"})

    shown = client.get(reverse("workspace-message", args=[event.slug, mail.pk]))
    alone = client.get(reverse("workspace-message-html", args=[event.slug, mail.pk]))

    assert (shown.status_code, b"123456" in shown.content, alone.status_code) == (200, False, 404)


@pytest.mark.parametrize("name", ["workspace-message", "workspace-message-html"])
def test_a_mail_about_another_event_is_not_here(client, owner, name):
    mail = post(scope=make_event().scope)

    assert client.get(reverse(name, args=[make_event(owner=owner).slug, mail.pk])).status_code == 404


def test_one_mail_is_sent_again(client, owner):
    event = make_event(owner=owner)
    mail = failed_mail(event)

    answer = client.post(reverse("workspace-message-send", args=[event.slug, mail.pk]), follow=True)

    assert (Message.objects.get().state, b"on its way again" in answer.content) == (MessageState.QUEUED, True)


def test_a_mail_that_arrived_is_not_sent_again(client, owner):
    event = make_event(owner=owner)
    mail = make_message(MessageState.SENT, scope=event.scope)

    answer = client.post(reverse("workspace-message-send", args=[event.slug, mail.pk]), follow=True)

    assert (Message.objects.get().state, b"There is nothing to send" in answer.content) == (MessageState.SENT, True)


def test_all_that_did_not_arrive_is_sent_again_at_once_and_nothing_of_another_event(client, owner):
    event, other = make_event(owner=owner), make_event()
    for state in UNDELIVERED:
        failed_mail(event, state=state)
    arrived, elsewhere = make_message(MessageState.SENT, scope=event.scope), failed_mail(other)

    answers = [client.post(reverse("workspace-messages-send", args=[event.slug]), follow=True) for _click in range(2)]

    assert [b"3 mails are on their way again" in answers[0].content, b"nothing to send again" in answers[1].content] == [
        True, True,
    ]  # fmt: skip
    assert Message.objects.filter(state=MessageState.QUEUED).count() == len(UNDELIVERED)
    assert [Message.objects.get(pk=each.pk).state for each in (arrived, elsewhere)] == ["sent", "failed"]


def failed_mail(event: Event, state: MessageState = MessageState.FAILED) -> Message:
    message = post(scope=event.scope)
    values = dict.fromkeys(DATES[state], NOW) | ({"raw": b"Subject: Hello"} if "sent_at" in DATES[state] else {})
    Message.objects.filter(pk=message.pk).update(state=state, **values)
    return message


def test_the_question_whether_somebody_may_come_is_among_the_mails_about_the_event(client, owner):
    event = make_event(owner=owner)
    events.set_seating(event=event, draft=SeatingDraft(approval="organiser"), by=owner, at=NOW)
    register(event)

    rows = shown(client, event).rows

    assert sorted(row.message.kind for row in rows) == ["registration.asked", "registration.requested"]

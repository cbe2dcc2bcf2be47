"""What was mailed about an event."""

import csv
import io

import pytest
from django.urls import reverse

from events.models import Event
from outbox.enums import UNDELIVERED, MessageState
from tests.factories.accounts import make_user
from tests.factories.events import make_draft, make_event
from tests.factories.outbox import make_message

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

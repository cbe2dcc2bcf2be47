"""What was mailed about an event."""

import pytest
from django.urls import reverse

from events.models import Event
from outbox.enums import MessageState
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
    states = [*[MessageState.SENT] * 3, MessageState.KEPT, MessageState.FAILED, MessageState.QUEUED]
    for state in states:
        make_message(state, scope=event.scope)
    make_message(MessageState.FAILED, scope=make_event().scope)

    mail = shown(client, event)

    assert (mail.sent, mail.failed, mail.waiting, mail.table.total, len(mail.table.rows)) == (4, 1, 1, 6, 6)
    assert mail.table.is_everything is True


def test_mails_are_filtered_by_their_state(client, owner):
    event = make_event(owner=owner)
    failed = make_message(MessageState.FAILED, scope=event.scope)
    make_message(MessageState.SENT, scope=event.scope)

    table = shown(client, event, state="failed").table

    assert ([row.message for row in table.rows], table.is_everything) == ([failed], False)
    assert [(one.value, one.count, one.is_current) for one in table.filters] == [
        ("sent", 1, False),
        ("failed", 1, True),
    ]


def test_where_nothing_was_mailed_it_is_said(client, owner):
    response = client.get(reverse("workspace-messages", args=[make_draft(owner=owner).slug]))

    assert b"No mail yet" in response.content

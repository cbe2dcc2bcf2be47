"""Whoever holds one copy of the whole database can't tell which device voted what, nor when, nor in which order.

Votes go through the real page, so that sessions, messages, tasks and audit are part of what is searched.
"""

from collections.abc import Sequence

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from polls.enums import PollKind
from polls.models import Box, Poll
from polls.tally import empty
from tests.factories.events import make_upcoming_event
from tests.factories.polls import open_poll

pytestmark = pytest.mark.django_db(transaction=True)

SAID = [
    {"word_1": "Trust", "word_2": "Time"},
    {"word_1": "trust", "word_2": "", "word_3": "🧭"},
    {"word_1": "A much longer phrase than the others"},
    {"word_1": "time", "word_2": "TRUST"},
]
Table = list[tuple]


def everything() -> dict[str, Table]:
    """Every row of every table, in the order in which the database keeps it."""
    with connection.cursor() as cursor:
        found: dict[str, Table] = {}
        for table in connection.introspection.table_names(cursor):
            order = "ctid" if connection.vendor == "postgresql" else "1, 2"
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)} ORDER BY {order}")
            found[table] = cursor.fetchall()
    return found


def say(poll: Poll, clients: Sequence[Client], votes: Sequence[dict[str, str]]) -> None:
    url = poll.event.poll_screen.get_absolute_url()
    for client, vote in zip(clients, votes, strict=True):
        assert client.get(url).status_code == 200
        assert client.post(url, {"poll": str(poll.pk), **vote}).status_code == 302


def forget(poll: Poll) -> None:
    """Bring the poll back to before the first vote, in the very rows."""
    box = Box.objects.get(poll=poll)
    box.put(empty(poll.core_kind, poll.options))
    box.save()


@pytest.fixture
def poll() -> Poll:
    return open_poll(make_upcoming_event(), at=timezone.now(), kind=PollKind.WORDS)


def test_votes_change_one_row_and_add_none_anywhere(poll):
    before = everything()

    say(poll, [Client() for _ in SAID], SAID)

    after = everything()
    assert {table for table in after if after[table] != before[table]} == {"polls_box"}
    assert {table: len(rows) for table, rows in after.items()} == {table: len(rows) for table, rows in before.items()}


def test_the_same_votes_of_the_same_devices_otherwise_shared_out_leave_the_same_database(poll):
    clients = [Client() for _ in SAID]
    say(poll, clients, SAID)
    first = everything()

    forget(poll)
    say(poll, clients[::-1], [*SAID[2:], *SAID[:2]])

    assert everything() == first

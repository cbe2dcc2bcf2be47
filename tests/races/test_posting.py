"""The same message posted at the same moment. Seen to fail as long as a second column had to be unique too."""

from functools import partial

import pytest
from django.db import transaction

from accounts.models import User
from outbox import actions
from outbox.models import Message
from tests.factories.accounts import make_user
from tests.factories.events import NOW

pytestmark = pytest.mark.postgres
ROUNDS, PROCESSES = 400, 3


def _post(reader: User, number: int) -> None:
    with transaction.atomic():
        actions.post(kind="tests.note", key=f"note:{number}", to=reader, at=NOW)


def test_one_message_is_posted_and_nobody_stumbles_over_it(race):
    reader = make_user()
    steps = [partial(_post, reader, number) for number in range(ROUNDS)]

    lanes = race(*[steps] * PROCESSES)

    assert [result.error for lane in lanes for result in lane if result.error] == []
    assert Message.objects.count() == ROUNDS

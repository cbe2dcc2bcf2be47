"""Two clone an event under the same title at the same moment; both have an address."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest

from accounts.models import User
from events import actions
from events.models import Event
from tests.factories.accounts import make_user
from tests.factories.events import NOW, make_event

pytestmark = pytest.mark.postgres

ROUNDS = 12


def _clone(event: Event, title: str, by: User) -> None:
    actions.clone(event=event, title=title, step=timedelta(days=7), by=by, at=NOW)


def test_clones_of_the_same_title_at_the_same_moment_have_an_address_each(race: Callable) -> None:
    event, people = make_event(), [make_user(), make_user()]

    results = race(*([partial(_clone, event, f"Again {number}", one) for number in range(ROUNDS)] for one in people))

    assert {result.error for lane in results for result in lane} <= {""}
    made = Event.objects.filter(title__startswith="Again ")
    assert made.values("slug").distinct().count() == 2 * ROUNDS

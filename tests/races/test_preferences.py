"""Somebody chooses how their calendar is kept while a seat comes to them: nothing may stay out of it."""

from collections.abc import Callable
from functools import partial

import pytest

from accounts import actions as accounts
from accounts.enums import Invitations
from accounts.models import User
from accounts.querysets import UserQuerySet
from calendars.models import Entry
from outbox.models import Message
from registrations import actions
from registrations.models import Registration
from tests.factories.accounts import make_user
from tests.factories.events import NOW, make_event
from tests.factories.registrations import register
from tests.support.processes import sooner_or_later

pytestmark = pytest.mark.postgres

ROUNDS = 12


def waiting(rounds: int) -> list[tuple[Registration, User]]:
    """The seats that are given back, and who gets each: people who have subscribed and want no mail yet."""
    found = []
    for _ in range(rounds):
        event, person = make_event(capacity=1), make_user(invitations=Invitations.FEED)
        found.append((register(event), person))
        register(event, person)
    return found


def give_back(place: Registration) -> None:
    actions.cancel(registration=place, by=place.user, at=NOW)


def choose_mail(person: User) -> None:
    accounts.set_invitations(user=person, way=Invitations.MAIL, at=NOW)


def left_out(race: Callable, rounds: int) -> int:
    """How many have a seat and no invitation, by mail or otherwise; or something broke."""
    pairs = waiting(rounds)

    results = race([partial(give_back, place) for place, _ in pairs], [partial(choose_mail, one) for _, one in pairs])

    broken = sum(bool(result.error) for lane in results for result in lane)
    entries = Entry.objects.of(*[person for _, person in pairs]).select_related("user", "guest")
    invited = set(Message.objects.values_list("stream", flat=True))
    return broken + sum(entry.stream_to(entry.person.email) not in invited for entry in entries)


def test_who_wants_mail_while_a_seat_comes_to_them_is_invited(race: Callable):
    assert left_out(race, ROUNDS) == 0
    assert Entry.objects.filter(user__invitations="mail", is_expected=True).count() == ROUNDS


@pytest.mark.usefixtures("_unheld")
def test_with_a_choice_that_is_only_looked_at_somebody_is_left_out(race: Callable):
    assert sooner_or_later(lambda: left_out(race, 6), tries=24)


@pytest.fixture
def _unheld(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        UserQuerySet,
        "hold_feed_alone",
        lambda self, user: self.filter(pk=user.pk, invitations=Invitations.FEED).exists(),
    )

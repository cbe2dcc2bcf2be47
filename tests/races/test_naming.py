"""Two administrators who say at once how the organisation is called: one of them is told that the other was faster.

Seen to fail without the lock, and still is.
"""

from collections.abc import Callable
from functools import partial

import pytest

from accounts import actions
from accounts.enums import Refusal
from accounts.exceptions import AccountRefused
from accounts.models import Organisation, User
from tests.factories.accounts import make_user
from tests.factories.events import NOW
from tests.support.processes import sooner_or_later

pytestmark = pytest.mark.postgres

ROUNDS = 8


def _say(name: str, seen: str, by: User) -> str:
    values = {"name": name, "logo": None, "removes_logo": False, "logo_text": "", "is_name_shown": True}
    try:
        actions.name_organisation(values=values, by=by, at=NOW, seen=seen)
    except AccountRefused as refused:
        return str(refused.reason)
    return ""


def _answers(race: Callable) -> list[list[str]]:
    """What both were told, round by round; each has seen what the round before has left."""
    # The row is there: who writes the very first one makes the other wait, with a lock or without.
    Organisation.objects.get_or_create(pk=1)
    Organisation.objects.update(name="")
    ada, ben = make_user(is_staff=True), make_user(is_staff=True)

    def say(name: str, by: User) -> str:
        return _say(name, actions.version_of_organisation(Organisation()), by)

    def forget() -> None:
        Organisation.objects.update(name="")

    lanes = race(
        [partial(say, "Fernhill", ada), forget] * ROUNDS, [partial(say, "Nordhaven", ben), lambda: None] * ROUNDS
    )
    assert [result.error for lane in lanes for result in lane if result.error] == []
    first, second = ([result.value for result in lane[::2]] for lane in lanes)
    return [sorted(pair) for pair in zip(first, second, strict=True)]


def test_one_of_two_is_told_that_the_other_was_faster(race):
    assert _answers(race) == [["", Refusal.CHANGED_MEANWHILE]] * ROUNDS


def test_without_the_lock_both_believe_that_it_is_as_they_said(race, monkeypatch):
    monkeypatch.setattr("django.db.models.QuerySet.select_for_update", lambda rows, **_options: rows)

    assert sooner_or_later(lambda: ["", ""] in _answers(race))

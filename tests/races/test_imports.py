"""Imports at the same moment as others. The first was seen to fail without the lock, and still is."""

from collections.abc import Callable
from functools import partial

import pytest

from accounts import actions
from accounts.enums import ImportRefusal
from accounts.models import Department, User
from accounts.querysets import DepartmentQuerySet, UserQuerySet
from accounts.sheet import read
from tests.factories.accounts import make_user
from tests.factories.events import NOW

pytestmark = pytest.mark.postgres

ROUNDS = 6


def _import(number: int) -> None:
    rows = "".join(f"{number}-{n},p{number}-{n}@x.org,P,Team {number}\n" for n in range(20))
    sheet = read(f"key,email,name,department\n{rows}".encode(), languages=("en",))
    actions.import_people(sheet=sheet, is_complete=False, by=None, at=NOW)


def _failures(race: Callable) -> list[str]:
    """Two workers import the same files at the same moments: what went wrong."""
    make_user(is_staff=True)
    steps = [partial(_import, number) for number in range(ROUNDS)]

    lanes = race(steps, steps)

    return [result.error for lane in lanes for result in lane if result.error]


@pytest.fixture
def _without_the_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(UserQuerySet, "lock_administrators", lambda _self: set())
    monkeypatch.setattr(DepartmentQuerySet, "lock_tree", lambda _self: {})


def test_the_same_file_imported_twice_at_once_is_imported_once(race):
    assert _failures(race) == []
    assert (User.objects.count(), Department.objects.count()) == (1 + 20 * ROUNDS, ROUNDS)


@pytest.mark.usefixtures("_without_the_lock")
def test_without_the_lock_the_second_import_stumbles_over_the_first(race):
    assert _failures(race) != []


def _sign_up(number: int) -> None:
    """With an address of the same file, which nobody could lock: there was no row yet."""
    actions.enrol(email=f"p{number}-19@x.org", name="P", at=NOW)


def test_who_signs_up_during_an_import_makes_it_look_again(race):
    make_user(is_staff=True)

    imports, _sign_ups = race(
        [partial(_import, number) for number in range(ROUNDS)], [partial(_sign_up, number) for number in range(ROUNDS)]
    )

    # Between the two questions for people and for their addresses it looks like somebody else's address.
    refusals = {f"ImportRefused: {reason.label}" for reason in (ImportRefusal.HAS_CHANGED, ImportRefusal.HAS_PROBLEMS)}
    assert {result.error for result in imports} <= {"", *refusals}
    everybody = set(User.objects.values_list("email", flat=True))
    for number, done in enumerate(imports):
        named = {f"p{number}-{n}@x.org" for n in range(20)}
        assert named & everybody == ({f"p{number}-19@x.org"} if done.error else named)

"""Two administrators at once: somebody can always administer, and the tree stays a tree.

Each was seen to fail without its lock, and still is.
"""

from collections.abc import Callable
from contextlib import suppress
from functools import partial

import pytest

from accounts import actions
from accounts.exceptions import AccountRefused
from accounts.models import Department, User
from accounts.querysets import DepartmentQuerySet, UserQuerySet
from tests.factories.accounts import make_department, make_user
from tests.factories.events import NOW
from tests.support.processes import sooner_or_later

pytestmark = pytest.mark.postgres

ROUNDS = 8


def _take_rights(of: User, by: User) -> None:
    with suppress(AccountRefused):
        actions.administer(user=of, values={"is_staff": False}, by=by, at=NOW)


def _give_rights_back() -> int:
    left = User.objects.administrators().count()
    User.objects.update(is_staff=True)
    return left


def _move(department: Department, below: Department) -> None:
    with suppress(AccountRefused):
        actions.change_department(
            department=department, values={"parent": below}, by=User.objects.earliest("pk"), at=NOW
        )


def _move_back() -> int:
    moved = Department.objects.exclude(parent=None).count()
    Department.objects.update(parent=None)
    return moved


def _nothing() -> None:
    pass


def _fewest_administrators(race: Callable) -> int:
    """Two take each other's rights again and again: how many were left at worst."""
    User.objects.all().delete()
    one, other = make_user(is_staff=True), make_user(is_staff=True)

    (first, _second) = race(
        [partial(_take_rights, one, other), _give_rights_back] * ROUNDS,
        [partial(_take_rights, other, one), _nothing] * ROUNDS,
    )

    return min(result.value for result in first[1::2])


def _most_moved(race: Callable) -> int:
    """Two departments are moved below each other again and again: two moved ones are a circle."""
    make_user(is_staff=True)
    one, other = make_department(), make_department()

    (first, _second) = race(
        [partial(_move, one, other), _move_back] * ROUNDS, [partial(_move, other, one), _nothing] * ROUNDS
    )

    return max(result.value for result in first[1::2])


def test_two_administrators_cannot_take_each_others_rights(race):
    assert _fewest_administrators(race) == 1


def test_without_the_lock_nobody_is_left_to_administer(race, monkeypatch):
    def unlocked(self: UserQuerySet) -> set[int]:
        return set(self.filter(is_staff=True, is_active=True).values_list("pk", flat=True))

    monkeypatch.setattr(UserQuerySet, "lock_administrators", unlocked)

    assert sooner_or_later(lambda: _fewest_administrators(race) == 0)


def test_two_departments_never_stand_below_each_other(race):
    assert _most_moved(race) == 1


def test_without_the_lock_two_departments_make_a_circle(race, monkeypatch):
    monkeypatch.setattr(DepartmentQuerySet, "select_for_update", lambda self, **_options: self)

    assert sooner_or_later(lambda: _most_moved(race) == 2)

"""Two bring a newer version of the same material at once: each gets a number of its own."""

from collections.abc import Callable
from functools import partial

import pytest

from accounts.models import User
from events import actions
from events.drafts import Content
from events.models import Material, MaterialVersion
from events.querysets import EventQuerySet
from tests.factories.accounts import make_user
from tests.factories.events import NOW, make_event
from tests.factories.materials import make_material

pytestmark = pytest.mark.postgres

ROUNDS = 8


def _renew(material: Material, by: User) -> None:
    actions.renew_material(material=material, content=Content(text=f"By {by.name}"), by=by, at=NOW)


def _collided(race: Callable) -> set[str]:
    """What went wrong, by its name."""
    event = make_event()
    notes = [make_material(event, kind="note", title=f"Note {number}") for number in range(ROUNDS)]

    lanes = race(*([partial(_renew, note, by) for note in notes] for by in (make_user("A"), make_user("B"))))

    return {result.error.partition(":")[0] for lane in lanes for result in lane if result.error}


def test_newer_versions_are_numbered_one_after_the_other(race):
    assert _collided(race) == set()
    assert MaterialVersion.objects.filter(number=3).count() == ROUNDS


def test_without_the_lock_they_take_the_same_number(race, monkeypatch):
    monkeypatch.setattr(EventQuerySet, "lock", lambda self, event: self.get(pk=event.pk))

    assert _collided(race) == {"IntegrityError"}

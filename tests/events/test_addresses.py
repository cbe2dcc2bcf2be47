"""Under which addresses events stand."""

import re

import pytest

from events import actions
from events.enums import Refusal
from events.exceptions import EventRefused
from events.models import Event
from tests.factories.events import NOW, event_draft, make_draft, make_event

pytestmark = pytest.mark.django_db
SECRET = re.compile(r"a-quiet-word-[-\w]{22}")  # 16 bytes in base64


def edited(event: Event, **values: object) -> Event:
    draft = event_draft(title=event.title, **values)
    return actions.edit(event=event, draft=draft, by=event.roles.get().user, at=NOW)


def test_an_unlisted_event_has_an_address_that_nobody_can_guess():
    first, second = (make_draft(title="A quiet word", is_unlisted=True).slug for _ in range(2))

    assert (bool(SECRET.fullmatch(first)), bool(SECRET.fullmatch(second)), first == second) == (True, True, False)


def test_the_longest_title_leaves_room_for_the_token():
    assert len(make_draft(title="W" * 160, is_unlisted=True).slug) == 80


def test_a_draft_gets_another_address_when_it_is_unlisted_and_a_plain_one_when_it_is_not():
    event = make_draft(title="A quiet word")

    unlisted = edited(event, is_unlisted=True).slug
    listed = edited(event).slug

    assert (event.slug, bool(SECRET.fullmatch(unlisted)), listed) == ("a-quiet-word", True, "a-quiet-word")


def test_a_published_event_keeps_the_address_that_people_have():
    event = make_event(title="A quiet word", is_unlisted=True)

    assert edited(event).slug == event.slug


def test_what_stood_in_the_catalogue_can_not_be_kept_to_its_link():
    event = make_event(title="A quiet word")

    with pytest.raises(EventRefused) as caught:
        edited(event, is_unlisted=True)

    event.refresh_from_db()
    assert (caught.value.reason, event.is_unlisted, event.slug) == (Refusal.LISTED_ALREADY, False, "a-quiet-word")

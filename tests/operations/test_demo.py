"""The demo organisation: an event in every state, for people and for tools, the same each time."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from accounts.models import User
from operations.demo.builder import build
from operations.demo.pages import describe
from operations.demo.posting import PUT_OFF
from outbox.models import Message
from tests.factories.accounts import make_user
from tests.factories.events import NOW

pytestmark = pytest.mark.django_db

STATES = {
    "draft", "open", "nearly_full", "full", "today", "over", "feedback_open", "feedback_closed", "cancelled",
    "several_sessions", "online", "another_zone", "departments", "german", "restricted", "groups",
    "minimum", "too_few", "approval", "asking", "shared", "offering", "collecting", "drawn", "draw_published",
    "clash_refused", "room_clash", "speaker_clash", "room_too_small", "across_offices", "lunch", "lightning",
    "interest", "head_start",
    "scheduled", "in_review", "sent_back", "co_hosted", "archived",
    "taught", "met_online",
}  # fmt: skip


def built() -> tuple[dict, list]:
    """What is described and who is where, of a demo that is taken back again."""
    with transaction.atomic():
        demo = build(at=NOW)
        described = describe(demo)
        places = [
            (state, *row)
            for state, event in demo.events.items()
            for row in event.registrations.order_by("queued_at", "pk").values_list("user__name", "status")
        ]
        transaction.set_rollback(True)
    return {name: described[name] for name in ("accounts", "events", "pages")}, places


@pytest.mark.once  # that PostgreSQL takes the demo is seen below
def test_the_demo_is_the_same_each_time_and_has_every_state():
    first, second = built(), built()

    assert first == second
    assert set(first[0]["events"]) == STATES


def test_the_demo_tells_tools_its_accounts_and_pages(tmp_path):
    call_command("seed_demo", json=tmp_path / "demo.json", stdout=StringIO())

    told = json.loads((tmp_path / "demo.json").read_text())
    known = set(User.objects.values_list("email", flat=True))
    assert {account["email"] for account in told["accounts"]} - known == set()
    assert {name for account in told["accounts"] for name in account} == {"name", "role", "email", "password"}
    assert set(told["events"]) == STATES
    shown = Message.objects.filter(pk__in=[path.split("/")[-2] for path in told["event_mails"]])
    assert shown.count_by_state() == {"sent": 3, "bounced": 1, "refused": 1, "queued": 1}
    assert [message.error for message in Message.objects.open()] == [PUT_OFF]


def test_the_demo_needs_an_empty_database():
    make_user()

    with pytest.raises(CommandError):
        call_command("seed_demo", stdout=StringIO())
    call_command("seed_demo", if_empty=True, stdout=StringIO())

    assert User.objects.count() == 1

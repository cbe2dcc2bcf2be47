"""What the demo organisation shows. It is built once; each test takes back what it did."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import transaction

from accounts import queries
from accounts.models import DirectoryFile
from accounts.planning import Kind, Plan
from accounts.sheet import Fault, read
from inbox.models import Received
from operations.demo.builder import Demo, build
from outbox.models import Message
from registrations.models import GroupPlan, GroupWish
from registrations.queries.groups import without_group
from registrations.wording import DECLINED_TOO_LATE
from tests.factories.events import NOW

pytestmark = pytest.mark.django_db

EXAMPLES = settings.BASE_DIR / "docs" / "examples"


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker) -> Iterator[Demo]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield build(at=NOW)
        transaction.set_rollback(True)


def plan(name: str) -> Plan:
    sheet = read((EXAMPLES / name).read_bytes(), languages=("en", "de"))
    return queries.plan_of(sheet, importer=None, is_complete=False)


def test_the_demo_has_somebody_online_who_waits_for_the_room(demo):
    lena = demo.events["shared"].registrations.get(user__name="Lena Vogt")

    assert (lena.status, lena.pool.kind, lena.wished_pool.kind) == ("confirmed", "online", "room")


def test_answers_wait_for_organisers_for_every_reason_that_people_meet_and_one_who_declined_late_keeps_the_seat(demo):
    late = demo.events["nearly_full"]

    kept = Received.objects.to_look_at().order_by("reason").values_list("reason", "scope")
    assert [reason for reason, _scope in kept] == ["other_person", "proposed", "too_late", "wrote"]
    assert dict(kept)["too_late"] == late.scope
    assert Message.objects.get(kind=DECLINED_TOO_LATE).scope == late.scope


def test_one_event_has_a_picture_of_its_own(demo):
    with_picture = {state: event.cover_text for state, event in demo.events.items() if event.cover}

    assert with_picture == {"today": "Evening sun over the harbour, hills behind the water"}


def test_groups_are_made_and_two_people_came_and_went_since(demo):
    event = demo.events["groups"]
    first, second = (GroupPlan.objects.get(session=one) for one in event.sessions.order_by("starts_at"))

    assert [(plan.size, plan.is_published) for plan in (first, second)] == [(6, True), (4, False)]
    assert [row.participant.name for row in without_group(first)] == ["Henrik Aalto"]
    assert sorted(first.groups.exclude(name="").values_list("name", flat=True)) == ["Harbour view"]
    assert list(GroupWish.objects.order_by("kind").values_list("kind", flat=True)) == ["apart", "together"]


def test_the_examples_of_the_documentation_show_what_an_import_does_and_what_it_refuses(demo):
    right, wrong = plan("people.csv"), plan("people-with-mistakes.csv")

    assert (right.problems, dict(right.counts)) == ([], {Kind.CHANGE: 5, Kind.LEAVE: 1, Kind.ADD: 3})
    assert [(problem.row, problem.fault) for problem in wrong.problems] == [
        (2, Fault.CIRCLE),
        (4, Fault.NO_ADDRESS),
        (5, Fault.NO_ZONE),
        (5, Fault.ADDRESS_TAKEN),
        (5, Fault.UNKNOWN_PERSON),
        (6, Fault.MISSING),
        (6, Fault.EMPTY_STEP),
        (6, Fault.NO_LANGUAGE),
    ]
    assert list(DirectoryFile.objects.order_by("name").values_list("name", "owner__is_staff")) == [
        ("people-with-mistakes.csv", True),
        ("people.csv", True),
    ]

"""A database that an earlier release has filled comes up to date, and what was promised then still holds."""

import gzip
import json
from collections import Counter
from pathlib import Path

import pytest

from tests.support.installations import Installation

pytestmark = pytest.mark.django_db
RELEASES = sorted(Path(__file__).parent.glob("*.json.gz"), key=lambda path: path.name)
COUNT = """
from django.apps import apps
import json
print(json.dumps({model._meta.label_lower: model._default_manager.count() for model in apps.get_models()}))
"""
PAGES = """
import json
from django.test import Client
from django.conf import settings
from django.urls import reverse
from accounts.models import User
from calendars.models import Feed
from events.models import Event
settings.ALLOWED_HOSTS.append("testserver")
admin = User.objects.filter(is_staff=True).first()
client = Client(raise_request_exception=True)
client.force_login(admin)
paths = ["catalogue", "my-seminars", "organise", "administration", "messages"]
paths = [reverse(name) for name in paths] + [event.get_absolute_url() for event in Event.objects.all()]
print(json.dumps([path for path in paths if client.get(path).status_code != 200]))
"""
LINE = """
import json
from registrations.models import Registration
event = Registration.objects.filter(priority=1).values_list("event", flat=True).first()
here = Registration.objects.filter(event=event)
waiting = list(here.waiting_in_order().values_list("pk", flat=True))
print(json.dumps([waiting, [min(here.live().values_list("priority", flat=True))]]))
"""


@pytest.fixture
def place(tmp_path, django_db_blocker):
    installation = Installation(tmp_path / "home", django_db_blocker)
    installation.make_key()
    yield installation
    installation.remove()


@pytest.mark.parametrize("release", RELEASES, ids=[path.name.removesuffix(".json.gz") for path in RELEASES])
def test_what_an_earlier_release_left_comes_up_to_date(release, place):
    kept = json.loads(gzip.decompress(release.read_bytes()))
    line = put_at_the_end(kept)
    given = place.home / "release.json.gz"
    given.write_bytes(gzip.compress(json.dumps(kept).encode()))
    place.python("-m", "tests.support.release", str(given))

    place.manage("migrate", "-v0", "--skip-checks")

    before = Counter(row["model"] for row in kept["rows"])
    after = json.loads(place.shell(COUNT))
    assert {model: after.get(model) for model in before} == before
    assert place.manage("check_seats", "--skip-checks") == "All seats are as promised.\n"
    assert json.loads(place.shell(PAGES)) == []
    assert json.loads(place.shell(LINE)) == [line, [0]]


def put_at_the_end(kept):
    """Somebody was moved to the end of a line, which was below all who came later; answers with who waits, in order."""
    waiting = [
        row
        for row in kept["rows"]
        if row["model"] == "registrations.registration" and row["fields"]["status"] == "waitlisted"
    ]
    (event, _number), *_others = Counter(row["fields"]["event"] for row in waiting).most_common(1)
    first, *others = sorted(
        (row for row in waiting if row["fields"]["event"] == event),
        key=lambda row: (row["fields"]["queued_at"], row["pk"]),
    )
    first["fields"]["priority"] = -1
    return [row["pk"] for row in [*others, first]]


def test_a_release_is_kept_for_this_test_and_stays_small():
    assert [path.stat().st_size < 300_000 for path in RELEASES] == [True] * len(RELEASES)
    assert RELEASES != []

"""What pages of public events tell other programs: held against the words of schema.org."""

import json
import subprocess
from datetime import date

import pytest
from django.conf import settings
from django.test import override_settings
from django.utils import timezone

import comparison
from events import actions
from events.drafts import SpeakerDraft
from events.enums import Audience
from events.models import Event
from portal.panels.card import preview
from tests.factories.accounts import make_department, make_user
from tests.factories.covers import cover_draft
from tests.factories.events import make_room, make_upcoming_event, session_draft
from tests.support.architecture import TOP
from tests.support.readers import available

pytestmark = pytest.mark.django_db

DAY, NEXT = date(2030, 7, 1), date(2030, 7, 8)
LINK = "https://meet.example/secret"


def read(*pages: str) -> list[dict]:
    """What another program makes of each page."""
    command = [available(comparison.markup_reader), TOP / "tests" / "support" / "read_markup.py"]
    done = subprocess.run(command, input=json.dumps(pages), capture_output=True, text=True, check=True, timeout=120)
    return json.loads(done.stdout)


def events() -> list[Event]:
    """One of each kind that a page tells of."""
    john, department = SpeakerDraft(name="John Adair"), make_department("Finance & Tax")
    room = make_room("Elbe")
    kinds: list[dict] = [
        {"sessions": (session_draft(DAY, room=room, place=""),), "speakers": (john,), "host_department": department},
        {"sessions": (session_draft(DAY, place="", join_url=LINK),), "description": "Leaves & **water**."},
        {"sessions": (session_draft(DAY, place="Kai 1", join_url=LINK),), "cover": cover_draft()},
        {"sessions": (session_draft(DAY), session_draft(NEXT, place="", join_url=LINK)), "speakers": (john,)},
        {
            "sessions": (session_draft(DAY, zone="Asia/Kathmandu"),),
            "title": "Tee </script> „heiß“ \u2028 & co",
            "language": "de",
        },
    ]
    made = [make_upcoming_event(audience=Audience.PUBLIC, **kind) for kind in kinds]
    actions.cancel(event=made[0], message="", by=make_user(), at=timezone.now())
    return list(Event.objects.filter(pk__in=[event.pk for event in made]).order_by("pk"))


@override_settings(PUBLIC_CATALOGUE=True)
def test_everything_that_a_page_tells_is_a_word_of_schema_org(client):
    made = events()

    found = read(*(client.get(event.get_absolute_url()).content.decode() for event in made))

    assert [one["problems"] for one in found] == [[]] * len(made)
    assert [one["told"] for one in found] == [[preview(event).data] for event in made]
    assert [(one["card"]["og:title"], one["card"]["og:url"]) for one in found] == [
        (event.title, f"{settings.BASE_URL}{event.get_absolute_url()}") for event in made
    ]


@override_settings(PUBLIC_CATALOGUE=True)
@pytest.mark.parametrize(
    ("right", "wrong", "problem"),
    [
        ("EducationEvent", "Seminar", "Seminar: no type Seminar"),
        ("organizer", "organiser", "EducationEvent.organiser: no property of EducationEvent"),
        ("EventScheduled", "EventPlanned", "EducationEvent.eventStatus: no value for it"),
        ("+02:00", " o'clock", "EducationEvent.startDate: no value for it"),
        ('schema.org"', 'schema.example"', "no context https://schema.example"),
        ('"url": "http', '"url": "ftp', "EducationEvent.url: no value for it"),
        ("Organization", "Place", "EducationEvent.organizer: no value for it"),
    ],
)
def test_a_word_that_schema_org_does_not_have_would_be_found(client, right, wrong, problem):
    event = make_upcoming_event(audience=Audience.PUBLIC, sessions=(session_draft(DAY),))
    page = client.get(event.get_absolute_url()).content.decode()
    before, block = page.split("application/ld+json")

    (found,) = read(f"{before}application/ld+json{block.replace(right, wrong)}")

    assert problem in found["problems"]

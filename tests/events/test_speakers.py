"""Who teaches, as rows: what the database holds of profiles and answers, and what the editor's lines mean."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import override_settings

from events.drafts import SpeakerDraft
from events.forms.speakers import SpeakersField, speaker_lines
from events.models import Engagement, Session, Speaker, SpeakerProfile
from tests.factories.accounts import make_guest, make_user
from tests.factories.events import NOW, make_draft

pytestmark = pytest.mark.django_db


def refused_by(constraint: str, model, **values: object) -> None:
    """SQLite names the columns of a unique constraint, not the constraint."""
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        model.objects.create(**values)
    assert constraint in str(caught.value) or "UNIQUE" in str(caught.value)


def lines(text: str):
    return SpeakersField(required=False).clean(text)


def mistakes(text: str) -> list[str]:
    with pytest.raises(ValidationError) as caught:
        lines(text)
    return caught.value.messages


def test_a_profile_is_of_one_colleague_or_guest():
    user, guest = make_user(), make_guest()
    SpeakerProfile.objects.create(user=user, changed_at=NOW)

    refused_by("speaker_profile_is_of_one", SpeakerProfile, changed_at=NOW)
    refused_by("speaker_profile_is_of_one", SpeakerProfile, user=make_user(), guest=guest, changed_at=NOW)
    refused_by("user", SpeakerProfile, user=user, changed_at=NOW)


@pytest.mark.parametrize(
    "values",
    [
        {"state": "confirmed"},
        {"state": "asked", "answer": "confirmed", "answered_at": NOW, "answered_for": "a"},
        {"state": "declined", "answer": "confirmed", "answered_at": NOW, "answered_for": "a"},
        {"state": "ask_again"},
        {"state": "confirmed", "answer": "confirmed", "answered_at": NOW},
        {"state": "maybe"},
    ],
)
def test_what_somebody_said_has_its_date_and_what_it_was_said_to(values):
    row = {"event": make_draft(), "user": make_user(), "asked_at": NOW, "asked_for": "a"}

    refused_by("engagement_state_has_its_answer", Engagement, **row | values)


def test_somebody_is_asked_once_about_an_event():
    row = {"event": make_draft(), "asked_at": NOW, "asked_for": "a"}
    for one in ({"user": make_user()}, {"guest": make_guest()}):
        Engagement.objects.create(**row | one)
        refused_by("engagement_once_per", Engagement, **row | one)

    refused_by("engagement_is_of_one", Engagement, **row)
    refused_by("engagement_is_of_one", Engagement, **row, user=make_user(), guest=make_guest())


def test_a_guest_teaches_a_session_once_and_has_a_name_there():
    session, guest = Session.objects.get(event=make_draft()), make_guest()
    Speaker.objects.create(session=session, guest=guest, name="Jo")

    refused_by("speaker_guest_once", Speaker, session=session, guest=guest, name="Jo", position=1)
    refused_by("speaker_is_user_or_name", Speaker, session=session, guest=make_guest(), position=1)


def test_a_line_is_a_colleague_a_name_or_somebody_outside_with_an_address():
    ines, known = make_user(email="ines@example.org"), make_guest("Jo Arendt", email="jo@example.com")

    found = lines('ines@example.org\n"Kim Lee" <KIM@example.com>\nWhoever <jo@example.com>\njo@example.com\nAda')

    kim = SpeakerDraft(name="Kim Lee", email="kim@example.com")
    jo = SpeakerDraft(name=known.name, email="jo@example.com")
    assert found == (SpeakerDraft(user=ines), kim, jo, SpeakerDraft(name="Ada"))


@override_settings(SIGNUP_DOMAINS=["example.org"])
def test_a_slip_is_not_taken_for_somebody_outside():
    make_user(email="gone@example.net", is_active=False)
    unknown = "Line %d: no colleague has the address “%s”. Correct it, or write a name."

    assert mistakes("Ines <inse@example.org>\nkim@example.com\nGone <gone@example.net>\nKim <kim@>") == [
        unknown % (1, "Ines <inse@example.org>"),
        unknown % (2, "kim@example.com"),
        unknown % (3, "Gone <gone@example.net>"),
        "Line 4: “Kim <kim@>” is no mail address.",
    ]


def test_what_the_editor_shows_is_read_again_as_the_same_people():
    session, guest = Session.objects.get(event=make_draft()), make_guest("Jo Arendt", email="jo@example.com")
    speakers = [
        Speaker(session=session, user=make_user(email="ines@example.org")),
        Speaker(session=session, guest=guest, name=guest.name),
        Speaker(session=session, name="Ada"),
    ]

    shown = speaker_lines(speakers)

    assert shown == "ines@example.org\nJo Arendt <jo@example.com>\nAda"
    assert [one.name or one.user.email for one in lines(shown)] == ["ines@example.org", "Jo Arendt", "Ada"]

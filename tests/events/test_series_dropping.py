"""What becomes of the drafts that another rule gives no longer."""

from datetime import timedelta

import pytest

from events import actions, notifications, wording
from events.drafts import SpeakerDraft
from events.enums import Refusal
from events.exceptions import OccurrenceRefused
from events.models import Event, Proposal, Series
from outbox.models import Message
from tests.factories.accounts import make_coordinator, make_department, make_user
from tests.factories.events import NOW, event_draft, session_draft
from tests.factories.series import events_of, make_series, owner_of, weekly

pytestmark = pytest.mark.django_db

JO = SpeakerDraft(name="Jo Arendt", email="jo@example.com")


def shorten(series: Series) -> None:
    actions.change_rule(series=series, rule=weekly(count=3), message="", by=owner_of(series), at=NOW)


def test_whoever_was_asked_to_teach_is_told_that_the_date_is_left_out():
    ines = make_user("Ines Okafor", email="ines@example.com")
    series = make_series(publish=False, title="Reading club", speakers=(SpeakerDraft(user=ines), JO))
    last = events_of(series).last()
    actions.ask_speakers(event=last, by=owner_of(series), at=NOW)

    shorten(series)

    messages = Message.objects.filter(kind=wording.SPEAKER_DROPPED).order_by("pk")
    mail = notifications.render_to_speaker(messages[0])
    assert [one.address for one in messages] == ["ines@example.com", "jo@example.com"]
    assert mail.subject == "Left out: “Reading club”"
    assert "Wednesday 31 March 2027" in mail.text
    assert "Elbe 2.04" in mail.text


def test_who_was_not_asked_or_has_said_no_is_told_nothing():
    series = make_series(publish=False, speakers=(SpeakerDraft(user=make_user()), JO))
    last = events_of(series).last()
    actions.ask_speakers(event=last, by=owner_of(series), at=NOW)
    for engagement in last.engagements.all():
        actions.answer_as_speaker(engagement=engagement, comes=False, note="", by=None, at=NOW)

    actions.change_rule(series=series, rule=weekly(count=2), message="", by=owner_of(series), at=NOW)

    assert (Message.objects.filter(kind=wording.SPEAKER_DROPPED).count(), events_of(series).count()) == (0, 2)


def test_a_draft_that_was_made_of_a_topic_of_the_board_stays_and_the_reason_is_said():
    mara, cora = make_user("Mara"), make_coordinator(make_department())
    proposal = actions.propose(title="Balance sheets", why="I sign them.", by=mara, at=NOW)
    draft = actions.take_up(proposal=proposal, teacher=None, by=cora, at=NOW)
    draft = actions.edit(event=draft, draft=event_draft(sessions=(session_draft(),)), by=mara, at=NOW)
    series = actions.repeat(event=draft, rule=weekly(), by=mara, at=NOW)
    draft.refresh_from_db()
    later = draft.series_on + timedelta(weeks=1)

    with pytest.raises(OccurrenceRefused) as refused:
        actions.change_rule(
            series=series, rule=weekly(without=frozenset({draft.series_on})), message="", by=mara, at=NOW
        )

    assert (refused.value.reason, refused.value.on) == (Refusal.SERIES_OF_BOARD, draft.series_on)
    assert (Proposal.objects.get().event, Event.objects.filter(series_on=later).count()) == (draft, 1)

"""Those who teach: asked by a link whether they come, asked again when it moves, told what becomes of it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import timezone, translation

from accounts.models import Guest, User
from audit.models import Line
from calendars.models import Entry
from events import actions, notifications, wording
from events.drafts import SpeakerDraft
from events.enums import Refusal, SpeakerState
from events.exceptions import EventRefused
from events.links import engagement_from, sign_speaker
from events.models import Engagement, Event, Speaker, SpeakerProfile
from outbox.exceptions import Obsolete
from outbox.models import Message
from registrations import actions as registrations
from tests.factories.accounts import make_user
from tests.factories.events import DAY, NOW, event_draft, make_draft, make_event, session_draft
from tests.factories.registrations import register
from tests.support.pages import main

pytestmark = pytest.mark.django_db

JO = SpeakerDraft(name="Jo Arendt", email="jo@example.com")
LATER = NOW + timedelta(days=1)


@pytest.fixture
def ines() -> User:
    return make_user("Ines Okafor")


@pytest.fixture
def owner() -> User:
    return make_user("Olga Owner")


def kinds(person) -> list[str]:
    return list(Message.objects.filter(address=person.email).order_by("pk").values_list("kind", flat=True))


def states(event: Event) -> dict[str, str]:
    return {one.person.name: one.state for one in Engagement.objects.for_event(event)}


def expected(person) -> list[bool]:
    return list(Entry.objects.of(person).order_by("meeting__starts_at").values_list("is_expected", flat=True))


def answer(engagement: Engagement, *, comes: bool = True, note: str = "", at=LATER) -> Engagement:
    return actions.answer_as_speaker(engagement=engagement, comes=comes, note=note, by=None, at=at)


def edit(event: Event, at=LATER, **values: object) -> Event:
    return actions.edit(event=event, draft=event_draft(title=event.title, **values), by=event.roles.get().user, at=at)


def render(message: Message):
    return notifications.render_to_speaker(message)


def test_publishing_asks_everybody_with_an_address_and_puts_it_into_their_calendar(ines, owner):
    speakers = (SpeakerDraft(user=ines), JO, SpeakerDraft(name="Only A Name"), SpeakerDraft(user=owner))

    event = make_event(owner=owner, speakers=speakers)

    jo = Guest.objects.get(email="jo@example.com")
    assert states(event) == {"Ines Okafor": "asked", "Jo Arendt": "asked", "Olga Owner": "confirmed"}
    assert (kinds(ines), kinds(jo), kinds(owner)) == (["events.speaker_asked"],) * 2 + (["calendar.entry"],)
    assert [expected(one) for one in (ines, jo, owner)] == [[True], [True], [True]]
    assert (jo.language, jo.zone) == ("en", "Europe/Berlin")
    assert sorted(str(one) for one in SpeakerProfile.objects.all()) == ["Ines Okafor", "Jo Arendt", "Olga Owner"]


def test_a_draft_asks_nobody_until_its_organiser_wants_to(ines, owner):
    event = make_draft(owner=owner, speakers=(SpeakerDraft(user=ines),))
    assert (states(event), kinds(ines)) == ({}, [])

    assert actions.ask_speakers(event=event, by=owner, at=NOW) == 1

    assert (states(event), kinds(ines), expected(ines)) == ({"Ines Okafor": "asked"}, ["events.speaker_asked"], [])
    with pytest.raises(EventRefused) as refused:
        actions.ask_speakers(event=event, by=owner, at=NOW)
    assert refused.value.reason == Refusal.NOBODY_TO_ASK
    answer(Engagement.objects.get())
    actions.publish(event=event, by=owner, at=LATER)
    assert (states(event), expected(ines)) == ({"Ines Okafor": "confirmed"}, [True])
    assert kinds(ines) == ["events.speaker_asked", "calendar.entry"]


def test_somebody_from_outside_is_known_again_by_the_address_alone(owner):
    make_event(owner=owner, speakers=(JO,))

    event = make_event(owner=owner, speakers=(replace(JO, name="J."),))

    speaker = Speaker.objects.get(session__event=event)
    assert (str(speaker), Guest.objects.count(), SpeakerProfile.objects.count()) == ("Jo Arendt", 1, 1)


def test_the_mail_asks_in_the_language_and_zone_of_whoever_is_asked(owner):
    make_event(owner=owner, title="Reading water", speakers=(JO,))
    message = Message.objects.get(address="jo@example.com")

    with translation.override("de"), timezone.override("America/New_York"):
        mail = render(message)

    url = f"http://testserver/t/{sign_speaker(Engagement.objects.get())}/"
    assert mail.subject == "Können Sie bei „Reading water“ vortragen?"
    assert "04:00–05:00\xa0Uhr" in mail.text
    assert (f"{url}\n" in mail.text, f"{url}?answer=no" in mail.text, mail.calendar.method) == (True, True, "REQUEST")
    assert message.is_secret


def test_a_no_leaves_the_calendar_and_tells_the_organisers(ines, owner):
    event = make_event(owner=owner, speakers=(SpeakerDraft(user=ines),))

    answer(Engagement.objects.get(), comes=False, note="I am away until Friday.")

    assert (states(event), expected(ines)) == ({"Ines Okafor": "declined"}, [False])
    assert kinds(ines) == ["events.speaker_asked", "calendar.entry"]
    mail = notifications.render_speaker_answer(Message.objects.get(user=owner))
    assert mail.subject == "Ines Okafor can't teach at “Event”".replace("Event", event.title)
    assert "I am away until Friday." in mail.text
    line = Line.objects.get(verb="speaker.answered")
    assert (line.before, line.after) == ({"state": "asked"}, {"state": "declined", "person": "Ines Okafor"})


def test_a_plain_yes_tells_nobody_and_a_second_click_is_none(ines, owner):
    event = make_event(owner=owner, speakers=(SpeakerDraft(user=ines),))

    for _click in range(2):
        answer(Engagement.objects.get())

    assert (states(event), expected(ines), kinds(owner)) == ({"Ines Okafor": "confirmed"}, [True], [])
    assert Line.objects.filter(verb="speaker.answered").count() == 1


def test_answers_in_a_row_are_one_mail_to_the_organisers(ines, owner):
    event = make_event(owner=owner, speakers=(SpeakerDraft(user=ines),))
    for number in range(5):
        answer(Engagement.objects.get(event=event), note=f"Note {number}", at=LATER + timedelta(seconds=number))
    now = LATER + timedelta(seconds=4)

    told = Message.objects.filter(kind=wording.SPEAKER_WRITES)

    assert [one.params["note"] for one in told.due(at=now)] == ["Note 0"]
    assert sorted(one.params["note"] for one in told.overtaken(at=now)) == ["Note 1", "Note 2", "Note 3"]


def test_whoever_comes_after_all_has_not_said_no(ines, owner):
    event = make_event(owner=owner, speakers=(SpeakerDraft(user=ines),))
    answer(Engagement.objects.get(event=event), comes=False)
    message = Message.objects.get(kind=wording.SPEAKER_DECLINED)
    answer(Engagement.objects.get(event=event), at=LATER + timedelta(seconds=1))

    with pytest.raises(Obsolete):
        notifications.render_speaker_answer(message)


def test_a_move_asks_again_once_after_the_quiet_period(ines, owner):
    speakers = (SpeakerDraft(user=ines),)
    event = make_event(owner=owner, speakers=speakers)
    answer(Engagement.objects.get())
    pk = event.sessions.get().pk

    for minutes, start in enumerate(("14:00", "15:00")):
        at = LATER + timedelta(minutes=minutes)
        edit(event, at=at, speakers=speakers, sessions=(session_draft(DAY, start, "16:00", pk=pk),))

    assert states(event) == {"Ines Okafor": "ask_again"}
    later = Message.objects.filter(kind="events.speaker_asked_anew").order_by("position")
    due = Message.objects.filter(pk__in=later)
    waits = at + settings.QUIET_PERIOD
    assert [one.not_before for one in later] == [waits - timedelta(minutes=1), waits]
    assert list(due.overtaken(at=at)) == [later[0]]
    assert "was moved" in render(later[1]).subject


def test_a_move_back_to_the_time_that_was_answered_asks_nothing(ines, owner):
    speakers = (SpeakerDraft(user=ines),)
    event = make_event(owner=owner, speakers=speakers)
    answer(Engagement.objects.get())
    pk = event.sessions.get().pk

    for start, end in (("14:00", "15:00"), ("10:00", "11:00")):
        edit(event, speakers=speakers, sessions=(session_draft(DAY, start, end, pk=pk),))

    assert states(event) == {"Ines Okafor": "confirmed"}
    with pytest.raises(Obsolete):
        render(Message.objects.get(kind="events.speaker_asked_anew"))


def test_another_room_asks_nobody_again_but_reaches_the_calendar(ines, owner):
    speakers = (SpeakerDraft(user=ines),)
    event = make_event(owner=owner, speakers=speakers)
    answer(Engagement.objects.get())

    edit(event, speakers=speakers, sessions=(session_draft(DAY, place="Weser", pk=event.sessions.get().pk),))

    assert (states(event), kinds(ines)) == (
        {"Ines Okafor": "confirmed"},
        ["events.speaker_asked", "calendar.entry"],
    )


def test_whoever_is_named_no_more_is_told_unless_it_was_a_slip(ines, owner):
    speakers, session = (SpeakerDraft(user=ines),), session_draft()
    event = make_event(owner=owner, speakers=speakers, sessions=(session,))
    same = (replace(session, pk=event.sessions.get().pk),)

    edit(event, sessions=same)

    assert (states(event), expected(ines)) == ({}, [False])
    told = Message.objects.get(kind="events.speaker_released")
    assert "without you" in render(told).subject
    edit(event, sessions=same, speakers=speakers)
    assert (states(event), expected(ines)) == ({"Ines Okafor": "asked"}, [True])
    with pytest.raises(Obsolete):
        render(told)


def test_a_seat_outlives_the_teaching_and_the_teaching_the_seat(ines, owner):
    speakers, session = (SpeakerDraft(user=ines),), session_draft()
    event = make_event(owner=owner, speakers=speakers, sessions=(session,))
    place = register(event, ines)

    registrations.cancel(registration=place, by=ines, at=LATER)
    assert expected(ines) == [True]
    register(event, ines, at=LATER)
    edit(event, sessions=(replace(session, pk=event.sessions.get().pk),))

    assert expected(ines) == [True]


def test_a_cancelled_event_tells_those_who_would_have_come(ines, owner):
    event = make_event(owner=owner, speakers=(SpeakerDraft(user=ines), JO))
    answer(Engagement.objects.for_event(event).get(guest__isnull=False), comes=False)

    actions.cancel(event=event, message="Storm.", by=owner, at=LATER)

    mail = render(Message.objects.get(kind="events.speaker_called_off"))
    assert (mail.calendar.method, "Storm." in mail.text) == ("CANCEL", True)
    assert Message.objects.filter(kind="events.speaker_called_off", address=JO.email).count() == 0
    with pytest.raises(EventRefused) as refused:
        answer(Engagement.objects.get(user=ines))
    assert refused.value.reason == Refusal.CANCELLED_FOR_SPEAKERS


def test_a_new_session_is_asked_about_too_and_a_dropped_one_leaves_the_calendar(ines, owner):
    speakers, days = (SpeakerDraft(user=ines),), (DAY, date(2027, 3, 17))
    event = make_event(owner=owner, speakers=speakers, sessions=(session_draft(DAY),))
    answer(Engagement.objects.get())
    first = session_draft(DAY, pk=event.sessions.get().pk)

    edit(event, speakers=speakers, sessions=(first, session_draft(days[1])))
    assert (states(event), expected(ines)) == ({"Ines Okafor": "ask_again"}, [True, True])
    edit(event, speakers=speakers, sessions=(first,))

    assert (states(event), expected(ines)) == ({"Ines Okafor": "confirmed"}, [True, False])


def test_somebody_is_asked_again_once_a_day_at_most(ines, owner):
    event = make_event(owner=owner, speakers=(SpeakerDraft(user=ines),))
    asked = Engagement.objects.get()
    with pytest.raises(EventRefused) as refused:
        actions.ask_speaker_again(engagement=asked, by=owner, at=NOW + timedelta(hours=19))
    assert refused.value.reason == Refusal.ASKED_LATELY

    actions.ask_speaker_again(engagement=asked, by=owner, at=LATER)

    assert kinds(ines) == ["events.speaker_asked"] * 2
    _first, second = Message.objects.filter(user=ines).order_by("pk")
    assert second.params["round"] == 2
    answer(Engagement.objects.for_event(event).get())
    with pytest.raises(EventRefused) as refused:
        actions.ask_speaker_again(engagement=Engagement.objects.get(), by=owner, at=LATER + timedelta(days=1))
    assert refused.value.reason == Refusal.SPEAKER_COMES


def test_a_link_opens_for_its_owner_until_two_months_after_the_event(ines, owner):
    event = make_event(owner=owner, speakers=(SpeakerDraft(user=ines),))
    asked = Engagement.objects.get()
    signed = sign_speaker(asked)
    over = event.ends_at + timedelta(days=60)

    assert engagement_from(signed, at=over) == asked
    assert engagement_from(signed, at=over + timedelta(seconds=1)) is None
    other = signing.dumps([asked.pk, asked.key, 2**40], salt="another.purpose")
    assert [engagement_from(one, at=NOW) for one in ("forged", signed[:-1], other)] == [None] * 3
    User.objects.filter(pk=ines.pk).update(is_active=False)
    assert engagement_from(signed, at=NOW) is None


def test_the_page_behind_the_link_asks_and_a_post_answers(client, ines, owner):
    at = timezone.now()
    day = (at + timedelta(days=7)).date()
    make_event(owner=owner, at=at, speakers=(SpeakerDraft(user=ines),), sessions=(session_draft(day),))
    address = reverse("speaker-page", args=[sign_speaker(Engagement.objects.get())])

    page = main(client.get(f"{address}?answer=no"))
    chosen = [one.attributes["value"] for one in page.all("input") if "checked" in one.attributes]
    assert (page.one("#comes").text, chosen) == ("Can you teach here?", ["no"])
    assert Engagement.objects.get().state == SpeakerState.ASKED
    response = client.post(address, {"answer": "yes", "note": ""}, follow=True)

    assert main(response).one("#comes").text == "You teach here"
    assert client.post(address, {"answer": "maybe"}).status_code == 200
    assert Engagement.objects.get().state == SpeakerState.CONFIRMED


def test_who_has_not_answered_is_asked_nothing_when_it_is_over(client):
    at = timezone.now()
    event = make_event(at=at, speakers=(JO,), sessions=(session_draft((at + timedelta(days=7)).date()),))
    Event.objects.filter(pk=event.pk).update(starts_at=at - timedelta(hours=2), ends_at=at - timedelta(hours=1))

    page = main(client.get(reverse("speaker-page", args=[sign_speaker(Engagement.objects.get())])))

    assert page.one("#comes").text == "No answer is needed any more"

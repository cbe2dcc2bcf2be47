"""Who may open what is handed out, when; and who is told of it."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import translation

from events import actions as events
from events.drafts import SpeakerDraft
from events.enums import Audience, Refusal
from events.exceptions import EventRefused
from events.models import Material
from outbox.exceptions import Obsolete
from outbox.models import Message
from registrations import actions, clock, queries
from registrations.notifications import teaching as notifications
from registrations.queries import told_apart
from tests.factories.accounts import make_department, make_guest, make_user
from tests.factories.events import NOW, main_pool, make_event
from tests.factories.materials import make_material
from tests.factories.registrations import register

pytestmark = pytest.mark.django_db


@pytest.fixture
def learning():
    return make_department("Learning")


@pytest.fixture
def event(learning):
    speaker = SpeakerDraft(user=make_user("Sam Speaker"))
    return make_event(
        owner=make_user("Olga"),
        capacity=2,
        audience=Audience.DEPARTMENTS,
        departments=(learning,),
        speakers=(speaker,),
    )


def titles(person, at=NOW) -> list[str]:
    return sorted(queries.materials_open_to(person, at=at).values_list("title", flat=True))


def test_materials_open_for_those_with_a_seat_for_all_of_the_audience_or_for_the_team(event, learning):
    seated, late, other = (make_user(department=learning) for _ in range(3))
    make_material(event, title="Seated")
    make_material(event, title="All", visible="all")
    for one in (seated, make_user(department=learning), late):
        register(event, one)

    speaker = event.sessions.get().speakers.get().user
    found = [titles(one) for one in (seated, late, other, make_user(), event.roles.get().user, speaker)]

    assert found == [["All", "Seated"], ["All"], ["All"], [], ["All", "Seated"], ["All", "Seated"]]


def test_a_guest_opens_what_is_for_them_while_they_have_a_seat(event):
    make_material(event, title="Seated")
    place = actions.add_guest(event=event, guest=make_guest(), pool=main_pool(event), by=event.roles.get().user, at=NOW)
    assert [one.title for one in queries.materials_for_guest(place, at=NOW)] == ["Seated"]

    actions.cancel(registration=place, by=None, at=NOW)

    place.refresh_from_db()
    assert list(queries.materials_for_guest(place, at=NOW)) == []


def test_what_is_for_later_opens_with_the_start_or_the_end(event, learning):
    person = make_user(department=learning)
    register(event, person)
    for shown_from in ("now", "start", "end"):
        make_material(event, title=shown_from, shown_from=shown_from)

    moments = (NOW, event.starts_at, event.ends_at)

    assert [titles(person, at) for at in moments] == [["now"], ["now", "start"], ["end", "now", "start"]]


def test_what_is_kept_to_its_link_is_listed_to_those_who_have_part_in_it():
    event = make_event(is_unlisted=True, owner=make_user("Olga"))
    seated, other = make_user(), make_user()
    make_material(event, visible="all")
    register(event, seated)

    listed = [queries.materials_listed_for(one, at=NOW).count() for one in (seated, other, event.roles.get().user)]

    assert (listed, titles(other)) == ([1, 0, 1], ["Slides"])


def test_those_with_a_seat_are_told_once_after_a_quiet_period(event, learning):
    person, owner = make_user(department=learning, language="de"), event.roles.get().user
    register(event, person)
    make_material(event, title="Slides")

    assert actions.tell_of_materials(event=event, by=owner, at=NOW) == 1
    with pytest.raises(EventRefused) as refused:
        actions.tell_of_materials(event=event, by=owner, at=NOW)

    assert refused.value.reason == Refusal.NOTHING_TO_TELL
    message = Message.objects.get(kind="registration.materials")
    assert (message.user, message.not_before) == (person, NOW + settings.QUIET_PERIOD)
    with translation.override("de"):
        mail = notifications.render_materials(message)
    assert mail.subject == f"Materialien zu „{event.title}“ liegen bereit"
    assert "Slides" in mail.text
    Material.objects.all().delete()
    with pytest.raises(Obsolete):
        notifications.render_materials(message)


def test_later_materials_can_be_told_of_and_overtake_what_waits(event, learning):
    register(event, make_user(department=learning))
    owner, later = event.roles.get().user, NOW + timedelta(minutes=1)
    make_material(event)
    actions.tell_of_materials(event=event, by=owner, at=NOW)
    make_material(event, title="Recording", kind="recording", at=later)

    actions.tell_of_materials(event=event, by=owner, at=later)

    found = Message.objects.filter(kind="registration.materials").order_by("pk")
    assert list(found.overtaken(at=later)) == [found[0]]


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ([("A", 9), ("B", 5)], ([("A", 9), ("B", 5)], 0)),
        ([("A", 9), ("B", 5), ("C", 4)], ([("A", 9)], 9)),
        ([("A", 9), ("B", 3), ("", 2)], ([("A", 9)], 5)),
        ([("A", 4)], ([], 4)),
        ([("A", 7), ("", 1)], ([], 8)),
        ([], ([], 0)),
    ],
)
def test_small_groups_and_small_rests_are_not_told_apart(counts, told):
    assert told_apart(counts) == told


def brief(at) -> list[Message]:
    clock.brief_speakers(at)
    return list(Message.objects.filter(kind="speakers.briefing").order_by("pk"))


def test_a_speaker_is_briefed_some_days_before_once_even_after_downtime(event, learning):
    for _ in range(2):
        register(event, make_user(department=learning))
    due = event.starts_at - timedelta(days=3)
    assert brief(due - timedelta(minutes=1)) == []

    (message,) = brief(due + timedelta(days=1))
    assert brief(due + timedelta(days=2)) == [message]

    mail = notifications.render_briefing(message)
    assert (message.user.name, message.not_after) == ("Sam Speaker", event.starts_at)
    assert mail.subject == f"You teach soon: “{event.title}”"
    wanted = ("Elbe 2.04", "2 people have a seat.", f"http://testserver/e/{event.slug}/teach/", "Olga, ")
    assert [text in mail.text for text in wanted] == [True] * 4
    assert "from Learning" not in mail.text


def test_nobody_is_briefed_who_declined_or_where_it_is_off_or_over(event):
    due = event.starts_at - timedelta(days=3)
    assert brief(event.starts_at) == []
    owner = event.roles.get().user
    events.set_briefing(event=event, days=None, by=owner, at=NOW)
    assert brief(due) == []
    events.set_briefing(event=event, days=5, by=owner, at=NOW)
    asked = event.engagements.get()
    events.answer_as_speaker(engagement=asked, comes=False, note="", by=None, at=NOW)
    assert brief(due) == []
    events.answer_as_speaker(engagement=asked, comes=True, note="", by=None, at=NOW)

    (message,) = brief(event.starts_at - timedelta(days=5))

    events.cancel(event=event, message="", by=owner, at=NOW)
    with pytest.raises(Obsolete):
        notifications.render_briefing(message)

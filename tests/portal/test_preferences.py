"""Which mails somebody gets, and how their calendar is kept: chosen by one click, and kept to."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts import actions as accounts
from accounts.enums import Invitations, MailTopic
from accounts.links import end_url
from accounts.models import User
from accounts.reminding import Reminder
from calendars.models import Feed
from events import actions as events
from events.models import Digest
from feedback import actions as feedback
from outbox.enums import Priority
from outbox.models import Message
from outbox.registry import write
from registrations import actions, clock
from tests.factories.accounts import make_user
from tests.factories.calendars import make_feed
from tests.factories.events import NOW, event_draft, make_event, make_topic, session_draft
from tests.factories.materials import make_material
from tests.factories.registrations import register

pytestmark = pytest.mark.django_db

PAGE = "/account/mails/"


@pytest.fixture
def mara(client) -> User:
    mara = make_user("Mara")
    client.force_login(mara)
    return mara


def kinds(person: User) -> list[str]:
    return list(Message.objects.filter(user=person).order_by("pk").values_list("kind", flat=True))


@pytest.mark.parametrize(("clicked", "kept"), [("3", 3), ("10", 10), ("0", 0), ("event", None)])
def test_one_click_says_how_early_reminders_come(clicked, kept, client, mara):
    client.post(PAGE, {"reminders": clicked})

    mara.refresh_from_db()
    assert mara.reminders == kept
    chosen = [one.value for one in client.get(PAGE).context["panel"].reminders if one.is_chosen]
    assert chosen == [clicked]


@pytest.mark.parametrize("topic", [topic for topic in MailTopic if topic != MailTopic.DIGEST])
def test_one_click_stops_a_kind_of_mail_and_another_starts_it_again(topic, client, mara):
    found = []

    for name in ("stop", "start"):
        client.post(PAGE, {name: topic.value})
        mara.refresh_from_db()
        found.append(mara.wants(topic))

    assert found == [False, True]


def test_the_digest_is_turned_off_here_too(client, mara):
    events.follow(user=mara, thing=make_topic(), at=NOW)

    client.post(PAGE, {"stop": "digest"})

    assert Digest.objects.get(user=mara).is_on is False


@pytest.mark.parametrize("data", [{"reminders": "5"}, {"way": "pigeon"}, {"stop": "seat"}, {"start": "x"}])
def test_a_choice_that_there_is_not_changes_nothing(data, client, mara):
    answer = client.post(PAGE, data, follow=True)

    mara.refresh_from_db()
    assert (mara.reminders, mara.invitations, [mara.wants(one) for one in list(MailTopic)[:3]]) == (
        None,
        "both",
        [True] * 3,
    )
    assert "This choice does not exist." in answer.content.decode()


def test_who_wants_no_mail_about_materials_or_feedback_or_afterwards_gets_none(mara):
    event = make_event()
    events.set_reminders(event=event, times=Reminder.TWO_HOURS_AFTER.value, by=event.roles.get().user, at=NOW)
    other = make_user()
    User.objects.filter(pk=mara.pk).update(gets_materials=False, gets_afterwards=False, gets_feedback=False)
    for person in (User.objects.get(pk=mara.pk), other):
        register(event, person)
    make_material(event)

    told = actions.tell_of_materials(event=event, by=event.roles.get().user, at=NOW)
    clock.remind(event.ends_at + timedelta(hours=2))
    form = feedback.open_form(event=event, at=event.ends_at + timedelta(days=1))
    feedback.remind(form=form, at=form.closes_at - timedelta(days=1))

    assert told == 1
    assert kinds(mara) == ["registration.confirmed"]
    wanted = ["registration.materials", "registration.afterwards", "feedback.open", "feedback.reminder"]
    assert kinds(other) == ["registration.confirmed", *wanted]
    assert form.invited.count() == 2


def test_who_subscribes_alone_gets_words_without_an_invitation_and_what_was_mailed_stays_in_step(mara):
    early, late = make_event(title="Early"), make_event(title="Late", sessions=(session_draft(date(2027, 3, 12)),))
    register(early, mara)
    User.objects.filter(pk=mara.pk).update(invitations="feed")
    place = register(late, User.objects.get(pk=mara.pk))

    for event in (early, late):
        move(event)

    messages = Message.objects.filter(user=mara).order_by("pk")
    mails = [(message.kind, write(message).calendar is not None) for message in messages]
    assert mails == [
        ("registration.confirmed", True),
        ("registration.confirmed", False),
        ("registration.changed", True),
        ("registration.changed", False),
    ]
    assert "It stands in the calendar that you have subscribed to." in write(messages[1]).text
    actions.cancel(registration=place, by=mara, at=NOW)
    last = Message.objects.filter(user=mara).latest("pk")
    assert (last.kind, write(last).calendar) == ("registration.cancelled", None)


def test_who_wants_mail_again_is_invited_by_mail_to_what_they_had_only_subscribed_to(mara):
    register(make_event(), mara)
    choose(mara, Invitations.FEED)
    place = register(make_event(sessions=(session_draft(date(2027, 3, 12)),)), User.objects.get(pk=mara.pk))
    known = Message.objects.latest("pk").pk

    choose(mara, Invitations.MAIL, Invitations.BOTH, Invitations.FEED, Invitations.BOTH)

    [message] = Message.objects.filter(pk__gt=known)
    assert (message.kind, message.scope, message.address) == ("calendar.entry", place.event.scope, mara.email)
    assert write(message).calendar.method == "REQUEST"


def choose(person: User, *ways: Invitations) -> None:
    for way in ways:
        accounts.set_invitations(user=person, way=way, at=NOW)


def move(event) -> None:
    (session,) = event.sessions.all()
    draft = session_draft(session.held_on, "12:00", "13:00", pk=session.pk)
    draft = event_draft(title=event.title, sessions=(draft,))
    events.edit(event=event, draft=draft, by=event.roles.get().user, at=NOW)


def test_who_wants_mail_alone_has_no_address_to_subscribe_to(client, mara):
    address = make_feed(mara, at=timezone.now()).get_absolute_url()
    found = []

    for way in ("both", "mail", "feed"):
        client.post(PAGE, {"way": way})
        found.append(client.get(address).status_code)

    assert (found, Feed.objects.count()) == ([200, 404, 200], 1)


@pytest.mark.parametrize("topic", [topic for topic in MailTopic if topic != MailTopic.DIGEST])
def test_the_click_of_a_mail_program_ends_a_kind_of_mail_without_signing_in(topic, client):
    reader = make_user()
    address = "/" + end_url(reader, topic, at=timezone.now()).split("/", 3)[3]

    opened = client.get(address).status_code
    before = User.objects.get(pk=reader.pk).wants(topic)
    client.post(address, {"List-Unsubscribe": "One-Click"})

    assert (opened, before, User.objects.get(pk=reader.pk).wants(topic)) == (200, True, False)


def test_mails_that_one_can_do_without_say_how_to_end_them_and_mails_about_the_seat_do_not(mara):
    event = make_event()
    register(event, mara)
    make_material(event)
    actions.tell_of_materials(event=event, by=event.roles.get().user, at=NOW)
    feedback.open_form(event=event, at=event.ends_at + timedelta(days=1))

    ends = {message.kind: write(message).unsubscribe != "" for message in Message.objects.filter(user=mara)}

    assert ends == {"registration.confirmed": False, "registration.materials": True, "feedback.open": True}


def test_mails_that_one_can_do_without_leave_behind_those_about_seats(mara):
    event = make_event()
    events.set_reminders(
        event=event,
        times=(Reminder.DAY_BEFORE | Reminder.TWO_HOURS_AFTER).value,
        by=event.roles.get().user,
        at=NOW,
    )
    register(event, mara)
    clock.remind(event.starts_at - timedelta(days=1))
    make_material(event)
    actions.tell_of_materials(event=event, by=event.roles.get().user, at=NOW)
    clock.remind(event.ends_at + timedelta(hours=2))

    messages = Message.objects.filter(user=mara).order_by("pk")

    assert [(message.kind, Priority(message.priority)) for message in messages] == [
        ("registration.confirmed", Priority.SEAT),
        ("registration.reminder", Priority.SEAT),
        ("registration.materials", Priority.BULK),
        ("registration.afterwards", Priority.BULK),
    ]


def test_the_database_refuses_another_way_to_keep_a_calendar(mara):
    with pytest.raises(IntegrityError, match="user_invitations_are_known"), transaction.atomic():
        User.objects.filter(pk=mara.pk).update(invitations="pigeon")


def test_the_page_asks_as_often_whatever_was_chosen(client, mara, count_queries):
    client.post(PAGE, {"stop": "digest"})

    assert reverse("mail-preferences") == PAGE
    assert count_queries(lambda: client.get(PAGE)) == 2

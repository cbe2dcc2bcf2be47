"""What people follow, and the digest that tells of what is new in it."""

from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default

import pytest
from django.utils import timezone, translation

from accounts.models import User
from events import actions, clock, notifications, queries
from events.drafts import SpeakerDraft
from events.enums import Audience, Refusal
from events.exceptions import EventRefused
from events.models import Digest, Event, Follow
from events.policies import MOST_FOLLOWS
from events.wording import DIGEST
from outbox.exceptions import Obsolete
from outbox.models import Message
from outbox.rendering import as_bytes
from tests.events.test_models import change, refused_by
from tests.factories.accounts import make_department, make_user
from tests.factories.events import make_event, make_topic, session_draft
from tests.factories.interest import give_date, make_gathering

pytestmark = pytest.mark.django_db

SUNDAY = datetime(2027, 2, 28, 12, tzinfo=UTC)
MONDAY = datetime(2027, 3, 1, 9, tzinfo=UTC)  # an hour after it is due in Berlin
THURSDAY = MONDAY + timedelta(days=3)
FAR = (session_draft(SUNDAY.date() + timedelta(days=60)),)


@pytest.fixture
def mara():
    return make_user("Mara Lindqvist", zone="Europe/Berlin")


@pytest.fixture
def topic():
    return make_topic("Bees")


def follow(user, thing, at=SUNDAY):
    actions.follow(user=user, thing=thing, at=at)


def offer(**values) -> Event:
    return make_event(at=SUNDAY + timedelta(hours=1), sessions=FAR, **values)


def told() -> list[tuple[int, list[int]]]:
    return [(row.user_id, row.params["events"]) for row in Message.objects.filter(kind=DIGEST).order_by("pk")]


def test_a_follow_is_of_one_thing_and_not_of_oneself(mara, topic):
    common = {"user": mara, "followed_at": SUNDAY}

    refused_by("follow_is_of_one_thing", Follow.objects.create, **common)
    refused_by("follow_is_of_one_thing", Follow.objects.create, **common, topic=topic, department=make_department())
    refused_by("follow_is_of_somebody_else", Follow.objects.create, **common, speaker=mara)


@pytest.mark.parametrize(
    ("make", "constraint"),
    [
        (make_topic, "follow_topic_once_per_person"),
        (make_department, "follow_department_once_per_person"),
        (make_user, "follow_speaker_once_per_person"),
    ],
)
def test_a_thing_is_followed_once(make, constraint, mara):
    thing = make()
    follow(mara, thing)
    follow(mara, thing)
    row = Follow.objects.get()

    row.pk = None
    refused_by(constraint, row.save, force_insert=True)

    actions.unfollow(user=mara, thing=thing)
    assert list(Follow.objects.all()) == []


def test_there_is_room_for_so_many_and_not_for_oneself(mara):
    Follow.objects.bulk_create(Follow(user=mara, topic=make_topic(), followed_at=SUNDAY) for _ in range(MOST_FOLLOWS))

    reasons = []
    for thing in (mara, make_topic()):
        with pytest.raises(EventRefused) as caught:
            follow(mara, thing)
        reasons.append(caught.value.reason)

    assert reasons == [Refusal.FOLLOWS_ONESELF, Refusal.FOLLOWS_FULL]


def test_what_concerns_somebody_is_of_their_department_or_of_what_they_follow(topic):
    top = make_department()
    own = make_department(parent=top)
    below, elsewhere, followed, teacher = (
        make_department(parent=own),
        make_department(),
        make_department(),
        make_user(),
    )
    mara = make_user(department=own)
    for thing in (topic, followed, teacher):
        follow(mara, thing)
    mine = [
        offer(host_department=own),
        offer(host_department=below),
        offer(audience=Audience.DEPARTMENTS, departments=(top,)),
        offer(topics=(topic,)),
        offer(host_department=make_department(parent=followed)),
        offer(speakers=(SpeakerDraft(user=teacher),)),
    ]
    offer(host_department=elsewhere)
    offer(host_department=top)

    found = queries.concerning(Event.objects.visible_to(mara), mara).order_by("pk")

    assert list(found) == mine


def test_a_digest_tells_once_a_week_of_what_is_new_in_what_one_follows(mara, topic):
    follow(mara, topic)
    new = offer(topics=(topic,))
    offer()

    for hours in (0, 1, 24):
        clock.send_digests(MONDAY + timedelta(hours=hours))

    assert told() == [(mara.pk, [new.pk])]


def test_a_digest_waits_for_monday_morning_there(topic):
    people = [make_user(zone=zone) for zone in ("Asia/Tokyo", "Europe/Berlin", "America/New_York")]
    for person in people:
        follow(person, topic)
    event = offer(topics=(topic,))
    sent = []

    for hour in (-12, -2, 0, 4):
        clock.send_digests(MONDAY.replace(hour=7) + timedelta(hours=hour))
        sent.append(len(told()))

    assert sent == [0, 1, 2, 2]
    assert {events[0] for _user, events in told()} == {event.pk}


def test_there_is_no_digest_without_news(mara, topic):
    offer(topics=(topic,))
    follow(mara, topic, at=SUNDAY + timedelta(hours=2))
    own = make_topic()
    follow(mara, own, at=SUNDAY + timedelta(hours=2))

    clock.send_digests(MONDAY)

    assert (told(), Digest.objects.get().looked_until) == ([], MONDAY)


def test_weeks_without_a_worker_become_one_mail(mara, topic):
    follow(mara, topic)
    events = [offer(topics=(topic,)) for _ in range(3)]
    later = THURSDAY + timedelta(days=1)

    clock.send_digests(later)
    quiet = told()
    for days in range(21, 30):
        clock.send_digests(MONDAY + timedelta(days=days))

    assert (quiet, told()) == ([], [(mara.pk, [event.pk for event in events])])


def test_news_of_a_head_start_waits_until_everybody_may_register(mara, topic):
    follow(mara, topic)
    gathering = make_gathering(make_user(), at=SUNDAY, topics=(topic,))
    event = give_date(gathering, at=SUNDAY + timedelta(hours=1), sessions=FAR, topics=(topic,))

    clock.send_digests(MONDAY)
    first = told()
    clock.send_digests(MONDAY + timedelta(days=7))

    assert (event.head_start_until > MONDAY, first, told()) == (True, [], [(mara.pk, [event.pk])])


def test_a_head_start_that_was_ended_is_news_from_then_on(mara, topic):
    follow(mara, topic)
    gathering = make_gathering(make_user(), at=SUNDAY, topics=(topic,))
    event = give_date(gathering, at=SUNDAY + timedelta(hours=1), sessions=FAR, topics=(topic,))
    clock.send_digests(MONDAY)
    ended = MONDAY + timedelta(hours=1)

    actions.set_head_start(event=event, days=0, by=event.roles.get().user, at=ended)
    clock.send_digests(MONDAY + timedelta(days=7))

    assert told() == [(mara.pk, [event.pk])]


def test_a_digest_tells_of_nothing_hidden_known_over_or_cancelled(mara, topic):
    follow(mara, topic)
    elsewhere = make_department()
    offer(topics=(topic,), audience=Audience.DEPARTMENTS, departments=(elsewhere,))
    offer(topics=(topic,), owner=mara)
    off = offer(topics=(topic,))
    actions.cancel(event=off, message="", by=off.roles.get().user, at=SUNDAY + timedelta(hours=2))

    clock.send_digests(MONDAY)

    assert told() == []


def test_whoever_wants_no_digest_gets_none_and_begins_anew(mara, topic):
    follow(mara, topic)
    actions.set_digest(user=mara, is_on=False, at=SUNDAY)
    offer(topics=(topic,))
    clock.send_digests(MONDAY)

    actions.set_digest(user=mara, is_on=True, at=MONDAY)
    clock.send_digests(MONDAY + timedelta(days=7))

    assert told() == []


def real_digest(mara, topic) -> Message:
    """A digest about events to come by the real clock, as it is rendered."""
    at = timezone.now()
    days = (session_draft((at + timedelta(days=40)).date()),)
    event = make_event(at=at, sessions=days, topics=(topic,), title="How <bees> talk")
    undated = make_gathering(at=at, topics=(topic,), title="Hives on the roof")
    notifications.tell_news(mara, [event, undated], at=at)
    return Message.objects.get(kind=DIGEST)


def test_the_digest_names_all_who_host_an_event(mara):
    finance, people = make_department("Finance"), make_department("People")
    day = (timezone.now() + timedelta(days=40)).date()
    event = make_event(at=timezone.now(), sessions=(session_draft(day),), host_department=finance, co_hosts=(people,))
    notifications.tell_news(mara, [event], at=timezone.now())

    mail = notifications.render_digest(Message.objects.get(kind=DIGEST))

    assert ["Finance and People" in part for part in (mail.text, mail.html)] == [True, True]


@pytest.mark.parametrize(
    ("language", "subject", "reason"),
    [
        ("en", "2 new events for you", "No digest any more"),
        ("de", "2 neue Veranstaltungen für Sie", "Keinen Wochenbrief mehr"),
    ],
)
def test_the_digest_ends_with_one_click_in_both_texts_and_in_the_mail_program(language, subject, reason, mara, topic):
    message = real_digest(mara, topic)

    with translation.override(language):
        raw = as_bytes(notifications.render_digest(message), message, at=timezone.now())

    mime = message_from_bytes(raw, policy=default)
    end = str(mime["List-Unsubscribe"]).strip("<>")
    assert (mime["Subject"], mime["List-Unsubscribe-Post"]) == (subject, "List-Unsubscribe=One-Click")
    assert raw.startswith(f"List-Unsubscribe: <{end}>\r\n".encode())  # not in an encoded word
    text, html = mime.get_body(["plain"]).get_content(), mime.get_body(["html"]).get_content()
    for part in (text, html):
        assert end in part
        assert "Hives on the roof" in part
        assert reason in part
    assert "How <bees> talk" in text
    assert "How &lt;bees&gt; talk" in html


def test_the_click_of_a_mail_program_ends_the_digest_without_signing_in(client, mara, topic):
    message = real_digest(mara, topic)
    follow(mara, topic)
    address = "/" + notifications.render_digest(message).unsubscribe.split("/", 3)[3]

    opened = client.get(address)
    before = Digest.objects.get(user=mara).is_on
    clicked = client.post(address, {"List-Unsubscribe": "One-Click"})

    assert (opened.status_code, before, clicked.status_code) == (200, True, 200)
    assert Digest.objects.get(user=mara).is_on is False


def test_a_digest_whose_events_are_gone_is_not_sent(mara, topic):
    message = real_digest(mara, topic)
    change(Event.objects.get(title="Hives on the roof"), is_unlisted=True)
    User.objects.filter(pk=mara.pk).update(is_active=True)
    event = Event.objects.get(title="How <bees> talk")
    actions.cancel(event=event, message="", by=event.roles.get().user, at=timezone.now())

    with pytest.raises(Obsolete):
        notifications.render_digest(message)


def test_whoever_follows_a_topic_follows_the_one_that_it_goes_into(mara, topic):
    into, otto = make_topic("Insects"), make_user("Otto")
    follow(mara, topic)
    follow(otto, topic)
    follow(otto, into)

    actions.merge_topics(topic=topic, into=into, by=make_user(is_staff=True), at=SUNDAY)

    assert [(row.user, row.topic) for row in Follow.objects.order_by("user")] == [(mara, into), (otto, into)]

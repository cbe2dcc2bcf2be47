"""What each kind of feed shows to whom, and that nothing of it changes unnoticed."""

from dataclasses import replace
from datetime import timedelta

import icalendar
import pytest
import vobject
from django.db import IntegrityError, transaction
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from calendars import actions
from calendars.enums import Purpose
from calendars.models import Feed
from events import actions as events
from events.actions.copying import draft_of
from events.drafts import SpeakerDraft
from events.enums import Audience
from events.models import SpeakerProfile
from tests.factories.accounts import make_department, make_user
from tests.factories.calendars import invite, make_feed, make_meeting
from tests.factories.events import make_topic, make_upcoming_event, session_draft

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def now():
    return timezone.now().replace(microsecond=0)


@pytest.fixture
def reader():
    return make_user()


def soon(days, **values):
    return session_draft((timezone.now() + days * DAY).date(), **values)


def titles(client, feed):
    response = client.get(feed.get_absolute_url())
    assert response.status_code == 200
    return [str(event["SUMMARY"]) for event in icalendar.Calendar.from_ical(response.content).walk("VEVENT")]


def name_of(client, feed):
    return str(icalendar.Calendar.from_ical(client.get(feed.get_absolute_url()).content)["X-WR-CALNAME"])


def test_department_feed_holds_what_it_hosts_and_those_below_it(client, reader):
    finance = make_department("Finance")
    payroll = make_department("Payroll", parent=finance)
    make_upcoming_event(title="Budgets", host_department=finance)
    make_upcoming_event(days=8, title="Salaries", host_department=payroll)
    make_upcoming_event(title="Of others", host_department=make_department("Legal"))

    feed = make_feed(reader, purpose=Purpose.DEPARTMENT, subject=str(finance.pk))

    assert (titles(client, feed), name_of(client, feed)) == (["Budgets", "Salaries"], "Roundtable: Finance")


def test_topic_feed_holds_what_is_about_it(client, reader):
    topic = make_topic("Writing")
    make_upcoming_event(title="Clear writing", topics=(topic,))
    make_upcoming_event(title="Sums")

    feed = make_feed(reader, purpose=Purpose.TOPIC, subject=str(topic.pk))

    assert (titles(client, feed), name_of(client, feed)) == (["Clear writing"], "Roundtable: Writing")


def test_speaker_feed_holds_what_they_teach(client, reader):
    ines = make_user("Ines Okafor")
    make_upcoming_event(title="Clear writing", speakers=(SpeakerDraft(user=ines),))
    make_upcoming_event(title="Sums")

    feed = make_feed(reader, purpose=Purpose.SPEAKER, subject=str(SpeakerProfile.objects.get(user=ines).pk))

    assert (titles(client, feed), name_of(client, feed)) == (["Clear writing"], "Roundtable: Ines Okafor")


def test_organiser_feed_holds_what_its_reader_runs(client, reader):
    make_upcoming_event(title="Mine", owner=reader)
    make_upcoming_event(title="Of others")

    assert titles(client, make_feed(reader, purpose=Purpose.ORGANISER)) == ["Mine"]


def test_site_feed_holds_what_its_reader_may_read_about(client, reader):
    make_upcoming_event(title="For everybody")
    make_upcoming_event(title="For some", audience=Audience.DEPARTMENTS, departments=(make_department(),))

    assert titles(client, make_feed(reader, purpose=Purpose.SITE)) == ["For everybody"]


def test_membership_is_asked_at_every_reading(client, reader):
    legal = make_department("Legal")
    make_upcoming_event(title="For Legal", audience=Audience.DEPARTMENTS, departments=(legal,))
    feed = make_feed(reader, purpose=Purpose.SITE)
    seen = []
    for department in (legal, None):
        reader.department = department
        reader.save()
        seen.append(titles(client, feed))

    assert seen == [["For Legal"], []]


def test_one_who_may_no_longer_sign_in_reads_nothing(client, reader):
    feed = make_feed(reader, purpose=Purpose.SITE)
    reader.is_active = False
    reader.save()

    assert client.get(feed.get_absolute_url()).status_code == 404


def test_topic_that_is_gone_looks_like_a_wrong_address(client, reader):
    topic = make_topic()
    feed = make_feed(reader, purpose=Purpose.TOPIC, subject=str(topic.pk))
    topic.delete()

    answers = [client.get(url) for url in (feed.get_absolute_url(), reverse("calendar-feed", args=["A" * 32]))]

    assert [(answer.status_code, answer.content, answer["Content-Type"]) for answer in answers] == [
        (404, b"", "text/plain")
    ] * 2


@pytest.mark.parametrize(("days", "status"), [(399, 200), (402, 404)])
@pytest.mark.parametrize("was_read", [False, True])
def test_address_that_nobody_reads_for_a_good_year_expires(client, reader, now, days, status, was_read):
    feed = make_feed(reader, at=now - days * DAY)
    if was_read:
        Feed.objects.update(made_at=now - 900 * DAY)
        actions.note_read(feed=feed, fingerprint="x", at=now - days * DAY)

    assert client.get(feed.get_absolute_url()).status_code == status


def test_dropped_session_stays_as_cancelled(client, reader):
    event = make_upcoming_event(title="Two mornings", sessions=(soon(7), soon(8)))
    first, _second = event.sessions.order_by("starts_at")
    feed = make_feed(reader, purpose=Purpose.SITE)

    draft = replace(draft_of(event), sessions=(soon(7, pk=first.pk),))
    events.edit(event=event, draft=draft, by=event.roles.get().user, at=timezone.now())

    assert titles(client, feed) == ["Two mornings", "Cancelled: Two mornings"]


@pytest.mark.parametrize(
    ("purpose", "subject"),
    [("personal", 1), ("department", None), ("department", 10**30), ("topic", 0), ("speaker", 0), ("secret", None)],
)
def test_what_is_not_there_has_no_address(client, reader, purpose, subject):
    client.force_login(reader)
    address = f"/my/calendars/new/{purpose}/" + (f"{subject}/" if subject is not None else "")

    assert (client.post(address).status_code, Feed.objects.count()) == (404, 0)


def test_somebody_of_whom_one_may_not_read_has_no_address(client, reader):
    ines = make_user()
    some = {"audience": Audience.DEPARTMENTS, "departments": (make_department(),)}
    make_upcoming_event(speakers=(SpeakerDraft(user=ines),), **some)
    profile = SpeakerProfile.objects.get(user=ines)
    client.force_login(reader)

    assert client.post(f"/my/calendars/new/speaker/{profile.pk}/").status_code == 404


def test_public_feed_is_for_everybody_where_the_site_is(client):
    make_upcoming_event(title="For everybody", audience=Audience.PUBLIC)
    make_upcoming_event(title="For colleagues")
    answers = []
    for is_open in (False, True):
        with override_settings(PUBLIC_CATALOGUE=is_open):
            answers.append(client.get("/calendar.ics"))
    with override_settings(PUBLIC_CATALOGUE=True):
        shown = titles(client, Feed.objects.get())

    assert [(answer.status_code, answer["Cache-Control"]) for answer in answers] == [
        (404, "private, max-age=300"),
        (200, "public, max-age=300"),
    ]
    assert shown == ["For everybody"]


def test_alarm_calls_only_in_ones_own_feed_and_only_if_wanted(client, reader, now):
    invite(reader, make_meeting(starts_at=now + DAY, at=now - DAY), at=now - DAY)
    feed = make_feed(reader)
    texts = []
    for chosen in ("", "60", "7"):
        client.force_login(reader)
        client.post(reverse("feed-alarm", args=[feed.pk]), {"minutes_before": chosen})
        texts.append(client.get(feed.get_absolute_url()).content.decode())

    assert [text.count("BEGIN:VALARM") for text in texts] == [0, 1, 1]
    alarm = vobject.readOne(texts[1]).vevent.valarm
    assert (alarm.action.value, alarm.trigger.value, alarm.description.value) == (
        "DISPLAY",
        -timedelta(minutes=60),
        "Clear writing",
    )


def test_database_refuses_an_alarm_in_any_other_feed(reader):
    feed = make_feed(reader, purpose=Purpose.SITE)

    with pytest.raises(IntegrityError, match="feed_alarm_is_personal"), transaction.atomic():
        Feed.objects.filter(pk=feed.pk).update(alarm_minutes=10)


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"purpose": "topic"}, "feed_says_about_what"),
        ({"subject": "1"}, "feed_says_about_what"),
        ({"user": None}, "feed_of_a_person_is_secret"),
        ({"token_hash": None}, "feed_of_a_person_is_secret"),
        ({"seed": ""}, "feed_of_a_person_is_secret"),
        ({"fingerprint": "x"}, "feed_read_has_its_date"),
        ({"purpose": "other"}, "feed_purpose_known"),
    ],
)
def test_database_refuses_half_a_feed(reader, values, constraint):
    make_feed(reader)

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Feed.objects.update(**values)


def test_database_holds_one_feed_for_everybody(now):
    actions.feed_for_everybody(at=now)

    with pytest.raises(IntegrityError), transaction.atomic():
        Feed.objects.create(purpose=Purpose.SITE, made_at=now)


def test_feed_that_is_read_all_the_time_has_to_wait(client, reader):
    feed = make_feed(reader)

    answers = [client.get(feed.get_absolute_url()) for _ in range(125)]

    # They may fall into two minutes.
    assert {answer.status_code for answer in answers} == {200, 429}
    assert [answer["Retry-After"] for answer in answers if answer.status_code == 429][:1] == ["60"]


def test_who_tries_addresses_has_to_wait_and_others_have_not(client, reader):
    feed = make_feed(reader)
    url = feed.get_absolute_url()

    answers = {client.get(f"/c/{number}.ics").status_code for number in range(245)}

    assert (answers, client.get(url).status_code) == ({404, 429}, 200)


PURPOSES = {
    Purpose.PERSONAL: 2,  # the feed with its reader, what it shows
    Purpose.ORGANISER: 2,
    Purpose.SITE: 3,  # and what departments the reader hears
    Purpose.DEPARTMENT: 4,  # and the subject
    Purpose.TOPIC: 4,
    Purpose.SPEAKER: 4,
}


@pytest.mark.parametrize("purpose", PURPOSES)
@pytest.mark.parametrize("item_count", [1, 3])
def test_what_is_known_costs_four_statements_at_most(client, reader, purpose, item_count, django_assert_num_queries):
    department, topic, ines = make_department(), make_topic(), make_user()
    for number in range(item_count):
        make_upcoming_event(
            days=7 + number,
            title=f"Talk {number}",
            owner=reader,
            host_department=department,
            topics=(topic,),
            speakers=(SpeakerDraft(user=ines),),
        )
    subjects = {
        Purpose.DEPARTMENT: department.pk,
        Purpose.TOPIC: topic.pk,
        Purpose.SPEAKER: SpeakerProfile.objects.get(user=ines).pk,
    }
    url = make_feed(reader, purpose=purpose, subject=str(subjects.get(purpose, ""))).get_absolute_url()
    etag = client.get(url)["ETag"]

    with django_assert_num_queries(PURPOSES[purpose]):
        response = client.get(url, headers={"If-None-Match": etag})

    assert response.status_code == 304


@pytest.mark.parametrize("item_count", [1, 3])
def test_page_of_feeds_asks_as_often_however_many_there_are(client, reader, item_count, django_assert_num_queries):
    for _ in range(item_count):
        make_feed(reader, purpose=Purpose.TOPIC, subject=str(make_topic().pk))
    client.force_login(reader)
    client.get(reverse("feeds"))

    with django_assert_num_queries(3):  # session with its reader, feeds, their topics
        client.get(reverse("feeds"))


def test_page_says_what_each_holds_and_when_it_was_read(client, reader, now):
    topic = make_topic("Writing")
    read = make_feed(reader, at=now)
    make_feed(reader, purpose=Purpose.TOPIC, subject=str(topic.pk), at=now)
    client.get(read.get_absolute_url())
    client.force_login(reader)

    page = client.get(reverse("feeds")).context["page"]

    assert [(card.title, card.read_on) for card in page.cards] == [("My seminars", now.date()), ("Writing", None)]
    assert [offer.action for offer in page.offers] == ["/my/calendars/new/site/", "/my/calendars/new/organiser/"]

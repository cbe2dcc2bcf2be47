"""The feed as calendar programs ask for it, and its address."""

from datetime import timedelta
from email.utils import parsedate_to_datetime

import icalendar
import pytest
from django.conf import settings
from django.db import connection
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from calendars import actions, panels
from calendars.models import Feed
from tests.factories.accounts import make_user
from tests.factories.calendars import invite, make_details, make_feed, make_meeting

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
UNKNOWN = "A" * 32
PERSONAL = "/my/calendars/new/personal/"


@pytest.fixture
def now():
    return timezone.now().replace(microsecond=0)


@pytest.fixture
def owner():
    return make_user()


@pytest.fixture
def url(owner, now):
    return make_feed(owner, at=now - DAY).get_absolute_url()


@pytest.fixture
def meeting(owner, now):
    meeting = make_meeting(starts_at=now + 7 * DAY, at=now - DAY)
    invite(owner, meeting, at=now - DAY)
    return meeting


def titles(response):
    calendar = icalendar.Calendar.from_ical(response.content)
    return [str(event["SUMMARY"]) for event in calendar.walk("VEVENT")]


def test_feed_answers_whoever_has_the_address_without_a_sign_in(client, url, meeting):
    response = client.get(url)

    assert (response.status_code, titles(response)) == (200, ["Clear writing"])
    assert {
        name: response.get(name)
        for name in (
            "Content-Type",
            "Cache-Control",
            "X-Robots-Tag",
            "Referrer-Policy",
            "Content-Disposition",
            "Content-Encoding",
        )
    } == {
        "Content-Type": "text/calendar; charset=utf-8",
        "Cache-Control": "private, max-age=300",
        "X-Robots-Tag": "noindex",
        "Referrer-Policy": "no-referrer",
        "Content-Disposition": None,
        "Content-Encoding": None,
    }


def test_feed_sets_no_cookies_even_for_one_who_is_signed_in(client, url, meeting):
    client.force_login(make_user())

    assert dict(client.get(url).cookies) == {}


def test_feed_is_not_compressed(client, url, meeting):
    response = client.get(url, headers={"Accept-Encoding": "gzip, br"})

    assert (response.get("Content-Encoding"), response.content[:15]) == (None, b"BEGIN:VCALENDAR")


def test_head_has_the_headers_of_get_and_no_body(client, url, meeting):
    got, head = client.get(url), client.head(url)

    assert (head.status_code, head.content) == (200, b"")
    assert [head[name] for name in ("ETag", "Last-Modified", "Content-Type")] == [
        got[name] for name in ("ETag", "Last-Modified", "Content-Type")
    ]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_feed_is_only_read(client, url, method):
    assert getattr(client, method)(url).status_code == 405


def test_unknown_and_closed_look_alike(client, url, owner, meeting):
    unknown = client.get(reverse("calendar-feed", args=[UNKNOWN]))
    owner.is_active = False
    owner.save()

    closed = client.get(url)

    for answer in (unknown, closed):
        del answer["X-Request-ID"]  # each has its own
    assert (unknown.status_code, unknown.content, dict(unknown.cookies)) == (404, b"", {})
    assert (closed.status_code, closed.content, dict(closed.items())) == (404, b"", dict(unknown.items()))


def test_feed_is_the_same_bytes_until_something_changes(client, url, meeting):
    first, second = client.get(url), client.get(url)

    assert (first.content, first["ETag"], first["Last-Modified"]) == (
        second.content,
        second["ETag"],
        second["Last-Modified"],
    )
    assert first["ETag"][:1] == '"'


@pytest.mark.parametrize("form", ["{etag}", "W/{etag}", '"other", {etag}', '"other",W/{etag}', "*"])
def test_known_etag_is_not_sent_again(client, url, meeting, form):
    etag = client.get(url)["ETag"]

    response = client.get(url, headers={"If-None-Match": form.format(etag=etag)})

    assert (response.status_code, response.content, response["ETag"]) == (304, b"", etag)
    assert [response[name] for name in ("Cache-Control", "X-Robots-Tag", "Referrer-Policy")] == [
        "private, max-age=300",
        "noindex",
        "no-referrer",
    ]


def test_other_etag_wins_over_a_date_that_would_match(client, url, meeting):
    headers = {"If-None-Match": '"other"', "If-Modified-Since": client.get(url)["Last-Modified"]}

    assert client.get(url, headers=headers).status_code == 200


@pytest.mark.parametrize(
    ("since", "status"),
    [(timedelta(0), 304), (timedelta(days=400), 304), (timedelta(seconds=-1), 200), (timedelta(days=-400), 200)],
)
def test_date_is_compared(client, url, meeting, since, status):
    modified = parsedate_to_datetime(client.get(url)["Last-Modified"])

    response = client.get(url, headers={"If-Modified-Since": f"{modified + since:%a, %d %b %Y %H:%M:%S} GMT"})

    assert response.status_code == status


def test_date_that_is_none_is_no_date(client, url, meeting):
    assert client.get(url, headers={"If-Modified-Since": "yesterday"}).status_code == 200


def reword(_owner, meeting, now):
    details = make_details(meeting.starts_at, title="Clearer writing")
    actions.put_meeting(uid=meeting.uid, details=details, at=now)


def move(_owner, meeting, now):
    actions.put_meeting(uid=meeting.uid, details=make_details(meeting.starts_at + DAY), at=now)


def call_off(_owner, meeting, now):
    actions.cancel_meeting(uid=meeting.uid, at=now)


def leave(owner, meeting, now):
    actions.expect(person=owner, wanted=[], among=[meeting.uid], at=now)


def join(owner, _meeting, now):
    invite(owner, make_meeting(starts_at=now + DAY, at=now - DAY), at=now)


@pytest.mark.parametrize("change", [reword, move, call_off, leave, join])
def test_every_change_changes_etag_and_date(client, url, owner, meeting, now, change):
    before = client.get(url)

    change(owner, meeting, now)

    after = client.get(url)
    headers = {"If-Modified-Since": before["Last-Modified"]}
    assert before["ETag"] != after["ETag"]
    assert client.get(url, headers=headers).status_code == 200


def test_waiting_and_left_are_not_shown(client, url, owner, meeting, now):
    actions.expect(person=owner, wanted=[], among=[meeting.uid], at=now)

    assert titles(client.get(url)) == []


def test_nobody_elses_meetings_are_shown(client, url, meeting, now):
    invite(make_user(), make_meeting(starts_at=now + DAY, title="Of others"), at=now)

    assert titles(client.get(url)) == ["Clear writing"]


@pytest.mark.parametrize("leaves_first", [False, True])
def test_called_off_stays_with_those_who_had_it(client, url, owner, meeting, now, leaves_first):
    steps = [
        lambda: actions.cancel_meeting(uid=meeting.uid, at=now),
        lambda: actions.expect(person=owner, wanted=[], among=[meeting.uid], at=now),
    ]
    for step in reversed(steps) if leaves_first else steps:
        step()

    assert titles(client.get(url)) == ["Cancelled: Clear writing"]


def test_called_off_is_not_shown_to_who_had_left_before(client, url, owner, meeting, now):
    actions.expect(person=owner, wanted=[], among=[meeting.uid], at=now - timedelta(minutes=1))
    actions.cancel_meeting(uid=meeting.uid, at=now)

    assert titles(client.get(url)) == []


@pytest.mark.parametrize(
    ("starts", "shown"), [(-31 * DAY, []), (-29 * DAY, ["Talk"]), (364 * DAY, ["Talk"]), (366 * DAY, [])]
)
@pytest.mark.parametrize("is_cancelled", [False, True])
def test_feed_reaches_thirty_days_back_and_a_year_ahead(client, url, owner, now, starts, shown, is_cancelled):
    meeting = make_meeting(starts_at=now + starts, title="Talk", at=now - 40 * DAY)
    invite(owner, meeting, at=now - 40 * DAY)
    if is_cancelled:
        actions.cancel_meeting(uid=meeting.uid, at=now - 40 * DAY)

    prefix = "Cancelled: " if is_cancelled else ""
    assert titles(client.get(url)) == [prefix + title for title in shown]


def test_feed_holds_five_hundred_at_most(client, url, owner, now, monkeypatch):
    monkeypatch.setattr("calendars.queries.FEED_LENGTH", 2)
    for day in range(3):
        invite(owner, make_meeting(starts_at=now + (3 - day) * DAY, title=f"In {3 - day}"), at=now)

    assert titles(client.get(url)) == ["In 1", "In 2"]


@pytest.mark.parametrize("number", [1, 3])
def test_feed_asks_the_database_as_often_however_long_it_is(client, url, owner, now, number, django_assert_num_queries):
    for day in range(number):
        invite(owner, make_meeting(starts_at=now + day * DAY + DAY), at=now)

    with django_assert_num_queries(4):  # the feed and its owner, what it shows, that it was read, all of that
        etag = client.get(url)["ETag"]
    with django_assert_num_queries(2):  # the feed and its owner, what it shows
        assert client.get(url, headers={"If-None-Match": etag}).status_code == 304


def test_reading_notes_since_when_it_is_what_it_is_and_on_which_day_it_was_read(client, url, meeting, now):
    client.get(url)
    noted = Feed.objects.values("fingerprint", "changed_at", "read_on").get()

    again = client.get(url)

    assert Feed.objects.values("fingerprint", "changed_at", "read_on").get() == noted
    assert again["ETag"] == f'"{noted["fingerprint"]}"'
    assert parsedate_to_datetime(again["Last-Modified"]) == noted["changed_at"]
    assert noted["read_on"] == now.date()


def test_address_is_made_and_shown_again_only_to_its_owner(owner):
    client = Client()
    client.force_login(owner)
    assert panels.subscription(owner).address == ""

    response = client.post(PERSONAL, follow=True)

    address = panels.subscription(owner).address
    assert (response.status_code, address in response.content.decode()) == (200, True)
    assert address.startswith("http://testserver/c/")
    assert panels.subscription(make_user()).address == ""


def test_asking_twice_makes_one_address(owner):
    client = Client()
    client.force_login(owner)

    first, second = (client.post(PERSONAL)["Location"] for _ in range(2))

    assert (first, Feed.objects.count()) == (second, 1)


def test_new_address_ends_the_old_one_at_once(client, url, owner, meeting):
    client.force_login(owner)

    response = client.post(reverse("feed-replace", args=[Feed.objects.get().pk]))

    fresh = Feed.objects.get()
    assert response["Location"] == f"{reverse('feeds')}#feed-{fresh.pk}"
    assert (client.get(url).status_code, client.get(fresh.get_absolute_url()).status_code) == (404, 200)


def test_address_that_was_given_up_is_dead(client, url, owner, meeting):
    client.force_login(owner)

    client.post(reverse("feed-revoke", args=[Feed.objects.get().pk]))

    assert (client.get(url).status_code, Feed.objects.count()) == (404, 0)


@pytest.mark.parametrize("name", ["feed-replace", "feed-revoke", "feed-alarm"])
def test_nobody_changes_the_address_of_another(client, url, name):
    client.force_login(make_user())
    before = Feed.objects.values().get()

    response = client.post(reverse(name, args=[before["id"]]))

    assert (response.status_code, Feed.objects.values().get()) == (404, before)


def test_address_is_made_only_when_asked_and_only_for_people_who_signed_in(client, owner):
    assert client.post(PERSONAL)["Location"].startswith(reverse("account_login"))
    client.force_login(owner)
    assert client.get(PERSONAL).status_code == 405
    assert Feed.objects.count() == 0


def test_row_does_not_hold_what_opens_the_feed(client, url):
    feed = Feed.objects.get()
    token = url.removeprefix("/c/").removesuffix(".ics")

    assert len(token) == 32  # 192 bits
    assert [value for value in (feed.seed, feed.token_hash) if token in value] == []
    assert [
        client.get(reverse("calendar-feed", args=[value])).status_code for value in (feed.seed, feed.token_hash)
    ] == [
        404,
        404,
    ]


def test_replaced_key_keeps_subscriptions_and_asks_for_a_new_address(client, url, owner, meeting):
    old = settings.SECRET_KEY
    with override_settings(SECRET_KEY="another-key-" * 6):
        assert (client.get(url).status_code, panels.subscription(owner).address) == (200, "")
    with override_settings(SECRET_KEY="another-key-" * 6, SECRET_KEY_FALLBACKS=[old]):
        assert panels.subscription(owner).address == f"http://testserver{url}"


def test_programs_get_the_address_in_their_form(owner, url):
    subscription = panels.subscription(owner)

    assert subscription.webcal == f"webcal://testserver{url}"
    assert subscription.google.startswith("https://calendar.google.com/calendar/r?cid=webcal%3A%2F%2Ftestserver%2Fc%2F")


def test_what_changes_while_a_feed_is_written_has_etag_and_date_of_one_look(client, url, owner, meeting, now):
    first = client.get(url)
    looks = []

    def move_in_between(run, sql, params, many, context):
        result = run(sql, params, many, context)
        if sql.startswith("SELECT") and '"calendars_meeting"' in sql:
            looks.append(sql)
            if len(looks) == 1:
                actions.put_meeting(uid=meeting.uid, details=make_details(now + 8 * DAY), at=now)
        return result

    actions.put_meeting(uid=meeting.uid, details=make_details(now + 9 * DAY), at=now)
    with connection.execute_wrapper(move_in_between):
        written = client.get(url)
    again = client.get(url)

    assert written.content == again.content
    assert [written[name] for name in ("ETag", "Last-Modified")] == [again[name] for name in ("ETag", "Last-Modified")]
    assert first["ETag"] != written["ETag"]
    assert client.get(url, headers={"If-Modified-Since": written["Last-Modified"]}).status_code == 304

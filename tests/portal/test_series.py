"""Series on their pages: repeating, working on all dates, registering for some or all, and where else they show."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from common import times
from events import actions as events
from events.enums import Refusal
from events.models import Event, Series
from registrations import actions
from registrations.models import Registration, SeriesEnrolment
from tests.factories.accounts import make_user
from tests.factories.events import event_draft, make_event, make_upcoming_event, session_draft
from tests.factories.registrations import register
from tests.factories.series import events_of, weekly
from tests.support.forms import Page
from tests.support.pages import main

pytestmark = pytest.mark.django_db

WEEK = timedelta(weeks=1)


def first_day() -> date:
    return (timezone.now() + timedelta(days=30)).date()


def make(owner, *, count: int = 3, published: int = 3, **values: object) -> Series:
    """A series that begins in a month, of which so many dates are published."""
    at, day = timezone.now(), first_day()
    draft = event_draft(**{"title": "Reading club", "sessions": (session_draft(day),)} | values)
    event = events.create(draft=draft, by=owner, at=at)
    series = events.repeat(event=event, rule=weekly(day, count=count), by=owner, at=at)
    for one in events_of(series)[:published]:
        events.publish(event=one, by=owner, at=at)
    return series


@pytest.fixture
def owner():
    return make_user("Olga Owner")


@pytest.fixture
def me(client):
    user = make_user("Mara")
    client.force_login(user)
    return user


def rule_data(**values: object) -> dict[str, object]:
    return {"pattern": "weekly", "weekdays": [first_day().weekday()], "interval": 1, "count": 3} | values


def text_of(html: str) -> str:
    return " ".join(html.split())


def test_the_dates_are_seen_before_anything_is_made(owner, client):
    event = make_event(owner=owner, at=timezone.now(), sessions=(session_draft(first_day()),))
    client.force_login(owner)
    url, out = reverse("event-repeat", args=[event.slug]), (first_day() + WEEK).isoformat()

    seen = client.post(url, rule_data(step="show", without=[out]))

    preview = seen.context["preview"]
    assert [(one.on, one.note) for one in preview.days] == [
        (first_day(), "Published"),
        (first_day() + WEEK, "left out"),
        (first_day() + 2 * WEEK, "new"),
    ]
    assert (preview.added, Event.objects.count()) == (1, 1)
    made = client.post(url, rule_data(step="make", without=[out]))
    series = Series.objects.get()
    assert made.url == reverse("series-organise", args=[series.slug])
    assert [one.series_on for one in events_of(series)] == [first_day(), first_day() + 2 * WEEK]


def test_a_rule_without_an_end_is_told_at_its_field_and_nothing_typed_is_lost(owner, client):
    event = make_event(owner=owner, at=timezone.now(), sessions=(session_draft(first_day()),))
    client.force_login(owner)

    response = client.post(
        reverse("event-repeat", args=[event.slug]), rule_data(step="make", count="", one_more="2031-01-02")
    )

    page = Page(response.content.decode())
    form = next(form for form in page.forms if "pattern" in form.fields)
    assert page.error_at(form.fields["until"]) == "Say when it ends: on a day, or after a number of dates."
    assert (form.fields["one_more"].value, Series.objects.count()) == ("2031-01-02", 0)


def test_a_day_without_that_time_is_marked_and_stops_the_making(owner, client):
    sunday = date(2031, 3, 23)
    event = make_event(owner=owner, at=timezone.now(), sessions=(session_draft(sunday, "02:30", "04:00"),))
    client.force_login(owner)
    url = reverse("event-repeat", args=[event.slug])
    data = {"pattern": "weekly", "weekdays": ["6"], "interval": "1", "count": "3"}

    seen = client.post(url, data | {"step": "show"})
    refused = client.post(url, data | {"step": "make"})

    assert [(one.on, one.problem) for one in seen.context["preview"].problems] == [
        (date(2031, 3, 30), "The clocks go forward: 02:30 does not exist in Berlin.")
    ]
    assert 'value="make"' not in seen.content.decode()
    assert refused.context["form"].non_field_errors() == [
        "The clocks go forward on Sunday 30 March 2031: 02:30 does not exist in Europe/Berlin. Choose another time."
    ]
    assert Series.objects.count() == 0


def test_the_organisers_publish_all_drafts_at_once(owner, client):
    series = make(owner, published=1)
    client.force_login(owner)

    client.post(reverse("series-publish", args=[series.slug]))

    assert {one.state for one in events_of(series)} == {"published"}


@pytest.mark.parametrize(("name", "expected"), [("series", ["Catalogue"]), ("series-rule", ["Organise"])])
def test_a_series_stands_in_the_catalogue_and_is_worked_on_below_organise(owner, client, name, expected):
    series = make(owner)
    client.force_login(owner)

    page = client.get(reverse(name, args=[series.slug])).content.decode()

    assert re.findall(r'aria-current="page">([^<]+)</a></li>', page) == expected


def test_only_dates_that_can_still_be_changed_offer_it(owner, client):
    series = make(owner)
    begun, off, to_come = events_of(series)
    Event.objects.filter(pk=begun.pk).update(starts_at=timezone.now() - timedelta(minutes=5))
    events.cancel(event=off, message="", by=owner, at=timezone.now())
    client.force_login(owner)

    page = client.get(reverse("series-organise", args=[series.slug]))

    offered = [one.event for one in page.context["page"].occurrences if one.can_change]
    assert (offered, page.content.decode().count("/settings/")) == ([to_come], 1)


def test_seats_are_left_only_at_dates_that_can_still_be_taken(owner, client):
    series = make(owner)
    over, off, to_come = events_of(series)
    Event.objects.filter(pk=over.pk).update(
        starts_at=timezone.now() - timedelta(hours=2), ends_at=timezone.now() - timedelta(hours=1)
    )
    events.cancel(event=off, message="", by=owner, at=timezone.now())
    client.force_login(owner)

    rows = client.get(reverse("series-organise", args=[series.slug])).content.decode().split('<th scope="row">')[1:]

    assert [("seats left" in row, "0 people, In the room" in row) for row in rows] == [
        (False, True),
        (False, False),
        (True, False),
    ]
    assert to_come.is_published


def test_another_rule_is_seen_first_and_calls_off_what_it_leaves_out(owner, client):
    series = make(owner)
    client.force_login(owner)
    url, out = reverse("series-rule", args=[series.slug]), (first_day() + WEEK).isoformat()
    data = rule_data(count=4, without=[out], message="Room is painted.")

    seen = client.post(url, data | {"step": "show"})

    assert [one.note for one in seen.context["preview"].days] == ["Published", "is called off", "Published", "new"]
    client.post(url, data | {"step": "make"})
    assert [(one.state, one.cancellation_message) for one in events_of(series)] == [
        ("published", ""),
        ("cancelled", "Room is painted."),
        ("published", ""),
        ("draft", ""),
    ]


def test_a_rule_is_saved_over_nothing_that_was_not_seen(owner, client):
    series = make(owner, published=1)
    client.force_login(owner)
    url, data = reverse("series-rule", args=[series.slug]), rule_data(count=2)
    shown = client.post(url, data | {"step": "show"})
    assert [event.state for event in shown.context["preview"].dropped] == ["draft"]
    events.publish(event=events_of(series)[2], by=make_user(is_superuser=True), at=timezone.now())

    refused = client.post(url, data | {"step": "make", "seen": shown.context["seen"]})

    assert refused.context["form"].non_field_errors() == [str(Refusal.CHANGED_MEANWHILE.label)]
    assert [one.state for one in events_of(series)] == ["published", "draft", "published"]

    again = client.post(url, data | {"step": "show"})
    assert [event.state for event in again.context["preview"].dropped] == ["published"]
    client.post(url, data | {"step": "make", "seen": again.context["seen"]})
    assert [one.state for one in events_of(series)] == ["published", "draft", "cancelled"]


def test_an_edit_of_one_date_reaches_the_others_where_that_is_asked_for(owner, client):
    series = make(owner)
    second = events_of(series)[1]
    client.force_login(owner)
    url = reverse("workspace-settings", args=[second.slug])

    said = []
    for reach, title in (("one", "Kafka"), ("following", "Kafka and Kleist"), ("all", "Kleist")):
        form = next(form for form in Page(client.get(url).content.decode()).forms if "reach" in form.fields)
        form.fields["title"].values, form.fields["reach"].values = [title], [reach]
        answer = client.post(url, form.values, follow=True)
        said.append([str(message) for message in answer.context["messages"] if message.level_tag == "warning"])

    assert [one.title for one in events_of(series)] == ["Kleist"] * 3
    first, third = (times.day(events_of(series)[number].series_on) for number in (0, 2))
    warning = "Something else stood there before, and is replaced: {}. The history of each date says what."
    assert said == [[], [warning.format(third)], [warning.format(first)]]


@pytest.mark.parametrize(
    ("published", "said"),
    [
        (0, "Saved for 3 dates. Nobody is told while they are drafts."),
        (1, "Saved for 3 dates. Whoever is registered or teaches is told if time, place or title have changed."),
    ],
)
def test_a_draft_says_whom_a_change_of_all_dates_tells(owner, client, published, said):
    last = events_of(make(owner, published=published)).last()
    client.force_login(owner)
    url = reverse("workspace-settings", args=[last.slug])
    page = client.get(url)
    form = next(form for form in Page(page.content.decode()).forms if "reach" in form.fields)
    form.fields["reach"].values = ["all"]

    answer = client.post(url, form.values, follow=True)

    assert [str(message) for message in answer.context["messages"]] == [said]
    assert main(page).one(".tools").one(".grow").text == (
        "Whoever is registered or teaches is told if time, place or title change."
    )


def test_each_reach_says_for_how_many_dates_it_is(owner, client):
    series = make(owner)
    client.force_login(owner)
    page = client.get(reverse("workspace-settings", args=[events_of(series)[1].slug]))

    assert [label for _value, label in page.context["editor"].reach.fields["reach"].choices] == [
        "This date only",
        "This date and those after it: 2 dates",
        "All dates to come: 3 dates",
    ]


def test_a_series_says_what_it_is_about_where_its_dates_say_the_same(owner, me, client):
    series = make(owner, description="We read **one** book.")
    page = reverse("series", args=[series.slug])
    first, second = events_of(series)[:2]

    def about() -> list[str]:
        return main(client.get(page)).texts(".prose")

    Event.objects.filter(pk=first.pk).update(description="A guest reads.")
    most = about()
    Event.objects.filter(pk=second.pk).update(description="We write.")

    assert (most, about()) == (["What it is about We read one book."], [])


def test_each_date_says_what_registering_would_do(owner, me, client):
    series = make(owner, count=4, published=3, seats={"room": 1})
    first, second, third = events_of(series)[:3]
    register(first, at=timezone.now())
    events.cancel(event=second, message="", by=owner, at=timezone.now())
    elsewhere = make_event(
        owner=owner, at=timezone.now(), title="Elsewhere", sessions=(session_draft(third.series_on),)
    )
    register(elsewhere, me, at=timezone.now())

    page = client.get(reverse("series", args=[series.slug])).context["page"]

    assert [(one.event, one.state, one.outcome, one.warning) for one in page.to_come] == [
        (first, "", "Waiting list: you would be 1st", ""),
        (second, "called-off", "A seat: 1 of 1 is left", ""),
        (third, "", "A seat: 1 of 1 is left", "At the same time: Elsewhere"),
    ]


def test_some_dates_are_chosen_and_one_that_is_none_is_refused(owner, me, client):
    series = make(owner)
    first, _second, third = events_of(series)
    url = reverse("series-register", args=[series.slug])

    nothing = client.post(url, {"reach": "chosen"})
    client.post(url, {"reach": "chosen", "dates": [first.pk, third.pk]})

    assert nothing.context["page"].form.errors == {"dates": ["Choose at least one date."]}
    assert set(Registration.objects.values_list("event", "user")) == {(first.pk, me.pk), (third.pk, me.pk)}
    assert SeriesEnrolment.objects.count() == 0


def test_the_whole_series_is_joined_and_left_again(owner, me, client):
    series = make(owner)

    client.post(reverse("series-register", args=[series.slug]), {"reach": "whole"})
    shown = text_of(client.get(reverse("series", args=[series.slug])).content.decode())
    client.post(reverse("series-leave", args=[series.slug]), {"gives_back": "on"})

    assert "You are registered for the whole series" in shown
    assert {one.status for one in Registration.objects.filter(user=me)} == {"cancelled"}
    assert SeriesEnrolment.objects.get().left_at is not None


def test_nobody_sees_the_drafts_of_a_series_or_dates_kept_to_their_link(owner, me, client):
    series = make(owner, published=2)
    hidden = make(owner, published=0, title="Not yet")
    second = events_of(series)[1]
    Event.objects.filter(pk=second.pk).update(is_unlisted=True)

    page = client.get(reverse("series", args=[series.slug])).context["page"]

    assert [one.event for one in page.dates] == [events_of(series)[0]]
    assert client.get(reverse("series", args=[hidden.slug])).status_code == 404


def test_a_date_says_of_which_series_it_is_and_what_comes_next(owner, me, client):
    series = make(owner)
    first, second, third = events_of(series)

    page = client.get(reverse("event", args=[first.slug])).context["page"]

    assert (page.series.series, page.series.following) == (series, [second, third])
    rows = [row for day in client.get(reverse("catalogue")).context["page"].days for row in day.rows]
    assert {(row.series, row.series_to) for row in rows} == {("Reading club", series.get_absolute_url())}


def test_my_seminars_show_the_dates_of_a_series_as_one(owner, me, client):
    series = make(owner)
    actions.enrol(series=series, participant=me, pool_kind="room", at=timezone.now())
    register(make_upcoming_event(owner=owner), me, at=timezone.now())  # it comes first

    page = client.get(reverse("my-seminars")).context["page"]

    (group,) = page.coming
    assert (group.series, group.is_whole, [place.registration.event for place in group.places]) == (
        series,
        True,
        list(events_of(series)),
    )


@pytest.mark.parametrize("name", ["series", "series-organise"])
def test_a_series_asks_as_often_with_one_date_as_with_three(name, owner, client, count_queries):
    client.force_login(owner)
    numbers = []
    for count in (1, 3):
        series = make(owner, count=count, published=count, title=f"Of {count}")
        for event in events_of(series):
            register(event, at=timezone.now())
        url = reverse(name, args=[series.slug])
        numbers.append(count_queries(lambda url=url: client.get(url)))

    assert numbers[0] == numbers[1]

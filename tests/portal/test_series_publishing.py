"""The pages on which a series is published, asked for and agreed to as one."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Publishing
from accounts.models import Department
from events import actions
from events.models import Review, ReviewRound, Series
from tests.factories.accounts import make_coordinator, make_department, make_user
from tests.factories.events import event_draft, session_draft
from tests.factories.series import events_of, weekly
from tests.support.pages import main

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    return make_user("Olga Owner")


@pytest.fixture
def careful():
    return make_department("Legal", publishing=Publishing.REVIEW)


@pytest.fixture
def coordinator(careful):
    return make_coordinator(careful, name="Cora")


def make(owner, *, count: int = 3, **values: object) -> Series:
    """So many drafts, the first in a month."""
    at = timezone.now()
    day = (at + timedelta(days=30)).date()
    draft = event_draft(title="Reading club", sessions=(session_draft(day),), **values)
    event = actions.create(draft=draft, by=owner, at=at)
    return actions.repeat(event=event, rule=weekly(day, count=count), by=owner, at=at)


def said(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def ask(client, series: Series, owner) -> ReviewRound:
    client.force_login(owner)
    client.post(reverse("series-review-ask", args=[series.slug]), {"note": "May we?"})
    return ReviewRound.objects.get()


def answer(client, review_round: ReviewRound, **sent: object):
    url = reverse("review-round", args=[review_round.pk])
    return client.post(url, {"seen": client.get(url).context["page"].seen} | sent, follow=True)


def test_all_drafts_get_a_time_and_lose_it_again(client, owner):
    series = make(owner)
    client.force_login(owner)
    when = timezone.localtime() + timedelta(days=2)

    given = client.post(
        reverse("series-schedule", args=[series.slug]), {"publish_at": f"{when:%Y-%m-%dT%H:%M}"}, follow=True
    )
    dated = [event.publish_at is not None for event in events_of(series)]
    taken = client.post(reverse("series-unschedule", args=[series.slug]), follow=True)

    assert (said(given)[0][:26], dated) == ("3 dates will be published ", [True] * 3)
    assert said(taken) == ["They stay drafts until you publish them."]
    assert [event.publish_at for event in events_of(series)] == [None] * 3


def test_a_time_that_is_none_is_said_at_its_field(client, owner):
    series = make(owner)
    client.force_login(owner)

    refused = client.post(reverse("series-schedule", args=[series.slug]), {"publish_at": "soon"})

    assert (refused.status_code, list(refused.context["page"].form.errors)) == (422, ["publish_at"])


def test_who_organises_asks_for_all_and_the_coordinator_agrees_to_all(client, owner, careful, coordinator):
    series = make(owner, host_department=careful)
    client.force_login(owner)
    page = main(client.get(reverse("series-publish", args=[series.slug])))
    assert page.texts(".btn--primary") == ["Ask to have them published"]

    review_round = ask(client, series, owner)
    client.force_login(coordinator)
    listed = main(client.get(reverse("reviews")))
    done = answer(client, review_round, approve="1")

    assert "3 dates of a series" in listed.text
    assert said(done) == ["You have agreed. The organisers are told."]
    assert {event.state for event in events_of(series)} == {"published"}


def test_a_date_that_was_changed_since_is_named_and_waits(client, owner, careful, coordinator):
    series = make(owner, host_department=careful)
    review_round = ask(client, series, owner)
    client.force_login(coordinator)
    url = reverse("review-round", args=[review_round.pk])
    seen = client.get(url).context["page"].seen
    second = events_of(series)[1]
    changed = event_draft(title="Other", sessions=actions.draft_of(second).sessions, host_department=careful)
    actions.edit(event=second, draft=changed, by=owner, at=timezone.now())

    done = client.post(url, {"seen": seen, "approve": "1"}, follow=True)

    assert [text.partition(": ")[2] for text in said(done)[1:]] == [
        "The event was changed since you read it. Look at it again, then decide."
    ]
    assert [event.state for event in events_of(series)] == ["published", "draft", "published"]


def test_all_are_sent_back_with_a_word(client, owner, careful, coordinator):
    series = make(owner, host_department=careful)
    review_round = ask(client, series, owner)
    client.force_login(coordinator)

    silent = answer(client, review_round, changes="1")
    answer(client, review_round, changes="1", comment="Say for whom.")

    assert (silent.status_code, silent.context["form"].errors) == (
        422,
        {"comment": ["Say what is to be changed, or what you want to know."]},
    )
    assert {one.verdict for one in Review.objects.all()} == {"changes"}
    client.force_login(owner)
    page = main(client.get(reverse("series-publish", args=[series.slug])))
    assert page.text.count("Sent back: Say for whom.") == 3


def test_the_request_is_taken_back_and_the_drafts_are_out_of_sight(client, owner, careful, coordinator):
    series = make(owner, host_department=careful)
    review_round = ask(client, series, owner)

    client.post(reverse("series-review-withdraw", args=[series.slug]))
    client.force_login(coordinator)

    assert client.get(reverse("review-round", args=[review_round.pk])).status_code == 404
    assert {one.verdict for one in Review.objects.all()} == {"withdrawn"}


@pytest.mark.parametrize("sent", [["x y"], ["9" * 30 + " now"], [""]])
def test_what_no_page_has_sent_is_refused_in_words(client, owner, careful, coordinator, sent):
    review_round = ask(client, make(owner, host_department=careful), owner)
    client.force_login(coordinator)

    refused = client.post(reverse("review-round", args=[review_round.pk]), {"seen": sent, "approve": "1"})

    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["seen"])


@pytest.mark.parametrize("item_count", [1, 3])
@pytest.mark.parametrize(("name", "expected"), [("series-publish", 9), ("review-round", 5), ("reviews", 6)])
def test_the_pages_ask_as_often_with_one_date_as_with_three(
    client, owner, coordinator, count_queries, item_count, name, expected
):
    series = make(owner, host_department=Department.objects.get(name="Legal"), count=item_count)
    review_round = ask(client, series, owner)
    arguments = {"series-publish": [series.slug], "review-round": [review_round.pk], "reviews": []}[name]
    client.force_login(owner if name == "series-publish" else coordinator)
    url = reverse(name, args=arguments)

    assert count_queries(lambda: client.get(url)) == expected

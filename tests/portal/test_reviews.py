"""The pages on which an event is agreed to before it is published."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Publishing
from events import actions
from events.enums import ReviewVerdict
from events.models import Event, Review
from tests.factories.accounts import make_coordinator, make_department, make_user
from tests.factories.covers import cover_draft
from tests.factories.events import make_draft, session_draft
from tests.support.pages import main

pytestmark = pytest.mark.django_db


@pytest.fixture
def department():
    return make_department("Legal", publishing=Publishing.REVIEW)


@pytest.fixture
def coordinator(department):
    return make_coordinator(department, name="Cora")


def make_ready(department, **values: object) -> Event:
    day = (timezone.now() + timedelta(days=7)).date()
    return make_draft(host_department=department, sessions=(session_draft(day),), **values)


def asked(event: Event) -> Review:
    return actions.ask_review(event=event, note="May we?", by=event.roles.get().user, at=timezone.now())


def test_whoever_organises_asks_reads_the_answer_and_asks_again(client, department, coordinator):
    event = make_ready(department)
    page, owner = reverse("event-publish", args=[event.slug]), event.roles.get().user
    client.force_login(owner)

    assert main(client.get(page)).texts(".btn--primary") == ["Ask to have it published"]
    client.post(reverse("review-ask", args=[event.slug]), {"note": "Please look."})
    assert "Being reviewed" in main(client.get(page)).text
    client.force_login(coordinator)
    review = Review.objects.get()
    client.post(reverse("review", args=[review.pk]), {"changes": "1", "comment": "Say for whom."})
    client.force_login(owner)
    again = main(client.get(page))

    assert again.one(".thread").texts(".said") == ["Please look.", "Say for whom."]
    assert "Changes were asked for. Mend them, then ask again." in again.text


def test_the_coordinator_agrees_and_it_is_published(client, department, coordinator):
    event = make_ready(department)
    review = asked(event)
    client.force_login(coordinator)

    listed = main(client.get(reverse("reviews")))
    page = client.get(reverse("review", args=[review.pk]))
    answer = client.post(reverse("review", args=[review.pk]), {"approve": "1", "seen": page.context["page"].seen})

    event.refresh_from_db()
    assert listed.texts("h2") == [event.title]
    assert (answer.headers["Location"], event.state) == (reverse("reviews"), "published")


def test_a_change_since_it_was_seen_is_said(client, department, coordinator):
    review = asked(make_ready(department))
    client.force_login(coordinator)

    answer = client.post(reverse("review", args=[review.pk]), {"approve": "1", "seen": "long ago"})

    assert answer.status_code == 422
    assert "The event was changed since you read it." in main(answer).text
    assert Review.objects.get().is_waiting


def test_changes_are_asked_for_with_a_word(client, department, coordinator):
    review = asked(make_ready(department))
    client.force_login(coordinator)

    answer = client.post(reverse("review", args=[review.pk]), {"changes": "1"})

    assert (answer.status_code, Review.objects.get().verdict) == (422, "")
    assert "Say what is to be changed, or what you want to know." in main(answer).text


def test_both_sides_say_something_and_it_is_taken_back(client, department, coordinator):
    event = make_ready(department)
    review = asked(event)
    client.force_login(coordinator)
    client.post(reverse("review", args=[review.pk]), {"remark": "1", "comment": "For whom?"})
    client.force_login(event.roles.get().user)

    client.post(reverse("review-remark", args=[event.slug]), {"text": "For all."})
    client.post(reverse("review-withdraw", args=[event.slug]))

    assert [remark.text for remark in review.remarks.order_by("pk")] == ["For whom?", "For all."]
    assert Review.objects.get().verdict == ReviewVerdict.WITHDRAWN


def test_with_a_request_that_is_taken_back_goes_the_look_at_the_draft(client, department, coordinator):
    review = asked(make_ready(department, cover=cover_draft()))
    actions.withdraw_review(review=review, by=review.asked_by, at=timezone.now())
    pages = [reverse("review", args=[review.pk]), reverse("review-preview", args=[review.pk])]

    seen = []
    for person in (coordinator, make_user(is_staff=True)):
        client.force_login(person)
        seen.append([client.get(page).status_code for page in pages])
    client.force_login(coordinator)

    assert seen == [[404, 404], [404, 404]]
    assert client.get(review.event.cover_address).status_code == 404


def test_a_reviewer_sees_the_preview_with_its_picture(client, department, coordinator):
    review = asked(make_ready(department, cover=cover_draft()))
    client.force_login(coordinator)

    page = client.get(reverse("review-preview", args=[review.pk]))

    assert (page.status_code, client.get(review.event.cover_address).status_code) == (200, 200)


def test_coordinators_publish_their_own_at_once(client, department, coordinator):
    event = make_ready(department, owner=coordinator)
    client.force_login(coordinator)

    client.post(reverse("event-publish", args=[event.slug]))

    event.refresh_from_db()
    assert event.is_published


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_list_asks_as_often_with_three_as_with_one(item_count, client, department, coordinator, count_queries):
    for _ in range(item_count):
        asked(make_ready(department))
        sent_back = asked(make_ready(department))
        actions.ask_for_changes(review=sent_back, comment="No.", by=coordinator, at=timezone.now())
    client.force_login(coordinator)

    assert count_queries(lambda: client.get(reverse("reviews"))) == 8


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_desk_asks_as_often_with_three_drafts_as_with_one(item_count, client, department, count_queries):
    owner = make_user(department=department)
    for _ in range(item_count):
        asked(make_ready(department, owner=owner))
    client.force_login(owner)

    assert count_queries(lambda: client.get(reverse("organise"))) == 23

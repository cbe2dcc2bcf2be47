"""When an event reminds, as its organisers set it."""

import pytest
from django.urls import reverse

from accounts.reminding import Reminder
from tests.factories.accounts import make_user
from tests.factories.events import make_event

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(client):
    owner = make_user("Olga")
    client.force_login(owner)
    return make_event(owner=owner)


def page(event) -> str:
    return reverse("workspace-words", args=[event.slug])


def test_organisers_choose_when_people_are_reminded(client, event):
    answer = client.post(page(event), {"times": [Reminder.HOUR_BEFORE.value, Reminder.DAY_AFTER.value]})

    event.refresh_from_db()
    assert (answer.status_code, event.reminders) == (302, Reminder.HOUR_BEFORE | Reminder.DAY_AFTER)
    assert client.get(page(event)).context["form"]["times"].initial == [8, 64]


def test_no_time_chosen_means_no_reminder(client, event):
    client.post(page(event), {})

    event.refresh_from_db()
    assert event.reminders == 0


def test_a_time_that_there_is_not_is_named(client, event):
    answer = client.post(page(event), {"times": ["3"]})

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["times"])


def test_the_page_asks_as_often_with_any_number_of_people(client, event, count_queries):
    assert count_queries(lambda: client.get(page(event))) == 5

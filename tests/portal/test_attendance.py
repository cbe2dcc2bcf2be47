"""The attendance list on its page."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from registrations.enums import Mark, RegistrationStatus
from registrations.models import Attendance, Registration
from tests.factories.accounts import make_user
from tests.factories.events import main_pool, make_event, session_draft

pytestmark = pytest.mark.django_db

MANY = 600


@pytest.fixture
def event():
    at = timezone.now()
    yesterday = (at - timedelta(days=1)).date()
    return make_event(at=at - timedelta(days=9), capacity=None, sessions=(session_draft(yesterday),), owner=make_user())


def test_a_list_of_many_people_is_saved_at_once(client, event):
    people = User.objects.bulk_create(User(email=f"many{number}@example.org", name="Many") for number in range(MANY))
    at = event.published_at
    places = Registration.objects.bulk_create(
        Registration(
            event=event,
            pool=main_pool(event),
            user=person,
            status=RegistrationStatus.CONFIRMED,
            queued_at=at,
            confirmed_at=at,
        )
        for person in people
    )
    client.force_login(event.roles.get().user)
    marks = {f"mark-{place.pk}": Mark.PRESENT for place in places}
    before = {f"initial-mark-{place.pk}": "" for place in places}

    response = client.post(reverse("workspace-attendance", args=[event.slug]), marks | before)

    assert (response.status_code, Attendance.objects.count()) == (302, MANY)


@pytest.mark.parametrize("number", ["9" * 30, "9" * 5_000])
def test_a_session_with_an_endless_number_is_not_there(client, event, number):
    client.force_login(event.roles.get().user)

    response = client.get(reverse("workspace-attendance", args=[event.slug]), {"session": number})

    assert response.status_code == 404

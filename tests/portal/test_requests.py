"""Requests: who decides, what they see, what the others hear."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from events import actions as events
from events.drafts import SeatingDraft
from outbox.models import Message
from registrations import actions, notifications
from registrations.enums import RegistrationStatus
from registrations.models import Registration
from tests.factories.accounts import make_department, make_user
from tests.factories.events import make_upcoming_event
from tests.factories.registrations import register

pytestmark = pytest.mark.django_db

HERE = "/requests/"


@pytest.fixture
def manager():
    return make_user("Max Manager")


def asking(approval="manager", **values):
    """An event that asks for a yes."""
    event, at = make_upcoming_event(**values), timezone.now()
    owner = event.roles.get().user
    return events.set_seating(event=event, draft=SeatingDraft(approval=approval), by=owner, at=at)


def ask(event, manager=None, **values):
    person = make_user(manager=manager, department=make_department("Finance"), **values)
    return register(event, person, at=timezone.now())


@pytest.mark.parametrize(
    ("approval", "said"),
    [
        (
            "manager",
            "Your manager has to say yes first, or the organisers if you have none. You get a mail either way.",
        ),
        ("organiser", "The organisers have to say yes first. You get a mail either way."),
    ],
)
def test_whoever_is_about_to_ask_learns_who_has_to_say_yes(client, approval, said):
    event = asking(approval)
    client.force_login(make_user())

    shown = client.get(reverse("event", args=[event.slug])).content.decode()

    assert ("Ask for a seat" in shown, said in " ".join(shown.split()), "One click" in shown) == (True, True, False)


def test_a_request_takes_no_seat_and_its_manager_and_their_deputy_are_asked(manager):
    manager.deputy = make_user("Dana Deputy")
    manager.save()

    registration = ask(asking(capacity=1), manager, name="Nora")

    assert (registration.status, registration.event.pools.get().seats_taken) == (RegistrationStatus.REQUESTED, 0)
    mails = Message.objects.filter(kind="registration.asked").order_by("pk")
    assert [mail.user.name for mail in mails] == ["Max Manager", "Dana Deputy"]
    mail = notifications.render_request(mails[0])
    assert mail.subject == f"Nora asks for a seat: {registration.event.title}"
    assert reverse("request", args=[registration.pk]) in mail.text


def test_a_manager_approves_and_the_seat_is_given(client, manager):
    registration = ask(asking(), manager)
    client.force_login(manager)

    client.post(reverse("request", args=[registration.pk]), {"requests": [registration.pk], "approve": "1"})

    registration.refresh_from_db()
    assert (registration.status, registration.decided_by) == (RegistrationStatus.CONFIRMED, manager)


@pytest.mark.parametrize("page", ["the request", "all requests"])
def test_a_second_click_says_what_became_of_the_first(client, manager, page):
    registration = ask(asking(), manager, name="Nora")
    address = HERE if page == "all requests" else reverse("request", args=[registration.pk])
    client.force_login(manager)

    client.post(address, {"requests": [registration.pk], "approve": "1"})
    again = client.post(address, {"requests": [registration.pk], "approve": "1"}, follow=True)

    said = "This was decided meanwhile."
    if page == "the request":
        said = "Nothing has to be decided about Nora any more: Confirmed."
    assert [str(message) for message in again.context["messages"]] == ["1 request decided.", said]


def test_a_link_from_the_mail_says_that_the_time_to_decide_is_over(client, manager):
    registration = ask(asking(), manager, name="Nora")
    actions.cancel(registration=registration, by=registration.user, at=timezone.now())
    address = reverse("request", args=[registration.pk])

    client.force_login(manager)
    answer = client.get(address, follow=True)
    client.force_login(make_user())

    assert "Nothing has to be decided about Nora any more: Cancelled." in answer.content.decode()
    assert client.get(address).status_code == 404


def test_several_are_declined_at_once_with_the_same_words(client, manager):
    event = asking()
    first, second, third = (ask(event, manager) for _ in range(3))
    client.force_login(manager)

    client.post(HERE, {"requests": [first.pk, second.pk], "note": "Not in May.", "refuse": "1"})

    states = dict(Registration.objects.values_list("pk", "status"))
    declined, open_still = RegistrationStatus.DECLINED, RegistrationStatus.REQUESTED
    assert states == {first.pk: declined, second.pk: declined, third.pk: open_still}
    assert {one.decision for one in Registration.objects.filter(status=declined)} == {"Not in May."}


def test_nothing_chosen_is_an_error_at_its_field_and_changes_nothing(client, manager):
    event = asking()
    ask(event, manager), ask(event, manager)
    client.force_login(manager)

    answer = client.post(HERE, {"approve": "1"})

    assert "Choose at least one request." in answer.content.decode()
    assert set(Registration.objects.values_list("status", flat=True)) == {RegistrationStatus.REQUESTED}


@pytest.mark.parametrize(("approval", "deciding"), [("manager", ["manager", "deputy"]), ("organiser", ["owner"])])
def test_only_whoever_has_to_say_yes_sees_a_request(client, manager, approval, deciding):
    manager.deputy = make_user("Dana Deputy")
    manager.save()
    registration = ask(asking(approval), manager)
    owner = registration.event.roles.get().user
    people = {"manager": manager, "deputy": manager.deputy, "owner": owner, "self": registration.user}

    allowed = []
    for name, person in people.items():
        client.force_login(person)
        if client.get(reverse("request", args=[registration.pk])).status_code == 200:
            allowed.append(name)

    assert allowed == deciding


def test_whoever_has_no_manager_is_decided_about_by_the_organisers(client):
    registration = ask(asking())
    client.force_login(registration.event.roles.get().user)

    assert client.get(reverse("request", args=[registration.pk])).status_code == 200


def test_a_clash_and_the_hours_stand_beside_the_request(client, manager):
    other = make_upcoming_event(title="Tea")
    registration = ask(asking(), manager)
    register(other, registration.user, at=timezone.now())
    client.force_login(manager)

    page = client.get(HERE).content.decode()

    assert ("At the same time they have a seat at “Tea”." in page, "1 h in all" in page) == (True, True)


def test_what_a_manager_may_not_read_about_is_not_named(client, manager):
    department = make_department("Legal")
    secret = make_upcoming_event(title="Secret", audience="departments", departments=(department,))
    registration = ask(asking(), manager)
    register(secret, make_user(department=department), at=timezone.now())
    actions.add(event=secret, participant=registration.user, pool=secret.pools.get(), by=manager, at=timezone.now())
    client.force_login(manager)

    page = client.get(HERE).content.decode()
    mail = notifications.render_request(Message.objects.get(kind="registration.asked", user=manager)).text

    said = "At the same time they have a seat at another event."
    assert ("Secret" in page, said in page, "Secret" in mail, "another event" in mail) == (False, True, False, True)


@pytest.mark.parametrize("has_deputy", [False, True])
def test_where_the_manager_has_left_somebody_else_decides(client, manager, has_deputy):
    manager.deputy = make_user("Dana Deputy") if has_deputy else None
    manager.is_active = False
    manager.save()
    registration = ask(asking(), manager)
    owner = registration.event.roles.get().user

    for name, person in {"owner": owner, "deputy": manager.deputy}.items():
        if person is None:
            continue
        client.force_login(person)
        allowed = client.get(reverse("request", args=[registration.pk])).status_code == 200
        assert allowed == (name == ("deputy" if has_deputy else "owner"))

    asked = Message.objects.filter(kind="registration.asked")
    assert [message.user for message in asked] == [manager.deputy if has_deputy else owner]


def test_a_request_that_nobody_decides_about_lapses(manager):
    registration = ask(asking(), manager)

    actions.let_lapse(event=registration.event, at=registration.request_until)

    registration.refresh_from_db()
    assert registration.status == RegistrationStatus.EXPIRED


def test_an_approved_request_stands_in_line_from_when_it_was_made(manager):
    event, at = asking(capacity=1), timezone.now()
    early, late = ask(event, manager), ask(event, manager)
    actions.approve(registration=late, by=manager, at=at)

    actions.approve(registration=early, by=manager, at=at + timedelta(minutes=1))

    early.refresh_from_db()
    assert (early.status, early.queued_at) == (RegistrationStatus.WAITLISTED, early.requested_at)


@pytest.mark.parametrize("number", [1, 3])
def test_the_number_of_queries_is_constant(client, manager, count_queries, number):
    event = asking()
    for _ in range(number):
        ask(event, manager)
    client.force_login(manager)

    assert count_queries(lambda: client.get(HERE)) == 4

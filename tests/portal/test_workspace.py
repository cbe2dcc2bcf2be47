"""An event's workspace: overview, publishing, cancelling, the team."""

import csv
import io
import re
from datetime import timedelta

import pytest
from django.urls import resolve, reverse
from django.utils import timezone

from accounts.models import User
from common.access import Rule
from events.drafts import SpeakerDraft
from events.enums import Refusal, RoleKind
from events.models import Event
from portal.panels.overview import Milestone, overview
from portal.panels.workspace import TABS, workspace
from tests.factories.accounts import make_department, make_user
from tests.factories.events import DAY, NOW, make_draft, make_event, make_past_event, make_upcoming_event, session_draft
from tests.factories.registrations import register
from tests.support.forms import Page
from tests.support.pages import main

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(client) -> User:
    owner = make_user("Ines Okafor")
    client.force_login(owner)
    return owner


def url(name: str, event: Event, *args: object) -> str:
    return reverse(name, args=[event.slug, *args])


def said(response) -> list[str]:
    return [str(message) for message in response.wsgi_request._messages]


# Overview.


def test_the_overview_counts_seats_and_departments():
    event = make_event(seats={"room": 3, "online": 5})
    sales, legal = make_department("Sales"), make_department("Legal")
    for department in (sales, legal, sales, None):
        register(event, make_user(department=department), pool=event.pools.get(kind="online"))
    for _ in range(4):
        register(event, pool=event.pools.get(kind="room"))

    shown = overview(event, at=NOW)

    assert (shown.confirmed, shown.capacity, shown.waiting, shown.department_count) == (7, 8, 1, 2)
    assert [(row.department, row.number) for row in shown.departments] == [(None, 4), (sales, 2), (legal, 1)]
    assert [(offer.pool.kind, offer.waiting) for offer in shown.offers] == [("room", 1), ("online", 0)]


def test_without_a_limit_there_is_no_number_of_seats():
    assert overview(make_event(seats={"room": 3, "online": None}), at=NOW).capacity is None


def points(milestones: list[Milestone]) -> list[tuple[str, str]]:
    return [(point.text, point.state) for point in milestones]


def test_the_timeline_says_what_was_and_what_comes_next():
    event = make_event(sessions=(session_draft(DAY), session_draft(DAY + timedelta(days=7))), cancellation_hours=24)

    assert points(overview(event, at=event.starts_at).milestones) == [
        ("Published, registration open", "done"),
        ("Last moment to cancel a seat", "done"),
        ("Session 1 starts", "done"),
        ("Session 2 starts", "next"),
        ("It ends", ""),
    ]


def test_the_timeline_of_a_draft_and_of_a_cancelled_event_is_short():
    cancelled = make_event()
    Event.objects.filter(pk=cancelled.pk).update(state="cancelled", cancelled_at=NOW)
    cancelled.refresh_from_db()

    assert points(overview(make_draft(sessions=()), at=NOW).milestones) == [("Draft made", "done")]
    assert points(overview(cancelled, at=NOW).milestones) == [
        ("Published, registration open", "done"),
        ("Cancelled", "done"),
    ]


@pytest.mark.parametrize("make", [make_draft, make_upcoming_event, make_past_event])
def test_the_overview_opens_in_every_state(client, owner, make):
    event = make(owner=owner)

    response = client.get(url("workspace", event))

    assert (response.status_code, response.context["workspace"].event) == (200, event)


# Publishing and cancelling.


@pytest.mark.parametrize("is_unlisted", [True, False])
def test_the_head_says_what_is_found_by_its_link_alone(client, owner, is_unlisted):
    event = make_event(owner=owner, is_unlisted=is_unlisted)

    head = main(client.get(url("workspace", event))).one(".head")

    assert ("only by its link" in head.texts("span")) == is_unlisted


def test_publishing_asks_once_more(client, owner):
    event = make_draft(owner=owner, sessions=(session_draft((timezone.now() + timedelta(days=7)).date()),))

    asked = client.get(url("event-publish", event))
    event.refresh_from_db()
    assert (asked.context["page"].refusals, event.state) == ([], "draft")
    answer = client.post(url("event-publish", event))

    event.refresh_from_db()
    assert (answer["Location"], event.state) == (url("workspace", event), "published")
    assert said(answer) == ["Published. It stands in the catalogue, and registration is open."]


def test_what_can_not_be_published_says_why_before_and_after_the_click(client, owner):
    event = make_draft(owner=owner, sessions=())

    asked, answer = client.get(url("event-publish", event)), client.post(url("event-publish", event))

    event.refresh_from_db()
    assert (asked.context["page"].refusals, event.state) == ([Refusal.NO_SESSION], "draft")
    assert [form for form in Page(asked.content.decode()).forms if form.action == url("event-publish", event)] == []
    assert said(answer) == ["Add a date before you publish."]


def test_cancelling_asks_what_to_tell(client, owner):
    event = make_upcoming_event(owner=owner)
    register(event, at=timezone.now())

    asked = client.get(url("event-cancel", event))
    answer = client.post(url("event-cancel", event), {"message": "The speaker is ill."})

    event.refresh_from_db()
    assert asked.context["figures"]["confirmed"] == 1
    assert (answer["Location"], event.state, event.cancellation_message) == (
        url("workspace", event),
        "cancelled",
        "The speaker is ill.",
    )


def test_an_event_is_cancelled_without_a_word_too(client, owner):
    event = make_upcoming_event(owner=owner)

    client.post(url("event-cancel", event))

    event.refresh_from_db()
    assert (event.state, event.cancellation_message) == ("cancelled", "")


def test_too_long_a_message_cancels_nothing(client, owner):
    event = make_upcoming_event(owner=owner)

    response = client.post(url("event-cancel", event), {"message": "x" * 2_001})

    event.refresh_from_db()
    assert (list(response.context["form"].errors), event.state) == (["message"], "published")
    assert response.context["form"]["message"].value() == "x" * 2_001


def test_what_is_over_can_not_be_cancelled(client, owner):
    event = make_past_event(owner=owner, at=timezone.now())

    asked, answer = client.get(url("event-cancel", event)), client.post(url("event-cancel", event), {"message": ""})

    assert (asked.context["refusal"].label, said(answer)) == ("This event is over.", ["This event is over."])


# The team.


def team(event: Event) -> dict[str, str]:
    return dict(event.roles.values_list("user__name", "kind"))


def test_a_colleague_joins_the_team_by_address(client, owner):
    event = make_draft(owner=owner)
    make_user("Yusuf", email="yusuf@example.org")

    answer = client.post(url("team", event), {"email": "yusuf@example.org", "kind": "helper"})

    assert answer["Location"] == url("workspace-settings", event)
    assert team(event) == {"Ines Okafor": "owner", "Yusuf": "helper"}


@pytest.mark.parametrize(
    ("email", "kind", "errors"),
    [
        ("nobody@example.org", "helper", {"email": ["No colleague has this address."]}),
        ("ines@example.org", "helper", {"kind": ["An event needs an owner. Make somebody else the owner first."]}),
        ("ines@example.org", "king", {"kind": ["Select a valid choice. king is not one of the available choices."]}),
    ],
)
def test_a_role_that_can_not_be_given_is_said_at_its_field(client, owner, email, kind, errors):
    User.objects.filter(pk=owner.pk).update(email="ines@example.org")
    event = make_draft(owner=owner)

    response = client.post(url("team", event), {"email": email, "kind": kind})

    assert (response.context["role_form"].errors, team(event)) == (errors, {"Ines Okafor": "owner"})
    page = Page(response.content.decode())
    assert next(form for form in page.forms if "email" in form.fields).values["email"] == [email]


def test_the_team_is_exported(client, owner):
    event = make_draft(owner=owner)

    answer = client.get(url("team", event), {"export": "csv"})

    rows = list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"), newline="")))
    assert rows == [["Name", "Mail address", "Department", "Role"], ["Ines Okafor", owner.email, "", "Owner"]]


def test_somebody_leaves_the_team(client, owner):
    event = make_draft(owner=owner)
    helper = event.roles.create(user=make_user("Yusuf"), kind=RoleKind.HELPER)

    answer = client.post(url("team-leave", event, helper.pk))

    assert (answer["Location"], said(answer)) == (url("workspace-settings", event), ["Yusuf is no longer in the team."])
    assert team(event) == {"Ines Okafor": "owner"}


def test_who_leaves_a_team_goes_back_to_the_desk(client, owner):
    event = make_draft(owner=owner)
    event.roles.create(user=make_user("Yusuf"), kind=RoleKind.OWNER)

    answer = client.post(url("team-leave", event, event.roles.get(user=owner).pk))

    assert (answer["Location"], team(event)) == (reverse("organise"), {"Yusuf": "owner"})


def test_the_last_owner_can_not_leave(client, owner):
    event = make_draft(owner=owner)

    answer = client.post(url("team-leave", event, event.roles.get().pk))

    assert said(answer) == ["An event needs an owner. Make somebody else the owner first."]
    assert team(event) == {"Ines Okafor": "owner"}


def test_a_role_of_another_event_does_not_exist(client, owner):
    role = make_draft().roles.get()

    assert client.post(url("team-leave", make_draft(owner=owner), role.pk)).status_code == 404


def test_the_window_is_named_by_what_it_shows(client, owner):
    event = make_upcoming_event(title="Reading the sea floor", owner=owner)
    page = client.get(reverse("workspace-attendance", args=[event.slug])).content.decode()

    assert re.findall(r"<title>(.*?)</title>", page) == ["Attendance: Reading the sea floor · Roundtable"]


# Whose tabs are whose.


def test_each_reader_gets_the_tabs_whose_pages_are_for_them():
    event, names = make_upcoming_event(), list(TABS)
    audiences = {name: resolve(reverse(name, args=[event.slug])).func.access_rule for name in names}
    order = (Rule.ORGANISER, Rule.TEAM, Rule.PRESENTER)

    shown = {who: [tab.url for tab in workspace(event, here="", at=NOW, reader=who).tabs] for who in order}

    absent = {"workspace-interest", "workspace-draw"}  # this event has neither
    assert shown == {
        who: [
            url(name, event)
            for name in names
            if name not in absent and order.index(audiences[name]) >= order.index(who)
        ]
        for who in order
    }


def test_a_reader_of_a_workspace_is_told_apart_by_what_they_may_do():
    teacher = make_user()
    event = make_upcoming_event(owner=make_user(), speakers=(SpeakerDraft(user=teacher),))
    people = {
        kind: event.roles.create(user=make_user(), kind=kind).user for kind in (RoleKind.ORGANISER, RoleKind.HELPER)
    }
    people |= {
        "owner": event.roles.get(kind=RoleKind.OWNER).user,
        "teacher": teacher,
        "admin": make_user(is_staff=True),
    }

    found = {who: Event.objects.presented_by(one).with_reader(one).get().reader for who, one in people.items()}

    assert found == {
        RoleKind.ORGANISER: Rule.ORGANISER,
        RoleKind.HELPER: Rule.TEAM,
        "owner": Rule.ORGANISER,
        "teacher": Rule.PRESENTER,
        "admin": Rule.ORGANISER,
    }

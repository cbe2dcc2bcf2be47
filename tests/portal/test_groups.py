"""The groups of a session on pages: for the team, for participants, at the door."""

import csv
import io
import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from events import actions as events
from events.enums import RoleKind
from events.models import Event
from registrations import actions
from registrations.enums import WishKind
from registrations.links import guest_url
from registrations.models import GroupPlace, GroupPlan, GroupWish, Registration
from tests.factories.accounts import make_department, make_guest, make_user
from tests.factories.events import main_pool, make_upcoming_event
from tests.factories.registrations import register
from tests.support.forms import Page

pytestmark = pytest.mark.django_db

NAMES = ("Anna", "Ben", "Cem", "Dora")


@pytest.fixture
def owner(client):
    owner = make_user("Ines Okafor")
    client.force_login(owner)
    return owner


@pytest.fixture
def event(owner) -> Event:
    """Four people of two departments have a seat."""
    event = make_upcoming_event(owner=owner, capacity=8, shows_participants=True)
    sales, legal = make_department("Sales"), make_department("Legal")
    for number, name in enumerate(NAMES):
        person = make_user(name, department=(sales, legal)[number % 2], is_listed=name == "Anna")
        register(event, person, at=timezone.now())
    return event


def to(name: str, event: Event, **arguments: object) -> str:
    return reverse(name, kwargs={"slug": event.slug, "session": event.sessions.get().pk} | arguments)


def mix(event: Event, size: int = 2) -> GroupPlan:
    session, owner = event.sessions.get(), event.roles.get(kind=RoleKind.OWNER).user
    return actions.mix_groups(session=session, size=size, by=owner, at=timezone.now()).plan


def show(event: Event) -> None:
    owner = event.roles.get(kind=RoleKind.OWNER).user
    actions.publish_groups(session=event.sessions.get(), by=owner, at=timezone.now())


def place_of(event: Event, name: str) -> Registration:
    return event.registrations.get(user__name=name)


def text_of(client: Client, url: str) -> str:
    """The words of a page, without its marks and line breaks."""
    html = client.get(url, follow=True).content.decode()
    text = " ".join(unescape(re.sub("<[^>]*>", " ", html)).split())
    return re.sub(r" ([.,:])", r"\1", text)


def page(client: Client, event: Event) -> str:
    return text_of(client, reverse("workspace-groups", args=[event.slug]))


def test_groups_are_made_and_told_in_words_and_numbers(client, event):
    answer = client.post(to("groups-mix", event), {"size": "2"}, follow=True)

    text = page(client, event)
    groups = GroupPlace.objects.order_by("group__number").values_list("group__number", flat=True)
    assert answer.redirect_chain[-1][0].endswith(f"?session={event.sessions.get().pk}")
    assert list(groups) == [1, 1, 2, 2]
    assert "Groups 2 People 4 New to each other 100 %" in text
    assert "2 of the 2 pairs who sit together are new to each other" in text
    assert "Only the team sees this" in text


def test_a_size_that_can_not_be_is_refused_at_its_field_and_nothing_changes(client, event):
    cem, dora, anna = (place_of(event, name) for name in ("Cem", "Dora", "Anna"))
    owner = event.roles.get().user
    for one, other in ((anna, cem), (cem, dora)):
        actions.make_wish(event=event, first=one, second=other, kind=WishKind.TOGETHER, by=owner, at=timezone.now())

    answers = [client.post(to("groups-mix", event), {"size": size}) for size in ("1", "2", "")]

    pages = [Page(answer.content.decode()) for answer in answers]
    shown = [next(form for form in one.forms if "size" in form.fields) for one in pages]
    said = [one.error_at(form.fields["size"]) for one, form in zip(pages, shown, strict=True)]
    assert said == [
        "Ensure this value is greater than or equal to 2.",
        "More people than one group holds are to be kept together: Anna, Cem, Dora.",
        "This field is required.",
    ]
    assert [form.fields["size"].value for form in shown] == ["1", "2", ""]
    assert not GroupPlan.objects.exists()


def test_late_changes_are_said_and_a_click_finds_newcomers_a_place(client, event):
    mix(event)
    gone = place_of(event, "Ben")
    actions.cancel(registration=gone, by=gone.user, at=timezone.now())
    register(event, make_user("Eve"), at=timezone.now())
    register(event, make_user("Finn"), at=timezone.now())

    assert "2 people have no group yet Eve, Finn Find them a place" in page(client, event)
    client.post(to("groups-newcomers", event))

    places = GroupPlace.objects.taken().values_list("registration__user__name", "group__number")
    assert len([name for name, _number in places if name in {"Eve", "Finn"}]) == 1
    assert "1 person has no group yet" in page(client, event)
    assert "No group has room: mix again, or put them into a group yourself." in page(client, event)


def test_uneven_groups_are_said_and_nobody_moves_by_themselves(client, event):
    for name in ("Eve", "Finn"):
        register(event, make_user(name), at=timezone.now())
    plan = mix(event, size=3)
    table = plan.groups.get(number=2)
    for place in list(table.places.all())[:2]:
        actions.cancel(registration=place.registration, by=None, at=timezone.now())

    text = page(client, event)

    assert "The groups have become uneven Table 1 has 3 people, Table 2 only 1." in text


def test_one_person_is_put_into_another_group_and_stays_there(client, event):
    plan = mix(event)
    anna = place_of(event, "Anna")
    place = GroupPlace.objects.get(registration=anna)
    other = plan.groups.exclude(pk=place.group_id).get()
    url = to("group-place", event, pk=anna.pk)

    form = next(one for one in Page(client.get(url).content.decode()).forms if "group" in one.fields)
    shown = form.fields["group"].value
    client.post(url, {"group": other.pk, "is_locked": "on"})

    here = place.group
    place.refresh_from_db()
    assert (shown, place.group, place.is_locked) == (str(here.pk), other, True)


def test_wishes_are_made_refused_at_their_field_and_taken_away(client, event):
    anna, ben = place_of(event, "Anna"), place_of(event, "Ben")
    url = reverse("group-wishes", args=[event.slug])
    wish = {"first": str(anna.pk), "second": str(ben.pk), "kind": "apart"}
    client.post(url, wish)

    again = Page(client.post(url, wish | {"kind": "together"}).content.decode())

    form = next(one for one in again.forms if "second" in one.fields)
    made = GroupWish.objects.get()
    assert (made.first, made.second, made.kind) == (anna, ben, "apart")
    assert again.error_at(form.fields["second"]) == ("There is a wish for these two already. Take that away first.")
    client.post(reverse("group-wish-drop", args=[event.slug, made.pk]))
    assert not GroupWish.objects.exists()


def test_a_wish_that_the_groups_do_not_follow_is_said(client, event):
    plan = mix(event)
    first, second = (place.registration for place in plan.groups.get(number=1).places.order_by("registration"))
    owner = event.roles.get().user
    common = {"event": event, "first": first, "second": second, "kind": WishKind.APART}
    actions.make_wish(**common, by=owner, at=timezone.now())

    assert f"Not as wished {first.participant} and {second.participant} are to be kept apart." in page(client, event)


def test_tables_get_names_of_their_own(client, event):
    plan = mix(event)
    first, second = plan.groups.order_by("number")
    url = to("group-names", event)

    client.post(url, {f"name-{first.pk}": "Harbour", f"name-{second.pk}": ""})
    twice = client.post(url, {f"name-{first.pk}": "Harbour", f"name-{second.pk}": "Harbour"})

    assert list(plan.groups.order_by("number").values_list("name", flat=True)) == ["Harbour", ""]
    assert "Two groups can&#x27;t have the same name." in twice.content.decode()


def test_helpers_read_the_groups_and_change_nothing(client, event):
    helper = make_user("Hana")
    owner = event.roles.get().user
    events.set_role(event=event, user=helper, kind=RoleKind.HELPER, by=owner, at=timezone.now())
    mix(event)
    client.force_login(helper)

    answer = client.get(reverse("workspace-groups", args=[event.slug]))

    forms = [form for form in Page(answer.content.decode()).forms if "/groups/" in form.action]
    assert (answer.status_code, forms) == (200, [])
    assert client.post(to("groups-mix", event), {"size": "2"}).status_code == 404


def test_participants_see_their_group_with_the_names_of_those_who_agreed(client, event):
    mix(event, size=4)
    client.force_login(place_of(event, "Ben").user)
    hidden = text_of(client, event.get_absolute_url())

    show(event)

    assert "Your group" not in hidden
    assert "Your group: Table 1" in text_of(client, event.get_absolute_url())
    assert "With Anna (Sales) And 2 more: Legal Sales" in text_of(client, event.get_absolute_url())


@pytest.mark.parametrize("number", [1, 4])
def test_the_event_page_asks_as_often_for_a_large_group_as_for_a_small_one(number, client, event, count_queries):
    for _ in range(number):
        register(event, make_user(department=make_department(), is_listed=True), at=timezone.now())
    mix(event, size=8)
    show(event)
    client.force_login(place_of(event, "Ben").user)

    assert count_queries(lambda: client.get(event.get_absolute_url())) == 8


def test_a_guest_is_told_departments_and_no_names(client, event):
    guest = make_guest("Jo")
    owner = event.roles.get().user
    place = actions.add_guest(event=event, guest=guest, pool=main_pool(event), by=owner, at=timezone.now())
    mix(event, size=5)
    show(event)
    client.logout()

    assert "Your group: Table 1" in text_of(client, guest_url(place))
    assert "With 4 other people: Legal Sales" in text_of(client, guest_url(place))


def test_the_attendance_list_says_the_group_on_the_page_and_in_the_file(client, event):
    mix(event)
    url = reverse("workspace-attendance", args=[event.slug])

    rows = list(csv.DictReader(io.StringIO(b"".join(client.get(url, {"export": "csv"})).decode("utf-8-sig"))))

    labels = {place.registration.user.name: place.group.label for place in GroupPlace.objects.all()}
    assert {row["Name"]: row["Group"] for row in rows} == labels


def test_what_was_done_with_groups_stands_in_the_history(client, event):
    plan = mix(event)
    anna, ben = place_of(event, "Anna"), place_of(event, "Ben")
    owner, at = plan.made_by, timezone.now() + timedelta(seconds=1)
    wish = actions.make_wish(event=event, first=ben, second=anna, kind=WishKind.APART, by=owner, at=at)
    actions.drop_wish(wish=wish, by=owner, at=at + timedelta(seconds=1))
    show(event)

    text = text_of(client, reverse("workspace", args=[event.slug], query={"history-part": "groups"}))

    for said in (
        "2 groups mixed",
        "Keep apart: Anna, Ben",
        "Wish taken away: Keep apart: Anna, Ben",
        "Groups shown to participants",
    ):
        assert said in text


def test_the_list_of_people_says_the_group_in_its_file(client, event):
    mix(event, size=4)
    url = reverse("workspace-people", args=[event.slug])

    rows = list(csv.DictReader(io.StringIO(b"".join(client.get(url, {"export": "csv"})).decode("utf-8-sig"))))

    assert [row["Group"] for row in rows] == ["Table 1"] * 4


def test_newcomers_are_among_what_waits_for_the_organiser(client, event):
    mix(event)
    register(event, make_user("Eve"), at=timezone.now())

    text = text_of(client, reverse("workspace", args=[event.slug]))

    assert "1 person has no group They registered after the groups were made." in text

"""Groups are made and shown, one person drops out and another comes: who organises, and who sits at the table."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from registrations import actions
from registrations.models import GroupPlace
from tests.factories.accounts import make_department, make_user
from tests.factories.events import make_upcoming_event
from tests.factories.registrations import register
from tests.support import browser
from tests.support.signed_in import page_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_groups_are_made_one_person_drops_out_and_a_newcomer_takes_the_place(live_server, open_page):
    owner = make_user("Ines Okafor")
    event = make_upcoming_event(owner=owner, title="World café", shows_participants=True)
    names = ("Anna", "Ben", "Cem", "Dora", "Eve", "Finn")
    departments = [make_department(name) for name in ("Sales", "Legal", "Research")]
    places = [
        register(event, make_user(name, department=departments[n % 3], is_listed=True), at=timezone.now())
        for n, name in enumerate(names)
    ]
    desk = page_of(owner, live_server, open_page, java_script_enabled=False)
    desk.goto(f"/organise/{event.slug}/groups/")
    desk.get_by_label("People in a group").fill("3")
    desk.get_by_role("button", name="Make groups").click()
    expect(desk.get_by_text("6 of the 6 pairs who sit together are new to each other")).to_be_visible()
    desk.get_by_role("button", name="Show them to participants").click()

    group = GroupPlace.objects.get(registration=places[0]).group
    phone = page_of(
        places[0].user, live_server, open_page, viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True
    )
    phone.goto(event.get_absolute_url())
    expect(phone.get_by_text(f"Your group: {group.label}")).to_be_visible()
    assert browser.overflow(phone) == 0

    gone = group.places.exclude(registration=places[0]).select_related("registration__user").first().registration
    actions.cancel(registration=gone, by=gone.user, at=timezone.now())
    register(event, make_user("Gus"), at=timezone.now())
    desk.reload()
    expect(desk.get_by_text("1 person has no group yet")).to_be_visible()
    desk.get_by_role("button", name="Find them a place").click()

    expect(desk.get_by_role("region", name=group.label)).to_contain_text("Gus")
    phone.reload()
    expect(phone.locator(".note", has_text=f"Your group: {group.label}")).not_to_contain_text(gone.user.name)
    rest = GroupPlace.objects.taken().filter(registration__in=places).values_list("registration", "group__number")
    assert len(rest) == 5

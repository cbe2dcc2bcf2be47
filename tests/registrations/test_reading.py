"""What somebody may read about: the questions that are written once say the same as the querysets."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from accounts.models import User
from events import actions
from events.enums import Audience
from events.models import Event
from registrations import actions as places
from registrations import queries
from tests.factories.accounts import make_coordinator, make_department, make_user
from tests.factories.events import make_draft, make_upcoming_event
from tests.factories.registrations import register
from tests.support import world

pytestmark = pytest.mark.django_db
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
READERS = sorted({*world.SIGNED_IN, "deactivated", "somewhere below", "above", "nobody's colleague", "stranger"})


@pytest.fixture
def readers() -> dict[str, User | AnonymousUser]:
    """Everybody of the small organisation, and those who stand above and below the invited department."""
    made = world.build(timezone.now())
    invited = made.people["employee"].department
    top = make_department("Top")
    invited.parent = top
    invited.save()
    below = make_department("Below", parent=invited)
    _more_events(made, [invited, below, top])
    return {name: User.objects.get(pk=person.pk) for name, person in made.people.items()} | {
        "somewhere below": make_user(department=below),
        "above": make_coordinator(top),
        "nobody's colleague": make_user(),
        "stranger": AnonymousUser(),
    }


def _more_events(made: world.World, departments: list) -> None:
    """Each audience in each state, with somebody on the list of some."""
    for department in departments:
        make_upcoming_event(audience=Audience.DEPARTMENTS, departments=(department,))
    for audience in (Audience.PUBLIC, Audience.EVERYONE):
        make_draft(audience=audience)
        make_upcoming_event(audience=audience)
        actions.cancel(
            event=make_upcoming_event(audience=audience), message="", by=made.people["owner"], at=timezone.now()
        )


@pytest.mark.parametrize("is_public", [True, False])
def test_the_page_of_an_event_is_there_for_whoever_may_read_about_it(readers, settings, is_public):
    settings.PUBLIC_CATALOGUE = is_public
    events = list(Event.objects.order_by("pk"))
    expected, found, programmes = {}, {}, {}

    for name in READERS:
        visible = queries.visible_events(readers[name]).with_rights_of(readers[name])
        expected[name] = dict(visible.values_list("slug", "in_team"))
        pages = [queries.readable_event(readers[name], event.slug) for event in events]
        found[name] = {page.slug: page.in_team for page in pages if page}
        pages = [queries.visible_event(readers[name], event.slug) for event in events]
        programmes[name] = {page.slug: page.in_team for page in pages if page}

    assert (found, programmes) == (expected, expected)
    assert {name: bool(seen) for name, seen in found.items()} == {
        name: name != "deactivated" and (name != "stranger" or is_public) for name in READERS
    }


@pytest.mark.parametrize("is_public", [True, False])
def test_the_catalogue_begins_with_what_a_reader_may_read_about(readers, settings, is_public):
    settings.PUBLIC_CATALOGUE = is_public
    moments = (LONG_AGO, *Event.objects.exclude(starts_at=None).values_list("starts_at", flat=True))

    for at in moments:
        for name in READERS:
            listed = queries.visible_events(readers[name]).upcoming(at=at).values_list("pk", flat=True)
            first = queries.first_to_come(readers[name], at=at, number=3).ids

            assert (name, at, first) == (name, at, list(listed[:3]))


@pytest.mark.parametrize(("number", "named"), [(0, []), (2, ["Ada", "Bo"]), (9, ["Ada", "Bo", "Cem", "Dora"])])
def test_who_comes_is_departments_by_seats_and_people_by_name(number, named):
    alpha, beta = make_department("Alpha"), make_department("Beta")
    event = make_upcoming_event(capacity=7)
    people = {"Dora": beta, "Bo": alpha, "Cem": beta, "Ada": None, "unlisted": make_department("Gamma"), "late": alpha}
    for name, department in people.items():
        person = make_user(name, department=department, is_listed=name != "unlisted")
        register(event, person, at=timezone.now())
    register(event, gone := make_user("Gone", department=beta, is_listed=True), at=timezone.now())
    User.objects.filter(pk=gone.pk).update(is_active=False)
    cancel(event, "late")

    found = queries.company_at(event, number=number)

    assert [(sign.name, sign.mark) for sign in found.departments] == [
        (one.name, one.mark) for one in (beta, alpha, people["unlisted"])
    ]
    assert [one.name for one in found.people] == named
    assert [one.department and one.department.name for one in found.people] == [
        people[name] and people[name].name for name in named
    ]


def cancel(event: Event, name: str) -> None:
    place = event.registrations.get(user__name=name)
    places.cancel(registration=place, by=place.user, at=timezone.now())

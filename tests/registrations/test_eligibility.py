"""Who may register: by where they work, and by what they were at before."""

from datetime import timedelta

import pytest

from accounts import actions as people
from accounts.exceptions import InUse
from events import actions as events
from events.drafts import RulesDraft, SeatingDraft, SeatRuleDraft
from events.enums import RuleKind
from events.models import Event
from registrations import actions, clock, queries
from registrations.enums import Mark, Refusal, RegistrationStatus, WhyWaiting
from registrations.exceptions import RegistrationRefused
from registrations.models import Registration
from tests.factories.accounts import make_department, make_location, make_user
from tests.factories.events import NOW, event_draft, main_pool, make_event, make_past_event, session_draft
from tests.factories.registrations import attend, register

pytestmark = pytest.mark.django_db


def refused(event: Event, person: object) -> tuple[Refusal, str]:
    with pytest.raises(RegistrationRefused) as caught:
        register(event, person)
    return caught.value.reason, str(caught.value)


def test_who_works_where_the_event_is_for_may_register():
    hamburg, boston = make_location("Hamburg"), make_location("Boston")
    event = make_event(rules=RulesDraft(locations=(hamburg, boston)))

    assert register(event, make_user(location=boston)).status == RegistrationStatus.CONFIRMED
    assert refused(event, make_user(location=make_location("Tallinn"))) == (
        Refusal.ELSEWHERE,
        "This event is for colleagues at Boston or Hamburg. If you work there, have your location corrected.",
    )
    assert refused(event, make_user())[0] == Refusal.ELSEWHERE


@pytest.mark.parametrize("marks", [[Mark.PRESENT], [Mark.PARTIAL], [Mark.ABSENT, Mark.PRESENT]])
def test_who_was_at_the_first_part_may_come_to_the_second(marks):
    first, person = make_past_event(title="Part 1"), make_user()
    attend(first, person, *marks)
    event = make_event(rules=RulesDraft(needs=(first,)))

    assert register(event, person).status == RegistrationStatus.CONFIRMED


@pytest.mark.parametrize("marks", [[], [Mark.ABSENT], [Mark.EXCUSED], [Mark.PRESENT, Mark.ABSENT]])
def test_who_was_not_there_is_told_what_to_do_first(marks):
    first, person = make_past_event(title="Part 1"), make_user()
    attend(first, person, *marks)
    event = make_event(rules=RulesDraft(needs=(first,)))

    assert refused(event, person) == (
        Refusal.NOT_ATTENDED,
        "Take part in “Part 1” first: whoever was there can register here.",
    )


def test_every_event_that_is_needed_counts():
    first, second, person = make_past_event(title="Part 1"), make_past_event(title="Part 2"), make_user()
    attend(first, person, Mark.PRESENT)
    event = make_event(rules=RulesDraft(needs=(first, second)))

    assert refused(event, person)[1] == "Take part in “Part 2” first: whoever was there can register here."


def test_what_somebody_may_not_read_about_is_not_named():
    hidden = make_past_event(title="Layoffs", audience="departments", departments=(make_department(),))
    event = make_event(rules=RulesDraft(needs=(hidden,)))
    person = make_user()

    assert refused(event, person)[0] == Refusal.NOT_ATTENDED_HIDDEN
    (shown,) = queries.requirements(event, person)
    assert (shown.text, shown.subject, shown.url, shown.is_met) == (
        "After an event that is not open to you",
        "",
        "",
        False,
    )


def test_whoever_the_team_adds_is_welcome_from_everywhere():
    event = make_event(rules=RulesDraft(locations=(make_location(),), needs=(make_past_event(),)))

    place = actions.add(event=event, participant=make_user(), pool=main_pool(event), by=make_user(), at=NOW)

    assert place.status == RegistrationStatus.CONFIRMED


def test_an_event_for_all_asks_the_database_nothing(django_assert_num_queries):
    event, person = make_event(), make_user()

    with django_assert_num_queries(0):
        assert queries.requirements(event, person) == []


def restrict(event: Event, **rules: object) -> Event:
    """The event with other rules and everything else as it was."""
    session = event.sessions.get()
    meeting = session_draft(
        session.held_on, f"{session.starts_wall:%H:%M}", f"{session.ends_wall:%H:%M}", pk=session.pk
    )
    seats = {pool.kind: pool.capacity for pool in event.pools.all()}
    draft = event_draft(title=event.title, sessions=(meeting,), seats=seats, rules=RulesDraft(**rules))
    return events.edit(event=event, draft=draft, by=make_user(), at=NOW)


def test_who_waits_and_is_not_eligible_any_more_is_passed_over_and_told_why():
    event, hamburg = make_event(capacity=1), make_location("Hamburg")
    first = register(event)
    elsewhere, here = register(event), register(event, make_user(location=hamburg))
    restrict(event, locations=(hamburg,))

    actions.cancel(registration=first, by=first.user, at=NOW)

    assert waiting(elsewhere) == (RegistrationStatus.WAITLISTED, WhyWaiting.ELSEWHERE)
    assert waiting(here) == (RegistrationStatus.CONFIRMED, "")


def test_who_was_passed_over_is_seated_once_they_were_at_what_comes_first():
    first_part = make_past_event(title="Part 1")
    event = make_event(capacity=1)
    seat, place = register(event), register(event)
    restrict(event, needs=(first_part,))
    actions.cancel(registration=seat, by=seat.user, at=NOW)
    passed_over = waiting(place)

    attend(first_part, place.user, Mark.PRESENT)
    clock.let_lapse(NOW)

    assert passed_over == (RegistrationStatus.WAITLISTED, WhyWaiting.NOT_ATTENDED)
    assert waiting(place) == (RegistrationStatus.CONFIRMED, "")


def test_who_comes_to_work_where_the_event_is_for_is_seated_at_once():
    event, hamburg = make_event(capacity=1), make_location("Hamburg")
    first, elsewhere = register(event), register(event)
    restrict(event, locations=(hamburg,))
    actions.cancel(registration=first, by=first.user, at=NOW)

    people.administer(user=elsewhere.user, values={"location": hamburg}, by=make_user(is_staff=True), at=NOW)

    assert waiting(elsewhere) == (RegistrationStatus.CONFIRMED, "")


def test_a_location_that_an_event_is_for_stays():
    hamburg = make_location("Hamburg")
    make_event(rules=RulesDraft(locations=(hamburg,)))

    with pytest.raises(InUse):
        people.remove_location(location=hamburg, by=make_user(is_staff=True), at=NOW)


def test_a_department_that_shares_the_seats_of_an_event_stays():
    event, sales = make_event(capacity=4), make_department("Sales")
    ceiling = SeatRuleDraft(pool="room", kind=RuleKind.CEILING, department=sales, seats=1)
    events.set_seating(event=event, draft=SeatingDraft(rules=(ceiling,)), by=make_user(), at=NOW)

    with pytest.raises(InUse):
        people.remove_department(department=sales, by=make_user(is_staff=True), at=NOW)


def test_a_department_for_which_seats_are_held_stays_also_once_they_are_given_back():
    event, sales, by = make_event(capacity=4), make_department("Sales"), make_user(is_staff=True)
    pool = event.pools.get()
    hold = actions.hold_seats(pool=pool, department=sales, seats=1, until=event.starts_at, by=by, at=NOW)
    actions.release_hold(hold=hold, by=by, at=NOW)

    with pytest.raises(InUse):
        people.remove_department(department=sales, by=by, at=NOW)


def waiting(place: Registration) -> tuple[str, str]:
    place.refresh_from_db()
    return place.status, place.why_waiting


def test_a_seat_at_the_same_time_is_refused_where_the_event_says_so_and_named():
    other, event, person = make_event(title="Elsewhere"), make_event(), make_user()
    events.set_seating(event=event, draft=SeatingDraft(clash_rule="refuse"), by=make_user(), at=NOW)
    register(other, person)

    assert refused(event, person) == (
        Refusal.CLASH,
        "You have a seat at “Elsewhere” at that time. Give that one back first if this one matters more.",
    )


@pytest.mark.parametrize("rule", ["ignore", "warn"])
def test_a_seat_at_the_same_time_is_no_reason_elsewhere(rule):
    event, person = make_event(), make_user()
    events.set_seating(event=event, draft=SeatingDraft(clash_rule=rule), by=make_user(), at=NOW)
    register(make_event(), person)

    assert register(event, person).status == RegistrationStatus.CONFIRMED


def test_nobody_registers_for_more_events_to_come_than_the_site_allows(settings):
    settings.MOST_REGISTRATIONS = 2
    person, full = make_user(), make_event(capacity=1)
    register(full)
    register(full, person)
    register(make_past_event(), person, at=NOW - timedelta(days=8))
    kept = register(make_event(), person)

    assert refused(make_event(), person) == (
        Refusal.TOO_MANY,
        "You are registered for events to come as often as one may be: 2 times. Give a place back first.",
    )
    actions.cancel(registration=kept, by=person, at=NOW)
    assert register(make_event(), person).status == RegistrationStatus.CONFIRMED


def test_the_team_may_add_whoever_has_many_registrations(settings):
    settings.MOST_REGISTRATIONS = 1
    event, person = make_event(), make_user()
    register(make_event(), person)

    place = actions.add(event=event, participant=person, pool=main_pool(event), by=make_user(), at=NOW)

    assert place.status == RegistrationStatus.CONFIRMED

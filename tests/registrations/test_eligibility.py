"""Who may register: by where they work, and by what they were at before."""

import pytest

from events.drafts import RulesDraft
from events.models import Event
from registrations import actions, queries
from registrations.enums import Mark, Refusal, RegistrationStatus
from registrations.exceptions import RegistrationRefused
from tests.factories.accounts import make_department, make_location, make_user
from tests.factories.events import NOW, main_pool, make_event, make_past_event
from tests.factories.registrations import register

pytestmark = pytest.mark.django_db


def attend(event: Event, person: object, *marks: Mark) -> None:
    """``person`` had a seat at ``event``, and this is what was noted, corrections last."""
    place = register(event, person, at=event.published_at)
    session = event.sessions.get()
    for number, mark in enumerate(marks):
        reason = "A mistake" if number else ""
        actions.mark(
            event=event, session=session, marks={place.pk: mark}, by=place.user, at=session.ends_at, reason=reason
        )


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

"""Giving one's seat to a colleague: the rules hold for them, and the waiting list comes first unless told otherwise."""

from datetime import timedelta

import pytest

from audit.models import Line
from calendars.models import Entry
from events import actions as events
from events.drafts import RulesDraft, SeatingDraft, SeatRuleDraft
from events.enums import Audience, HandOver, RuleKind
from outbox.models import Message
from registrations import actions, notifications, queries
from registrations.enums import Ending, Refusal, RegistrationStatus
from registrations.exceptions import RegistrationRefused
from registrations.models import Registration
from registrations.wording import BY_MAIL
from tests.factories.accounts import make_department, make_location, make_user
from tests.factories.events import NOW, main_pool, make_event, make_past_event
from tests.factories.registrations import register

pytestmark = pytest.mark.django_db

SOON = NOW + timedelta(minutes=10)


def hand_over(place: Registration, to: object, **values: object) -> Registration:
    return actions.hand_over(**{"registration": place, "to": to, "by": place.user, "at": SOON} | values)


def refusal(place: Registration, to: object, **values: object) -> Refusal:
    with pytest.raises(RegistrationRefused) as caught:
        hand_over(place, to, **values)
    place.refresh_from_db()
    assert place.status == RegistrationStatus.CONFIRMED or place.event.has_started(values.get("at", SOON))
    return caught.value.reason


def expected(person: object) -> list[bool]:
    return list(Entry.objects.filter(user=person).values_list("is_expected", flat=True))


def test_a_colleague_has_the_seat_and_both_are_told():
    event, colleague = make_event(capacity=1), make_user("Lena Vogt")
    place = register(event, make_user("Mara Lindqvist"))

    taken = hand_over(place, colleague)

    place.refresh_from_db()
    assert (place.status, place.ending, taken.status) == ("cancelled", Ending.HANDED_OVER, "confirmed")
    assert main_pool(event).seats_taken == 1
    assert (expected(place.user), expected(colleague)) == ([False], [True])
    mails = Message.objects.filter(kind__in=["registration.handed_over", "registration.taken_over"]).order_by("pk")
    assert [notifications.render(mail).text.splitlines()[2] for mail in mails] == [
        "Lena Vogt has your seat now and was told so. What stood in your calendar is taken out.",
        f"Mara Lindqvist has given you their seat. If you can't come, cancel it. {BY_MAIL}",
    ]
    assert list(Line.objects.order_by("-pk").values_list("verb", "by")[:2]) == [
        ("registration.taken_over", place.user.pk),
        ("registration.ended", place.user.pk),
    ]


def test_whoever_waits_comes_first():
    event = make_event(capacity=1)
    place, _waiting = register(event), register(event)

    assert refusal(place, make_user()) == Refusal.SOMEBODY_WAITS


def test_whoever_waits_and_could_not_have_the_seat_is_no_reason():
    """The one in line is under a limit that their department has reached."""
    sales = make_department("Sales")
    event = make_event(capacity=2)
    limit = SeatRuleDraft(pool="room", kind=RuleKind.CEILING, department=sales, seats=1)
    events.set_seating(event=event, draft=SeatingDraft(rules=(limit,)), by=event.roles.get().user, at=NOW)
    first, place, waiting = (register(event, make_user(department=whose)) for whose in (sales, None, sales))

    assert refusal(first, make_user()) == Refusal.SOMEBODY_WAITS
    assert hand_over(place, make_user()).is_confirmed
    waiting.refresh_from_db()
    assert waiting.is_waiting


def test_the_organisers_may_let_seats_pass_the_waiting_list():
    event = make_event(capacity=1, hands_over=HandOver.ALWAYS)
    place, waiting = register(event), register(event)

    taken = hand_over(place, make_user())

    waiting.refresh_from_db()
    assert (taken.status, waiting.status, main_pool(event).seats_taken) == ("confirmed", "waitlisted", 1)


def test_where_somebody_has_to_say_yes_a_seat_does_not_pass_them():
    event = make_event()
    place = register(event)
    events.set_seating(event=event, draft=SeatingDraft(approval="manager"), by=make_user(), at=NOW)

    assert refusal(place, make_user()) == Refusal.APPROVED_ONE_BY_ONE


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"hands_over": HandOver.NEVER}, Refusal.HANDS_OVER_NEVER),
        ({"audience": Audience.DEPARTMENTS}, Refusal.COLLEAGUE_CANT),
        ({"rules": "place"}, Refusal.COLLEAGUE_CANT),
        ({"rules": "needs"}, Refusal.COLLEAGUE_CANT),
    ],
    ids=["never", "audience", "place", "needs"],
)
def test_the_rules_hold_for_the_colleague(values, reason):
    learning, here = make_department("Learning"), make_location("Hamburg")
    rules = {"place": RulesDraft(locations=(here,)), "needs": RulesDraft(needs=(make_past_event(),))}
    values = values | ({"rules": rules[values["rules"]]} if "rules" in values else {})
    event = make_event(departments=(learning,), **values)
    giver = make_user(department=learning, location=here)
    place = actions.add(event=event, participant=giver, pool=main_pool(event), by=make_user(), at=NOW)

    assert refusal(place, make_user()) == reason


def test_what_a_colleague_does_at_that_time_is_not_told():
    event, colleague = make_event(), make_user()
    events.set_seating(event=event, draft=SeatingDraft(clash_rule="refuse"), by=make_user(), at=NOW)
    register(make_event(title="A secret meeting"), colleague)

    assert refusal(register(event), colleague) == Refusal.COLLEAGUE_CANT


def test_a_seat_that_changes_departments_keeps_to_the_ceiling():
    event, sales = make_event(capacity=4), make_department("Sales")
    ceiling = SeatRuleDraft(pool="room", kind=RuleKind.CEILING, department=sales, seats=1)
    events.set_seating(event=event, draft=SeatingDraft(rules=(ceiling,)), by=make_user(), at=NOW)
    theirs, other = register(event, make_user(department=sales)), register(event)

    assert refusal(other, make_user(department=sales)) == Refusal.CEILING
    assert hand_over(theirs, make_user(department=sales)).status == "confirmed"


def test_a_department_below_its_ceiling_again_lets_somebody_of_it_move_up():
    event, sales = make_event(capacity=2, hands_over=HandOver.ALWAYS), make_department("Sales")
    ceiling = SeatRuleDraft(pool="room", kind=RuleKind.CEILING, department=sales, seats=1)
    events.set_seating(event=event, draft=SeatingDraft(rules=(ceiling,)), by=make_user(), at=NOW)
    theirs, waiting = (register(event, make_user(department=sales)) for _ in range(2))

    hand_over(theirs, make_user())

    waiting.refresh_from_db()
    assert (waiting.status, main_pool(event).seats_taken) == ("confirmed", 2)


def test_a_seat_goes_to_somebody_else_who_is_not_on_the_list():
    event = make_event()
    place, other = register(event), register(event)

    assert refusal(place, place.user) == Refusal.NOT_TO_ONESELF
    assert refusal(place, other.user) == Refusal.PERSON_REGISTERED
    assert refusal(place, make_user(is_active=False)) == Refusal.COLLEAGUE_CANT
    assert refusal(place, make_user(), at=event.starts_at) == Refusal.STARTED


def test_only_a_seat_can_be_given():
    event = make_event(capacity=1)
    register(event)
    waiting = register(event)

    with pytest.raises(RegistrationRefused) as caught:
        hand_over(waiting, make_user())

    assert caught.value.reason == Refusal.NO_SEAT


def test_only_colleagues_for_whom_the_event_is_are_found():
    learning, here = make_department("Learning"), make_location("Hamburg")
    event = make_event(audience=Audience.DEPARTMENTS, departments=(learning,), rules=RulesDraft(locations=(here,)))
    giver = make_user("Mara", department=learning, location=here)
    fitting = make_user("Lena", department=learning, location=here)
    registered = make_user("Rosa", department=learning, location=here)
    make_user("Away", department=learning)
    make_user("Outside", location=here)
    register(event, registered)

    assert list(queries.colleagues_for(event, giver=giver)) == [fitting]

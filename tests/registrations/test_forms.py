"""What the organiser team sends, as clean values."""

import pytest

from registrations.enums import Mark
from registrations.forms import AddColleagueForm, AddGuestForm, AttendanceForm, Known, RemoveForm
from tests.factories.accounts import make_user
from tests.factories.events import make_event
from tests.factories.registrations import register

pytestmark = pytest.mark.django_db


def test_a_colleague_is_found_by_address_and_takes_the_only_kind_of_seat():
    event, amelie = make_event(), make_user(email="amelie@example.org")
    form = AddColleagueForm({"colleague-email": "AMELIE@example.org"}, event=event)

    assert form.is_valid() is True
    assert (form.participant, form.chosen_pool) == (amelie, event.pools.get())


def test_a_closed_account_is_nobody():
    make_user(email="gone@example.org", is_active=False)

    assert AddColleagueForm({"colleague-email": "gone@example.org"}, event=make_event()).is_valid() is False


def test_seats_of_another_event_can_not_be_chosen():
    event, other = make_event(seats={"room": 1, "online": 1}), make_event()
    make_user(email="amelie@example.org")
    form = AddColleagueForm(
        {"colleague-email": "amelie@example.org", "colleague-pool": str(other.pools.get().pk)}, event=event
    )

    assert (form.is_valid(), list(form.errors)) == (False, ["pool"])


@pytest.mark.parametrize(
    ("values", "errors"),
    [
        ({}, []),
        ({"guest-name": ""}, ["name"]),
        ({"guest-name": "x" * 151}, ["name"]),
        ({"guest-email": "nobody at home"}, ["email"]),
        ({"guest-email": f"{'x' * 250}@example.net"}, ["email"]),
        ({"guest-language": "tlh"}, ["language"]),
    ],
)
def test_a_guest_has_a_name_an_address_and_a_language(values, errors):
    given = {"guest-name": "Zoe", "guest-email": "Zoe@Example.net", "guest-language": "de"}
    form = AddGuestForm(given | values, event=make_event())

    assert (form.is_valid(), list(form.errors)) == (not errors, errors)
    if not errors:
        assert form.details == {"name": "Zoe", "email": "zoe@example.net", "language": "de"}


def test_a_message_to_who_is_taken_off_may_be_empty_and_has_a_most():
    assert [RemoveForm({"message": "x" * length}).is_valid() for length in (0, 1_000, 1_001)] == [True, True, False]


@pytest.fixture
def places():
    event = make_event()
    return [register(event, make_user(name)) for name in ("Amelie", "Bashir", "Clara")]


def chosen(places, marks: dict[int, str], *, rest: Mark | None = None, **sent: str) -> dict[int, str]:
    """What the form makes of what is ``sent`` by name, where ``marks`` were on the page."""
    data = {f"initial-mark-{pk}": mark for pk, mark in marks.items()}
    data |= {f"mark-{place.pk}": sent[place.participant.name] for place in places if place.participant.name in sent}
    form = AttendanceForm(data, registrations=places, known={pk: Known(mark) for pk, mark in marks.items()})
    assert form.is_valid() is True
    return {
        places.index(next(one for one in places if one.pk == pk)): mark for pk, mark in form.marks(rest=rest).items()
    }


def test_only_what_was_changed_on_the_page_counts(places):
    known = {places[0].pk: "present", places[1].pk: "absent"}

    assert chosen(places, known, Amelie="present", Bashir="excused") == {1: Mark.EXCUSED}
    assert chosen(places, known, Amelie="present", Bashir="absent", Clara="partial") == {2: Mark.PARTIAL}


def test_the_rest_are_those_of_whom_nothing_is_known(places):
    known = {places[0].pk: "absent"}

    assert chosen(places, known, rest=Mark.PRESENT, Amelie="absent", Bashir="excused") == {
        1: Mark.EXCUSED,
        2: Mark.PRESENT,
    }

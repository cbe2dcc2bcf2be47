"""The order of the waiting list, where organisers change it: whoever is not meant stays where they were."""

from datetime import timedelta

import pytest

from audit.models import Line
from events.models import Event, Pool
from registrations import actions
from registrations.models import Registration
from tests.factories.accounts import make_user
from tests.factories.events import NOW, make_event

pytestmark = pytest.mark.django_db


class Hall:
    """An event with one seat in the room and one online, both taken; and who waits for which of them."""

    def __init__(self) -> None:
        self.at, self.owner = NOW, make_user("Owner")
        self.event: Event = make_event(seats={"room": 1, "online": 1}, owner=self.owner)
        self.seats = {kind: self.joins("", kind) for kind in ("room", "online")}

    def pool(self, kind: str) -> Pool:
        return self.event.pools.get(kind=kind)

    def joins(self, name: str, kind: str = "room", *, takes_either: bool = False) -> Registration:
        self.at += timedelta(minutes=1)
        return actions.register(
            event=self.event,
            participant=make_user(name or kind),
            pool=self.pool(kind),
            takes_either=takes_either,
            at=self.at,
        )

    def moves(self, who: Registration, place: int) -> None:
        actions.reorder(registration=who, place=place, reason="Speaks", by=self.owner, at=self.at)

    def line(self, kind: str = "room") -> list[str]:
        waiting = Registration.objects.filter(event=self.event, pool__kind=kind).waiting_in_order()
        return [one.participant.name for one in waiting]

    def gets_the_seat(self, kind: str = "room") -> str:
        """Who is next once the seat comes free."""
        actions.cancel(registration=self.seats[kind], by=None, at=self.at)
        return Registration.objects.confirmed().get(event=self.event, pool__kind=kind).participant.name


@pytest.fixture
def hall():
    return Hall()


@pytest.mark.parametrize("place", [1, 2, 3])
def test_somebody_stands_where_they_are_put_and_whoever_comes_later_behind_them(hall, place):
    ana, _bea, _cem = (hall.joins(name) for name in ("Ana", "Bea", "Cem"))

    hall.moves(ana, place)
    hall.joins("Dan")

    others = ["Bea", "Cem"]
    assert hall.line() == [*others[: place - 1], "Ana", *others[place - 1 :], "Dan"]


@pytest.mark.parametrize("place", [1, 2])
def test_nobody_passes_whoever_waits_for_the_other_kind_and_takes_either(hall, place):
    """Cem is put behind or in front of Bea: that takes nothing from Ada, who came first."""
    hall.joins("Ada", "online", takes_either=True)
    _bea, cem = hall.joins("Bea"), hall.joins("Cem")
    hall.moves(cem, 1)
    hall.moves(cem, place)

    assert hall.gets_the_seat() == ("Ada" if place == 2 else "Cem")


def test_whoever_wishes_for_the_room_keeps_their_turn_among_all_others(hall):
    """A seat online is theirs, and they asked for the room before anybody waited for it."""
    online = hall.seats["online"]
    hall.at += timedelta(minutes=1)
    actions.wish(registration=online, pool=hall.pool("room"), by=None, at=hall.at)
    _bea, _cem, dan = (hall.joins(name) for name in ("Bea", "Cem", "Dan"))

    hall.moves(dan, 2)
    actions.cancel(registration=hall.seats["room"], by=None, at=hall.at)

    online.refresh_from_db()
    assert online.upgrade_until is not None
    assert hall.line() == ["Bea", "Dan", "Cem"]


def test_who_was_put_first_for_one_seat_is_not_first_for_another(hall):
    _bea, cem = hall.joins("Bea", "online"), hall.joins("Cem", "online")
    hall.moves(cem, 1)
    assert hall.gets_the_seat("online") == "Cem"
    first = hall.joins("Dan")
    cem.refresh_from_db()

    hall.at += timedelta(minutes=1)
    actions.wish(registration=cem, pool=hall.pool("room"), by=None, at=hall.at)

    assert hall.gets_the_seat() == first.participant.name


def test_a_second_click_moves_nobody_and_is_not_noted(hall):
    _ana, bea = hall.joins("Ana"), hall.joins("Bea")

    hall.moves(bea, 1)
    hall.moves(bea, 1)

    assert (hall.line(), Line.objects.filter(verb="registration.reordered").count()) == (["Bea", "Ana"], 1)

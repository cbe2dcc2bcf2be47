"""Rows of a list of events, kept for whoever reads the same next."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone, translation

from common.components.listing import event_list


@dataclass
class Seats:
    capacity: int | None = 12
    seats_taken: int = 4


@dataclass(frozen=True, kw_only=True)
class Row:
    to: str = "/e/tea/"
    title: tuple[tuple[str, bool], ...] = (("Tea", False),)
    excerpt: tuple[tuple[str, bool], ...] = ()
    has_day: bool = True
    series: str = ""
    series_to: str = ""
    key: str = "one"
    kind: str = "workshop"
    image: str = ""
    starts_at: datetime = datetime(2026, 12, 1, 9, tzinfo=UTC)
    ends_at: datetime = datetime(2026, 12, 1, 10, tzinfo=UTC)
    sessions: int = 2
    place: str = "Kiel"
    speaker: str = ""
    department: None = None
    state: str = ""
    state_text: str = ""
    note: str = ""
    seats: Seats | None = field(default_factory=Seats)
    waiting: int = 0


def drawn(row: Row) -> str:
    return str(event_list(rows=[row]))


def test_a_row_is_drawn_anew_for_whatever_it_says():
    row = Row()
    others = {
        "to": "/e/coffee/",
        "title": (("Te", True), ("a", False)),
        "excerpt": (("of tea", False),),
        "has_day": False,
        "series": "Drinks",
        "key": "two",
        "kind": "talk",
        "image": "/covers/tea.jpg",
        "starts_at": datetime(2026, 12, 1, 8, tzinfo=UTC),
        "ends_at": datetime(2026, 12, 1, 11, tzinfo=UTC),
        "sessions": 3,
        "place": "Lisbon",
        "speaker": "Ines Okafor",
        "state": "confirmed",
        "note": "online",
        "seats": None,
        "waiting": 5,
    }
    first = drawn(row)

    assert [name for name, value in others.items() if drawn(replace(row, **{name: value})) == first] == []
    assert drawn(row) == first


def test_seats_that_are_taken_meanwhile_are_told():
    row = Row(seats=Seats(seats_taken=4))
    before = drawn(row)

    row.seats.seats_taken = 5

    assert drawn(row) != before


def test_a_row_is_another_in_another_language_or_zone_or_year(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 11, 28, 12, tzinfo=UTC))
    row, found = Row(), []

    found.append(drawn(row))
    with translation.override("de"):
        found.append(drawn(row))
    with timezone.override(ZoneInfo("Asia/Tokyo")):
        found.append(drawn(row))
    monkeypatch.setattr(timezone, "now", lambda: datetime(2027, 1, 2, 12, tzinfo=UTC))
    found.append(drawn(row))

    assert len(set(found)) == 4

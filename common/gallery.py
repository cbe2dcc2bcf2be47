"""What the gallery shows its components with: departments, seats, forms, figures."""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import QueryDict
from django.utils.translation import gettext as _

from common import art, icons, marks, qr, widgets
from common.components.drawings import STATES
from common.tables import ChoiceLink, Column, Description, FilterLinks, Table


@dataclass(frozen=True)
class Department:
    """A department as the components see it."""

    name: str
    mark: str
    hue: int
    is_open_mark: bool = False


@dataclass(frozen=True)
class HeldSeats:
    """Seats held for a department as the meter sees them."""

    department: Department
    seats: int
    until: datetime | None = None


@dataclass(frozen=True)
class Row:
    """One bar as the component sees it."""

    number: int
    department: Department | None = None
    label: str = ""
    text: str = ""


@dataclass(frozen=True)
class PairCell:
    """One number of a matrix; nothing where it is hidden."""

    text: str = ""
    shade: str = ""


@dataclass(frozen=True)
class PairRow:
    """One line of a matrix."""

    of: Department
    name: str
    cells: Sequence[PairCell]
    sum: PairCell


@dataclass(frozen=True)
class SeatRow:
    """The seats of one kind as a list sees them."""

    capacity: int | None
    seats_taken: int


@dataclass(frozen=True, kw_only=True)
class EventRow:
    """One event as the component sees it."""

    title: Sequence[tuple[str, bool]]
    key: str
    kind: str
    starts_at: datetime
    ends_at: datetime
    place: str
    speaker: str = ""
    department: Department | None = None
    sessions: int = 1
    state: str = ""
    state_text: str = ""
    note: str = ""
    seats: SeatRow | None = None
    waiting: int = 0
    to: str = "#events"
    image: str = ""
    excerpt: Sequence[tuple[str, bool]] = ()
    has_day: bool = False
    series: str = ""
    series_to: str = ""


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A value to choose, as a row of filters sees it."""

    label: str
    count: int
    is_chosen: bool = False
    department: Department | None = None
    address: str = "#chosen"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What is on, as a timetable sees it."""

    time: str
    title: str
    state: str = ""
    place: str = ""
    is_past: bool = False
    to: str = "#timetable"


@dataclass(frozen=True, kw_only=True)
class Day:
    """One day, as a timetable sees it."""

    on: date
    entries: Sequence[Entry] = ()
    more: int = 0
    is_outside: bool = False
    is_today: bool = False
    to: str = "#timetable"


@dataclass(frozen=True)
class Sample:
    """One cover of the gallery."""

    key: str
    kind: str


DEPARTMENTS = [
    Department("Engineering", "disc", 1),
    Department("Finance", "square", 2),
    Department("Product", "triangle", 3),
    Department("Operations", "hexagon", 4),
    Department("Sales", "diamond", 5),
    Department("People", "half", 6),
    Department("Legal", "cross", 7),
    Department("Research", "drop", 8),
    Department("IT", "square", 1, is_open_mark=True),
    Department("Customer Care", "disc", 2, is_open_mark=True),
]
ENGINEERING, FINANCE, PRODUCT, _OPERATIONS, SALES, PEOPLE, LEGAL, RESEARCH, *_REST = DEPARTMENTS
MORE = {8}  # the day with more than there is room for
STARTS = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
COLOURS = (
    "page surface sunken ink ink-2 ink-3 line edge accent accent-soft ok ok-soft wait wait-soft danger danger-soft seat"
)


class SampleForm(forms.Form):
    """One field of every kind."""

    title = forms.CharField(max_length=120, help_text="As you would say it to a colleague")
    seats = forms.IntegerField(min_value=1, required=False)
    held_on = forms.DateField(widget=widgets.DateInput())
    starts = forms.TimeField(widget=widgets.TimeInput())
    opens_at = forms.DateTimeField(widget=widgets.DateTimeInput(), required=False)
    room = forms.ChoiceField(choices=[("elbe", "Elbe 2.04, Hamburg (22 seats)"), ("maas", "Maas 3.01, Rotterdam")])
    slides = forms.FileField(required=False)
    description = forms.CharField(widget=widgets.Textarea(attrs={"rows": 4}), required=False)
    is_online = forms.BooleanField(required=False, label="Also online", help_text="A link is shown once confirmed")
    kind = forms.ChoiceField(choices=[("talk", "Talk"), ("workshop", "Workshop")], widget=forms.RadioSelect)
    topics = forms.MultipleChoiceField(
        choices=[("money", "Money"), ("writing", "Writing")], widget=forms.CheckboxSelectMultiple, required=False
    )
    sign = forms.ChoiceField(
        choices=[("disc", "Disc"), ("square", "Square"), ("cross", "Cross")], widget=forms.RadioSelect, required=False
    )
    rating = forms.ChoiceField(
        choices=[(number, number) for number in range(1, 6)], widget=forms.RadioSelect, label="How useful was it?"
    )


def wrong_form() -> SampleForm:
    """The form after a wrong answer: everything typed is still there."""
    return SampleForm(QueryDict("title=&seats=-1&held_on=2026-11-24&starts=&room=moon&kind=talk"))


def _held(*pairs: tuple[Department, int]) -> Sequence[HeldSeats]:
    return [HeldSeats(department, seats) for department, seats in pairs]


def _numbers() -> dict[str, object]:
    return {"counts": [0, 1, 2, 9, 11], "pairs": _pairs()}


def _pairs() -> list[PairRow]:
    """Who taught whom, in every shade, and with a number that is hidden."""
    numbers = {ENGINEERING: ("31", "22+", "14"), SALES: ("6", "12", ""), PRODUCT: ("9", "", "5")}
    shades = iter(("self", "4", "3", "2", "self", "", "1", "", "self"))
    return [
        PairRow(of, of.name, [PairCell(text, next(shades)) for text in texts], PairCell("67" if texts[2] else "18+"))
        for of, texts in numbers.items()
    ]


def _listed() -> Sequence[EventRow]:
    open_one = EventRow(
        title=[("Reading a ", False), ("balance", True), (" sheet", False)],
        key="sheet",
        kind="workshop",
        starts_at=STARTS,
        ends_at=STARTS + timedelta(hours=2),
        place="Elbe 2.04, Hamburg",
        speaker="Ines Okafor, Finance",
        department=FINANCE,
        seats=SeatRow(24, 17),
    )
    return [
        open_one,
        replace(open_one, title=[("Contracts in plain words", False)], key="plain", kind="discussion", state="waitlisted",
                state_text="Waiting, 4th", note="18 of 18 seats taken", has_day=True,
                series="Numbers on Tuesdays", series_to="#series",
                excerpt=[("What a ", False), ("balance", True), (" sheet promises, and to whom", False)]),
        replace(open_one, title=[("Interviewing customers, kindly", False)], key="kindly", kind="training", sessions=3,
                state="confirmed", note="26 Nov, 3 Dec, 10 Dec"),
    ]  # fmt: skip


def _weeks() -> Sequence[Sequence[Day]]:
    """Two weeks around the first of a month, with an entry in every state."""
    monday = date(2026, 11, 23)
    on = {
        0: [Entry(time="09:30", title="Reading a balance sheet", is_past=True)],
        1: [Entry(time="10:00", title="Interviewing customers, kindly", state="confirmed")],
        2: [Entry(time="14:00", title="Contracts in plain words", state="waitlisted")],
        3: [Entry(time="16:00", title="Negotiating: a rehearsal", state="offered")],
        4: [Entry(time="09:00", title="First aid for slides", state="called-off")],
        8: [Entry(time="13:00", title="What the river sensors taught us")],
    }
    days = [monday + timedelta(days=number) for number in range(14)]
    cells = [
        Day(on=day, entries=on.get(number, ()), more=3 if number in MORE else 0, is_today=number == 1)
        for number, day in enumerate(days)
    ]
    return [cells[:7], cells[7:]]


def _table() -> Table[Any]:
    """A table that has been narrowed, as its tools and its head see it."""
    columns: list[Column[Any]] = [
        Column(name="name", label="Name", value=str, order=("name",)),
        Column(name="department", label="Department", value=str, order=("department",)),
        Column(name="hours", label="Hours", value=str, order=("hours",), kind="number"),
    ]
    states = [("", "All", 37), ("confirmed", "Confirmed", 24), ("waitlisted", "Waiting", 13)]
    departments = [("", "All departments", 37), *((one.name, one.name, 4) for one in DEPARTMENTS)]
    return Table(
        description=Description(
            title="People", columns=columns, order="name", search_label="Name or address", matching=lambda rows, _: rows
        ),
        found=Paginator([], 1).object_list,  # type: ignore[arg-type]  # nothing here is asked of a database
        page=Paginator(range(37), 10).page(2),
        text="ma",
        sort="name",
        filters=[
            FilterLinks(name="status", label="States", value="confirmed", choices=_links(states, "confirmed")),
            FilterLinks(name="department", label="Department", value="", choices=_links(departments, ""), is_list=True),
        ],
    )


def _links(choices: Sequence[tuple[str, str, int]], current: str) -> list[ChoiceLink]:
    return [
        ChoiceLink(label=label, value=value, count=count, is_current=value == current, url=f"?status={value}")
        for value, label, count in choices
    ]


def samples() -> dict[str, object]:
    """Everything the gallery's templates name."""
    kinds = [kind for kind in art.FAMILIES if kind != "interest"]
    return {
        "colours": COLOURS.split(),
        "icons": list(icons.ICONS),
        "states": list(STATES),
        "departments": DEPARTMENTS,
        "marks": list(marks.SHAPES),
        "engineering": ENGINEERING,
        "finance": FINANCE,
        "legal": LEGAL,
        "starts_at": STARTS,
        "ends_at": STARTS + timedelta(hours=2),
        "next_day": STARTS + timedelta(hours=26),
        **_mail(),
        "held": _held((FINANCE, 2), (SALES, 1)),
        "held_until": [HeldSeats(ENGINEERING, 3, until=STARTS - timedelta(hours=15))],
        "covers": [Sample(key=f"guide-{kind}-{turn}", kind=kind) for turn in (0, 1) for kind in kinds],
        "form": SampleForm(prefix="calm"),
        "wrong_form": wrong_form(),
        "mix": [Row(n, d) for n, d in [(6, ENGINEERING), (4, SALES), (3, PRODUCT), (2, RESEARCH), (1, PEOPLE)]],
        "tried": [
            Row(
                14, label="Check our own sensors for drift", text=_("%(number)d of %(all)d") % {"number": 14, "all": 23}
            ),
            Row(3, label="Nothing yet", text=_("%(number)d of %(all)d") % {"number": 3, "all": 23}),
        ],
        **_numbers(),
        "listed": _listed(),
        "told": {"@context": "https://schema.org", "@type": "Event", "name": "A </script> in a title"},
        "choices": [
            Choice(label="Finance", count=4, department=FINANCE, is_chosen=True),
            Choice(label="Money", count=9),
        ],
        "weeks": _weeks(),
        "signs": ["confirmed", "waitlisted", "offered", "called-off"],
        "page": Paginator(range(100), 10).page(2),
        "table": _table(),
    }


def _mail() -> dict[str, object]:
    return {
        "until": STARTS - timedelta(hours=18),
        "code": f"data:image/png;base64,{b64encode(qr.png('https://nordhaven.example/c/42/')).decode()}",
    }

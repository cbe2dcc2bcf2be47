"""The page on which organisers say how seats are given: what it comes to, and what can't be."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from events import actions
from events.drafts import SeatingDraft, SeatRuleDraft
from events.models import Event, SeatRule
from portal.panels.seating import preview
from tests.factories.accounts import make_department, make_user
from tests.factories.events import make_upcoming_event
from tests.factories.registrations import register
from tests.support.forms import Page
from tests.support.pages import main

pytestmark = pytest.mark.django_db

SOON = "2031-05-03T12:00"


@pytest.fixture
def event(client) -> Event:
    event = make_upcoming_event(capacity=30)
    client.force_login(event.roles.get().user)
    return event


def address(event: Event) -> str:
    return reverse("workspace-seats", args=[event.slug])


def form_of(response) -> tuple[Page, dict[str, list[str]]]:
    page = Page(response.content.decode())
    return page, next(form for form in page.forms if "promotion" in form.fields).values


def sent(client, event: Event, **changes: object):
    """Open the page, type over what stands there, and press Save; rows are counted by what was typed."""
    _page, values = form_of(client.get(address(event)))
    for kind in ("floor", "ceiling"):
        rows = {name.split("-")[1] for name in changes if name.startswith(f"{kind}-") and name.split("-")[1].isdigit()}
        if rows:
            values[f"{kind}-TOTAL_FORMS"] = [str(len(rows))]
    return client.post(address(event), values | changes)


def floor(department, *, until: str, seats: int = 4, row: int = 0) -> dict[str, object]:
    name = f"floor-{row}"
    return {f"{name}-number": seats, f"{name}-department": department.pk, f"{name}-lapses_at": until}


def in_days(days: int) -> str:
    return f"{timezone.localtime() + timedelta(days=days):%Y-%m-%dT%H:%M}"


def errors(response) -> dict[str, str]:
    """What is said at the fields, by their names."""
    page = Page(response.content.decode())
    form = next(form for form in page.forms if "promotion" in form.fields)
    for field in form.fields.values():
        field.described_by = list(dict.fromkeys(field.described_by))  # every radio button says it
    return {name: page.error_at(field) for name, field in form.fields.items() if page.error_at(field)}


def rules(event: Event) -> list[tuple[object, ...]]:
    found = SeatRule.objects.filter(pool__event=event).order_by("kind", "pk")
    return [(rule.kind, rule.department and rule.department.name, rule.seats, rule.percent) for rule in found]


def test_seats_are_held_and_limited_as_the_page_says(client, event):
    finance = make_department("Finance")
    limit = {"ceiling-0-number": "40", "ceiling-0-unit": "percent", "ceiling-0-department": ""}

    response = sent(client, event, **floor(finance, until=in_days(3)), **limit, promotion="offer", offer_hours="12")

    event.refresh_from_db()
    assert (response.status_code, response["Location"]) == (302, address(event))
    assert rules(event) == [("ceiling", None, None, 40), ("floor", "Finance", 4, None)]
    assert (event.promotion, event.offer_hours, event.rules_set) == ("offer", 12, 2)


def test_a_preview_says_what_the_rules_come_to_and_changes_nothing(client, event):
    sales = make_department("Sales")
    for _ in range(3):
        register(event, make_user(department=sales), at=timezone.now())
    rows = floor(make_department("Finance"), until=in_days(3))
    limit = {"ceiling-0-number": "2", "ceiling-0-unit": "seats", "ceiling-0-department": sales.pk}

    text = main(sent(client, event, **rows, **limit, preview="1")).text

    assert "With these rules 23 of 30 seats are open to everybody now, 27 from " in text
    assert "Sales has 3 seats, the limit is 2. They keep them; nobody more of them gets one." in text
    assert rules_count(event) == 0


def test_a_preview_says_what_a_percentage_comes_to(client, event):
    sales = make_department("Sales")
    each = {"ceiling-0-number": "40", "ceiling-0-unit": "percent", "ceiling-0-department": ""}
    one = {"ceiling-1-number": "5", "ceiling-1-unit": "percent", "ceiling-1-department": sales.pk}

    text = main(sent(client, event, **each, **one, preview="1")).text

    said = "No more than 12 for each department at the top: 40 % of 30. No more than 1 for Sales: 5 % of 30."
    said += " As long as that stands, no fewer than 20 seats can be offered."
    assert f"With these rules 30 of 30 seats are open to everybody now. {said}" in text


@pytest.mark.parametrize("limited", ["itself", "the one above", "each at the top"])
def test_no_more_is_held_than_a_limit_lets_in(client, event, limited):
    finance = make_department("Finance")
    audit, tax = make_department("Audit", parent=finance), make_department("Tax", parent=finance)
    rows = floor(audit, until=in_days(3), seats=2) | floor(tax, until=in_days(3), seats=2, row=1)
    whose, seats = {"itself": (tax.pk, 1), "the one above": (finance.pk, 3), "each at the top": ("", 3)}[limited]
    limit = {"ceiling-0-number": seats, "ceiling-0-unit": "seats", "ceiling-0-department": whose}

    response = sent(client, event, **rows, **limit)

    assert errors(response) == {"floor-1-number": "A limit lets in fewer people. Hold fewer, or raise the limit."}
    assert rules_count(event) == 0


def test_a_percentage_is_a_seat_at_least(client, event):
    limit = {"ceiling-0-number": "3", "ceiling-0-unit": "percent", "ceiling-0-department": ""}

    assert errors(sent(client, event, **limit)) == {
        "ceiling-0-number": "That is less than one seat: nobody could have one. Choose more."
    }


def rules_count(event: Event) -> int:
    return SeatRule.objects.filter(pool__event=event).count()


def test_a_row_comes_and_goes_by_a_button_and_what_was_typed_stays(client, event):
    finance = make_department("Finance")

    added = sent(client, event, rows="add-floor", offer_hours="7")
    _page, values = form_of(added)
    two = client.post(address(event), values | floor(finance, until=SOON) | {"rows": "add-floor"})
    _page, more = form_of(two)
    _page, fewer = form_of(client.post(address(event), more | {"rows": "remove-floor-1"}))

    assert (values["floor-TOTAL_FORMS"], values["offer_hours"]) == (["1"], ["7"])
    assert (more["floor-TOTAL_FORMS"], more["floor-0-department"]) == (["2"], [str(finance.pk)])
    assert (fewer["floor-TOTAL_FORMS"], fewer["floor-0-lapses_at"]) == (["1"], [SOON])


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (
            {"floor-0-number": "31"},
            {"floor-0-number": "More seats would be held for departments than there are."},
        ),
        ({"floor-0-lapses_at": "2001-01-01T10:00"}, {"floor-0-lapses_at": "Choose a time to come."}),
        (
            {"floor-0-lapses_at": SOON},
            {"floor-0-lapses_at": "Let the seats be open to everybody before the event starts."},
        ),
        (
            {"ceiling-0-number": "101", "ceiling-0-unit": "percent"},
            {"ceiling-0-number": "A percentage is at most 100."},
        ),
        (
            {"allotment": "draw", "requests_until": "", "approval": "none"},
            {"requests_until": "Say until when people can ask for a seat."},
        ),
        (
            {"allotment": "draw", "approval": "organiser"},
            {"approval": "Seats are either drawn or approved one by one. Choose one of the two."},
        ),
        (
            {"requests_from": "2031-05-03T12:00", "requests_until": "2031-05-02T12:00"},
            {"requests_until": "The time for requests has to end after it begins."},
        ),
        (
            {"requests_until": SOON},
            {"requests_until": "The time for requests has to end before the event starts."},
        ),
    ],
    ids=["too many", "past", "after start", "percent", "no end", "both", "backwards", "late"],
)
def test_what_cant_be_is_said_at_its_field(client, event, typed, said):
    rows = floor(make_department("Finance"), until=in_days(3))

    response = sent(client, event, **rows | typed)

    assert errors(response) == said
    assert rules_count(event) == 0


def test_a_second_rule_for_a_department_is_refused_at_that_row(client, event):
    finance = make_department("Finance")
    rows = floor(finance, until=in_days(2)) | floor(finance, until=in_days(3), row=1)

    assert errors(sent(client, event, **rows)) == {
        "floor-1-department": "There is such a rule for this department already."
    }


def test_a_percentage_needs_a_limit(client):
    event = make_upcoming_event(capacity=None)
    client.force_login(event.roles.get().user)
    limit = {"ceiling-0-number": "40", "ceiling-0-unit": "percent", "ceiling-0-department": ""}

    assert errors(sent(client, event, **limit)) == {
        "ceiling-0-unit": "Seats without a limit have no percentage. Give a number of seats."
    }


@pytest.mark.parametrize("kinds", [("room",), ("room", "online")])
def test_a_preview_asks_as_often_for_two_kinds_of_seat_as_for_one(client, count_queries, kinds):
    event = make_upcoming_event(owner=make_user(), seats=dict.fromkeys(kinds, 20))
    department, until = make_department(), timezone.now() + timedelta(days=1)
    held = [SeatRuleDraft(pool=kind, kind="floor", department=department, seats=2, lapses_at=until) for kind in kinds]
    limits = [SeatRuleDraft(pool=kind, kind="ceiling", percent=40) for kind in kinds]

    assert count_queries(lambda: preview(event, [*held, *limits], at=timezone.now())) == 4


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_asks_as_often_with_three_rules_as_with_one(client, event, count_queries, number):
    until = timezone.now() + timedelta(days=2)
    rows = tuple(
        SeatRuleDraft(pool="room", kind="floor", department=make_department(), seats=1, lapses_at=until)
        for _ in range(number)
    )
    actions.set_seating(event=event, draft=SeatingDraft(rules=rows), by=event.roles.get().user, at=timezone.now())

    assert count_queries(lambda: client.get(address(event))) == 15

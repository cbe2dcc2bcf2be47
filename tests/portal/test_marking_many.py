"""Minutes, marks for many at once, who joined online, closing the list, and what was said of one person."""

import pytest
from django.urls import reverse
from django.utils import timezone

from events import actions as events
from events.enums import RoleKind
from events.models import Event
from registrations import actions, queries
from registrations.enums import Mark, Source
from registrations.models import Attendance, AttendanceList
from tests.factories.accounts import make_user
from tests.factories.events import make_online_event, make_past_event
from tests.factories.registrations import register
from tests.support.forms import Page
from tests.support.marking import form_values, marks, place, send, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(client):
    owner = make_user("Ines Okafor")
    client.force_login(owner)
    return owner


@pytest.fixture
def event(owner) -> Event:
    """Yesterday's event with Amelie, Bashir and Clara."""
    event = make_past_event(owner=owner, days_ago=1, at=timezone.now())
    for name in ("Clara", "Amelie", "Bashir"):
        register(event, make_user(name), at=event.created_at)
    return event


def minutes(event: Event) -> dict[str, int | None]:
    entries = Attendance.objects.current().filter(registration__event=event)
    return dict(entries.order_by("registration__user__name").values_list("registration__user__name", "minutes"))


def test_who_was_there_in_part_has_minutes(client, event):
    amelie, bashir = (place(event, name).pk for name in ("Amelie", "Bashir"))

    send(client, event, Amelie="partial", more={f"minutes-{amelie}": ["25"], f"minutes-{bashir}": ["40"]})

    assert (marks(event), minutes(event)) == (
        {"Amelie": "partial", "Bashir": "partial"},
        {"Amelie": 25, "Bashir": 40},
    )


def test_other_minutes_are_a_correction(client, event):
    amelie = place(event, "Amelie").pk
    send(client, event, Amelie="partial", more={f"minutes-{amelie}": ["25"]})

    refused = send(client, event, more={f"minutes-{amelie}": ["30"]})
    before = minutes(event)
    send(client, event, reason="Came back", more={f"minutes-{amelie}": ["30"]})

    assert refused.context["page"].form.errors == {"reason": ["Say why the attendance is corrected."]}
    assert (before, minutes(event)) == ({"Amelie": 25}, {"Amelie": 30})


def test_minutes_beyond_a_day_are_refused_at_their_person(client, event):
    name = f"minutes-{place(event, 'Amelie').pk}"

    response = send(client, event, Amelie="partial", more={name: ["1441"]})

    assert list(response.context["page"].form.errors) == [name]
    assert marks(event) == {}


def bulk(client, event: Event, *, at: str = "", **values: list[str] | str):
    """Open the list, and mark many at once."""
    sent = form_values(client, event) | {"whom": ["picked"], "to": ["present"], "bulk": ["1"]}
    sent |= {name: value if isinstance(value, list) else [value] for name, value in values.items()}
    return client.post(at or url(event), {name: value for name, value in sent.items() if value})


def test_those_chosen_are_marked_at_once(client, event):
    chosen = [str(place(event, name).pk) for name in ("Amelie", "Clara")]

    bulk(client, event, pick=chosen, to="partial", spent="45")

    assert (marks(event), minutes(event)) == ({"Amelie": "partial", "Clara": "partial"}, {"Amelie": 45, "Clara": 45})


def test_everybody_shown_is_marked_at_once(client, event):
    bulk(client, event, at=url(event, q="bash"), whom="shown", to="absent")

    assert marks(event) == {"Bashir": "absent"}


def test_a_pasted_list_is_marked_in_any_spelling(client, event):
    address = place(event, "Clara").user.email

    bulk(client, event, whom="named", names=f"  AMELIE \n\n{address.upper()}\nÂmelie")

    assert marks(event) == {"Amelie": "present", "Clara": "present"}


def test_a_line_that_is_nobody_is_named_and_nothing_is_marked(client, event):
    response = bulk(client, event, whom="named", names="Amelie\nNobody")

    page = Page(response.content.decode())
    form = next(form for form in page.forms if "names" in form.fields)
    assert page.error_at(form.fields["names"]) == "Line 2: “Nobody” is nobody on the list, or several people."
    assert (form.values["names"], form.values["whom"], marks(event)) == (["Amelie\nNobody"], ["named"], {})


def test_nobody_chosen_is_said(client, event):
    response = bulk(client, event)

    assert response.context["page"].bulk.errors == {"whom": ["Choose people in the list first."]}


def test_names_that_were_typed_are_not_lost_on_saving_the_rest(client, event):
    response = send(client, event, Amelie="present", more={"names": ["Clara"], "spent": ["30"]})

    assert response.context["page"].bulk.errors == {
        "names": ["Choose “Those named here” and press “Mark them all”, or empty this field."],
        "spent": ["Minutes are noted of those who are marked as partly present."],
    }
    page = Page(response.content.decode())
    form = next(form for form in page.forms if "names" in form.fields)
    assert (form.values["names"], form.values["spent"], marks(event)) == (["Clara"], ["30"], {})


def test_one_reason_is_for_all_corrections_and_what_was_chosen_stays(client, event):
    send(client, event, rest=True)
    chosen = [str(place(event, name).pk) for name in ("Amelie", "Clara")]

    refused = bulk(client, event, pick=chosen, to="excused")
    bulk(client, event, pick=chosen, to="excused", reason="Fire drill")

    assert [row.name for row in refused.context["page"].rows if row.is_picked] == ["Amelie", "Clara"]
    assert marks(event) == {"Amelie": "excused", "Bashir": "present", "Clara": "excused"}
    reasons = Attendance.objects.current().filter(mark="excused").values_list("reason", flat=True)
    assert list(reasons) == ["Fire drill", "Fire drill"]


def test_a_helper_finds_nobody_by_an_address(client, event):
    helper, address = make_user("Yusuf"), place(event, "Clara").user.email
    events.set_role(event=event, user=helper, kind=RoleKind.HELPER, by=helper, at=timezone.now())
    client.force_login(helper)

    response = bulk(client, event, whom="named", names=address)

    assert list(response.context["page"].bulk.errors) == ["names"]


def test_all_who_joined_online_are_marked_by_a_click_and_not_before(client, owner):
    event = make_online_event(minutes=5, owner=owner)
    joined, other = (register(event, make_user(name), at=event.published_at) for name in ("Amelie", "Bashir"))
    door = queries.Door(session=event.sessions.select_related("event").get(), registration=joined)
    actions.enter(door=door, at=timezone.now())
    before = marks(event)

    client.post(url(event), {"joined": "1"})

    entry = Attendance.objects.get()
    assert (before, entry.registration, entry.mark, entry.source) == ({}, joined, Mark.PRESENT, Source.ONLINE)
    assert other.attendance.count() == 0


def close_url(event: Event) -> str:
    return reverse("attendance-close", args=[event.slug])


def test_closing_says_first_who_is_not_marked(client, event):
    send(client, event, Amelie="present")

    page = client.get(close_url(event)).context["page"]

    assert (page.unmarked, [(one.marked, one.unmarked, one.is_kept) for one in page.sessions]) == (2, [(1, 2, True)])
    assert AttendanceList.objects.count() == 0


@pytest.mark.parametrize(
    ("rest", "expected"),
    [("absent", {"Amelie": "present", "Bashir": "absent", "Clara": "absent"}), ("open", {"Amelie": "present"})],
)
def test_who_is_not_marked_is_absent_or_stays_open(client, event, rest, expected):
    send(client, event, Amelie="present")

    client.post(close_url(event), {"rest": rest})

    assert (AttendanceList.objects.count(), marks(event)) == (1, expected)


def test_what_becomes_of_the_rest_has_to_be_said(client, event):
    send(client, event, Amelie="present")

    response = client.post(close_url(event))

    assert (response.status_code, list(response.context["form"].errors)) == (422, ["rest"])
    assert AttendanceList.objects.count() == 0


def test_where_nothing_is_marked_nobody_becomes_absent(client, event):
    client.post(close_url(event), {"rest": "absent"})

    assert (AttendanceList.objects.count(), marks(event)) == (1, {})


def test_what_was_said_of_one_person_stands_in_order(client, owner, event):
    send(client, event, Amelie="present")
    send(client, event, Amelie="absent", reason="Was at the other site")
    taken_back = Attendance.objects.get(mark="absent")
    Attendance.objects.create(
        registration=taken_back.registration,
        session=taken_back.session,
        mark=Mark.TAKEN_BACK,
        corrects=taken_back,
        reason="A slip",
        marked_at=timezone.now(),
    )

    page = client.get(reverse("attendance-person", args=[event.slug, place(event, "Amelie").pk]))

    ((_session, said),) = page.context["panel"].sessions
    assert [(one.what, one.who, one.entry.reason, one.counts) for one in said] == [
        ("Taken back", "Marked on the list", "A slip", True),
        ("Absent", "Ines Okafor", "Was at the other site", False),
        ("Present", "Ines Okafor", "", False),
    ]

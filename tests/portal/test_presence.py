"""Attendance from the report of an online meeting: uploaded, looked at, corrected by hand, imported."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from audit.models import Line
from events import actions as events
from events.enums import RoleKind
from events.models import Event
from portal.panels import presence
from registrations import actions
from registrations.enums import Mark, Source
from registrations.models import Attendance, AttendanceReport, Registration
from tests.factories.accounts import make_guest, make_user
from tests.factories.events import make_past_event, make_upcoming_event
from tests.factories.registrations import register
from tests.support.forms import Page

pytestmark = pytest.mark.django_db

HEAD = "Name,Email,Join Time,Leave Time"


@pytest.fixture
def owner(client):
    owner = make_user("Ines Okafor")
    client.force_login(owner)
    return owner


@pytest.fixture
def event(owner) -> Event:
    """Yesterday's event from 10 to 11 with Amelie, Bashir and Clara."""
    event = make_past_event(owner=owner, days_ago=1, at=timezone.now())
    for name in ("Clara Nunez", "Amelie Roth", "Bashir Haddad"):
        person = make_user(name, email=f"{name.split()[0].lower()}@example.org")
        register(event, person, at=event.created_at)
    return event


def row(event: Event, name: str, email: str = "", start: str = "10:00", end: str = "11:00") -> str:
    day = event.sessions.get().held_on
    return f"{name},{email},{day} {start},{day} {end}"


def upload(client, event: Event, *rows: str, name: str = "report.csv", **values: object):
    file = SimpleUploadedFile(name, "\n".join((HEAD, *rows)).encode())
    url = reverse("attendance-report-new", args=[event.slug])
    return client.post(url, {"file": file, "share": 75, "zone": "Europe/Berlin"} | values)


def preview(client, response):
    return client.get(response["Location"]).context["panel"]


def send(client, response, *, button: str = "import", **values: str):
    """Fill in the preview, and press a button."""
    page = Page(client.get(response["Location"]).content.decode())
    form = next(form for form in page.forms if "expected" in form.fields)
    sent = {name: value for name, value in form.values.items() if value}
    sent |= {name.replace("_", "-"): value for name, value in values.items()} | {button: "1"}
    return client.post(response["Location"], sent)


def marks(event: Event) -> dict[str, tuple[str, int | None, str]]:
    entries = Attendance.objects.current().filter(registration__event=event).order_by("registration__user__name")
    return {
        name.split()[0]: rest
        for name, *rest in ((one.registration.participant.name, one.mark, one.minutes, one.source) for one in entries)
    }


def place(event: Event, name: str) -> Registration:
    return event.registrations.get(user__name__startswith=name)


def test_an_upload_marks_nobody_and_shows_each_fate(client, event):
    response = upload(
        client,
        event,
        row(event, "A. Roth", "AMELIE@example.org"),
        row(event, "Haddad; Bashir", end="10:20"),
        row(event, "Somebody Else"),
        "Broken,,soon,later",
    )

    panel = preview(client, response)

    assert [(shown.name, shown.person, shown.minutes, shown.label) for shown in panel.rows] == [
        ("Somebody Else", "", 60, "Nobody on the list"),
        ("Broken", "", 0, "Has a mistake"),
        ("A. Roth", "Amelie Roth", 60, "Present"),
        ("Haddad; Bashir", "Bashir Haddad", 20, "Partly present"),
    ]
    assert (panel.missing, Attendance.objects.count()) == (["Clara Nunez"], 0)


def test_what_was_shown_is_marked_and_who_is_not_in_the_file_stays_open(client, owner, event):
    response = upload(client, event, row(event, "Amelie Roth"), row(event, "Bashir Haddad", end="10:20"))

    done = send(client, response)

    session = event.sessions.get()
    assert done["Location"] == reverse("workspace-attendance", args=[event.slug], query={"session": session.pk})
    assert marks(event) == {
        "Amelie": ["present", 60, Source.IMPORT],
        "Bashir": ["partial", 20, Source.IMPORT],
    }
    report = AttendanceReport.objects.get()
    assert (bytes(report.content), report.marked, report.applied_at is None) == (b"", 2, False)
    line = Line.objects.get(verb="attendance.imported")
    assert (line.by, line.after) == (owner, {"file": "report.csv", "people": 2, "share": 75})


def test_the_same_file_again_changes_nothing(client, event):
    rows = row(event, "Amelie Roth"), row(event, "Bashir Haddad", end="10:20")
    send(client, upload(client, event, *rows))

    again = upload(client, event, *rows)

    assert [shown.label for shown in preview(client, again).rows] == ["Marked so already"] * 2
    send(client, again)
    assert Attendance.objects.count() == 2


def test_who_is_marked_otherwise_is_corrected_with_the_file_as_the_reason(client, owner, event):
    session, amelie = event.sessions.get(), place(event, "Amelie")
    actions.mark(event=event, session=session, marks={amelie.pk: Mark.ABSENT}, by=owner, at=timezone.now())
    response = upload(client, event, row(event, "Amelie Roth"))

    assert [shown.remarks for shown in preview(client, response).rows] == [["Corrects: Absent"]]
    send(client, response)

    entry = Attendance.objects.current().get(registration=amelie)
    assert (entry.mark, entry.corrects.mark, entry.reason) == (
        Mark.PRESENT,
        Mark.ABSENT,
        "Attendance report “report.csv”",
    )


def test_somebody_unknown_is_chosen_by_hand_and_shown_again_first(client, event):
    response = upload(client, event, row(event, "iPhone"))

    shown = send(client, response, row_2="clara nunez")

    assert (shown["Location"], Attendance.objects.count()) == (response["Location"], 0)
    assert [(one.person, one.way, one.label) for one in preview(client, response).rows] == [
        ("Clara Nunez", "chosen by hand", "Present")
    ]
    send(client, response)
    assert marks(event) == {"Clara": ["present", 60, Source.IMPORT]}


def test_somebody_found_is_left_out(client, event):
    response = upload(client, event, row(event, "Amelie Roth"), row(event, "Bashir Haddad"))

    send(client, response, row_2="on", button="look")
    send(client, response)

    assert list(marks(event)) == ["Bashir"]


def test_a_name_that_nobody_has_is_refused_at_its_row_and_nothing_is_lost(client, event):
    response = upload(client, event, row(event, "iPhone"), row(event, "iPad"))

    refused = send(client, response, row_2="Nobody At All", row_3="Clara Nunez")

    page = Page(refused.content.decode())
    form = next(form for form in page.forms if "expected" in form.fields)
    assert refused.status_code == 422
    assert page.error_at(form.fields["row-2"]) == "Nobody with a seat is called that. Choose one of the names offered."
    assert (form.values["row-2"], form.values["row-3"]) == (["Nobody At All"], ["Clara Nunez"])
    assert Attendance.objects.count() == 0


def test_a_long_report_is_looked_at_page_by_page_and_nothing_said_is_lost(client, event, monkeypatch):
    monkeypatch.setattr(presence, "PER_PAGE", 2)
    people = [f"iPhone {number}" for number in range(3)]
    response = upload(client, event, *(row(event, name) for name in people), row(event, "Bashir Haddad"))

    second = send(client, response, row_2="Clara Nunez", row_3="Amelie Roth", button="page")
    shown = [one.name for one in preview(client, {"Location": f"{response['Location']}?page=2"}).rows]
    first = [one.person for one in preview(client, response).rows]
    send(client, {"Location": f"{response['Location']}?page=2"}, row_5="on", button="look")
    send(client, response)

    assert (second["Location"], shown) == (f"{response['Location']}?page=1", ["iPhone 2", "Bashir Haddad"])
    assert (first, list(marks(event))) == (["Clara Nunez", "Amelie Roth"], ["Amelie", "Clara"])


def test_a_row_that_is_no_number_asks_about_nobody(client, event):
    response = upload(client, event, row(event, "Amelie Roth"))

    refused = send(client, response, rows="²,x," + "9" * 5_000)

    assert (refused.status_code, Attendance.objects.count()) == (422, 0)


def test_what_has_changed_since_it_was_shown_is_shown_again(client, owner, event):
    response = upload(client, event, row(event, "Amelie Roth"))
    page = Page(client.get(response["Location"]).content.decode())
    sent = next(form for form in page.forms if "expected" in form.fields).values
    marked = {place(event, "Amelie").pk: Mark.EXCUSED}
    actions.mark(event=event, session=event.sessions.get(), marks=marked, by=owner, at=timezone.now())

    answer = client.post(response["Location"], {name: value for name, value in sent.items() if value} | {"import": "1"})

    assert answer["Location"] == response["Location"]
    assert marks(event) == {"Amelie": ["excused", None, Source.LIST]}


def test_a_guest_is_found_by_the_address(client, owner, event):
    guest = make_guest("Noor Visser", email="noor@example.net")
    at = event.created_at
    pool = event.pools.get()
    Registration.objects.create(event=event, pool=pool, guest=guest, status="confirmed", queued_at=at, confirmed_at=at)

    send(client, upload(client, event, row(event, "N.", "noor@example.net")))

    assert marks(event) == {"Noor": ["present", 60, Source.IMPORT]}


@pytest.mark.parametrize(
    ("values", "field", "message"),
    [
        ({"share": 0}, "share", "Ensure this value is greater than or equal to 1."),
        ({"zone": "Mars/Base"}, "zone", "Select a valid choice. Mars/Base is not one of the available choices."),
        ({"file": ""}, "file", "This field is required."),
    ],
)
def test_a_mistake_in_the_form_is_said_at_its_field(client, event, values, field, message):
    response = upload(client, event, row(event, "Amelie Roth"), **values)

    assert (response.status_code, dict(response.context["form"].errors)) == (422, {field: [message]})


def test_what_is_no_csv_file_is_refused(client, event):
    response = upload(client, event, row(event, "Amelie Roth"), name="report.pdf")

    assert response.context["form"].errors["file"] == ["Choose a CSV file. Save a spreadsheet as CSV first."]


def test_a_file_that_is_too_large_is_refused(client, event):
    response = upload(client, event, "x" * (2 * 1024 * 1024))

    message = "The file is larger than 2 MB. Attendance reports are much smaller."
    assert response.context["form"].errors["file"] == [message]


def test_a_file_without_the_columns_says_so_and_can_be_forgotten(client, event):
    file = SimpleUploadedFile("list.csv", b"Name,Department\nAmelie,Legal\n")
    url = reverse("attendance-report-new", args=[event.slug])
    response = client.post(url, {"file": file, "share": 75, "zone": "Europe/Berlin"})

    assert preview(client, response).fault.startswith("No row names the columns we need")
    client.post(reverse("attendance-report-discard", args=[event.slug, AttendanceReport.objects.get().uuid]))
    assert AttendanceReport.objects.count() == 0


def test_before_the_session_there_is_nothing_to_upload(client, owner):
    event = make_upcoming_event(owner=owner)

    page = client.get(reverse("attendance-report-new", args=[event.slug]))

    assert page.context["refusal"].label == "Attendance can be marked once the session has begun."
    assert [form for form in Page(page.content.decode()).forms if "file" in form.fields] == []


def test_a_helper_sees_no_report_for_there_are_addresses_in_it(client, owner, event):
    response = upload(client, event, row(event, "Amelie Roth"))
    helper = make_user("Yusuf")
    events.set_role(event=event, user=helper, kind=RoleKind.HELPER, by=owner, at=timezone.now())
    client.force_login(helper)

    urls = [response["Location"], reverse("attendance-report-new", args=[event.slug])]

    assert [client.get(url).status_code for url in urls] == [404, 404]


def test_a_report_is_kept_for_a_day(client, event):
    upload(client, event, row(event, "Amelie Roth"))

    actions.remove_expired_reports(at=timezone.now() + timedelta(hours=23))
    kept = AttendanceReport.objects.count()
    actions.remove_expired_reports(at=timezone.now() + timedelta(hours=25))

    assert (kept, AttendanceReport.objects.count()) == (1, 0)


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"share": 0}, "attendance_report_share_is_a_part"),
        ({"share": 101}, "attendance_report_share_is_a_part"),
        ({"content": b""}, "attendance_report_is_kept_until_used"),
        ({"applied_at": timezone.now()}, "attendance_report_is_kept_until_used"),
    ],
)
def test_the_database_refuses_a_report_that_cannot_be(client, event, values, name):
    upload(client, event, row(event, "Amelie Roth"))

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        AttendanceReport.objects.update(**values)


def test_the_database_refuses_a_report_that_expires_at_once(client, event):
    upload(client, event, row(event, "Amelie Roth"))
    at = AttendanceReport.objects.get().uploaded_at

    with pytest.raises(IntegrityError, match="attendance_report_expires_after_upload"), transaction.atomic():
        AttendanceReport.objects.update(expires_at=at)

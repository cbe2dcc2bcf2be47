"""Importing events: a file is looked at, then made into drafts, once."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from audit.models import Line
from events import actions, filewords
from events.enums import Refusal
from events.exceptions import EventRefused
from events.importing.entries import Fault, Problem
from events.importing.table import MOST_BYTES, read
from events.models import Event, EventFile
from tests.factories.accounts import make_department, make_user
from tests.factories.events import make_room, make_topic
from tests.support.forms import Page

pytestmark = pytest.mark.django_db

SAMPLES = Path(__file__).parents[1] / "samples" / "calendars"
URL = "/organise/new/import/"
ROWS = "key,title,date,start,end,place,seats\n"


@pytest.fixture
def me(client):
    me = make_user("Ines Okafor", zone="Europe/Berlin", department=make_department("Finance"))
    client.force_login(me)
    return me


def upload(client, content: str | bytes, name: str = "events.csv"):
    data = content.encode() if isinstance(content, str) else content
    return client.post(URL, {"file": SimpleUploadedFile(name, data)})


def preview(client, content: str | bytes, name: str = "events.csv"):
    return client.get(upload(client, content, name).url)


def fates(page) -> list[tuple[str, str]]:
    return [(row.title, row.label) for row in page.context["panel"].rows]


def agree(client, page):
    form = next(form for form in Page(page.content.decode()).forms if "expected" in form.fields)
    return client.post(page.wsgi_request.path, {"expected": form.fields["expected"].value}, follow=True)


def test_a_calendar_is_looked_at_and_then_made_into_drafts_of_whoever_imports_it(client, me):
    room, topic = make_room("Auditorium"), make_topic("Field work")
    room.location.name = "Hamburg"
    room.location.save()
    page = preview(client, (SAMPLES / "indico.ics").read_bytes(), "indico.ics")

    assert (fates(page), Event.objects.count()) == (
        [("Detector seminar: what silence sounds like", "New"), ("Safety course", "Has a mistake")],
        0,
    )
    done = agree(client, page)

    event = Event.objects.get()
    session = event.sessions.get()
    assert (event.state, event.host_department, event.roles.get().user, list(event.topics.all())) == (
        "draft",
        me.department,
        me,
        [topic],
    )
    assert (session.room, f"{session.starts_wall:%H:%M}", session.zone, event.pools.get().capacity) == (
        room,
        "14:00",
        "Europe/Berlin",
        room.capacity,
    )
    assert list(done.context["made"]) == [event]
    assert bytes(EventFile.objects.get().content) == b""
    assert Line.objects.get(verb="events.imported").after == {"drafts": 1, "rows": 2}


@pytest.mark.parametrize("name", ["outlook", "google", "nextcloud"])
def test_what_is_imported_twice_is_there_once(client, me, name):
    content = (SAMPLES / f"{name}.ics").read_bytes()
    agree(client, preview(client, content, "first.ics"))
    made = Event.objects.count()

    again = preview(client, content, "second.ics")

    assert {label for _title, label in fates(again)} <= {"Imported already", "Passed over"}
    assert (b'name="expected"' in again.content, Event.objects.count(), made > 0) == (False, made, True)


def test_what_repeats_becomes_a_series_of_drafts_with_its_exceptions(client, me):
    agree(client, preview(client, (SAMPLES / "outlook.ics").read_bytes(), "outlook.ics"))

    series = Event.objects.filter(title="Sprechstunde Datenschutz").order_by("starts_at")

    assert [str(day) for day in series.values_list("series_on", flat=True)] == [
        "2030-03-04",
        "2030-04-15",
        "2030-04-29",
    ]
    assert series.values("series").distinct().count() == 1


def test_a_draft_that_nobody_has_touched_follows_its_file_and_another_one_stays(client, me):
    agree(client, preview(client, f"{ROWS}1,One,2031-03-05,10:00,11:00,Elbe,5\n2,Two,2031-03-05,10:00,11:00,Elbe,5\n"))
    one, two = Event.objects.order_by("title")
    uid = one.sessions.get().uid
    actions.publish(event=two, by=me, at=timezone.now())

    page = preview(client, f"{ROWS}1,One,2031-03-06,10:00,11:00,Elbe,6\n2,Two,2031-03-06,10:00,11:00,Elbe,6\n")
    assert fates(page) == [("One", "Changes"), ("Two", "Stays as it is here")]
    agree(client, page)

    days = {event.title: str(event.sessions.get().held_on) for event in Event.objects.all()}
    assert (days, one.sessions.get().uid, one.pools.get().capacity) == (
        {"One": "2031-03-06", "Two": "2031-03-05"},
        uid,
        6,
    )


def test_where_things_have_changed_since_the_new_preview_is_shown_and_nothing_is_done(client, me):
    page = preview(client, f"{ROWS}1,One,2031-03-05,10:00,11:00,Elbe,5\n")
    make_room("Elbe")

    again = agree(client, page)

    assert [str(message) for message in again.context["messages"]] == [str(Refusal.FILE_CHANGED.label)]
    assert Event.objects.count() == 0


def test_days_that_may_be_two_are_asked_about_and_imported_as_they_were_shown(client, me):
    upload(client, f"{ROWS}1,One,3/4/2031,9:30 AM,11:30 AM,Elbe,5\n2,Two,4/4/2031,9:30 AM,11:30 AM,Elbe,5\n")
    address = EventFile.objects.get().get_absolute_url()
    asked = client.get(address)
    assert (fates(asked), asked.context["panel"].order.choices) == (
        [("One", "Has a mistake"), ("Two", "New")],
        [("day", "Thursday 3 April 2031"), ("month", "Tuesday 4 March 2031")],
    )
    assert "Which day is “3/4/2031”?" in asked.content.decode()

    shown = client.get(address, {"first": "day"})
    assert "“3/4/2031” is read as Thursday 3 April 2031, as you chose" in shown.content.decode()
    assert shown.context["panel"].order.choices == [("month", "Tuesday 4 March 2031")]
    (form,) = (form for form in Page(shown.content.decode()).forms if "expected" in form.fields)
    expected = {"expected": form.fields["expected"].value}
    client.post(f"{address}?first=month", expected)
    assert Event.objects.count() == 0
    client.post(f"{address}?first=day", expected)

    days = {event.title: str(event.sessions.get().held_on) for event in Event.objects.all()}
    assert days == {"One": "2031-04-03", "Two": "2031-04-04"}


def test_what_settles_how_days_are_read_is_said(client, me):
    page = preview(client, f"{ROWS}1,One,3/4/2031,9:30,11:30,Elbe,5\n2,Two,3/15/2031,9:30,11:30,Elbe,5\n")

    assert fates(page) == [("One", "New"), ("Two", "New")]
    assert (
        "“3/4/2031” is read as Tuesday 4 March 2031, for “3/15/2031” stands in the same file" in page.content.decode()
    )


@pytest.mark.parametrize("first", ["", "year", "day' OR 1=1", "\x00"])
def test_nonsense_about_what_stands_first_is_as_if_nothing_were_said(client, me, first):
    upload(client, f"{ROWS}1,One,3/4/2031,9:30,11:30,Elbe,5\n")

    page = client.get(EventFile.objects.get().get_absolute_url(), {"first": first})

    assert (page.status_code, page.context["panel"].order.is_open) == (200, True)


def test_a_file_is_imported_once(client, me):
    page = preview(client, f"{ROWS}1,One,2031-03-05,10:00,11:00,Elbe,5\n")
    expected = page.context["panel"].plan.digest
    agree(client, page)

    with pytest.raises(EventRefused) as caught:
        actions.import_event_file(file=EventFile.objects.get(), expected=expected, by=me, at=timezone.now())

    assert (caught.value.reason, Event.objects.count()) == (Refusal.FILE_USED, 1)


def test_a_colleague_is_told_that_somebody_else_has_made_it(client, me):
    content = (SAMPLES / "indico.ics").read_bytes()
    agree(client, preview(client, content, "indico.ics"))
    client.force_login(make_user("Henrik", zone="Europe/Berlin"))

    page = preview(client, content, "indico.ics")

    assert fates(page)[0] == ("Detector seminar: what silence sounds like", "Imported by a colleague")
    assert [row.url for row in page.context["panel"].rows] == ["", ""]


def test_keys_of_a_table_are_ones_own(client, me):
    agree(client, preview(client, f"{ROWS}1,Mine,2031-03-05,10:00,11:00,Elbe,5\n"))
    client.force_login(make_user("Henrik", zone="Europe/Berlin"))

    assert fates(preview(client, f"{ROWS}1,Theirs,2031-03-05,10:00,11:00,Elbe,5\n")) == [("Theirs", "New")]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("events.csv", b"", "The file is empty."),
        ("events.xlsx", b"PK", "Choose an .ics file of a calendar, or a CSV file."),
        (
            "events.ics",
            b"W" * (MOST_BYTES + 1),
            "The file is larger than 2 MB. Export a shorter time, or one calendar alone.",
        ),
    ],
)
def test_what_is_no_such_file_is_said_at_the_field(client, me, name, content, said):
    response = upload(client, content, name)

    assert (response.status_code, response.context["form"].errors) == (422, {"file": [said]})


def test_a_file_is_forgotten_by_hand_or_after_a_day(client, me):
    url = upload(client, f"{ROWS}1,One,2031-03-05,10:00,11:00,Elbe,5\n").url
    client.post(f"{url}discard/")
    upload(client, f"{ROWS}1,One,2031-03-05,10:00,11:00,Elbe,5\n")
    before = EventFile.objects.count()

    removed = actions.remove_expired_event_files(at=timezone.now() + timedelta(hours=25))

    assert (client.get(url).status_code, before, removed, EventFile.objects.count()) == (404, 1, 1, 0)


def test_of_many_files_that_wait_the_latest_are_kept(client, me):
    for number in range(12):
        upload(client, f"{ROWS}1,One,2031-03-05,10:00,11:00,Elbe,5\n", f"{number}.csv")

    names = EventFile.objects.order_by("pk").values_list("name", flat=True)

    assert list(names) == [f"{number}.csv" for number in range(2, 12)]


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_template_is_a_file_that_can_be_read(client, me, language):
    type(me).objects.update(language=language)

    response = client.get(reverse("event-import-template"))
    from events.queries.imports import _kinds

    batch = read(response.content, source="csv:1", zone="UTC", kinds=_kinds(), languages=("en", "de"))
    assert (batch.problems, batch.unknown, [entry.problems for entry in batch.entries]) == ([], [], [()])


@pytest.mark.parametrize("fault", list(Fault))
def test_every_mistake_has_its_words(fault):
    assert "%" not in filewords.fault(Problem(fault=fault, value="this", other="that"))


def test_the_preview_asks_as_often_for_one_event_as_for_many(client, me, count_queries):
    make_room("Elbe")

    def questions(number: int) -> int:
        rows = "".join(f"{n},Event {n},2031-03-05,10:00,11:00,Elbe,5\n" for n in range(number))
        url = upload(client, ROWS + rows).url
        return count_queries(lambda: client.get(url))

    client.get("/help/")  # every page asks now and then whether a part has stopped

    assert questions(1) == questions(3) == questions(120)


def test_the_hours_of_a_row_never_break_over_lines(client, me):
    page = preview(client, ROWS + "a,Tides,2030-03-04,09:30,11:30,,8\n")

    assert [row.when for row in page.context["panel"].rows] == [
        'Monday 4 March 2030, <span class="nowrap">09:30–11:30</span>'
    ]

"""The reports tab, asking for a document, and the page to print."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from common import pdf
from events.enums import RoleKind
from jobs.enums import JobState
from jobs.models import Job
from jobs.tasks import run_due
from registrations.enums import Mark
from reports import actions, policies
from tests.factories.accounts import make_user
from tests.factories.events import make_draft, make_event
from tests.factories.reports import make_attended
from tests.support.database import difference, dump

pytestmark = pytest.mark.django_db
NOWHERE = (("no-such-library.so.0",),)
PAGES = ("workspace-reports", "attendance-summary-new", "attendance-summary-print")


@pytest.fixture
def event():
    return make_attended(Mark.PRESENT, Mark.ABSENT, title="Balance sheets")


@pytest.fixture
def visitor(client, event):
    client.force_login(owner(event))
    return client


def owner(event):
    return event.roles.get(kind=RoleKind.OWNER).user


def url(name: str, event) -> str:
    return reverse(name, args=[event.slug])


def test_asking_starts_the_job_and_shows_it(visitor, event):
    response = visitor.post(url("attendance-summary-new", event), {"signatures": "on"})

    job = Job.objects.get()
    assert (response.status_code, response["Location"]) == (302, job.get_absolute_url())
    assert (job.owner, job.params["with_signatures"]) == (owner(event), True)


def test_without_the_box_there_is_no_column_for_signatures(visitor, event):
    visitor.post(url("attendance-summary-new", event))

    assert Job.objects.get().params["with_signatures"] is False


def test_a_refusal_is_said_on_the_tab(visitor, event, monkeypatch):
    monkeypatch.setattr(policies, "MOST_ROWS", 1)

    response = visitor.post(url("attendance-summary-new", event), follow=True)

    assert response.redirect_chain == [(url("workspace-reports", event), 302)]
    assert "This list has more than 10,000 people" in response.content.decode()
    assert Job.objects.count() == 0


@pytest.mark.parametrize("name", PAGES)
def test_only_organisers_and_administrators_come_in(client, event, name):
    helper, organiser = make_user(), make_user()
    event.roles.create(user=helper, kind=RoleKind.HELPER)
    event.roles.create(user=organiser, kind=RoleKind.ORGANISER)
    people = {
        "owner": owner(event),
        "organiser": organiser,
        "administrator": make_user(is_staff=True),
        "helper": helper,
        "participant": event.registrations.first().user,
        "organiser of another event": owner(make_event()),
    }
    call = client.post if name == "attendance-summary-new" else client.get

    found = {}
    for role, person in people.items():
        client.force_login(person)
        found[role] = call(url(name, event)).status_code

    came_in = 302 if name == "attendance-summary-new" else 200
    assert found == dict.fromkeys(people, 404) | dict.fromkeys(("owner", "organiser", "administrator"), came_in)


@pytest.mark.parametrize("name", ["workspace-reports", "attendance-summary-print"])
def test_reading_changes_nothing(visitor, event, name):
    before = dump()

    visitor.get(url(name, event))

    assert difference(before, dump()) == []


def test_a_document_is_there_for_whoever_asked_and_nobody_else(visitor, client, event):
    colleague = make_user()
    event.roles.create(user=colleague, kind=RoleKind.ORGANISER)
    visitor.post(url("attendance-summary-new", event))
    run_due()
    file = Job.objects.get().files.get()

    mine = visitor.get(file.get_absolute_url())
    body = b"".join(mine.streaming_content)
    client.force_login(colleague)
    theirs = client.get(file.get_absolute_url())

    assert (mine.status_code, body[:5]) == (200, b"%PDF-")
    assert mine["Content-Disposition"] == f'attachment; filename="{file.name}"'
    assert theirs.status_code == 404
    assert file.name not in client.get(url("workspace-reports", event)).content.decode()


def test_a_file_of_another_job_exists_for_nobody(visitor, event):
    visitor.post(url("attendance-summary-new", event))
    visitor.post(url("attendance-summary-new", event))
    run_due()
    first, second = Job.objects.order_by("pk")

    response = visitor.get(reverse("job-file", args=[first.uuid, second.files.get().pk]))

    assert response.status_code == 404


def test_the_tab_shows_what_has_been_made(visitor, event):
    visitor.post(url("attendance-summary-new", event))
    run_due()

    page = visitor.get(url("workspace-reports", event)).content.decode()

    assert Job.objects.get().state == JobState.DONE
    assert Job.objects.get().files.get().name in page
    assert "The attendance list is not closed yet" in page


def test_the_tab_shows_jobs_of_this_event_alone(visitor, event):
    other = make_attended(Mark.PRESENT, owner=owner(event), title="Another one")
    actions.request_attendance_summary(event=other, with_signatures=False, by=owner(event), at=timezone.now())

    page = visitor.get(url("workspace-reports", event)).content.decode()

    assert "Another one" not in page


@pytest.mark.parametrize("jobs", [1, 3])
def test_the_tab_asks_the_database_as_often_for_many(visitor, event, jobs, count_queries):
    for _number in range(jobs):
        actions.request_attendance_summary(event=event, with_signatures=False, by=owner(event), at=timezone.now())

    assert count_queries(lambda: visitor.get(url("workspace-reports", event))) == 10


def test_without_the_library_the_tab_offers_the_page_to_print(visitor, event, monkeypatch):
    monkeypatch.setattr(pdf, "LIBRARIES", NOWHERE)

    page = visitor.get(url("workspace-reports", event)).content.decode()

    assert "PDF documents can&#x27;t be made here at the moment." in page
    assert f'<form method="get" action="{url("attendance-summary-print", event)}"' in page
    assert f'action="{url("attendance-summary-new", event)}"' not in page


def test_a_draft_without_a_date_has_nothing_to_offer(client):
    draft = make_draft(sessions=())
    client.force_login(owner(draft))

    page = client.get(url("workspace-reports", draft)).content.decode()

    assert "Give the event a date first" in page
    assert url("attendance-summary-print", draft) not in page
    assert client.get(url("attendance-summary-print", draft))["Location"] == url("workspace-reports", draft)


def test_the_page_to_print_is_the_same_document(visitor, event):
    person = event.registrations.first().user
    person.name = "<b>Bob</b>"
    person.save()

    response = visitor.get(url("attendance-summary-print", event), {"signatures": "on"})

    page = response.content.decode()
    assert "&lt;b&gt;Bob&lt;/b&gt;" in page
    assert ["Attendance summary: Balance sheets" in page, "Signature" in page, "Preliminary:" in page] == [True] * 3
    assert response["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"


def test_the_page_to_print_needs_nothing_that_the_policy_forbids(visitor, event):
    response = visitor.get(url("attendance-summary-print", event))

    page = response.content.decode()
    assert re.findall(r"<style|<script|\sstyle=|\son\w+=|@font-face|data:", page) == []
    assert re.findall(r'<link rel="stylesheet" href="([^"]*)"', page) == ["/static/css/document.css"]
    assert "'unsafe-inline'" not in response["Content-Security-Policy"]

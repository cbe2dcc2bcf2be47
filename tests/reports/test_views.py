"""The reports tab, asking for a document, and the page to print."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import Line
from common import pdf
from events.enums import RoleKind
from jobs.models import Job, JobFile
from jobs.tasks import run_due
from registrations.enums import Mark
from reports import policies
from reports.models import Document
from tests.factories.accounts import make_user
from tests.factories.events import make_draft, make_event
from tests.factories.organisation import make_logo, name_organisation
from tests.factories.reports import ask_for, make_attended, make_document
from tests.support.database import difference, dump

pytestmark = pytest.mark.django_db
NOWHERE = (("no-such-library.so.0",),)
PAGES = ("workspace-reports", "document-new", "attendance-summary-print")


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
    return reverse(name, args=[event.slug, *(["attendance-summary"] if name == "document-new" else [])])


def test_asking_starts_the_job_and_shows_it(visitor, event):
    response = visitor.post(url("document-new", event), {"with_signatures": "on"})

    job = Job.objects.get()
    assert (response.status_code, response["Location"]) == (302, job.get_absolute_url())
    assert (job.owner, job.params["options"]["with_signatures"]) == (owner(event), True)


def test_without_the_box_there_is_no_column_for_signatures(visitor, event):
    visitor.post(url("document-new", event))

    assert Job.objects.get().params["options"]["with_signatures"] is False


def test_a_refusal_is_said_on_the_tab(visitor, event, monkeypatch):
    monkeypatch.setattr(policies, "MOST_ROWS", 1)

    response = visitor.post(url("document-new", event))

    assert response.status_code == 422
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
    call = client.post if name == "document-new" else client.get

    found = {}
    for role, person in people.items():
        client.force_login(person)
        found[role] = call(url(name, event)).status_code

    came_in = 302 if name == "document-new" else 200
    assert found == dict.fromkeys(people, 404) | dict.fromkeys(("owner", "organiser", "administrator"), came_in)


@pytest.mark.parametrize("name", ["workspace-reports", "attendance-summary-print"])
def test_reading_changes_nothing(visitor, event, name):
    before = dump()

    visitor.get(url(name, event))

    assert difference(before, dump()) == []


def test_a_document_is_there_for_all_who_organise_the_event_now(client, event):
    colleague, helper, stranger = make_user(), make_user(), owner(make_event())
    event.roles.create(user=colleague, kind=RoleKind.ORGANISER)
    event.roles.create(user=helper, kind=RoleKind.HELPER)
    document = make_document(event, by=colleague)
    event.roles.filter(user=colleague).delete()
    file = reverse("document-file", args=[document.uuid])

    found = {}
    for name, person in {"owner": owner(event), "maker": colleague, "helper": helper, "stranger": stranger}.items():
        client.force_login(person)
        response = client.get(file)
        found[name] = response.status_code
        if response.streaming:
            assert b"".join(response.streaming_content)[:5] == b"%PDF-"

    assert found == {"owner": 200, "maker": 404, "helper": 404, "stranger": 404}


def test_whoever_made_a_document_has_its_file_as_long_as_its_right(client, event):
    colleague = make_user()
    role = event.roles.create(user=colleague, kind=RoleKind.ORGANISER)
    job = make_document(event, by=colleague).file.job
    file, pages = job.files.get().get_absolute_url(), (reverse("jobs"), job.get_absolute_url())
    client.force_login(colleague)
    before = [file in client.get(page).content.decode() for page in pages]
    had = b"".join(client.get(file).streaming_content)

    role.delete()

    after = [client.get(page).content.decode() for page in pages]
    assert (before, [file in page for page in after]) == ([True, True], [False, False])
    assert ["a right to it that has ended" in page for page in after] == [True, True]
    assert (had[:5], client.get(file).status_code) == (b"%PDF-", 404)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_work_asks_as_often_for_many_documents(visitor, event, count, count_queries):
    for _ in range(count):
        make_document(event)

    assert count_queries(lambda: visitor.get(reverse("jobs"))) == 7


def test_a_document_is_downloaded_and_never_shown(visitor, event):
    document = make_document(event)

    response = visitor.get(reverse("document-file", args=[document.uuid]))

    assert b"".join(response.streaming_content)[:5] == b"%PDF-"
    assert response["Content-Disposition"] == f'attachment; filename="{document.file.name}"'


def test_a_file_whose_time_is_over_is_not_there(visitor, event):
    document = make_document(event)
    JobFile.objects.update(kept_at=timezone.now() - timedelta(days=30), expires_at=timezone.now())

    found = [visitor.get(reverse("document-file", args=[address])).status_code for address in (document.uuid, uuid4())]

    assert found == [404, 404]
    assert "The file has been removed after its time." in visitor.get(url("workspace-reports", event)).content.decode()


def test_the_tab_lists_what_has_been_made_and_how_it_stands(visitor, event):
    first = make_document(event)
    make_document(event)

    page = visitor.get(url("workspace-reports", event)).content.decode()

    rows = re.findall(r'<li class="top" id="document-.*?</li>', page, re.DOTALL)
    words = [re.search(r"(Newest|Replaced|Withdrawn)", row)[1] for row in rows]
    assert words == ["Newest", "Replaced"]
    assert [f"Check {first.number}" in row for row in rows] == [False, True]
    assert ["Make it anew" in row for row in rows] == [True, False]


def test_making_it_anew_asks_for_the_same(visitor, event):
    document = make_document(event, with_signatures=True, language="de")

    response = visitor.post(reverse("document-again", args=[document.uuid]))
    run_due()

    newer = Document.objects.get(supersedes=document)
    assert response["Location"] == newer.file.job.get_absolute_url()
    assert (newer.options, newer.language) == ({"with_signatures": True}, "de")


def test_withdrawing_takes_two_taps_and_says_first_what_it_does(visitor, event):
    document = make_document(event)

    page = visitor.get(url("workspace-reports", event)).content.decode()

    action = reverse("document-withdraw", args=[document.uuid])
    (said,) = [fold for fold in re.findall(r'<details class="fold".*?</details>', page, re.DOTALL) if action in fold]
    assert "reads that it does not hold any more." in said


def test_withdrawing_is_said_and_written_down_once(visitor, event):
    document = make_document(event)
    address = reverse("document-withdraw", args=[document.uuid])

    pages = [visitor.post(address, follow=True).content.decode() for _ in range(2)]

    assert ["Whoever checks this document is told so" in page for page in pages] == [True, False]
    line = Line.objects.get(verb="document.withdrawn")
    assert (line.by, line.scope) == (owner(event), event.scope)


def test_a_language_that_there_is_none_of_is_refused_at_its_field(visitor, event):
    response = visitor.post(url("document-new", event), {"with_signatures": "on", "language": "xx"})

    (form,) = [offer.form for offer in response.context["reports"].offers if offer.form.is_bound]
    assert (response.status_code, list(form.errors), Job.objects.count()) == (422, ["language"], 0)
    assert form["with_signatures"].value() is True
    assert 'id="attendance-summary_language_error"' in response.content.decode()


def test_the_tab_shows_jobs_of_this_event_alone(visitor, event):
    other = make_attended(Mark.PRESENT, owner=owner(event), title="Another one")
    ask_for(other, at=timezone.now())

    page = visitor.get(url("workspace-reports", event)).content.decode()

    assert "Another one" not in page


@pytest.mark.parametrize("jobs", [1, 3])
def test_the_tab_asks_the_database_as_often_for_many(visitor, event, jobs, count_queries):
    for _number in range(jobs):
        make_document(event)
        ask_for(event, at=timezone.now())

    assert count_queries(lambda: visitor.get(url("workspace-reports", event))) == 12


def test_without_the_library_the_tab_offers_the_page_to_print(visitor, event, monkeypatch):
    monkeypatch.setattr(pdf, "LIBRARIES", NOWHERE)

    page = visitor.get(url("workspace-reports", event)).content.decode()

    assert "PDF documents can&#x27;t be made here at the moment." in page
    assert f'<form method="get" action="{url("attendance-summary-print", event)}"' in page
    assert url("document-new", event) not in page


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

    response = visitor.get(url("attendance-summary-print", event), {"with_signatures": "on"})

    page = response.content.decode()
    assert "&lt;b&gt;Bob&lt;/b&gt;" in page
    assert ["Attendance summary: Balance sheets" in page, "Signature" in page, "Preliminary:" in page] == [True] * 3
    assert response["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"


def test_the_page_to_print_has_name_and_logo_as_the_document_has(visitor, event):
    name_organisation(logo=make_logo(), logo_text="A disc")

    page = visitor.get(url("attendance-summary-print", event)).content.decode()

    assert ['<p class="masthead">Nordhaven</p>' in page, page.count('alt="A disc"')] == [True, 1]


def test_the_page_to_print_needs_nothing_that_the_policy_forbids(visitor, event):
    response = visitor.get(url("attendance-summary-print", event))

    page = response.content.decode()
    assert re.findall(r"<style|<script|\sstyle=|\son\w+=|@font-face|data:", page) == []
    assert re.findall(r'<link rel="stylesheet" href="([^"]*)"', page) == ["/static/css/document.css"]
    assert "'unsafe-inline'" not in response["Content-Security-Policy"]

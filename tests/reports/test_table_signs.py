"""Signs for the tables of groups: as a PDF by a job, and as a page to print."""

from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from accounts.models import User
from common import pdf
from jobs.enums import JobState
from jobs.models import Job
from jobs.tasks import run_due
from registrations.models import GroupPlan
from reports import documents, queries
from reports.enums import Refusal
from reports.exceptions import ReportRefused
from tests.factories.accounts import make_department, make_user
from tests.factories.events import NOW, make_event
from tests.factories.groups import mix
from tests.factories.organisation import make_logo, name_organisation
from tests.factories.registrations import register
from tests.factories.reports import ask_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> GroupPlan:
    """One table for three; the event shows names, and Anna shows hers."""
    event = make_event(title="World café", shows_participants=True)
    sales, legal = make_department("Sales"), make_department("Legal")
    for name, department in (("Anna", sales), ("Ben", legal), ("Cem", None)):
        register(event, make_user(name, department=department, is_listed=name == "Anna"))
    return mix(event)


def said(plan: GroupPlan, *, with_names: bool) -> list[tuple[str, list[str], list[str]]]:
    signs = queries.table_signs(plan, with_names=with_names, at=NOW)
    return [
        (sign.label, [name for name, _department in sign.names], [one.name for one in sign.departments])
        for sign in signs.tables
    ]


def ask(plan: GroupPlan, *, by: User) -> Job:
    return ask_for(
        plan.session.event, kind=documents.TABLE_SIGNS, by=by, at=timezone.now(), plan=plan.pk, with_names=True
    )


def made(job: Job) -> PdfReader:
    """The document, once the job is done."""
    run_due()
    job.refresh_from_db()
    assert job.state == JobState.DONE, job.error
    return PdfReader(BytesIO(job.files.get().location.read_bytes()))


def test_names_stand_on_a_sign_only_where_people_show_them_or_the_organiser_says_so(plan):
    assert said(plan, with_names=False) == [("Table 1", ["Anna"], ["Legal"])]
    assert said(plan, with_names=True) == [("Table 1", ["Anna", "Ben", "Cem"], [])]
    plan.session.event.shows_participants = False
    assert said(plan, with_names=False) == [("Table 1", [], ["Legal", "Sales"])]


def test_each_group_gets_a_page_on_which_its_table_is_named(plan):
    for _ in range(4):
        register(plan.session.event)
    mix(plan.session.event)

    job = ask(plan, by=plan.made_by)
    document = made(job)

    assert [document.pages[number].extract_text().count(f"Table {number + 1}") for number in range(3)] == [2, 2, 2]
    assert [job.files.get().name.startswith("table-signs-world-cafe-"), len(document.pages)] == [True, 3]


def test_signs_are_for_whoever_still_organises(plan):
    job = ask(plan, by=make_user())

    run_due()

    job.refresh_from_db()
    assert (job.state, job.error) == (JobState.FAILED, Refusal.NOT_YOURS.label)


def test_each_sign_on_the_page_to_print_has_the_logo(plan, client):
    name_organisation(logo=make_logo(), logo_text="A disc")
    client.force_login(plan.made_by)

    page = client.get(reverse("table-signs-print", args=[plan.session.event.slug, plan.session.pk])).content.decode()

    assert page.count('alt="A disc"') == page.count('class="tent"') == 1


def test_without_the_libraries_the_page_is_printed(plan, client, monkeypatch):
    monkeypatch.setattr(pdf, "LIBRARIES", (("no-such-library.so.0",),))
    client.force_login(plan.made_by)
    address = {"slug": plan.session.event.slug, "session": plan.session.pk}

    groups = client.get(reverse("workspace-groups", args=[plan.session.event.slug])).content.decode()
    page = client.get(reverse("table-signs-print", kwargs=address), {"with_names": "on"}).content.decode()

    assert ["can&#x27;t be made here" in groups, "Open the page to print" in groups] == [True, True]
    assert [name in page for name in ("Anna", "Ben", "Cem", "World café")] == [True] * 4
    with pytest.raises(ReportRefused):
        ask(plan, by=plan.made_by)
    assert not Job.objects.filter(kind=documents.TABLE_SIGNS.job).exists()

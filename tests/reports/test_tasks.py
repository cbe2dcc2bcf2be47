"""The attendance summary as a job, from asking to the file."""

from io import BytesIO

import pytest
from django.utils import timezone, translation
from pypdf import PdfReader

from audit.models import Line
from common import pdf
from jobs import runner
from jobs.actions import stop
from jobs.enums import JobState
from jobs.models import Job
from jobs.tasks import run_due
from jobs.work import Work
from registrations.enums import Mark
from reports import actions, policies, tasks
from reports.enums import Refusal
from reports.exceptions import ReportRefused
from tests.factories.accounts import make_user
from tests.factories.events import NOW, make_draft
from tests.factories.reports import make_attended

pytestmark = pytest.mark.django_db
NOWHERE = (("no-such-library.so.0",),)


def owner(event):
    return event.roles.get().user


def ask(event, **values: object) -> Job:
    given = {"with_signatures": False, "by": owner(event), "at": NOW}
    return actions.request_attendance_summary(event=event, **{**given, **values})


def outcome(job: Job) -> tuple[str, str, list[str]]:
    job.refresh_from_db()
    return job.state, job.error, [file.name for file in job.files.all()]


def refusal(event) -> Refusal:
    with pytest.raises(ReportRefused) as caught:
        ask(event)
    return caught.value.reason


def test_asking_leaves_a_job_and_an_audit_line():
    event = make_attended(Mark.PRESENT, title="Balance sheets")

    job = ask(event)

    assert (job.owner, job.scope, job.title) == (owner(event), event.scope, "Attendance summary: Balance sheets")
    assert job.params == {"event": event.pk, "with_signatures": False}
    line = Line.objects.get(verb="attendance.exported")
    assert (line.by, line.scope, line.after) == (owner(event), event.scope, {"job": str(job.uuid)})


def test_the_job_leaves_the_document_for_whoever_asked():
    event = make_attended(Mark.PRESENT, Mark.ABSENT, title="Balance sheets")
    job = ask(event, with_signatures=True)

    run_due()

    job.refresh_from_db()
    assert (job.state, job.error, job.percent) == (JobState.DONE, "", 100)
    file = job.files.get()
    assert file.content_type == "application/pdf"
    assert file.name == f"attendance-{event.slug}-{timezone.now():%Y-%m-%d}.pdf"
    text = PdfReader(BytesIO(file.location.read_bytes())).pages[0].extract_text()
    assert ["Balance sheets" in text, "Signature" in text, "Preliminary" in text] == [True, True, True]


def test_the_document_has_the_language_and_the_zone_of_whoever_asked():
    event = make_attended(Mark.PRESENT)
    person = owner(event)
    person.language, person.zone = "de", "Asia/Tokyo"
    person.save()

    with translation.override("en"):
        job = ask(event)
        run_due()

    reader = PdfReader(BytesIO(job.files.get().location.read_bytes()))
    assert reader.root_object["/Lang"] == "de"
    assert "Mittwoch, 10. März 2027, 18:00–19:00 Uhr (in Berlin: Mittwoch, 10. März 2027, 10:00–11:00 Uhr)" in (
        reader.pages[0].extract_text().replace("\u00a0", " ")
    )


class Heard(Work):
    """Remembers what was told."""

    def __init__(self, job: Job) -> None:
        super().__init__(job)
        self.told: list[tuple[int, int, str]] = []

    def report(self, progress: int, total: int, doing: str = "") -> None:
        self.told.append((progress, total, doing))
        super().report(progress, total, doing)


def test_progress_is_told_page_by_page():
    ask(make_attended(*[Mark.PRESENT] * 80))
    work = Heard(runner.claim(at=timezone.now()))

    tasks.attendance_summary(work)

    assert work.told == [
        (0, 100, "Reading 80 people"),
        (26, 100, "Laying out page 1 of about 3"),
        (48, 100, "Laying out page 2 of about 3"),
        (70, 100, "Drawing the pages"),
    ]


def test_a_job_that_is_stopped_leaves_nothing():
    event = make_attended(Mark.PRESENT)
    job = ask(event)
    stop(job=job, at=NOW)

    run_due()

    assert outcome(job) == (JobState.STOPPED, "", [])


def test_an_event_without_a_date_has_no_list():
    event = make_draft(sessions=())

    assert refusal(event) == Refusal.NO_SESSION


def test_a_list_that_is_too_long_is_refused(monkeypatch):
    monkeypatch.setattr(policies, "MOST_ROWS", 1)
    event = make_attended(Mark.PRESENT, Mark.PRESENT)

    assert refusal(event) == Refusal.TOO_LONG
    assert Job.objects.count() == 0


def test_a_list_that_has_become_too_long_says_so_in_the_job(monkeypatch):
    event = make_attended(Mark.PRESENT, Mark.PRESENT)
    job = ask(event)
    monkeypatch.setattr(policies, "MOST_ROWS", 1)

    run_due()

    message = "This list has more than 10,000 people, which is too long for one document."
    assert outcome(job) == (JobState.FAILED, message, [])


def test_ten_thousand_is_the_most():
    assert policies.MOST_ROWS == 10_000


def test_without_the_library_nothing_is_started(monkeypatch):
    monkeypatch.setattr(pdf, "LIBRARIES", NOWHERE)

    assert refusal(make_attended(Mark.PRESENT)) == Refusal.NO_LIBRARY


def test_a_right_that_has_ended_since_ends_the_job():
    event = make_attended(Mark.PRESENT)
    job = ask(event)
    event.roles.update(user=make_user())

    run_due()

    assert outcome(job) == (JobState.FAILED, "You don't organise this event any more.", [])


def test_whoever_has_left_gets_nothing():
    event = make_attended(Mark.PRESENT)
    job = ask(event)
    person = owner(event)
    person.is_active = False
    person.save()

    run_due()

    assert outcome(job) == (JobState.FAILED, "You don't organise this event any more.", [])

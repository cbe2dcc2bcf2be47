"""From asking for a document to its file, and what is known of it afterwards."""

import hashlib
from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import timezone, translation
from pypdf import PdfReader

from audit.models import Line
from common import pdf, site
from jobs import runner as jobs
from jobs.actions import remove_expired_files, stop
from jobs.enums import JobState
from jobs.models import Job
from jobs.tasks import run_due
from jobs.work import Work
from registrations.enums import Mark
from reports import documents, policies, queries, runner, seal
from reports.enums import Refusal, Standing
from reports.exceptions import ReportRefused
from reports.models import Document
from tests.factories.accounts import make_user
from tests.factories.events import NOW, make_draft
from tests.factories.reports import ask_for, make_attended, make_document

pytestmark = pytest.mark.django_db
NOWHERE = (("no-such-library.so.0",),)


def owner(event):
    return event.roles.get().user


def ask(event, **values: object) -> Job:
    return ask_for(event, **values)


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
    assert job.params == {"subject": event.pk, "options": {"with_signatures": False}, "language": "en"}
    line = Line.objects.get(verb="document.requested")
    said = {"document": "attendance-summary", "job": str(job.uuid)}
    assert (line.by, line.scope, line.after) == (owner(event), event.scope, said)


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


def test_the_document_has_the_language_that_was_chosen_and_the_zone_of_whoever_asked():
    event = make_attended(Mark.PRESENT)
    person = owner(event)
    person.language, person.zone = "en", "Asia/Tokyo"
    person.save()

    with translation.override("en"):
        job = ask(event, language="de")
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


@pytest.mark.parametrize(
    ("every", "pages"),
    [
        (0, [(26, 100, "Laying out page 1 of about 3"), (48, 100, "Laying out page 2 of about 3")]),
        (3_600, [(26, 100, "Laying out page 1 of about 3")]),
    ],
)
def test_progress_is_told_page_by_page_but_not_of_those_that_follow_at_once(monkeypatch, every, pages):
    monkeypatch.setattr(runner, "TELL_EVERY", every)
    ask(make_attended(*[Mark.PRESENT] * 80))
    work = Heard(jobs.claim(at=timezone.now()))

    runner.make(documents.ATTENDANCE, work)

    assert work.told == [(0, 100, "Reading the data"), *pages, (70, 100, "Drawing the pages")]


def test_a_job_that_is_stopped_leaves_nothing():
    event = make_attended(Mark.PRESENT)
    job = ask(event)
    stop(job=job, by=job.owner, at=NOW)

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


def standings(*found: Document) -> list[Standing]:
    return [Document.objects.with_standing().get(pk=document.pk).standing for document in found]


def test_what_is_known_of_a_document_is_what_stands_on_it():
    event = make_attended(Mark.PRESENT, title="Balance sheets")

    document = make_document(event)

    content = document.file.location.read_bytes()
    page = PdfReader(BytesIO(content)).pages[0].extract_text()
    assert (document.event, document.owner, document.title) == (event, owner(event), "Balance sheets")
    assert document.file_digest == document.file.sha256 == hashlib.sha256(content).hexdigest()
    assert document.data_digest == seal.digest_of(queries.attendance_summary(event, at=NOW), site.current())
    assert f"Document {document.number}, digest {seal.grouped(document.data_digest[:16])}" in page
    assert document.code in "".join(page.split())


def test_a_document_made_anew_replaces_the_one_before():
    event = make_attended(Mark.PRESENT)
    first, second = make_document(event), make_document(event)

    third = make_document(event, at=timezone.now())

    assert [third.supersedes, second.supersedes, first.supersedes] == [second, first, None]
    assert standings(first, second, third) == [Standing.SUPERSEDED, Standing.SUPERSEDED, Standing.CURRENT]


def test_another_choice_another_language_and_another_event_replace_nothing():
    event = make_attended(Mark.PRESENT)

    found = [
        make_document(event),
        make_document(event, with_signatures=True),
        make_document(event, language="de"),
        make_document(make_attended(Mark.PRESENT)),
    ]

    assert standings(*found) == [Standing.CURRENT] * 4


def test_the_same_data_have_the_same_digest_whenever_they_are_read():
    event = make_attended(Mark.PRESENT)

    first, second = make_document(event), make_document(event)
    event.registrations.first().user.__class__.objects.filter(registrations__event=event).update(name="Anna Anders")
    third = make_document(event)

    assert [first.data_digest == second.data_digest, second.data_digest == third.data_digest] == [True, False]


def test_a_second_attempt_finds_what_the_first_has_kept():
    document = make_document(make_attended(Mark.PRESENT))
    job = document.file.job
    Job.objects.filter(pk=job.pk).update(state=JobState.QUEUED, started_at=None, finished_at=None)

    run_due()

    assert Document.objects.get() == document
    assert outcome(job) == (JobState.DONE, "", [document.file.name])


def test_data_that_were_read_before_those_of_a_newer_one_replace_nothing():
    event = make_attended(Mark.PRESENT)
    document = make_document(event)
    Document.objects.update(taken_at=timezone.now() + timedelta(hours=1), made_at=timezone.now() + timedelta(hours=1))

    job = ask(event)
    run_due()

    assert outcome(job) == (JobState.FAILED, "A newer one has been made meanwhile.", [])
    assert Document.objects.get() == document


def test_a_document_outlives_its_file():
    document = make_document(make_attended(Mark.PRESENT))
    location = document.file.location

    remove_expired_files(at=timezone.now() + timedelta(days=31))

    document.refresh_from_db()
    assert (document.file, document.standing, location.exists()) == (None, Standing.CURRENT, False)


def test_letters_that_no_font_has_are_said_beside_the_file():
    event = make_attended(Mark.PRESENT, title="Zoë \u0530")
    job = ask_for(event)

    run_due()

    assert job.files.get().remark == (
        "No font of this installation has these letters, so boxes or gaps stand in their place: \u0530. "
        "Administrators see on the health page which fonts can be installed."
    )


def test_nothing_is_said_where_all_letters_are_there():
    job = ask_for(make_attended(Mark.PRESENT, title="Zoë"))

    run_due()

    assert job.files.get().remark == ""

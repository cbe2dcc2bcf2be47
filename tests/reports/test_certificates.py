"""Certificates on paper."""

from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from common import pdf
from jobs.models import Job
from recognition import actions
from reports import documents, policies
from reports.enums import Refusal
from reports.models import Document
from tests.factories.accounts import make_user
from tests.factories.events import NOW, make_event
from tests.factories.recognition import make_certificate, make_certificates
from tests.factories.reports import make_document

pytestmark = pytest.mark.django_db


def pages(document: Document) -> list[str]:
    """What stands on each, without spaces: lines break where they must."""
    reader = PdfReader(BytesIO(document.file.location.read_bytes()))
    return ["".join(page.extract_text().split()) for page in reader.pages]


def compact(text: str) -> str:
    return "".join(text.split())


@pytest.mark.skipif(not pdf.is_available(), reason="Pango is missing")
def test_all_of_an_event_have_a_sheet_each_and_no_other():
    kept, other, taken = make_certificates(3, title="Balance sheets")
    actions.revoke(certificate=taken, reason="Mistake", by=make_user(), at=NOW)

    document = make_document(kept.registration.event, kind=documents.CERTIFICATES)

    sheets = pages(document)
    assert len(sheets) == 2
    for sheet, certificate in zip(sheets, sorted((kept, other), key=lambda one: one.name), strict=True):
        assert compact(certificate.name) in sheet
        assert compact(certificate.address) in sheet
    assert compact(taken.address) not in "".join(sheets)


def test_an_event_without_any_has_none_on_paper():
    assert policies.certificates_refusal(make_event()) == Refusal.NO_CERTIFICATES


def test_nobody_has_anothers_or_one_that_was_taken_back_on_paper():
    own, foreign = make_certificate(), make_certificate()

    refusals = [policies.own_certificate_refusal(own.user, {"certificate": one.pk}) for one in (own, foreign)]
    actions.revoke(certificate=own, reason="Mistake", by=make_user(), at=NOW)
    later = policies.own_certificate_refusal(own.user, {"certificate": own.pk})

    assert (refusals[1], later) == (Refusal.NO_CERTIFICATES, Refusal.NO_CERTIFICATES)
    assert refusals[0] in (None, Refusal.NO_LIBRARY)


def test_whose_it_is_asks_for_it_and_nobody_else(client):
    own, foreign = make_certificate(at=timezone.now()), make_certificate(at=timezone.now())
    client.force_login(own.user)

    answers = [client.post(reverse("certificate-pdf", args=[one.code])) for one in (own, foreign)]

    job = Job.objects.get()
    assert [answer.status_code for answer in answers] == [302, 404]
    assert (job.owner, job.params["options"], job.params["language"]) == (
        own.user,
        {"certificate": own.pk},
        own.language,
    )

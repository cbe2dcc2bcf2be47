"""A guest's certificate on paper, by their signed link."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core import signing
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from accounts.models import Guest
from common import pdf
from events.models import Event
from jobs import panels as jobs
from jobs.enums import JobState
from jobs.models import Job, JobFile
from jobs.tasks import run_due
from outbox.models import Message
from recognition import actions, links, notifications
from recognition.models import Certificate
from registrations.links import guest_url
from reports.models import Document
from tests.factories.accounts import make_user
from tests.factories.recognition import make_certificate, make_guests_certificate

pytestmark = pytest.mark.django_db
needs_pango = pytest.mark.skipif(not pdf.is_available(), reason="Pango is missing")


def key_of(certificate: Certificate) -> str:
    return links.own_path(certificate).rstrip("/").rpartition("/")[2]


def visit(client, certificate: Certificate, name: str = "guest-certificate"):
    return client.get(reverse(name, args=[key_of(certificate)]))


def fetch(client, certificate: Certificate) -> tuple[int, bytes]:
    """What the address of the file answers, and with which file."""
    response = visit(client, certificate, "guest-certificate-file")
    return response.status_code, b"".join(response.streaming_content) if response.streaming else b""


def ask(client, certificate: Certificate):
    return client.post(reverse("guest-certificate-pdf", args=[key_of(certificate)]))


@needs_pango
def test_a_guest_has_it_made_and_fetches_it(client):
    certificate = make_guests_certificate(name="Gus Guest")

    before = visit(client, certificate).content.decode()
    ask(client, certificate)
    meanwhile = visit(client, certificate).content.decode()
    run_due()
    after = visit(client, certificate).content.decode()
    _status, file = fetch(client, certificate)

    assert [("Make the PDF" in page, "hx-get" in page, "Download" in page) for page in (before, meanwhile, after)] == [
        (True, False, False),
        (False, True, False),
        (False, False, True),
    ]
    assert "Gus Guest" in PdfReader(BytesIO(file)).pages[0].extract_text()
    document = Document.objects.get()
    assert (document.guest, document.owner, document.kind) == (certificate.guest, None, "guest-certificate")


def test_asking_again_makes_no_other_one(client):
    certificate = make_guests_certificate()

    for _time in range(3):
        ask(client, certificate)

    assert Job.objects.count() == 1


@needs_pango
def test_it_can_be_made_anew_when_its_time_is_over(client):
    certificate = make_guests_certificate()
    ask(client, certificate)
    run_due()
    past = timezone.now() - timedelta(days=1)
    JobFile.objects.update(kept_at=past - timedelta(days=30), expires_at=past)

    gone, _file = fetch(client, certificate)
    ask(client, certificate)
    run_due()

    assert (gone, fetch(client, certificate)[0]) == (404, 200)
    assert [one.standing for one in Document.objects.order_by("pk")] == ["superseded", "current"]


@needs_pango
def test_of_one_that_was_taken_back_nothing_is_handed_out(client):
    certificate = make_guests_certificate()
    ask(client, certificate)
    run_due()

    actions.revoke(certificate=certificate, reason="Mistake", by=make_user(), at=timezone.now())

    page = visit(client, certificate)
    assert (page["Location"], fetch(client, certificate)) == (certificate.get_absolute_url(), (404, b""))
    ask(client, certificate)
    assert Job.objects.count() == 1


def test_it_is_not_made_when_it_was_taken_back_before_the_queue_came_to_it(client):
    certificate = make_guests_certificate()
    ask(client, certificate)

    actions.revoke(certificate=certificate, reason="Mistake", by=make_user(), at=timezone.now())
    run_due()

    assert (Job.objects.get().state, Document.objects.count()) == (JobState.FAILED, 0)


def test_a_link_that_is_forged_expired_withdrawn_or_of_something_else_leads_nowhere():
    certificate, colleague = make_guests_certificate(), make_certificate()
    at, key = timezone.now(), certificate.guest.link_key
    signed = key_of(certificate)
    far = int((at + timedelta(days=99)).timestamp())

    def leads(*parts: object, salt: str = links.PURPOSE) -> Certificate | None:
        return links.certificate_from(signing.dumps(parts, salt=salt), at=at)

    assert links.certificate_from(signed, at=at) == certificate
    assert links.certificate_from(signed, at=certificate.issued_at + timedelta(days=366)) is None
    assert links.certificate_from(signed[:-1], at=at) is None
    assert leads(certificate.pk, key, far, salt="registrations.guest") is None
    assert leads(colleague.pk, key, far) is None
    Guest.objects.filter(pk=certificate.guest_id).update(link_key="another")
    assert links.certificate_from(signed, at=at) is None


def test_a_link_leads_to_no_other_guests_certificate(client):
    own, other = make_guests_certificate(), make_guests_certificate()
    far = int((timezone.now() + timedelta(days=99)).timestamp())

    mixed = signing.dumps([other.pk, own.guest.link_key, far], salt=links.PURPOSE)

    names = ("guest-certificate", "guest-certificate-file")
    assert [client.get(reverse(name, args=[mixed])).status_code for name in names] == [404, 404]


def test_the_mail_brings_both_addresses_and_is_secret():
    certificate = make_guests_certificate()
    message = Message.objects.get(kind="recognition.issued")

    mail = notifications.render(message)

    addresses = (certificate.address, links.own_url(certificate))
    assert [(one in mail.text, one in mail.html) for one in addresses] == [(True, True)] * 2
    assert message.is_secret


def test_a_mail_that_is_kept_for_everybody_to_read_brings_no_link_of_the_guests_own():
    """As one is that was queued before guests had such links."""
    certificate = make_guests_certificate()
    Message.objects.filter(kind="recognition.issued").update(is_secret=False)

    mail = notifications.render(Message.objects.get(kind="recognition.issued"))

    addresses = (certificate.address, links.own_url(certificate))
    assert [(one in mail.text, one in mail.html) for one in addresses] == [(True, True), (False, False)]


def test_the_mail_of_a_colleague_is_no_secret():
    make_certificate()

    assert not Message.objects.get(kind="recognition.issued").is_secret


def test_the_page_of_the_event_leads_there(client):
    certificate = make_guests_certificate()

    page = client.get(guest_url(certificate.registration)).content.decode()

    assert page.count(links.own_path(certificate)) == 1


def test_the_page_speaks_the_language_of_the_guest(client):
    certificate = make_guests_certificate(language="de")

    page = visit(client, certificate).content.decode()

    assert ["PDF erstellen" in page, '<html lang="de"' in page] == [True, True]


def test_administrators_see_that_a_guest_has_asked_and_no_file(client):
    certificate = make_guests_certificate()
    ask(client, certificate)
    run_due()

    (panel,) = jobs.panels_of_others(Job.objects.all(), at=timezone.now())

    assert (panel.owner, panel.files) == ("A guest", [])


def test_nobody_with_an_account_has_the_document(client):
    certificate = make_guests_certificate()
    ask(client, certificate)
    run_due()

    people = [make_user(is_staff=True), Event.objects.get().roles.get().user]

    assert [Document.objects.open_to(one, at=timezone.now()).count() for one in people] == [0, 0]

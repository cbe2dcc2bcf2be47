"""Certificates issued and taken back at the same moment. Seen to fail without the lock."""

from functools import partial

import pytest
from django.utils import timezone

from events.querysets import EventQuerySet
from jobs.models import Job
from recognition import actions
from recognition.models import Certificate
from recognition.querysets import CertificateQuerySet
from reports import actions as reports
from reports import documents
from reports.registry import Order
from tests.factories.accounts import make_user
from tests.factories.events import NOW
from tests.factories.feedback import make_attended
from tests.factories.recognition import close, give_certificates, make_certificate, make_guests_certificate, mark_all
from tests.support.processes import sooner_or_later

pytestmark = pytest.mark.postgres

ROUNDS = 6


def _issued(race) -> tuple[set[int], set[str]]:
    """How many certificates one person has after two issued at once, and what went wrong."""
    events = []
    for _ in range(ROUNDS):
        event, _people = make_attended(1)
        mark_all(event)
        close(event)
        give_certificates(event)
        Certificate.objects.for_event(event).delete()
        events.append(event)

    results = race(*[[partial(_issue, event) for event in events] for _lane in range(2)])

    errors = {result.error.partition(":")[0] for lane in results for result in lane if result.error}
    return {Certificate.objects.for_event(event).count() for event in events}, errors


def _issue(event) -> int:
    return len(actions.issue_earned(event=event, at=NOW))


def test_two_who_issue_at_once_issue_one(race):
    assert _issued(race) == ({1}, set())


def test_without_the_lock_the_database_refuses_the_second(race, monkeypatch):
    monkeypatch.setattr(EventQuerySet, "lock", lambda _self, event: event)

    assert _issued(race) == ({1}, {"IntegrityError"})


def test_taken_back_beside_issuing_stays_taken_back(race):
    certificates, by = [make_certificate() for _ in range(ROUNDS)], make_user()

    race(
        [partial(actions.revoke, certificate=one, reason="Mistake", by=by, at=NOW) for one in certificates],
        [partial(_issue, one.registration.event) for one in certificates],
    )

    assert Certificate.objects.valid().count() == 0
    assert Certificate.objects.count() == ROUNDS


def _papers(race) -> int:
    """How many times a guest's certificate is made on paper more than once, if they ask twice at the same moment."""
    Job.objects.all().delete()
    certificates = [make_guests_certificate() for _ in range(ROUNDS)]

    race(*[[partial(_ask, one) for one in certificates] for _lane in range(2)])

    return Job.objects.count() - ROUNDS


def _ask(certificate: Certificate) -> None:
    order = Order(kind=documents.CERTIFICATE_OF_GUEST, options={"certificate": certificate.pk}, language="en")
    reports.request_by_guest(order=order, certificate=certificate, at=timezone.now())


def test_a_guest_who_asks_twice_at_once_has_one_made(race):
    assert _papers(race) == 0


def test_without_the_lock_it_is_made_twice(race, monkeypatch):
    monkeypatch.setattr(CertificateQuerySet, "lock", lambda _self, certificate: certificate)

    assert sooner_or_later(lambda: _papers(race))

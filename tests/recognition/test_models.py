"""What the database refuses."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from recognition.enums import Condition
from recognition.models import Certificate, CertificateRule, SigningKey
from tests.factories.accounts import make_guest, make_user
from tests.factories.events import NOW, make_event
from tests.factories.recognition import make_certificate

pytestmark = pytest.mark.django_db


def refused(change, by: str = "") -> bool:
    """Whether the database refuses ``change``; a check names itself."""
    try:
        with transaction.atomic():
            change()
    except IntegrityError as error:
        return by in str(error)
    return False


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("certificate_is_of_one_person", {"user": None}),
        ("certificate_taken_back_by_somebody_for_a_reason", {"revoked_at": NOW}),
        ("certificate_taken_back_by_somebody_for_a_reason", {"reason": "Mistake"}),
        ("certificate_has_name_and_code", {"name": ""}),
        ("certificate_has_name_and_code", {"code": ""}),
        ("certificate_says_what_it_took", {"condition": Condition.SHARE_OF_MINUTES}),
        ("certificate_says_what_it_took", {"condition": Condition.SHARE_OF_MINUTES, "percent": 0}),
        ("certificate_says_what_it_took", {"percent": 80}),
    ],
)
def test_refuse_a_certificate_that_contradicts_itself(name, values):
    certificate = make_certificate()

    assert refused(lambda: Certificate.objects.filter(pk=certificate.pk).update(**values), name)


def test_refuse_a_certificate_of_two_people():
    found = Certificate.objects.filter(pk=make_certificate().pk)

    assert refused(lambda: found.update(guest=make_guest()), "certificate_is_of_one_person")


def test_refuse_to_take_back_without_saying_who_or_why():
    certificate, by = make_certificate(), make_user()
    found = Certificate.objects.filter(pk=certificate.pk)

    name = "certificate_taken_back_by_somebody_for_a_reason"
    assert refused(lambda: found.update(revoked_at=NOW, revoked_by=by), name)
    assert refused(lambda: found.update(revoked_at=NOW, reason="Mistake"), name)
    assert not refused(lambda: found.update(revoked_at=NOW, revoked_by=by, reason="Mistake"))


def copy_of(certificate: Certificate, **values: object) -> Certificate:
    fields = {field.attname: getattr(certificate, field.attname) for field in Certificate._meta.concrete_fields}
    return Certificate(**(fields | {"id": None, "code": f"another-{uuid4().hex[:8]}"} | values))


def test_refuse_a_second_valid_one_for_the_same_registration():
    certificate = make_certificate()

    assert refused(copy_of(certificate).save)
    assert not refused(copy_of(certificate, revoked_at=NOW, revoked_by_id=make_user().pk, reason="Mistake").save)


def test_refuse_the_same_code_twice():
    certificate = make_certificate()
    taken = copy_of(certificate, code=certificate.code, revoked_at=NOW, revoked_by_id=make_user().pk, reason="Mistake")

    assert refused(taken.save)


SHARE = "certificate_rule_has_a_share_where_one_is_enough"


@pytest.mark.parametrize(
    ("name", "values"),
    [
        (SHARE, {"condition": Condition.ALL_SESSIONS, "percent": 80}),
        (SHARE, {"condition": Condition.SHARE_OF_SESSIONS}),
        (SHARE, {"condition": Condition.SHARE_OF_SESSIONS, "percent": 101}),
        (SHARE, {"condition": Condition.SHARE_OF_MINUTES, "percent": 0}),
        (SHARE, {"condition": "whoever", "percent": None}),
        ("certificate_rule_hours_are_some", {"condition": Condition.ALL_SESSIONS, "hours": 0}),
    ],
)
def test_refuse_a_rule_that_says_nothing(name, values):
    event = make_event()

    assert refused(lambda: CertificateRule.objects.create(event=event, **values), name)


def test_refuse_two_keys_that_sign():
    SigningKey.objects.create(public="z1", sealed="s", made_at=NOW)

    assert refused(lambda: SigningKey.objects.create(public="z2", sealed="s", made_at=NOW))
    assert not refused(lambda: SigningKey.objects.create(public="z3", made_at=NOW, retired_at=NOW))
    assert not refused(lambda: SigningKey.objects.create(public="z4", made_at=NOW, retired_at=NOW))


def test_refuse_to_keep_the_private_half_of_a_retired_key():
    name, make = "signing_key_is_sealed_until_retired", SigningKey.objects.create
    assert refused(lambda: make(public="z1", sealed="s", made_at=NOW, retired_at=NOW), name)
    assert refused(lambda: make(public="z1", made_at=NOW), name)

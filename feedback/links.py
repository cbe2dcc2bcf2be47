"""Signed links by which somebody who is asked answers, or says "not this one", without signing in."""

from typing import NamedTuple

from django.core import signing
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from accounts.models import User
from feedback.models import Form

PURPOSE = "feedback.asked"
ADDRESS = "feedback.address"
DEVICE = "feedback.device"
MARK = 32  # hexadecimal digits, 128 bits


class Asked(NamedTuple):
    """Whom a link asks, by which form."""

    form: Form
    person: User


def sign(form: Form, person: User, *, address: str) -> str:
    """The key to the questions of ``form`` for ``person``, as long as ``address`` is theirs."""
    return signing.dumps([form.pk, person.pk, _mark(address)], salt=PURPOSE)


def answer_path(signed: str) -> str:
    """Where whoever holds the key answers."""
    return reverse("feedback-by-link", args=[signed])


def decline_path(signed: str) -> str:
    """Where whoever holds the key says "not this one"."""
    return reverse("feedback-decline", args=[signed])


def intention_path(signed: str) -> str:
    """Where whoever holds the key notes what they intend."""
    return reverse("feedback-intention", args=[signed])


def device_key(form: Form, person: User) -> str:
    """Under what a device keeps what ``person`` types until it is sent: nobody else's pages find it there."""
    return salted_hmac(DEVICE, f"{form.pk}/{person.pk}", algorithm="sha256").hexdigest()[:MARK]


def asked_from(signed: str) -> Asked | None:
    """Whom a link asks; None where it is forged, or its person has left, has another address or is not asked."""
    try:
        form_pk, person_pk, mark = signing.loads(signed, salt=PURPOSE)
    except signing.BadSignature:
        return None
    person = User.objects.active().filter(pk=person_pk).first()
    if person is None or not constant_time_compare(mark, _mark(person.email)):
        return None
    form = Form.objects.asking(person).select_related("event").filter(pk=form_pk).first()
    return Asked(form, person) if form else None


def _mark(address: str) -> str:
    """What tells one address from the next, and says none."""
    return salted_hmac(ADDRESS, address.casefold(), algorithm="sha256").hexdigest()[:MARK]

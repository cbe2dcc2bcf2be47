"""Signed links: a guest's to their own place, anybody's to the one question that is asked of them."""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.crypto import salted_hmac

from events.enums import PoolKind
from events.models import Session
from registrations import tokens
from registrations.models import Registration

PURPOSE = "registrations.guest"
SCREEN_PURPOSE = "registrations.screen"
OFFER_PURPOSE = "registrations.offer"
AFTER_THE_EVENT = timedelta(days=60)


class SeatOffer(NamedTuple):
    """What a mail has asked: whether somebody takes a seat of that kind, and until when they could say so by then."""

    registration: Registration
    pool_id: int
    until: datetime

    @property
    def stands(self) -> bool:
        """Whether that is what is asked of them now; a later offer has a mail of its own.

        There may be less time by now than their mail has said, and never more: the event was moved to an earlier day.
        """
        asked = self.registration
        is_in_time = asked.answer_until is not None and asked.answer_until <= self.until
        return is_in_time and asked.offered_pool_id == self.pool_id


def guest_url(registration: Registration) -> str:
    """The address of a guest's own place; it says its purpose, and when it ends."""
    guest = registration.guest
    if guest is None or registration.event.ends_at is None:
        raise ValueError("only a guest's place at a dated event has such a link")
    expires = int((registration.event.ends_at + AFTER_THE_EVENT).timestamp())
    signed = signing.dumps([registration.pk, guest.link_key, expires], salt=PURPOSE)
    return settings.BASE_URL + reverse("guest-event", args=[signed])


def join_url(registration: Registration, session: Session) -> str:
    """Our address of the online link of ``session``, for whoever ``registration`` is of; a guest's is their own."""
    if registration.guest is None:
        return settings.BASE_URL + session.join_path
    return guest_url(registration) + f"join/{session.token}/"


def registration_from(signed: str, *, at: datetime) -> Registration | None:
    """The place a guest's link leads to; None where it is forged, withdrawn or expired."""
    try:
        pk, key, expires = signing.loads(signed, salt=PURPOSE)
    except signing.BadSignature:
        return None
    if at.timestamp() > expires:
        return None
    found = Registration.objects.select_related("event", "guest", "pool").filter(pk=pk, guest__link_key=key)
    return found.first()


def check_in_url(registration: Registration) -> str:
    """The address that a participant shows at the door."""
    return settings.BASE_URL + check_in_path(registration)


def check_in_path(registration: Registration) -> str:
    """Where a helper confirms that somebody is here, and they themselves see what to show."""
    return reverse("check-in-code", args=[registration.check_in_token])


def own_code_url(registration: Registration) -> str:
    """Where the mail about a seat in the room leads to what is shown at the door; empty where nothing is."""
    if not own_code_path(registration):
        return ""
    return guest_url(registration) + "code/" if registration.guest else check_in_url(registration)


def own_code_path(registration: Registration | None, *, key: str = "") -> str:
    """Where somebody with a seat in the room sees what to show at the door; by ``key``, a guest's signed link."""
    if registration is None or not registration.is_confirmed or registration.pool.kind != PoolKind.ROOM:
        return ""
    return reverse("guest-code", args=[key]) if key else check_in_path(registration)


def place_of(token: str) -> Registration | None:
    """The place whose check-in code has ``token``; None where it is forged, or the seat was given back."""
    found = Registration.objects.confirmed().select_related("event", "user__department", "guest", "pool")
    registration = found.filter(pk=tokens.place_in(token) or 0).first()
    if registration is None or not tokens.is_of(token, registration.pk, registration.holder):
        return None
    return registration


def screen_secret(session: Session) -> bytes:
    """What the changing code on the screen of ``session`` is made with."""
    return salted_hmac(SCREEN_PURPOSE, session.uid, algorithm="sha256").digest()


def sign_offer(registration: Registration) -> str:
    """The key to the question whether they take the seat that is held for them, and to no later one."""
    if registration.answer_until is None:
        raise ValueError("nothing is offered")
    asked = [registration.pk, registration.offered_pool_id, registration.answer_until.isoformat()]
    return signing.dumps(asked, salt=OFFER_PURPOSE)


def offer_url(registration: Registration) -> str:
    """The address of the page that asks."""
    return settings.BASE_URL + reverse("offer", args=[sign_offer(registration)])


def offer_from(signed: str, *, at: datetime) -> SeatOffer | None:
    """What a link has asked, answered or not; None where it is forged, or the event long past."""
    try:
        pk, pool_id, said = signing.loads(signed, salt=OFFER_PURPOSE)
    except signing.BadSignature:
        return None
    people = ("event", "pool", "wished_pool", "user", "guest")
    found = Registration.objects.select_related(*people).filter(pk=pk, event__ends_at__gt=at - AFTER_THE_EVENT).first()
    return SeatOffer(found, pool_id, datetime.fromisoformat(said)) if found else None

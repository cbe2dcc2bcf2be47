"""The page to which a mail leads that offers a seat: the question, or what has become of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from accounts.models import User
from events.enums import PoolKind
from events.models import Event, Pool, Session
from registrations import policies, queries
from registrations.enums import Ending, RegistrationStatus
from registrations.links import SeatOffer, guest_url
from registrations.models import Registration


@dataclass(frozen=True, kw_only=True)
class OfferPage:
    """What somebody is asked, or was asked.

    ``says_no``: whether the mail's other link led here, so that "no" is the first button.
    """

    offer: SeatOffer
    pool: Pool
    signed: str
    at: datetime
    says_no: bool
    sessions: Sequence[Session]
    can_rejoin: bool

    @property
    def registration(self) -> Registration:
        return self.offer.registration

    @property
    def event(self) -> Event:
        return self.registration.event

    @property
    def stage(self) -> str:
        """Where the question stands: "asked", "taken", "kept", "passed_on", "called_off", "late" or "gone"."""
        if self.offer.stands and policies.answer_refusal(self.registration, at=self.at) is None:
            return "asked"
        if self.event.is_cancelled:
            return "called_off"
        if self.registration.is_confirmed:
            return "taken" if self.registration.pool_id == self.pool.pk else "kept"
        if self.registration.ending == Ending.OFFER_DECLINED:
            return "passed_on"
        return "late" if self._has_lapsed else "gone"

    @property
    def _has_lapsed(self) -> bool:
        is_expired = self.registration.status == RegistrationStatus.EXPIRED
        return is_expired or (self.registration.is_offered and self.until <= self.at)

    @property
    def until(self) -> datetime:
        """Until when the seat is held for them, or was; their mail may have said more."""
        asked = self.registration
        return asked.answer_until or asked.offered_until or self.offer.until

    @property
    def is_change(self) -> bool:
        """Whether they have a seat already, and this is the kind that they would rather have."""
        return self.registration.is_confirmed

    @property
    def is_online(self) -> bool:
        """Whether the seat that is held is an online one."""
        return self.pool.kind == PoolKind.ONLINE

    @property
    def accept_url(self) -> str:
        return reverse("offer-accept", args=[self.signed])

    @property
    def decline_url(self) -> str:
        return reverse("offer-decline", args=[self.signed])

    @property
    def own_url(self) -> str:
        """Where the person sees their place: the event, for a guest the page of their own."""
        return guest_url(self.registration) if self.registration.guest else self.event.get_absolute_url()


def offer_page(
    offer: SeatOffer, reader: User | AnonymousUser, *, signed: str, says_no: bool, at: datetime
) -> OfferPage:
    """The page for whoever holds the link; only the person themselves, signed in, is offered a way back."""
    event = offer.registration.event
    is_own = isinstance(reader, User) and reader == offer.registration.user
    last = queries.registration_of(reader, event) if is_own else None
    return OfferPage(
        offer=offer,
        pool=Pool.objects.get(pk=offer.pool_id),
        signed=signed,
        at=at,
        says_no=says_no,
        sessions=list(event.sessions.select_related("room__location").order_by("starts_at", "pk")),
        can_rejoin=last is not None and not last.is_live and policies.register_refusal(event, at=at) is None,
    )

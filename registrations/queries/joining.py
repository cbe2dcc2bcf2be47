"""How the way into a session online stands for somebody."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from accounts.models import Guest, User
from events.enums import JoinFor, PoolKind
from events.models import Engagement, Event, Session
from registrations.models import Joining, Registration
from registrations.querysets import RegistrationQuerySet


@dataclass(frozen=True, kw_only=True)
class Door:
    """A session, whose place leads to it, and from when on; those who run or teach it have no place and come early."""

    session: Session
    registration: Registration | None = None

    @property
    def opens_at(self) -> datetime | None:
        """From when on one gets through; None for whoever may prepare it."""
        if self.registration is None:
            return None
        return self.session.starts_at - timedelta(minutes=self.session.event.join_minutes)


def door_for(user: User, token: str) -> Door | None:
    """The way for a colleague; None where there is none for them."""
    session = _session(token)
    if session is None:
        return None
    if Event.objects.presented_by(user).filter(pk=session.event_id).exists():
        return Door(session=session)
    return _door(Registration.objects.of(user).for_event(session.event).confirmed(), session)


def guests_door(registration: Registration, token: str) -> Door | None:
    """The way for a guest, by their own link."""
    session = _session(token)
    own = Registration.objects.filter(pk=registration.pk).confirmed()
    return _door(own.for_event(session.event), session) if session else None


def speakers_door(engagement: Engagement, token: str) -> Door | None:
    """The way for somebody from outside who teaches, by their own link."""
    session = _session(token)
    if session is None or session.event_id != engagement.event_id or not _teaches(engagement.person, session.event):
        return None
    return Door(session=session)


def lets_in(registration: Registration) -> bool:
    """Whether the event's online meetings are for this place too."""
    only_online = registration.event.join_for == JoinFor.ONLINE
    return registration.is_confirmed and (not only_online or registration.pool.kind == PoolKind.ONLINE)


def joined_at(session: Session) -> dict[int, datetime]:
    """When each first went to ``session`` online, by the registration's id."""
    return dict(Joining.objects.filter(session=session).values_list("registration", "joined_at"))


def _session(token: str) -> Session | None:
    return Session.objects.select_related("event").filter(token=token).first()


def _door(found: RegistrationQuerySet, session: Session) -> Door | None:
    registration = found.select_related("event", "pool", "user", "guest").first()
    return Door(session=session, registration=registration) if registration and lets_in(registration) else None


def _teaches(person: User | Guest, event: Event) -> bool:
    """Whether they are named at one of its sessions, have not said no, and it is theirs to see by now."""
    key = "user" if isinstance(person, User) else "guest"
    if event.is_draft or Engagement.objects.of(person).declined().filter(event=event).exists():
        return False
    return event.sessions.filter(**{f"speakers__{key}": person}).exists()

"""Certificates through their own actions."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.utils import timezone

from accounts.models import User
from events.models import Event
from recognition import actions
from recognition.drafts import RuleDraft
from recognition.enums import Condition
from recognition.models import Certificate
from registrations import actions as registrations
from registrations.enums import Mark
from registrations.models import Registration
from tests.factories.accounts import make_guest, make_user
from tests.factories.events import NOW, main_pool, make_past_event
from tests.factories.feedback import make_attended


def make_draft(**values: object) -> RuleDraft:
    return RuleDraft(**{"condition": Condition.ALL_SESSIONS, **values})


def give_certificates(event: Event, *, by: User | None = None, at: datetime = NOW, **values: object) -> None:
    """Let ``event`` give certificates to those who were at all of it."""
    actions.set_rule(event=event, draft=make_draft(**values), by=by or make_user(), at=at)


def mark_all(event: Event, mark: Mark = Mark.PRESENT, *, by: User | None = None, at: datetime = NOW) -> None:
    """The same for everybody with a seat, at every session."""
    mark_each(event, dict.fromkeys(Registration.objects.for_event(event).confirmed(), mark), by=by, at=at)


def mark_each(
    event: Event, marks: Mapping[Registration, Mark], *, by: User | None = None, at: datetime = NOW, reason: str = ""
) -> None:
    for session in event.sessions.order_by("pk"):
        registrations.mark(
            event=event,
            session=session,
            marks={one.pk: mark for one, mark in marks.items()},
            by=by or make_user(),
            at=at,
            reason=reason,
        )


def close(event: Event, *, at: datetime = NOW) -> None:
    registrations.close_list(event=event, by=make_user(), at=at)


def make_certificates(people: int = 1, *, at: datetime = NOW, **values: object) -> list[Certificate]:
    """Certificates of one event that is over, for ``people`` colleagues; the key that signs them is there."""
    actions.ensure_key(at=at)
    event, _colleagues = make_attended(people, at=at, **values)
    give_certificates(event, at=at)
    mark_all(event, at=at)
    close(event, at=at)
    return list(Certificate.objects.for_event(event).order_by("pk"))


def make_certificate(*, at: datetime = NOW, **values: object) -> Certificate:
    (certificate,) = make_certificates(at=at, **values)
    return certificate


def make_guests_certificate(**values: object) -> Certificate:
    """Somebody from outside who was there, two days ago."""
    at = timezone.now()
    actions.ensure_key(at=at)
    event = make_past_event(days_ago=2, at=at, title="Balance sheets")
    by = event.roles.get().user
    guest = make_guest(**values)
    registrations.add_guest(
        event=event, guest=guest, pool=main_pool(event), by=by, at=event.starts_at - timedelta(days=1)
    )
    give_certificates(event, at=at)
    mark_all(event, at=at)
    close(event, at=at)
    return Certificate.objects.get(guest=guest)

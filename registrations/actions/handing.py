"""Giving one's seat to a colleague."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from events.models import Event
from registrations import notifications, policies, queries
from registrations.actions import service
from registrations.actions.seats import fresh
from registrations.actions.telling import note, tell, tell_given
from registrations.exceptions import RegistrationRefused
from registrations.models import Registration


@transaction.atomic
def hand_over(*, registration: Registration, to: User, by: User, at: datetime) -> Registration:
    """Let the colleague ``to`` have the seat of ``registration``, which ends; both are told.

    The rules of the event hold for them as for everybody: a seat that changes departments may break a ceiling.
    Another department's seat may thereby come free for somebody who waits.
    """
    to = User.objects.lock(to)
    event = Event.objects.lock(registration.event)
    registration = fresh(registration)
    before = registration.status
    live = queries.live_registration(to, event)
    if reason := policies.hand_over_refusal(registration, to=to, at=at, live=live):
        raise RegistrationRefused(reason)
    taker = Registration(event=event, user=to, department=to.department)
    if short := service.take_over(registration, taker, at=at):
        raise RegistrationRefused(policies.REFUSED[short])
    tell(registration, "registration.ended", before=before, by=by, at=at, message=to.name)
    note("registration.taken_over", taker, before="", by=by, at=at)
    notifications.tell_taken_over(taker, service.expect_calendar(taker, at=at), giver=by.name, at=at)
    tell_given(service.seat_waiting(event, at=at), by=by, at=at)
    return taker

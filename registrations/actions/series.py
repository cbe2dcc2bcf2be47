"""Registering for several dates of a series, or for all of it.

Each date goes through the registration service under its own lock. A series is locked before people, and those
before events: whoever enrols and whoever publishes a date meet at the series, so nobody is left out between them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from accounts.models import User
from audit.actions import record
from common.questions import attach
from events.models import Event, Series
from events.queries import pools_of
from registrations import policies, queries
from registrations.actions.seats import cancel, follow_series, register
from registrations.enums import Refusal
from registrations.exceptions import RegistrationRefused
from registrations.models import Registration, SeriesEnrolment
from registrations.notifications.series import tell_passed


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What came of one date: a place, or why not."""

    event: Event
    registration: Registration | None = None
    refused: RegistrationRefused | None = None


def enrol(*, series: Series, participant: User, pool_kind: str, at: datetime) -> list[Outcome]:
    """Register ``participant`` for every date of ``series`` that is open to them, and for later ones as they come."""
    _enrol(series, participant, pool_kind, at=at)
    dates = queries.open_dates(series, participant, at=at)
    return register_several(events=dates, participant=participant, pool_kind=pool_kind, at=at)


def register_several(*, events: Iterable[Event], participant: User, pool_kind: str, at: datetime) -> list[Outcome]:
    """Register for each of ``events`` by itself; one that can't be does not keep the others from it."""
    outcomes = []
    for event in events:
        pool = queries.pool_for(pools_of(event), pool_kind)
        if pool is None:
            outcomes.append(Outcome(event=event, refused=RegistrationRefused(Refusal.POOL_CLOSED)))
            continue
        try:
            registration = register(event=event, participant=participant, pool=pool, at=at)
        except RegistrationRefused as refused:
            if refused.reason != Refusal.ALREADY_REGISTERED:
                outcomes.append(Outcome(event=event, refused=refused))
        else:
            outcomes.append(Outcome(event=event, registration=registration))
    return outcomes


@transaction.atomic
def lock_enrolled(*, event: Event) -> None:
    """Lock whoever will be registered for ``event``, whose series stands locked, before it is locked itself."""
    assert event.series_id is not None  # noqa: S101  # the caller has seen to it
    ids = list(queries.enrolments(event.series_id).values_list("user", flat=True))
    list(User.objects.lock_all(ids))


@transaction.atomic
def enrol_into(*, event: Event, at: datetime) -> None:
    """Register for ``event`` whoever is registered for its series, in the order in which they came.

    Call with the event locked, and its people before it. Who can't be registered is told why, but not of a date
    that they may not read about.
    """
    assert event.series_id is not None  # noqa: S101  # the caller has seen to it
    if event.has_started(at) or not queries.is_for_the_series(event):
        return
    for enrolment in queries.enrolments(event.series_id):
        if policies.eligibility_refusal(event, enrolment.user):
            continue
        attach([event], "pools", {event.pk: pools_of(event)})  # with what the one before has taken
        pool = queries.pool_for(event.pools.all(), enrolment.pool_kind)
        if pool is None:
            tell_passed(event, enrolment.user, why=Refusal.POOL_CLOSED, about="", at=at)
            continue
        try:
            follow_series(event=event, participant=enrolment.user, pool=pool, at=at)
        except RegistrationRefused as refused:
            if refused.reason not in {Refusal.ALREADY_REGISTERED, Refusal.NO_ACCOUNT}:
                tell_passed(
                    event, enrolment.user, why=refused.reason, about=str(refused.facts.get("subject", "")), at=at
                )


def leave_series(*, series: Series, participant: User, gives_back: bool, at: datetime) -> list[Outcome]:
    """Be registered for later dates no longer; ``gives_back``: and give back what one has of those to come."""
    with transaction.atomic():
        Series.objects.lock(series.pk)
        enrolment = queries.enrolment_of(participant, series)
        if enrolment is not None:
            enrolment.left_at = at
            enrolment.save(update_fields=["left_at"])
            record("series.left", series, by=participant, at=at, scope=series.scope, before={"user": participant.pk})
    if not gives_back:
        return []
    places = Registration.objects.of(participant).live().filter(event__series=series, event__starts_at__gt=at)
    outcomes = []
    for place in places.select_related("event").order_by("event"):
        try:
            outcomes.append(Outcome(event=place.event, registration=cancel(registration=place, by=participant, at=at)))
        except RegistrationRefused as refused:
            outcomes.append(Outcome(event=place.event, refused=refused))
    return outcomes


@transaction.atomic
def _enrol(series: Series, participant: User, pool_kind: str, *, at: datetime) -> None:
    series = Series.objects.lock(series.pk)
    participant = User.objects.lock(participant)
    if not participant.is_active:
        raise RegistrationRefused(Refusal.NO_ACCOUNT)
    if queries.enrolment_of(participant, series) is not None:
        return  # a second click; whatever the first one could not do is tried again
    SeriesEnrolment.objects.create(series=series, user=participant, pool_kind=pool_kind, enrolled_at=at)
    record("series.joined", series, by=participant, at=at, scope=series.scope, after={"seat": pool_kind})

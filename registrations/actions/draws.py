"""The draw of an event's seats: made once, published once."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import F

from accounts.models import User
from audit.actions import Change, record, record_all
from calendars import actions as calendars
from events.models import Event
from events.queries import uids_of
from registrations import drawing, notifications, policies, queries
from registrations.actions import service
from registrations.actions.telling import tell_given
from registrations.drawing import Outcome
from registrations.enums import Refusal, RegistrationStatus
from registrations.exceptions import RegistrationRefused
from registrations.models import Draw, Registration

STAND = f"UPDATE {Registration._meta.db_table} SET queued_at = %s WHERE id = %s"  # noqa: S608, SLF001  # a name of ours


def new_seed() -> str:
    """A seed that nobody can foresee."""
    return secrets.token_hex(32)


@transaction.atomic
def draw(*, event: Event, by: User, at: datetime, seed: str = "") -> Draw:
    """Draw the seats, once. Only the organisers see the result; from now on nobody can change the seed.

    A ``seed`` is given only where the same has to come out each time, as in the demo.
    """
    event = Event.objects.lock(event)
    if reason := policies.draw_refusal(event, queries.draw_of(event), at=at):
        raise RegistrationRefused(reason)
    made = Draw(event=event, seed=seed or new_seed(), drawn_at=at, drawn_by=by)
    _keep(made, at=at)
    made.save(force_insert=True)
    record("draw.made", made, by=by, at=at, scope=event.scope, after=_snapshot(made))
    return made


@transaction.atomic
def publish_draw(*, event: Event, by: User, at: datetime) -> Draw:
    """Give the seats as they were drawn, let all others wait in the order of the draw, and tell everybody.

    Whoever took their request back since the draw is in it no more, which changes nobody else's order.
    """
    event = Event.objects.lock(event)
    found = queries.draw_of(event)
    if reason := policies.publish_draw_refusal(event, found, at=at):
        raise RegistrationRefused(reason)
    assert found is not None  # noqa: S101  # refused otherwise
    # Whoever waits already, put there by the team, has what they may have before the draw begins.
    service.forget_obstacles(event)
    tell_given(service.seat_waiting(event, at=at), by=by, at=at)
    before = _snapshot(found)
    outcome = _keep(found, at=at)
    _line_up(event, outcome, at=at)
    service.seat_waiting(event, at=at, at_once=outcome.order)
    found.published_at, found.published_by = at, by
    found.save(update_fields=["input", "digest", "requests", "seats", "published_at", "published_by"])
    record("draw.published", found, by=by, at=at, scope=event.scope, before=before, after=_snapshot(found))
    _tell_everybody(event, outcome, by=by, at=at)
    return found


def _keep(found: Draw, *, at: datetime) -> Outcome:
    """Note everything that the result follows from; returns the result."""
    lots = queries.lots(found.event, seed=found.seed, at=at)
    outcome = drawing.draw(lots)
    found.input, found.digest = lots.as_json, lots.digest
    found.requests, found.seats = len(outcome.order), len(outcome.pools)
    return outcome


def _line_up(event: Event, outcome: Outcome, *, at: datetime) -> None:
    """Let everybody stand in line in the order of the draw.

    They stand there from the moment at which the time for requests was over: nobody who registers
    while the result is being published comes before them.
    """
    assert event.requests_until is not None  # noqa: S101  # held by event_draw_has_its_end
    requests = Registration.objects.for_event(event).requested()
    requests.update(status=RegistrationStatus.WAITLISTED, waitlisted_at=at, revision=F("revision") + 1)
    # One prepared statement: bulk_update() writes a condition for each row, which takes longer than the draw.
    adapt = connection.ops.adapt_datetimefield_value
    moments = (event.requests_until + timedelta(microseconds=rank) for rank in range(len(outcome.order)))
    with connection.cursor() as cursor:
        cursor.executemany(STAND, list(zip(map(adapt, moments), outcome.order, strict=True)))


def _tell_everybody(event: Event, outcome: Outcome, *, by: User, at: datetime) -> None:
    """Say to everybody where they stand, and to the calendars of those who have a seat what comes."""
    rows = Registration.objects.for_event(event).filter(waitlisted_at=at, requested_at__isnull=False)
    places = {row.pk: row for row in rows.select_related("user")}
    for row in places.values():
        row.event = event
    seated = [places[pk] for pk in outcome.order if places[pk].is_confirmed]
    waiting = [places[pk] for pk in outcome.order if places[pk].is_waiting]
    if {row.pk: row.pool_id for row in seated} != outcome.pools:
        raise RegistrationRefused(Refusal.DRAW_CHANGED)
    _note(event, [*seated, *waiting], by=by, at=at)
    uids = uids_of(event)
    people = [row.participant for row in seated]
    revisions = calendars.expect_all(people=people, wanted=uids, among=uids, at=at)
    notifications.tell_drawn(seated, revisions, at=at)
    ranks = {pk: rank for rank, pk in enumerate(outcome.order, start=1)}
    notifications.tell_not_drawn(waiting, ranks, at=at)


def _note(event: Event, places: Sequence[Registration], *, by: User, at: datetime) -> None:
    before = {"status": RegistrationStatus.REQUESTED}
    changes = [Change(row, before, {"status": row.status, "ending": "", "message": ""}) for row in places]
    record_all("registration.drawn", changes, by=by, at=at, scope=event.scope)


def _snapshot(found: Draw) -> dict[str, object]:
    return {
        "requests": found.requests,
        "seats": found.seats,
        "digest": found.digest,
        "seed_digest": found.seed_digest,
    }

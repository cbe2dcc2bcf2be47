"""Reading a mail that was stored: once, under a lock, in one transaction with all that follows from it."""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from inbox import mime, policies, registry
from inbox.enums import Reason, ReceivedState
from inbox.models import DATES, Received
from inbox.registry import Verdict

ATTEMPTS = 5

logger = logging.getLogger(__name__)


def read_waiting(*, is_over: Callable[[], bool]) -> bool:
    """Read what waits, oldest first, each mail once at most; says whether some is left that was not tried."""
    last = 0
    while (received := Received.objects.waiting().filter(pk__gt=last).first()) is not None:
        if is_over():
            return True
        last = received.pk
        read(received, at=timezone.now())
    return False


def read(received: Received, *, at: datetime) -> None:
    """Read one mail and note what became of it; where that fails nothing has happened, and it is tried again."""
    # Counted before it is read: a mail that ends its reader's process is not read for ever.
    Received.objects.waiting().order_by().filter(pk=received.pk).update(attempts=F("attempts") + 1)
    try:
        with transaction.atomic():
            found = Received.objects.locked().get(pk=received.pk)
            if found.state == ReceivedState.WAITING:
                settle(found, _verdict(found, at=at), at=at)
    except Exception:
        logger.exception("received mail %s can't be read", received.pk)


def settle(received: Received, verdict: Verdict, *, at: datetime) -> None:
    """Bring a mail to a state; the caller holds its row."""
    received.state, received.reason = verdict.state, verdict.reason
    for state, names in DATES.items():
        for name in names:
            setattr(received, name, at if state == verdict.state else None)
    if verdict.about is not None:
        received.about_type = verdict.about._meta.label_lower  # noqa: SLF001  # Django's documented API
        received.about_id = str(verdict.about.pk)
    if received.state == ReceivedState.DROPPED:
        received.raw = None  # nobody reads it any more, and whoever sends rubbish fills no disk with it
    received.scope = verdict.scope or received.scope
    received.facts = {**received.facts, **verdict.facts}
    received.save()
    fields = {"received_id": received.pk, "state": received.state, "reader": received.reader, "reason": received.reason}
    logger.info("received", extra={"fields": fields})


def _verdict(received: Received, *, at: datetime) -> Verdict:
    if received.attempts > ATTEMPTS:
        return Verdict(state=ReceivedState.KEPT, reason=Reason.UNREADABLE)
    mail = mime.read(bytes(received.raw or b""), size=received.size)
    for reader in registry.readers():
        verdict = reader.read(received, mail, at)
        if verdict is not None:
            received.reader = reader.name
            return _bounded(received, verdict)
    return Verdict(state=ReceivedState.DROPPED, reason=Reason.NOBODYS)


def _bounded(received: Received, verdict: Verdict) -> Verdict:
    """The same, unless it would be one of too many that wait for a person."""
    is_kept = verdict.state == ReceivedState.KEPT
    if is_kept and policies.is_enough(received, about=verdict.about, scope=verdict.scope):
        return replace(verdict, state=ReceivedState.DROPPED, reason=Reason.TOO_MANY, facts={})
    return verdict

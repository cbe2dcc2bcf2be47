"""Writing to a group of people in one's own words."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from accounts.models import User
from audit.actions import record
from events.models import Event
from registrations import policies, queries
from registrations.enums import Refusal
from registrations.exceptions import RegistrationRefused
from registrations.models import Circular, Registration
from registrations.notifications import writing as mails
from registrations.notifications.writing import Words


@dataclass(frozen=True, kw_only=True)
class Writing:
    """What is to be sent to whom, how many those were when it was shown, and the ``key`` under which it is sent once."""

    words: Words
    whom: queries.Whom
    number: int
    key: uuid.UUID


@transaction.atomic
def write(*, event: Event, writing: Writing, by: User, at: datetime) -> Circular:
    """Send what was written to everybody who is meant, if they are still as many; sent again, it stays with the first."""
    event, words = Event.objects.lock(event), writing.words
    if sent := Circular.objects.filter(key=writing.key).first():
        return sent
    to = queries.addressees(event, writing.whom)
    number = len(to)
    if reason := policies.write_refusal(event, number=number, at=at):
        raise RegistrationRefused(reason)
    if number != writing.number:
        raise RegistrationRefused(Refusal.OTHER_NUMBER)
    circular = Circular.objects.create(
        key=writing.key,
        event=event,
        written_by=by,
        subject=words.subject,
        text=words.text,
        is_answered_by_author=words.is_answered_by_author,
        recipients=number,
        sent_at=at,
    )
    after = {"circular": circular.pk, "subject": words.subject, "recipients": number}
    record("event.written", event, by=by, at=at, scope=event.scope, after=after)
    mails.send_circular(circular, to)
    return circular


@transaction.atomic
def write_test(*, words: Words, registration: Registration, key: str, by: User, at: datetime) -> None:
    """Send ``words`` to their author, filled in as for whoever ``registration`` is of."""
    if reason := policies.test_refusal(by, at=at):
        raise RegistrationRefused(reason)
    mails.send_test(words, registration, key=key, by=by, at=at)

"""What organisers say in the mails of their event."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from accounts.models import User
from audit.actions import record
from events.models import Event, MailWords
from events.queries import words_of
from outbox.rendering import Own


@transaction.atomic
def set_words(*, event: Event, kind: str, words: Mapping[str, Own], by: User, at: datetime) -> None:
    """Say this in mails of ``kind``, by language; a language that is not there, or says nothing, has our words."""
    Event.objects.lock(event)
    before = words_of(event, kind)
    after = {language: own for language, own in words.items() if own.subject or own.body}
    if before == after:
        return
    MailWords.objects.filter(event=event, kind=kind).delete()
    MailWords.objects.bulk_create(
        MailWords(event=event, kind=kind, language=language, subject=own.subject, body=own.body)
        for language, own in after.items()
    )
    said = {"before": _line(kind, before), "after": _line(kind, after)}
    record("event.words_set", event, by=by, at=at, scope=event.scope, **said)


def _line(kind: str, words: Mapping[str, Own]) -> dict[str, object]:
    return {"kind": kind, **{language: [own.subject, own.body] for language, own in words.items()}}

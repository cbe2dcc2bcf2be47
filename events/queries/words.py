"""What organisers say in the mails of their event."""

from django.utils.translation import get_language

from events.models import Event, MailWords
from outbox.rendering import Own


def own_words(event: Event, kind: str) -> Own | None:
    """What the organisers of ``event`` say in a mail of ``kind``, in the language that is active; None: our words."""
    return words_of(event, kind).get(get_language() or "")


def words_of(event: Event, kind: str) -> dict[str, Own]:
    """The same by language."""
    found = MailWords.objects.filter(event=event, kind=kind)
    return {one.language: Own(one.subject, one.body) for one in found}


def all_words_of(event: Event) -> dict[str, dict[str, Own]]:
    """The same of every kind, by kind and language."""
    found: dict[str, dict[str, Own]] = {}
    for one in sorted(event.mail_words.all(), key=lambda one: (one.kind, one.language)):
        found.setdefault(one.kind, {})[one.language] = Own(one.subject, one.body)
    return found

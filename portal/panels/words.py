"""Whose words the mails of an event have, and how they look."""

from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import Http404
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import Promise

from accounts.models import User
from events.models import Event
from events.queries import all_words_of
from outbox import registry
from outbox.enums import Placeholder
from outbox.registry import Changeable
from outbox.rendering import Mail, Own


@dataclass(frozen=True, kw_only=True)
class Row:
    """One kind of mail, and the languages in which its words are the organisers' own."""

    label: str | Promise
    url: str
    languages: list[str | Promise]


@dataclass(frozen=True, kw_only=True)
class Worded:
    """What may stand in braces in one kind of mail."""

    name: str
    label: str | Promise
    known: tuple[Placeholder, ...]


@dataclass(frozen=True, kw_only=True)
class Look:
    """A mail in one language, with what was typed or else what stands."""

    label: str | Promise
    subject: str
    text: str
    html_url: str


def rows(event: Event) -> list[Row]:
    """Every kind of mail whose words can be changed."""
    own = all_words_of(event)
    return [
        Row(
            label=kind.label,
            url=reverse("workspace-word", args=[event.slug, kind.name]),
            languages=[label for code, label in settings.LANGUAGES if code in own.get(kind.name, {})],
        )
        for kind in registry.kinds()
        if kind.words is not None
    ]


def word_kind(name: str) -> Worded:
    """The kind of that name; nothing else has words that can be changed."""
    known = {kind.name: kind for kind in registry.kinds() if kind.words is not None}
    if name not in known:
        raise Http404
    return Worded(name=name, label=known[name].label, known=_changeable(name).known)


def looks(event: Event, kind: str, reader: User, words: Mapping[str, Own], *, is_typed: bool) -> list[Look]:
    """The mail in each language, with what ``words`` says; ``is_typed``: only for this look."""
    found = []
    for code, label in settings.LANGUAGES:
        mail = sample_of(event, kind, reader, words.get(code), code)
        html_url = reverse("workspace-word-html", args=[event.slug, kind, code]) + ("?typed=1" if is_typed else "")
        found.append(Look(label=label, subject=mail.subject, text=mail.text, html_url=html_url))
    return found


def sample_of(event: Event, kind: str, reader: User, own: Own | None, language: str) -> Mail:
    """The mail to ``reader``, in that language and their zone."""
    with translation.override(language), timezone.override(ZoneInfo(reader.zone)):
        return _changeable(kind).sample(event, reader, own)


def _changeable(name: str) -> Changeable:
    words = registry.kind(name).words
    if words is None:
        raise Http404
    return words

"""Which app writes which kind of mail."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from outbox.enums import Placeholder
from outbox.exceptions import UnknownKind
from outbox.models import Message
from outbox.rendering import Mail

Renderer = Callable[[Message], Mail]


@dataclass(frozen=True)
class Changeable:
    """What organisers may say themselves: with which placeholders, and how it would look to somebody at an event."""

    known: tuple[Placeholder, ...]
    sample: Callable[..., Mail]


@dataclass(frozen=True)
class Kind:
    """A kind of mail: how people call it, and who writes it (nobody, if it is posted ready-made).

    ``words`` where organisers may change what it says.
    """

    name: str
    label: str | Promise
    render: Renderer | None = None
    words: Changeable | None = None


_kinds: dict[str, Kind] = {}


def register(
    name: str, *, label: str | Promise, render: Renderer | None = None, words: Changeable | None = None
) -> None:
    """Say that mails of this kind are written by ``render``. Called when the owning app is ready."""
    _kinds[name] = Kind(name, label, render, words)


def kind(name: str) -> Kind:
    """The kind of that name; raises UnknownKind."""
    try:
        return _kinds[name]
    except KeyError:
        raise UnknownKind(name) from None


def kinds() -> list[Kind]:
    """Every kind, by name."""
    return sorted(_kinds.values(), key=lambda one: one.name)


def label(name: str) -> str:
    """How people call a kind; its own word where nobody knows it any more."""
    return str(_kinds[name].label) if name in _kinds else name


def write(message: Message) -> Mail:
    """What ``message`` says, in the language and zone that are active."""
    render = kind(message.kind).render
    if render is None:
        raise UnknownKind(message.kind)
    return render(message)

"""Which app writes which kind of mail."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from outbox.exceptions import UnknownKind
from outbox.models import Message
from outbox.rendering import Mail

Renderer = Callable[[Message], Mail]


@dataclass(frozen=True)
class Kind:
    """A kind of mail: how people call it, and who writes it."""

    name: str
    label: str | Promise
    render: Renderer


_kinds: dict[str, Kind] = {}


def register(name: str, *, label: str | Promise, render: Renderer) -> None:
    """Say that mails of this kind are written by ``render``. Called when the owning app is ready."""
    _kinds[name] = Kind(name, label, render)


def kind(name: str) -> Kind:
    """The kind of that name; raises UnknownKind."""
    try:
        return _kinds[name]
    except KeyError:
        raise UnknownKind(name) from None


def kinds() -> list[Kind]:
    """Every kind, by name."""
    return sorted(_kinds.values(), key=lambda one: one.name)

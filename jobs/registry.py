"""Which app does which kind of job."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from jobs.exceptions import UnknownKind
from jobs.work import Work

Run = Callable[[Work], None]


@dataclass(frozen=True)
class Kind:
    """A kind of job: how people call it, and what does it."""

    name: str
    label: str | Promise
    run: Run


_kinds: dict[str, Kind] = {}


def register(name: str, *, label: str | Promise, run: Run) -> None:
    """Say that jobs of this kind are done by ``run``. Called when the owning app is ready."""
    _kinds[name] = Kind(name, label, run)


def kind(name: str) -> Kind:
    """The kind of that name; raises UnknownKind."""
    try:
        return _kinds[name]
    except KeyError:
        raise UnknownKind(name) from None


def label(name: str) -> str:
    """How people call a kind; its own word where nobody knows it any more."""
    return str(_kinds[name].label) if name in _kinds else name

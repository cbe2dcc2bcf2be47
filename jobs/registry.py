"""Which app does which kind of job."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from jobs.exceptions import UnknownKind
from jobs.limits import Limits
from jobs.work import Work

Run = Callable[[Work], None]


@dataclass(frozen=True)
class Kind:
    """A kind of job: how people call it, what does it, and how much that may take."""

    name: str
    label: str | Promise
    run: Run
    limits: Limits


_kinds: dict[str, Kind] = {}


def register(name: str, *, label: str | Promise, run: Run, limits: Limits = Limits()) -> None:  # noqa: B008  # it never changes
    """Say that jobs of this kind are done by ``run`` within ``limits``. Called when the owning app is ready."""
    _kinds[name] = Kind(name, label, run, limits)


def kind(name: str) -> Kind:
    """The kind of that name; raises UnknownKind."""
    try:
        return _kinds[name]
    except KeyError:
        raise UnknownKind(name) from None


def label(name: str) -> str:
    """How people call a kind; its own word where nobody knows it any more."""
    return str(_kinds[name].label) if name in _kinds else name


def limits(name: str) -> Limits:
    """What a kind may take; the usual where nobody knows it any more."""
    return _kinds[name].limits if name in _kinds else Limits()

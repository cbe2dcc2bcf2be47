"""Which app does which kind of job."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from jobs.exceptions import UnknownKind
from jobs.limits import Limits
from jobs.models import Job
from jobs.work import Work

Run = Callable[[Work], None]
MayHave = Callable[[Job], bool]


@dataclass(frozen=True)
class Kind:
    """A kind of job: how people call it, what does it, how much that may take, and whether its owner may have its files.

    The last is asked at each download: a right may have ended since.
    """

    name: str
    label: str | Promise
    run: Run
    limits: Limits
    may_have: MayHave


_kinds: dict[str, Kind] = {}


def register(
    name: str,
    *,
    label: str | Promise,
    run: Run,
    limits: Limits = Limits(),  # noqa: B008  # it never changes
    may_have: MayHave = lambda _job: True,
) -> None:
    """Say that jobs of this kind are done by ``run`` within ``limits``. Called when the owning app is ready."""
    _kinds[name] = Kind(name, label, run, limits, may_have)


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


def may_have(job: Job) -> bool:
    """Whether the owner of ``job`` may still have what it has left."""
    return job.kind not in _kinds or _kinds[job.kind].may_have(job)

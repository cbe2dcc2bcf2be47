"""Which app does which kind of job."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

from jobs.exceptions import UnknownKind
from jobs.limits import Limits
from jobs.models import Job
from jobs.work import Work

Run = Callable[[Work], None]
OpenToOwner = Callable[[Collection[Job]], Collection[Job]]


@dataclass(frozen=True)
class Kind:
    """A kind of job: how people call it, what does it, how much that may take, and of which its owner may have the files.

    The last is asked wherever a file is shown or fetched: a right may have ended since.
    """

    name: str
    label: str | Promise
    run: Run
    limits: Limits
    open_to_owner: OpenToOwner


_kinds: dict[str, Kind] = {}


def register(
    name: str,
    *,
    label: str | Promise,
    run: Run,
    limits: Limits = Limits(),  # noqa: B008  # it never changes
    open_to_owner: OpenToOwner = lambda jobs: jobs,
) -> None:
    """Say that jobs of this kind are done by ``run`` within ``limits``. Called when the owning app is ready."""
    _kinds[name] = Kind(name, label, run, limits, open_to_owner)


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


def open_to_owner(jobs: Iterable[Job]) -> set[int]:
    """Which of ``jobs``, by their keys, may still be had by whoever asked for them; each kind is asked once."""
    by_kind: dict[str, list[Job]] = {}
    for job in jobs:
        by_kind.setdefault(job.kind, []).append(job)
    return {
        job.pk
        for name, some in by_kind.items()
        for job in (_kinds[name].open_to_owner(some) if name in _kinds else some)
    }

"""Which kinds of documents there are; each is said in one module below ``documents``."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise

from reports.enums import Refusal, Subject
from reports.seal import Seal

Options = Mapping[str, Any]
PageDone = Callable[[int], object]
PDF = "application/pdf"
JOBS = "reports."


@dataclass(frozen=True, kw_only=True)
class Kind:
    """What makes one kind of document. ``subject``: what it is about; None for the whole organisation.

    ``refusal`` says what stands against it. ``read`` takes the data at a moment, as a frozen dataclass of plain
    values, of which the digest is made. ``draw`` makes the same bytes of the same data, options and seal.
    ``zone``: of the place where it is used; without one, times are on the clocks of whoever asks.
    """

    name: str
    label: str | Promise
    subject: Subject | None
    refusal: Callable[[Any, Options], Refusal | None]
    read: Callable[[Any, Options, datetime], Any]
    draw: Callable[[Any, Options, Seal, PageDone], bytes]
    file_name: Callable[[Any], str]
    pages: Callable[[Any], int]
    zone: Callable[[Any], str] | None = None
    content_type: str = PDF

    @property
    def job(self) -> str:
        """What its jobs are called."""
        return JOBS + self.name.replace("-", "_")


@dataclass(frozen=True, kw_only=True)
class Order:
    """What somebody wants: a kind, what they chose about it, and the language it is to speak."""

    kind: Kind
    options: Options
    language: str


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Say that there is this kind. Called when the app is ready."""
    _kinds[kind.name] = kind


def find(name: str) -> Kind | None:
    """The kind of that name, as it stands in addresses."""
    return _kinds.get(name)


def label(name: str) -> str:
    """How people call a kind; its own word where there is none of that name any more."""
    return str(_kinds[name].label) if name in _kinds else name

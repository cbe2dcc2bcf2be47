"""The one way to write an audit line."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models

from audit.models import Line
from common.changes import Insert

if TYPE_CHECKING:
    from accounts.models import User


AT_ONCE = 1000
_LINES = Insert(Line)


@dataclass(frozen=True)
class Change:
    """What became of one of many rows."""

    about: models.Model
    before: Mapping[str, object] | None
    after: Mapping[str, object] | None
    scope: str = ""  # where it is another one for each


def record(
    verb: str,
    about: models.Model,
    *,
    by: "User | None",
    at: datetime,
    scope: str = "",
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
) -> Line:
    """Note that ``by`` did ``verb`` to ``about``, in the transaction of the change itself."""
    line = _line(verb, Change(about, before, after), by=by, at=at, scope=scope)
    _LINES.write([line])
    return line


def record_all(verb: str, changes: Iterable[Change], *, by: "User | None", at: datetime, scope: str = "") -> None:
    """Note that ``by`` did ``verb`` to many rows at once, one line for each."""
    lines = [_line(verb, change, by=by, at=at, scope=change.scope or scope) for change in changes]
    _LINES.write(lines, at_once=AT_ONCE)


def _line(verb: str, change: Change, *, by: "User | None", at: datetime, scope: str = "") -> Line:
    return Line(
        verb=verb,
        about_type=change.about._meta.label_lower,  # noqa: SLF001  # Django's documented API
        about_id=str(change.about.pk),
        scope=scope,
        by=by,
        at=at,
        before=change.before,
        after=change.after,
    )

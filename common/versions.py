"""Which version of a row somebody has seen, so that two who change it at once don't undo each other's work."""

from collections.abc import Iterable, Sequence
from hashlib import sha256

from django.db.models import Model


def version(row: Model, names: Iterable[str], *, also: Sequence[object] = ()) -> str:
    """A short text that changes with every change of these fields; it goes through a form and back.

    ``also``: what belongs to the row and does not stand in it.
    """
    fields = [row._meta.get_field(name).attname for name in sorted(names)]  # type: ignore[union-attr]  # noqa: SLF001  # Django's documented API
    said = repr([*((name, str(getattr(row, name))) for name in fields), *map(str, also)])
    return sha256(said.encode()).hexdigest()[:16]

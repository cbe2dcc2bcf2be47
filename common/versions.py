"""Which version of a row somebody has seen, so that two who change it at once don't undo each other's work."""

from collections.abc import Iterable
from hashlib import sha256

from django.db.models import Model


def version(row: Model, names: Iterable[str]) -> str:
    """A short text that changes with every change of these fields; it goes through a form and back."""
    fields = [row._meta.get_field(name).attname for name in sorted(names)]  # type: ignore[union-attr]  # noqa: SLF001  # Django's documented API
    said = repr([(name, str(getattr(row, name))) for name in fields])
    return sha256(said.encode()).hexdigest()[:16]

"""The one way to write an audit line."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models

from audit.models import Line

if TYPE_CHECKING:
    from accounts.models import User


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
    return Line.objects.create(
        verb=verb,
        about_type=about._meta.label_lower,  # noqa: SLF001  # Django's documented API
        about_id=str(about.pk),
        scope=scope,
        by=by,
        at=at,
        before=before,
        after=after,
    )

"""Questions about audit lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from audit.models import Line  # noqa: F401  # the base class names it


class LineQuerySet(models.QuerySet["Line"]):
    """Audit lines."""

    def about(self, thing: models.Model) -> LineQuerySet:
        """Lines about one row."""
        return self.filter(about_type=thing._meta.label_lower, about_id=str(thing.pk))  # noqa: SLF001  # Django's documented API

    def in_scope(self, scope: str) -> LineQuerySet:
        """Lines of one scope, newest first."""
        return self.filter(scope=scope).order_by("-at", "-pk")

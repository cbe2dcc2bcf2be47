"""Questions about audit lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models

from audit.enums import Part

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

    def with_part(self) -> LineQuerySet:
        """Each with what it is about as ``part``; what nothing else is, is about the event."""
        others = [part for part in Part if part != Part.EVENT]
        cases = [models.When(verb__startswith=f"{part}.", then=models.Value(part.value)) for part in others]
        default = models.Value(Part.EVENT.value)
        part: dict[str, Any] = {"part": models.Case(*cases, default=default, output_field=models.CharField())}
        return self.annotate(**part)

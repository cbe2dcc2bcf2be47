"""Questions about mails that came."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import models

from inbox.enums import ReceivedState

if TYPE_CHECKING:
    from inbox.models import Received  # noqa: F401  # the base class names it

BYTES_KEPT = timedelta(days=7)  # of what is done with
LOOKED_AT_WITHIN = timedelta(days=60)  # then even what nobody has looked at goes


class ReceivedQuerySet(models.QuerySet["Received"]):
    """Mails that came."""

    def waiting(self) -> ReceivedQuerySet:
        """Those that nobody has read, oldest first."""
        return self.filter(state=ReceivedState.WAITING).order_by("pk")

    def to_look_at(self) -> ReceivedQuerySet:
        """Those that wait for a person, newest first."""
        return self.filter(state=ReceivedState.KEPT).order_by("-received_at", "-pk")

    def about(self, thing: models.Model) -> ReceivedQuerySet:
        """Those about this one thing."""
        return self.filter(about_type=thing._meta.label_lower, about_id=str(thing.pk))  # noqa: SLF001  # Django's documented API

    def in_scope(self, scope: str) -> ReceivedQuerySet:
        """Those about one thing."""
        return self.filter(scope=scope)

    def to_look_at_by_scope(self, scopes: Iterable[str]) -> dict[str, int]:
        """How many wait for a person, by what they are about."""
        rows = self.to_look_at().order_by().filter(scope__in=list(scopes)).values_list("scope")
        return dict(rows.annotate(number=models.Count("pk")))

    def locked(self) -> ReceivedQuerySet:
        """The same rows, held until the transaction ends."""
        return self.select_for_update().order_by("pk")

    def with_needless_bytes(self, *, at: datetime) -> ReceivedQuerySet:
        """Those that are done with and whose text nobody needs any more."""
        ended = models.Q(done_at__lte=at - BYTES_KEPT) | models.Q(dropped_at__lte=at - BYTES_KEPT)
        return self.filter(ended, raw__isnull=False)

    def outlived(self, *, at: datetime) -> ReceivedQuerySet:
        """Those that are to be forgotten altogether."""
        return self.filter(received_at__lte=at - LOOKED_AT_WITHIN).exclude(state=ReceivedState.WAITING)

"""Questions about what is handed out."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce, Concat, RowNumber

from events.enums import EventState, MaterialAudience, ShownFrom
from events.querysets.rows import rows_of

if TYPE_CHECKING:
    from events.models import Event, Material  # noqa: F401  # the base class names it

Ids = models.QuerySet[Any, Any]
SAME: dict[str, Any] = {"partition_by": [F("event__series"), F("kind"), F("title"), F("said")]}


class MaterialQuerySet(models.QuerySet["Material"]):
    """What is handed out."""

    def for_event(self, event: Event) -> MaterialQuerySet:
        """That of one event, in the order in which it was brought, with all versions, newest first."""
        return self.filter(event=event).with_versions().order_by("added_at", "pk")

    def with_versions(self) -> MaterialQuerySet:
        """Each with its versions, newest first, and who brought them."""
        versions = rows_of("MaterialVersion").select_related("by_user", "by_guest").order_by("-number")
        return self.select_related("event", "session").prefetch_related(models.Prefetch("versions", versions))

    def shown(self, *, seen: Ids, seated: Ids, at: datetime) -> MaterialQuerySet:
        """What is shown at ``at`` to somebody who may read about the events ``seen`` and has a seat at ``seated``."""
        open_to_all = Q(visible=MaterialAudience.ALL, event__in=seen)
        open_to_seated = Q(visible=MaterialAudience.CONFIRMED, event__in=seated)
        times: dict[str, Any] = {
            "begins": Coalesce("session__starts_at", "event__starts_at"),
            "finishes": Coalesce("session__ends_at", "event__ends_at"),
        }
        is_time = Q(shown_from=ShownFrom.NOW) | Q(shown_from=ShownFrom.START, begins__lte=at)
        is_time |= Q(shown_from=ShownFrom.END, finishes__lte=at)
        published = self.exclude(event__state=EventState.DRAFT)
        return published.alias(**times).filter(open_to_all | open_to_seated, is_time)

    def open_to(self, *, seen: Ids, seated: Ids, own: Ids, at: datetime) -> MaterialQuerySet:
        """What somebody may open who besides runs or teaches at the events ``own``, whatever is shown to others."""
        shown = self.shown(seen=seen, seated=seated, at=at)
        return self.filter(Q(pk__in=shown.values("pk")) | Q(event__in=own))

    def once_a_series(self) -> MaterialQuerySet:
        """What is the same at several dates of a series only once, at the last of them."""
        repeated: Any = self._in_series().filter(nth__gt=1).values("pk")
        return self.exclude(pk__in=repeated)

    def dates_each(self) -> Any:
        """Ids of what is the same at several dates of a series, as once_a_series() leaves it, and at how many it is."""
        counted = self._in_series(dates=models.Window(models.Count("pk"), **SAME))
        return counted.filter(nth=1, dates__gt=1).values_list("pk", "dates")

    def _in_series(self, **counted: models.Window) -> Any:
        newest = rows_of("MaterialVersion", material=models.OuterRef("pk")).order_by("-number")
        said = newest.values(said=Concat("sha256", "url", "text", output_field=models.TextField()))[:1]
        nth = models.Window(RowNumber(), order_by=["-event__starts_at", "-pk"], **SAME)
        found: Any = self.filter(event__series__isnull=False).order_by().annotate(said=models.Subquery(said))
        return found.annotate(nth=nth, **counted)

    def newer_than(self, at: datetime | None) -> MaterialQuerySet:
        """What was brought or renewed since ``at``; everything where that is None."""
        return self if at is None else self.filter(pk__in=rows_of("MaterialVersion", at__gt=at).values("material"))

    def listed(self, *, known: Collection[Ids]) -> MaterialQuerySet:
        """That of events which may stand in a list, and of those ``known`` to whoever reads it."""
        # As EventQuerySet.listed() has it, of each event by itself: a list of all of them would be read first.
        allowed = Q(event__archived_at=None, event__is_unlisted=False)
        for ids in known:
            allowed |= Q(event__in=ids)
        return self.filter(allowed)

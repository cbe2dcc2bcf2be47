"""What stands at the head of every page, for administrators alone: that a part has stopped."""

from datetime import datetime

from django.core.cache import caches
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from jobs.models import Heartbeat
from jobs.queries import SILENT_AFTER

KEPT_FOR = 30  # seconds, in each process: a page of theirs asks seldom, everybody else's never


def trouble(_request: HttpRequest) -> dict[str, object]:
    """``parts_in_trouble``: whether mail or documents are held up; asked only by the page that wants to know."""
    return {"parts_in_trouble": SimpleLazyObject(_remembered)}


def _remembered() -> list[str]:
    found: list[str] | None = caches["queue"].get_or_set("trouble", lambda: in_trouble(at=timezone.now()), KEPT_FOR)
    return found or []


def in_trouble(*, at: datetime) -> list[str]:
    """The clusters that are silent, or that say what is in their way."""
    hearts = Heartbeat.objects.order_by("cluster")
    return [heart.cluster for heart in hearts if heart.trouble or at - heart.beat_at > SILENT_AFTER]

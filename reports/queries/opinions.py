"""What a document about feedback reads: what the page of results shows, and no more."""

from datetime import datetime

from events.models import Event
from events.queries import zone_of
from feedback import panels
from reports.opinions import MOST_TEXTS, Asked, Opinions, Said


def opinions(event: Event, *, at: datetime) -> Opinions:
    """The results of ``event``, in the active language; call only where they are shown."""
    shown = panels.results(event, at=at)
    if event.starts_at is None or event.ends_at is None or shown.stage != "shown":
        raise ValueError("only an event that was can have results")
    return Opinions(
        title=event.title,
        slug=event.slug,
        zone=zone_of(event),
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        invited=shown.invited,
        answered=shown.answered,
        rating=shown.rating.mean if shown.rating else None,
        score=shown.score,
        asked=tuple(_asked(scale) for scale in shown.scales),
        said=tuple(_said(words) for words in shown.words),
        taken_at=at,
    )


def has_opinions(event: Event, *, at: datetime) -> bool:
    """Whether there are results to be shown."""
    return panels.results(event, at=at).stage == "shown"


def _asked(scale: panels.Scale) -> Asked:
    return Asked(
        title=scale.full_title,
        counts=tuple(zip(scale.names, scale.counts, strict=True)) if scale.is_enough else (),
        total=scale.total,
        mean=scale.mean,
        spread=scale.spread,
        score=scale.score,
    )


def _said(words: panels.Words) -> Said:
    return Said(
        title=words.full_title,
        texts=words.texts[:MOST_TEXTS],
        number=len(words.texts),
        is_enough=words.is_enough,
    )

"""Writing to a group of people: who is meant, how it reads, and what was written before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Count
from django.utils import timezone, translation
from django.utils.safestring import SafeString

from common.markdown import to_html
from common.placeholders import fill
from events.models import Event
from outbox.enums import ARRIVED, OPEN, UNDELIVERED, Placeholder
from outbox.models import Message
from registrations.forms import WhomForm, WordsForm
from registrations.models import Circular, Registration
from registrations.notifications.writing import Words, shown_values

NAMED = 12
CIRCULAR = Circular._meta.label_lower  # noqa: SLF001  # Django's documented API


@dataclass(frozen=True, kw_only=True)
class Preview:
    """How it reads for one of them."""

    name: str
    subject: str
    html: SafeString
    text: str


@dataclass(frozen=True, kw_only=True)
class WritingPage:
    """What the page shows."""

    whom: WhomForm
    form: WordsForm
    to: Sequence[Registration]
    preview: Preview | None = None
    asks: bool = False

    @property
    def number(self) -> int:
        """How many are meant."""
        return len(self.to)

    @property
    def names(self) -> list[str]:
        """The first of them."""
        return [one.participant.name for one in self.to[:NAMED]]

    @property
    def more(self) -> int:
        """How many are meant besides."""
        return max(self.number - NAMED, 0)

    @property
    def placeholders(self) -> list[tuple[str, str]]:
        """What may stand in braces, and what it stands for."""
        return [(f"{{{one.value}}}", str(one.label)) for one in Placeholder]


def preview_of(words: Words, registration: Registration, *, at: datetime) -> Preview:
    """As whoever ``registration`` is of reads it, in their language and zone."""
    person = registration.participant
    with timezone.override(ZoneInfo(person.zone)), translation.override(person.language):
        values = shown_values(registration, at=at)
    return Preview(
        name=person.name,
        subject=fill(words.subject, values),
        html=to_html(words.text, values=values),
        text=fill(words.text, values),
    )


@dataclass(frozen=True, kw_only=True)
class Written:
    """One mail to a group, and what became of it."""

    circular: Circular
    arrived: int
    waiting: int
    undelivered: int

    @property
    def subject(self) -> str:
        """Its subject, as far as that was the same for all."""
        return fill(self.circular.subject, self._same_for_all)

    @property
    def html(self) -> SafeString:
        """What was written; what was filled in for each stands in braces."""
        return to_html(self.circular.text, values=self._same_for_all)

    @property
    def _same_for_all(self) -> dict[str, str]:
        return {Placeholder.EVENT: self.circular.event.title}


def written_about(event: Event) -> list[Written]:
    """Everything that was written to people of ``event``, newest first."""
    circulars = list(event.circulars.select_related("event", "written_by").order_by("-sent_at", "-pk"))
    counts: dict[tuple[str, str], int] = {}
    if circulars:
        ids = [str(circular.pk) for circular in circulars]
        found = Message.objects.filter(about_type=CIRCULAR, about_id__in=ids)
        rows = found.order_by().values_list("about_id", "state").annotate(number=Count("pk"))
        counts = {(about, state): number for about, state, number in rows}
    return [
        Written(
            circular=one,
            arrived=sum(counts.get((str(one.pk), state), 0) for state in ARRIVED),
            waiting=sum(counts.get((str(one.pk), state), 0) for state in OPEN),
            undelivered=sum(counts.get((str(one.pk), state), 0) for state in UNDELIVERED),
        )
        for one in circulars
    ]

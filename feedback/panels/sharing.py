"""What comes after the results: the reply to everybody, and what those who taught read about themselves."""

from dataclasses import dataclass
from datetime import datetime

from accounts.models import Guest, User
from events.models import Event
from events.queries import reachable, speakers_of
from feedback import queries
from feedback.forms import SharingForm
from feedback.models import Form, Reply, Sharing
from feedback.panels.results import Scale, Words, answers_to
from feedback.queries import Overall


@dataclass(frozen=True, kw_only=True)
class NextSteps:
    """What organisers do once a form is closed, and what of it is done. ``speakers``: whom something is about."""

    reply: Reply | None
    sharing: Sharing | None
    sharing_form: SharingForm
    speakers: tuple[str, ...]
    is_shareable: bool


def next_steps(form: Form, *, is_shown: bool) -> NextSteps:
    """Where the closed ``form`` stands, ``is_shown``: with results; sharing is not offered where nobody who taught can be reached."""
    sharing = Sharing.objects.select_related("shared_by").filter(form=form).first()
    readers = queries.readers_of(form, with_rating=True) if is_shown else []
    return NextSteps(
        reply=Reply.objects.filter(form=form).first(),
        sharing=sharing,
        sharing_form=SharingForm(initial={"with_rating": sharing.with_rating if sharing else False}),
        speakers=tuple(one.person.name for one in readers if one.is_asked_about),
        is_shareable=bool(readers),
    )


@dataclass(frozen=True, kw_only=True)
class SpeakerResults:
    """What somebody who taught reads: what was asked about them, and the overall rating where it is shared."""

    event: Event
    shared_at: datetime
    answered: int
    scales: tuple[Scale, ...]
    words: tuple[Words, ...]
    rating: Overall | None


def speaker_results(event: Event, person: User | Guest) -> SpeakerResults | None:
    """What is shared with ``person`` about ``event``; None where that is nothing."""
    form = Form.objects.for_event(event).filter(sharing__isnull=False).select_related("sharing", "answered").first()
    if form is None or not queries.is_shown(form):
        return None
    rating = queries.overall(form) if form.sharing.with_rating else None
    about = queries.questions_about(form, person)
    if not (about or (rating and person in reachable(speakers_of(event)))):
        return None
    scales, words = answers_to(form, about, queries.heaps_of(form))
    return SpeakerResults(
        event=event,
        shared_at=form.sharing.shared_at,
        answered=len(form.answered.people),
        scales=scales,
        words=words,
        rating=rating,
    )


def reads_results(event: Event, person: User | Guest) -> bool:
    """Whether anything is shared with ``person``; asked of few, since little is shared."""
    is_shared = Form.objects.for_event(event).filter(sharing__isnull=False).exists()
    return is_shared and speaker_results(event, person) is not None

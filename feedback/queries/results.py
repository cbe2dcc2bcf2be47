"""What people said, and who reads it."""

from collections.abc import Mapping
from dataclasses import dataclass

from accounts.models import Guest, User
from common import crowds
from events.models import Engagement, Speaker
from events.queries import reachable, speakers_of
from feedback import tally
from feedback.models import Form
from feedback.questionnaire import overall_question
from feedback.questions import Question as Written


def is_shown(form: Form) -> bool:
    """Whether anything of the answers may be seen: nothing can be added any more, and there are enough."""
    return form.is_closed and crowds.is_enough(len(form.answered.people))


def shown_texts(form: Form, heaps: Mapping[str, tally.Heap]) -> dict[str, tuple[str, ...]]:
    """The texts in ``heaps`` that may be seen once anything of ``form`` may, by question.

    Whoever is asked because of an answer has given that answer: a few texts would tell how their writers rated.
    """
    return {
        question.key: heaps[question.key].texts
        for question in form.asked
        if question.is_text and (question.condition is None or crowds.is_enough(len(heaps[question.key].texts)))
    }


@dataclass(frozen=True)
class Overall:
    """What an event was rated, all in all: by how many, and up to what."""

    mean: float
    high: int
    number: int


def overall(form: Form) -> Overall | None:
    """What people said of the event as a whole; None where that may not be shown, or was not asked."""
    question = overall_question(form.asked)
    if question is None or not is_shown(form):
        return None
    found = tally.figures(question, form.boxes.get(question=question.key, cell="").tally)
    if found.mean is None or not crowds.is_enough(found.total):
        return None
    return Overall(mean=found.mean, high=question.high, number=found.total)


def heaps_of(form: Form) -> dict[str, tally.Heap]:
    """What all answers come to, by question."""
    return {box.question: box.heap for box in form.boxes.filter(cell="")}


def questions_about(form: Form, person: User | Guest) -> list[Written]:
    """What was asked about ``person``, who taught there."""
    keys = _parts(form).get((isinstance(person, Guest), person.pk), set())
    return [question for question in form.asked if question.speaker in keys]


def _parts(form: Form) -> dict[tuple[bool, int], set[int]]:
    """What each person who taught is asked about by: whether they are a guest, their key, and their parts."""
    found: dict[tuple[bool, int], set[int]] = {}
    parts = Speaker.objects.filter(session__event=form.event_id).values_list("pk", "user", "guest")
    for part, user, guest in parts:
        found.setdefault((guest is not None, guest or user), set()).add(part)
    return found


@dataclass(frozen=True)
class Reader:
    """Somebody who taught and can be shown what was said: a colleague, or a guest by the link they have."""

    person: User | Guest
    engagement: Engagement | None
    is_asked_about: bool


def readers_of(form: Form, *, with_rating: bool) -> list[Reader]:
    """Those who read something where ``form`` is shared."""
    with_rating = with_rating and overall(form) is not None
    parts, about = _parts(form), {question.speaker for question in form.asked}
    links = {one.guest_id: one for one in Engagement.objects.for_event(form.event).filter(guest__isnull=False)}
    found = []
    for person in reachable(speakers_of(form.event)):
        is_guest = isinstance(person, Guest)
        is_asked_about = bool(about & parts.get((is_guest, person.pk), set()))
        link = links.get(person.pk) if is_guest else None
        if (link or not is_guest) and (with_rating or is_asked_about):
            found.append(Reader(person, link, is_asked_about))
    return found

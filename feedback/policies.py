"""May this happen to a form? The first reason against it, or None."""

from datetime import datetime

from accounts.models import Department, User
from events.models import Event
from events.queries import departments_to_keep_for
from feedback import noting, queries, unrolling
from feedback.enums import Occasion, Refusal, ReplyRefusal, ResultRefusal, SharingRefusal, WritingRefusal
from feedback.models import Form, QuestionSet, Reply
from feedback.questions import Question


def answer_refusal(form: Form, *, person: User, at: datetime) -> Refusal | None:
    """Why ``person`` can't answer ``form``; certain only while the form is locked."""
    if not form.invited.filter(user=person).exists():
        return Refusal.NOT_ASKED
    if queries.has_answered(form, person):
        return Refusal.ALREADY_ANSWERED
    if not form.takes_answers(at):
        return Refusal.CLOSED
    return None


def may_intend(form: Form, person: User) -> bool:
    """Whether ``person`` may note what they want to do: they are asked right after the event, and will be again."""
    is_time = form.event.has_follow_up and not form.is_later and not form.is_closed
    return is_time and form.invited.filter(user=person).exists()


def is_to_come(event: Event, *, at: datetime) -> bool:
    """Whether people will still be asked about ``event``, if anybody was there."""
    return not event.is_cancelled and (event.ends_at is None or event.ends_at > at - queries.TOO_LATE_AFTER)


def is_to_follow(event: Event, occasion: Occasion, *, at: datetime) -> bool:
    """Whether people will still be asked later what came of ``event``."""
    latest = queries.LATER[occasion] + queries.LATE
    is_in_time = event.ends_at is None or event.ends_at > at - latest
    return event.has_follow_up and not event.is_cancelled and is_in_time


def may_open(event: Event, occasion: Occasion = Occasion.AFTER, *, at: datetime) -> bool:
    """Whether people may be asked about ``event`` now: it is over, not too long ago, and was not asked about."""
    if occasion is Occasion.AFTER:
        is_due = event.is_over(at) and is_to_come(event, at=at)
    else:
        is_due = event.has_follow_up and queries.is_time_to_ask(event, occasion, at=at)
    return event.is_published and is_due and not Form.objects.for_event(event, occasion).exists()


def writing_refusal(event: Event) -> WritingRefusal | None:
    """Why nobody can change what ``event`` will ask."""
    if Form.objects.for_event(event).exists():
        return WritingRefusal.ASKED_ALREADY
    return WritingRefusal.CANCELLED if event.is_cancelled else None


def questions_refusal(event: Event, questions: list[Question]) -> WritingRefusal | None:
    """Why ``questions`` can't be what ``event`` asks."""
    if not any(question.is_answered for question in questions):
        return WritingRefusal.LAST
    sessions, speakers = queries.subjects(event)
    flaw = unrolling.flaw(questions, sessions=len(sessions), speakers=len(speakers))
    return WritingRefusal(flaw) if flaw else None


def note_refusal(form: Form, *, question: str, digest: str) -> ResultRefusal | None:
    """Why nothing can be noted about a text."""
    if not queries.is_shown(form):
        return ResultRefusal.NOT_SHOWN
    texts = queries.shown_texts(form, queries.heaps_of(form)).get(question, ())
    return None if digest in {noting.digest(text) for text in texts} else ResultRefusal.NO_SUCH_TEXT


def reply_refusal(form: Form, reply: Reply | None) -> ReplyRefusal | None:
    """Why nobody can write, or send, what everybody is answered; ``reply``: what is written so far."""
    if not form.is_closed:
        return ReplyRefusal.NOT_CLOSED
    return ReplyRefusal.SENT_ALREADY if reply and reply.is_sent else None


def sharing_refusal(form: Form, *, with_rating: bool) -> SharingRefusal | None:
    """Why nothing of ``form`` can be shared with those who taught."""
    if not queries.is_shown(form):
        return SharingRefusal.NOT_SHOWN
    return None if queries.readers_of(form, with_rating=with_rating) else SharingRefusal.NOBODY


def set_refusal(
    department: Department | None, name: str, *, by: User, kept: QuestionSet | None = None
) -> WritingRefusal | None:
    """Why ``by`` can't keep a set called ``name`` for ``department``, None being all; ``kept``: the one that is renamed."""
    if kept is None and not _may_keep_for(department, by):
        return WritingRefusal.ELSEWHERE
    others = QuestionSet.objects.filter(department=department, name__iexact=name)
    if kept is not None:
        others = others.exclude(pk=kept.pk)
    return WritingRefusal.NAMED if others.exists() else None


def _may_keep_for(department: Department | None, by: User) -> bool:
    if department is None:
        return by.is_staff
    return departments_to_keep_for(by).filter(pk=department.pk).exists()

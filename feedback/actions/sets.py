"""Sets of questions that departments keep: made of what an event asks, renamed, worded, removed."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F

from accounts.models import Department, User
from audit.actions import record
from events.models import Event
from feedback import policies, queries
from feedback.enums import WritingRefusal
from feedback.exceptions import WritingRefused
from feedback.models import QuestionSet
from feedback.questions import Wording, to_json
from feedback.taking import worded


@transaction.atomic
def keep_set(*, event: Event, department: Department | None, name: str, by: User, at: datetime) -> QuestionSet:
    """Keep what ``event`` asks for ``department`` and those below it; for everybody where it is None."""
    if reason := policies.set_refusal(department, name, by=by):
        raise WritingRefused(reason)
    questions, _version = queries.written(event)
    kept = QuestionSet(name=name, department=department, questions=to_json(questions), made_by=by, made_at=at)
    with _named_once():
        kept.save()
    said = {"name": name, "department": department.key if department else ""}
    record("feedback.set_kept", kept, by=by, at=at, scope=event.scope, after=said | {"questions": kept.questions})
    return kept


@transaction.atomic
def change_set(  # what is changed, as it was seen
    *, kept: QuestionSet, name: str, wordings: Mapping[str, Mapping[str, Wording]], version: int, by: User, at: datetime
) -> None:
    """Call it ``name``, and word its questions as ``wordings`` says; events that have taken it keep their copies."""
    if reason := policies.set_refusal(kept.department, name, by=by, kept=kept):
        raise WritingRefused(reason)
    before = {"name": kept.name, "questions": kept.questions}
    questions = to_json(worded(question, wordings.get(question.key, {})) for question in kept.written)
    # Asked and written in one statement: of two who saw the same version, one is told.
    seen = QuestionSet.objects.filter(pk=kept.pk, version=version)
    with _named_once():
        is_written = seen.update(name=name, questions=questions, version=F("version") + 1)
    if not is_written:
        raise WritingRefused(WritingRefusal.CHANGED_MEANWHILE)
    record("feedback.set_changed", kept, by=by, at=at, before=before, after={"name": name, "questions": questions})


@transaction.atomic
def remove_set(*, kept: QuestionSet, by: User, at: datetime) -> None:
    """Keep a set no longer; what was taken from it stays."""
    before = {"name": kept.name, "department": kept.department.key if kept.department else ""}
    record("feedback.set_removed", kept, by=by, at=at, before=before | {"questions": kept.questions})
    kept.delete()


@contextmanager
def _named_once() -> Iterator[None]:
    """Say it where somebody took the name at the same moment."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError:
        raise WritingRefused(WritingRefusal.NAMED) from None

"""What the team notes about a text, once nothing can be added to what was answered.

The history says that something was hidden and why, never the text itself: the team reads it too.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from accounts.models import User
from audit.actions import record
from feedback import policies
from feedback.enums import ResultRefusal
from feedback.exceptions import ResultRefused
from feedback.models import Form, TextNote


@transaction.atomic
def tag_text(*, form: Form, text: tuple[str, str], tags: Sequence[str], by: User, at: datetime) -> None:
    """Give a text, named by its question and digest, these tags and no others."""
    note = _locked(form, text)
    if note.is_hidden:
        raise ResultRefused(ResultRefusal.HIDDEN)
    before = note.tags
    note.tags = list(tags)
    _keep(note, verb="feedback.text_tagged", by=by, at=at, before={"tags": before}, after={"tags": note.tags})


@transaction.atomic
def hide_text(*, form: Form, text: tuple[str, str], reason: str, by: User, at: datetime) -> None:
    """Take a text out of everybody's sight but that of administrators, who read the reason too."""
    note = _locked(form, text)
    if note.is_hidden:
        raise ResultRefused(ResultRefusal.HIDDEN)
    note.hidden_at, note.hidden_by, note.hidden_because = at, by, reason
    _keep(note, verb="feedback.text_hidden", by=by, at=at, before={}, after={"reason": reason})


@transaction.atomic
def show_text(*, form: Form, text: tuple[str, str], by: User, at: datetime) -> None:
    """Let everybody read again what was hidden."""
    note = _locked(form, text)
    if not note.is_hidden:
        return
    before = {"reason": note.hidden_because}
    note.hidden_at, note.hidden_by, note.hidden_because = None, None, ""
    _keep(note, verb="feedback.text_shown", by=by, at=at, before=before, after={})


def _locked(form: Form, text: tuple[str, str]) -> TextNote:
    """The note on a text, kept or not, with its form locked: two who note at once do not lose one of their notes."""
    form = Form.objects.lock(form)
    question, digest = text
    if reason := policies.note_refusal(form, question=question, digest=digest):
        raise ResultRefused(reason)
    named = {"form": form, "question": question, "digest": digest}
    return TextNote.objects.filter(**named).select_related("form__event").first() or TextNote(**named)


def _keep(  # a line of the history has that many parts
    note: TextNote, *, verb: str, by: User, at: datetime, before: Mapping[str, object], after: Mapping[str, object]
) -> None:
    form = note.form
    record(verb, form, by=by, at=at, scope=form.event.scope, before=dict(before), after=dict(after))
    if note.tags or note.is_hidden:
        note.save()
    elif note.pk:
        note.delete()

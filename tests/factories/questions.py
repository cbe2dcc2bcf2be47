"""Questions to whoever registers, and their answers, through their own actions."""

from datetime import datetime

from events import actions as events
from events.drafts import QuestionDraft
from events.models import Event, RegistrationQuestion
from registrations import actions, queries
from registrations.forms import AnswersForm
from registrations.models import Registration
from tests.factories.accounts import make_user
from tests.factories.events import NOW, main_pool


def ask(event: Event, kind: str = "short", *, at: datetime = NOW, **values: object) -> RegistrationQuestion:
    values.setdefault("label", f"About {kind}")
    if kind in {"choice", "choices"}:
        values.setdefault("added", ("Meat", "Fish", "Neither"))
    owner = event.roles.get(kind="owner").user
    question = events.add_question(event=event, draft=QuestionDraft(kind=kind, **values), by=owner, at=at)
    event.refresh_from_db()
    return question


def filled(
    event: Event, values: dict | None = None, files: dict | None = None, told: str | None = None, **kwargs
) -> AnswersForm:
    """The form as somebody sends it; ``values`` by kind of question; ``told``: what the page said those who teach read."""
    questions = queries.asked(event, "room")
    told = ",".join(str(one.pk) for one in questions if one.is_for_speakers) if told is None else told
    names = {question.kind: f"question-{question.pk}" for question in questions}
    data = {names[kind]: value for kind, value in (values or {}).items()} | {"told": told}
    sent_files = {names[kind]: value for kind, value in (files or {}).items()}
    return AnswersForm(data, sent_files, questions=questions, **kwargs)


def answer(event: Event, values: dict, person=None, *, at: datetime = NOW, **kwargs) -> Registration:
    form = filled(event, values, **kwargs)
    assert form.errors == {}
    who = {"participant": person or make_user(), "pool": main_pool(event)}
    return actions.register_answering(event=event, given=form.given, at=at, **who)


def said(registration: Registration) -> dict[str, object]:
    return {one.question.kind: one.said for one in queries.answers_of(registration).values()}

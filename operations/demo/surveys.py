"""What people thought of many events: forms as opening, answering, reminding and closing would have left them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random

from django.conf import settings

from events.models import Event
from feedback import tally
from feedback.enums import FormState
from feedback.models import Answered, Box, Form, Invited
from feedback.querysets import BEFORE_END
from feedback.questionnaire import default_questions
from feedback.questions import Answer, to_json
from operations.demo import opinions
from operations.demo.company import BATCH


@dataclass(frozen=True)
class Survey:
    """Who is asked about an event, and since when."""

    event: Event
    asked: list[int]
    opened_at: datetime


def write_surveys(surveys: Sequence[Survey], *, at: datetime) -> None:
    """Write their forms, whom they ask and what was answered."""
    questions = default_questions()
    forms = Form.objects.bulk_create([_form(survey, to_json(questions), at=at) for survey in surveys])
    boxes, answered = [], []
    for form, survey in zip(forms, surveys, strict=True):
        chance = Random(survey.event.slug)
        people = [person for person in survey.asked if chance.random() < _share(survey, at=at)]
        heaps = {question.key: tally.empty(question) for question in questions}
        for _person in people:
            for key, answer in _answers(chance).items():
                heaps[key] = tally.put(heaps[key], answer)
        form.is_frozen = bool(people)
        answered.append(Answered(form=form, people=people))
        boxes += [
            Box(form=form, question=key, tally=dict(heap.counts), texts=list(heap.texts)) for key, heap in heaps.items()
        ]
    Form.objects.filter(pk__in=[form.pk for form in forms if form.is_frozen]).update(is_frozen=True)
    Answered.objects.bulk_create(answered, batch_size=BATCH)
    Box.objects.bulk_create(boxes, batch_size=BATCH)
    invited = (
        Invited(form=form, user_id=person)
        for form, survey in zip(forms, surveys, strict=True)
        for person in survey.asked
    )
    Invited.objects.bulk_create(invited, batch_size=BATCH)


def _form(survey: Survey, questions: list[dict[str, object]], *, at: datetime) -> Form:
    closes_at = survey.opened_at + settings.FEEDBACK_OPEN
    reminded = [closes_at - before for before in BEFORE_END if closes_at - before <= at]
    is_closed = closes_at <= at
    return Form(
        event=survey.event,
        questions=questions,
        opened_at=survey.opened_at,
        closes_at=closes_at,
        reminders=len(reminded),
        reminded_at=reminded[-1] if reminded else None,
        state=FormState.CLOSED if is_closed else FormState.OPEN,
        closed_at=closes_at if is_closed else None,
    )


def _share(survey: Survey, *, at: datetime) -> float:
    """Half of those who were asked have answered in the end; on the way there it is fewer."""
    return min((at - survey.opened_at) / settings.FEEDBACK_OPEN, 1) / 2


def _answers(chance: Random) -> dict[str, Answer]:
    said: dict[str, Answer] = {
        "overall": chance.choice(opinions.RATINGS),
        "recommend": chance.choice(opinions.RECOMMENDATIONS),
    }
    for key, texts in (("useful", opinions.USEFUL), ("improve", opinions.BETTER)):
        if chance.random() < 0.3 and (text := chance.choice(texts)):  # noqa: PLR2004  # few write
            said[key] = text
    return said

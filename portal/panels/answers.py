"""What people answered, question by question: counts as bars, numbers in three, words with their names."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from accounts.models import User
from common.files import Sent
from events.enums import QuestionKind, RoleKind
from events.models import Event, RegistrationQuestion
from registrations import queries
from registrations.answering import spread
from registrations.models import Answer

MOST_TEXTS = 200


@dataclass(frozen=True, kw_only=True)
class CountRow:
    """How often one answer was given."""

    label: str
    number: int


@dataclass(frozen=True, kw_only=True)
class Said:
    """One person's answer in words; with an address where it is a file."""

    name: str
    text: str
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Summary:
    """All answers to one question."""

    question: RegistrationQuestion
    answered: int
    rows: Sequence[CountRow] = ()
    figures: Sequence[tuple[str, str]] = ()
    texts: Sequence[Said] = ()
    is_hidden: bool = False  # somebody else's to read

    @property
    def is_cut(self) -> bool:
        """Whether there are more than are shown."""
        return self.answered > len(self.texts) > 0


@dataclass(frozen=True, kw_only=True)
class AnswersPage:
    """What the page shows."""

    summaries: list[Summary] = field(default_factory=list)


def answers_page(event: Event, user: User) -> AnswersPage:
    """What was answered to the questions of ``event``, as far as ``user`` may read it."""
    questions = [
        one for one in RegistrationQuestion.objects.for_event(event) if one.retired_at is None or one.is_answered
    ]
    given: dict[int, list[Answer]] = {question.pk: [] for question in questions}
    for answer in queries.answers_open_to(user, event):
        given[answer.question_id].append(answer)
    owns = event.roles.filter(user=user, kind=RoleKind.OWNER).exists()
    return AnswersPage(
        summaries=[
            Summary(question=one, answered=0, is_hidden=True)
            if one.is_protected and not owns
            else _summary(event, one, given[one.pk])
            for one in questions
        ]
    )


def _summary(event: Event, question: RegistrationQuestion, answers: Sequence[Answer]) -> Summary:
    match question.kind:
        case QuestionKind.CHOICE | QuestionKind.CHOICES:
            chosen = Counter(pk for answer in answers for pk in _chosen(answer))
            choices = [one for one in question.choices.all() if one.retired_at is None or chosen[one.pk]]
            rows = [CountRow(label=one.label, number=chosen[one.pk]) for one in choices]
            return Summary(question=question, answered=len(answers), rows=rows)
        case QuestionKind.YES_NO:
            yes = sum(1 for answer in answers if answer.said is True)
            rows = [CountRow(label=_("Yes"), number=yes), CountRow(label=_("No"), number=len(answers) - yes)]
            return Summary(question=question, answered=len(answers), rows=rows)
        case QuestionKind.CONSENT:
            rows = [CountRow(label=_("Agreed"), number=len(answers))]
            return Summary(question=question, answered=len(answers), rows=rows)
        case QuestionKind.DATE:
            days = Counter(said for answer in answers if isinstance(said := answer.said, date))
            rows = [CountRow(label=queries.in_words(day, {}), number=number) for day, number in sorted(days.items())]
            return Summary(question=question, answered=len(answers), rows=rows)
        case QuestionKind.NUMBER:
            return Summary(question=question, answered=len(answers), figures=_figures(answers))
    texts = [_said(event, answer) for answer in answers[:MOST_TEXTS]]
    return Summary(question=question, answered=len(answers), texts=texts)


def _chosen(answer: Answer) -> tuple[int, ...]:
    said = answer.said
    return said if isinstance(said, tuple) else ()


def _figures(answers: Sequence[Answer]) -> list[tuple[str, str]]:
    found = spread([said for answer in answers if isinstance(said := answer.said, Decimal)])
    if found is None:
        return []
    named = [(_("Least"), found.low), (_("Median"), found.middle), (_("Most"), found.high)]
    return [(name, number_format(value.normalize() if value else value)) for name, value in named]


def _said(event: Event, answer: Answer) -> Said:
    url = reverse("answer-file", args=[event.slug, answer.pk]) if isinstance(answer.said, Sent) else ""
    return Said(name=answer.registration.participant.name, text=queries.in_words(answer.said, {}), url=url)

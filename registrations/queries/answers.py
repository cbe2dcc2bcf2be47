"""What is asked of whom, and what people answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, pgettext

from accounts.models import User
from common.files import Sent
from events.enums import PoolKind, QuestionKind
from events.models import Event, RegistrationQuestion
from registrations.answering import Sum, Value, in_sum
from registrations.enums import LIVE
from registrations.models import Answer, Registration

YES_OR_NO = ((True, gettext_noop("Yes")), (False, gettext_noop("No")))


@dataclass(frozen=True, kw_only=True)
class Given:
    """What somebody says to one question; with the bytes where it is a file. None takes an answer back."""

    question: RegistrationQuestion
    said: Value | None
    data: bytes = b""


def asked(event: Event, *kinds: str) -> list[RegistrationQuestion]:
    """What ``event`` asks of whoever takes a seat of these kinds, in order; nobody looks where it asks nothing."""
    if not event.has_questions:
        return []
    return list(RegistrationQuestion.objects.for_event(event).asked_of(*kinds))


def asked_at(registration: Registration) -> list[RegistrationQuestion]:
    """What is asked of whoever has this place: of both kinds of seats, if either will do."""
    kinds = PoolKind.values if registration.takes_either else [registration.pool.kind]
    return asked(registration.event, *kinds)


def answers_of(registration: Registration) -> dict[int, Answer]:
    """What one person answered, by the question's id."""
    return {answer.question_id: answer for answer in registration.answers.select_related("question")}


def kinds_asked(event: Event) -> set[str]:
    """Kinds of seats of which ``event`` asks something."""
    if not event.has_questions:
        return set()
    asked_of = set(RegistrationQuestion.objects.filter(event=event).standing().values_list("pool_kind", flat=True))
    return set(PoolKind.values) if "" in asked_of else asked_of


def number_unanswered(registration: Registration) -> int:
    """How many required questions the person has yet to answer: those that came after them."""
    required = [one.pk for one in asked_at(registration) if one.is_required]
    if not required:
        return 0
    return len(required) - registration.answers.filter(question__in=required).count()


def answers_open_to(user: User, event: Event) -> list[Answer]:
    """What people on the list answered, as far as ``user``, who may edit ``event``, may read it."""
    found = Answer.objects.open_to(user, event).filter(registration__status__in=LIVE)
    people = ("question", "registration__user", "registration__guest")
    return list(found.select_related(*people).order_by("registration", "pk"))


@dataclass(frozen=True, kw_only=True)
class Counted:
    """How often one answer was given."""

    label: str
    number: int


@dataclass(frozen=True, kw_only=True)
class Need:
    """What those with a seat answered to one question, as those who teach are told: in sum, without names."""

    question: RegistrationQuestion
    sum: Sum

    @property
    def rows(self) -> list[Counted]:
        """Each answer that can be chosen, with how often it was; what is offered no longer, only where it was chosen."""
        if not self.sum.is_enough:
            return []
        if self.question.kind == QuestionKind.YES_NO:
            return [Counted(label=_(word), number=self.sum.counts.get(said, 0)) for said, word in YES_OR_NO]
        numbers = [(one, self.sum.counts.get(one.pk, 0)) for one in self.question.choices.all()]
        return [Counted(label=one.label, number=n) for one, n in numbers if n or one.retired_at is None]


def needs_at(event: Event) -> list[Need]:
    """What those with a seat at ``event`` want those who teach to know, question by question."""
    if not event.has_questions:
        return []
    questions = RegistrationQuestion.objects.for_event(event).for_speakers()
    said: dict[int, list[Value]] = {question.pk: [] for question in questions}
    confirmed = Registration.objects.for_event(event).confirmed()
    for answer in Answer.objects.filter(registration__in=confirmed, question__in=said).select_related("question"):
        said[answer.question_id].append(answer.said)
    return [Need(question=one, sum=in_sum(said[one.pk])) for one in questions]


def in_words(said: Value, names: Mapping[int, str]) -> str:
    """An answer as a person reads it; ``names`` are what the choices are called, by id."""
    match said:
        case bool():
            return _("Yes") if said else _("No")
        case tuple():
            return pgettext("between the items of a list", ", ").join(names.get(pk, "") for pk in said)
        case Decimal():
            return number_format(said.normalize() if said else said)
        case Sent():
            return said.name
        case date():
            return date_format(said, "DATE_FORMAT")
    return said

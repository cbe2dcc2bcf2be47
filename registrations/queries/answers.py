"""What is asked of whom, and what people answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.models import User
from common.files import Sent
from events.enums import PoolKind
from events.models import Event, RegistrationQuestion
from registrations.answering import Value
from registrations.enums import LIVE
from registrations.models import Answer, Registration


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

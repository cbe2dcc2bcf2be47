"""Answers as columns of the list of people: all of them in its export, on the page those that were chosen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from common.spreadsheets import Value
from common.tables import Column, Table
from events.models import Event, RegistrationQuestion
from registrations import queries
from registrations.models import Registration

NAME = "show"  # in the address: ids of the questions whose answers are shown, with dots between them


@dataclass(frozen=True, kw_only=True)
class ColumnLink:
    """A question, and where its answers are shown, or are not any more."""

    label: str
    url: str
    is_shown: bool


@dataclass(frozen=True, kw_only=True)
class AnswerColumns:
    """The questions whose answers the organisers may all read, and which of them stand on the page."""

    questions: Sequence[RegistrationQuestion]
    chosen: Sequence[int]

    @property
    def kept(self) -> dict[str, str]:
        """What every address of the table says of them."""
        return _kept(self.chosen)

    @property
    def columns(self) -> list[Column[Registration]]:
        """Them as the table knows them."""
        return [_column(one, is_shown=one.pk in self.chosen) for one in self.questions]

    def links(self, table: Table[Registration]) -> list[ColumnLink]:
        """One for each question, to show its answers or take them off the page."""
        found = []
        for one in self.questions:
            is_shown = one.pk in self.chosen
            chosen = [pk for pk in self.chosen if pk != one.pk] if is_shown else [*self.chosen, one.pk]
            url = replace(table, kept=_kept(chosen)).address()
            found.append(ColumnLink(label=one.label, url=url, is_shown=is_shown))
        return found

    def shown(self, registration: Registration) -> list[tuple[str, str]]:
        """What one person answered to the questions on the page, each with its question."""
        shown = [one for one in self.questions if one.pk in self.chosen]
        return [(one.label, _text(one, registration)) for one in shown]


def answer_columns(event: Event, asked: Mapping[str, str]) -> AnswerColumns:
    """The columns as the address asks for them; nobody looks where nothing was ever asked."""
    if not event.has_questions:
        return AnswerColumns(questions=(), chosen=())
    everything = RegistrationQuestion.objects.for_event(event)
    questions = [one for one in everything if not one.is_protected and (one.is_answered or one.retired_at is None)]
    wanted = set(asked.get(NAME, "").split("."))
    return AnswerColumns(questions=questions, chosen=[one.pk for one in questions if str(one.pk) in wanted])


def _kept(chosen: Sequence[int]) -> dict[str, str]:
    return {NAME: ".".join(map(str, chosen))} if chosen else {}


def _column(question: RegistrationQuestion, *, is_shown: bool) -> Column[Registration]:
    return Column(
        name=f"question-{question.pk}",
        label=question.label,
        value=lambda registration: _value(question, registration),
        is_shown=is_shown,
    )


def _value(question: RegistrationQuestion, registration: Registration) -> Value:
    """As a file says it: numbers and days as such, everything else in words."""
    answer = next((one for one in registration.answers.all() if one.question_id == question.pk), None)
    if answer is None:
        return ""
    said = answer.said
    if isinstance(said, Decimal | date):
        return said
    return queries.in_words(said, {choice.pk: choice.label for choice in question.choices.all()})


def _text(question: RegistrationQuestion, registration: Registration) -> str:
    value = _value(question, registration)
    return queries.in_words(value, {}) if isinstance(value, Decimal | date) else str(value)

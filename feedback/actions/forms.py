"""Every change of what is asked and answered.

An answer leaves no line in the audit, no message, no log and no task: whatever is written beside it
would say when it came. Every answer locks its form and writes the form, its list of people and all
of its boxes anew, also those to which it adds nothing, so that they carry one and the same mark of
the database (see docs/decisions/0045).
"""

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.views.decorators.debug import sensitive_variables

from accounts.enums import MailTopic
from accounts.models import User
from audit.actions import record
from events.models import Event
from feedback import notifications, policies, queries, slicing, tally
from feedback.enums import Dimension, FormState, Occasion, Refusal
from feedback.exceptions import FeedbackRefused
from feedback.models import Answered, Box, Form, Invited
from feedback.questions import Answers, to_json


@transaction.atomic
def open_form(*, event: Event, occasion: Occasion = Occasion.AFTER, at: datetime) -> Form | None:
    """Ask those who were there what they think; None where nobody is there to be asked, or not any more."""
    event = Event.objects.lock(event)
    people = queries.people_to_ask(event) if policies.may_open(event, occasion, at=at) else []
    if not people:
        return None
    questions = queries.asked_at(event, occasion)
    cells, placed = queries.cells_of(event, people)
    form = Form.objects.create(
        event=event,
        occasion=occasion,
        questions=to_json(questions),
        opened_at=at,
        closes_at=at + settings.FEEDBACK_OPEN,
        dimension=queries.dimension_of(event) if cells else Dimension.NOTHING,
        cells=slicing.to_json(cells),
    )
    Answered.objects.create(form=form, people=[])
    Box.objects.bulk_create(_empty_boxes(form))
    Invited.objects.bulk_create(Invited(form=form, user=person, cell=placed.get(person.pk, "")) for person in people)
    after = {"closes_at": form.closes_at.isoformat(), "invited": len(people), "dimension": form.dimension}
    record("feedback.opened", form, by=None, at=at, scope=event.scope, after=after)
    for person in people:
        if person.wants(MailTopic.FEEDBACK):
            notifications.ask(form, person, at=at)
    return form


def _empty_boxes(form: Form) -> Iterator[Box]:
    """One of all for each question, and one of each cell where steps or options are counted."""
    for question in form.asked:
        if question.is_answered:
            counts = dict(tally.empty(question).counts)
            cells = [cell.key for cell in form.counted_apart if counts]
            yield from (
                Box(form=form, question=question.key, cell=cell, tally=counts, texts=[]) for cell in ("", *cells)
            )


@sensitive_variables()
@transaction.atomic
def answer(*, form: Form, person: User, answers: Answers, at: datetime) -> None:
    """Add ``answers`` to what the others said, and note that ``person`` has answered."""
    form = Form.objects.lock(form)
    if reason := policies.answer_refusal(form, person=person, at=at):
        raise FeedbackRefused(reason)
    checked, faults = tally.check_all(form.asked, answers)
    if faults or answers.keys() - checked.keys():
        raise FeedbackRefused(Refusal.UNREADABLE)
    answered = Answered.objects.get(form=form)
    answered.people = tally.put_person(answered.people, person.pk)
    answered.save(update_fields=["people"])
    cell = form.invited.get(user=person).cell
    for box in form.boxes.order_by("pk"):
        heap = tally.put(box.heap, checked.get(box.question) if box.cell in ("", cell) else None)
        box.tally, box.texts = dict(heap.counts), list(heap.texts)
        box.save(update_fields=["tally", "texts"])
    Form.objects.filter(pk=form.pk).update(is_frozen=True)


@transaction.atomic
def remind(*, form: Form, at: datetime) -> None:
    """Ask once more those who have not answered; the team learns neither who nor how many they are."""
    form = Form.objects.lock(form)
    if not Form.objects.due_to_remind(at=at).contains(form):
        return
    form.reminders, form.reminded_at = form.reminders + 1, at
    form.save(update_fields=["reminders", "reminded_at"])
    for person in queries.people_to_remind(form):
        if person.wants(MailTopic.FEEDBACK):
            notifications.remind(form, person, at=at)


@transaction.atomic
def close_form(*, form: Form, at: datetime) -> Form:
    """Take no more answers; from here on the results are shown, and the organisers hear of it once."""
    form = Form.objects.lock(form)
    if form.is_closed or form.takes_answers(at):
        return form
    form.state, form.closed_at = FormState.CLOSED, at
    form.save(update_fields=["state", "closed_at"])
    _give_up_what_stays_hidden(form)
    record("feedback.closed", form, by=None, at=at, scope=form.event.scope)
    notifications.tell_ready(form, at=at)
    return form


def _give_up_what_stays_hidden(form: Form) -> None:
    """Keep of the cells only what may be shown, so that nobody can ever read the rest of it."""
    boxes = list(form.boxes.all())
    totals = {(box.question, box.cell): tally.answers(box.tally) for box in boxes}
    apart = [box for box in boxes if box.cell]
    for question in {box.question for box in apart}:
        counts = {box.cell: totals[question, box.cell] for box in apart if box.question == question}
        shown = slicing.publishable(totals[question, ""], counts)
        form.boxes.filter(question=question, cell__in=counts.keys() - set(shown)).delete()

"""Whoever holds one copy of the whole database can't tell who answered what, nor when, nor in which order.

Answers go through the real page, so that sessions, messages, tasks and audit are part of what is searched.
"""

import json
from collections.abc import Iterable, Sequence

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from feedback.models import Answered, Box, Form
from feedback.tally import empty
from tests.factories.feedback import make_form
from tests.support import copies

pytestmark = pytest.mark.django_db(transaction=True)

# One row of answers per person; they differ in everything that could leave a mark: steps, gaps, lengths.
# The last one adds nothing to two of the boxes, which must carry its mark all the same.
SAID = [
    {"overall": "5", "recommend": "10", "useful": "The maps.", "improve": ""},
    {"overall": "1", "recommend": "0", "useful": "", "improve": "Everything. " * 20},
    {"overall": "5", "recommend": "9", "useful": "Zero waste.", "improve": "A longer break."},
    {"overall": "4", "recommend": "10", "useful": "A plot for the wall.", "improve": "A longer break."},
    {"overall": "2", "recommend": "3", "useful": "ünder water", "improve": "Ⅻ"},
    {"overall": "3", "recommend": "7", "useful": "", "improve": ""},
]
WRITTEN = {"feedback_form", "feedback_box", "feedback_answered"}

Table = list[tuple]


def everything() -> dict[str, Table]:
    """Every row of every table with its system columns, in the order in which the database keeps it."""
    return {name: table.rows for name, table in copies.everything().items()}


def transactions(tables: Iterable[Table]) -> set[str]:
    """The transactions that have written or locked a row of these."""
    return {number for rows in tables for row in rows for number in row[:2]} - {"0"}


def seen_by_a_reader() -> dict[str, Table]:
    """Everything; of transactions only which came before which, for their numbers go on between two trials."""
    found = everything()
    if connection.vendor != "postgresql":
        return found
    sequences = found.pop("sequences")
    ordered = sorted(transactions(found.values()), key=int)
    rank = {number: place for place, number in enumerate(ordered, start=1)} | {"0": 0}
    ranked = {table: [(rank[row[0]], rank[row[1]], *row[2:]) for row in rows] for table, rows in found.items()}
    return ranked | {"sequences": sequences}


def without_people(found: dict[str, Table]) -> dict[str, Table]:
    (row,) = found["feedback_answered"]
    return found | {"feedback_answered": [tuple(None if _is_people(value) else value for value in row)]}


def _is_people(value: object) -> bool:
    return isinstance(value, str) and value.startswith("[")


def clients_of(people: Sequence[User]) -> list[Client]:
    clients = [Client() for _ in people]
    for client, person in zip(clients, people, strict=True):
        client.force_login(person)
    return clients


def say(form: Form, clients: Sequence[Client], answers: Sequence[dict[str, str]]) -> None:
    url = reverse("feedback", args=[form.event.slug])
    for client, answer in zip(clients, answers, strict=True):
        assert client.get(url).status_code == 200
        assert client.post(url, answer).status_code == 302


def forget(form: Form) -> None:
    """Bring the form back to before the first answer, in the very rows."""
    Form.objects.filter(pk=form.pk).update(is_frozen=False)
    Answered.objects.filter(form=form).update(people=[])
    for question in form.asked:
        heap = empty(question)
        Box.objects.filter(form=form, question=question.key).update(tally=heap.counts, texts=list(heap.texts))


def test_answers_change_three_tables_and_add_no_row_anywhere():
    form, people = make_form(len(SAID), at=timezone.now())
    clients = clients_of(people)
    before = everything()

    say(form, clients, SAID)

    after = everything()
    assert {table for table in after if after[table] != before[table]} == WRITTEN
    assert {table: len(rows) for table, rows in after.items()} == {table: len(rows) for table, rows in before.items()}


@pytest.mark.postgres
def test_every_row_of_a_form_carries_the_mark_of_the_same_transaction():
    form, people = make_form(len(SAID), at=timezone.now())
    say(form, clients_of(people), SAID)

    found = everything()

    assert len(transactions(found[table] for table in WRITTEN)) == 1


def test_the_same_answers_by_other_people_in_another_order_leave_the_same_database():
    form, people = make_form(len(SAID) + 2, at=timezone.now())
    clients = clients_of(people)
    say(form, clients[: len(SAID)], SAID)
    first = seen_by_a_reader()
    who_first = Answered.objects.get().people

    forget(form)
    say(form, clients[:1:-1], [*SAID[3:], *SAID[:3]])
    second = seen_by_a_reader()

    assert without_people(second) == without_people(first)
    assert who_first == [person.pk for person in people[: len(SAID)]]
    assert Answered.objects.get().people == [person.pk for person in people[2:]]


def test_other_answers_differ_only_in_the_boxes():
    form, people = make_form(len(SAID), at=timezone.now())
    clients = clients_of(people)
    say(form, clients, SAID)
    first = seen_by_a_reader()

    forget(form)
    say(form, clients, [SAID[0]] * len(SAID))
    second = seen_by_a_reader()

    assert {table for table in first if first[table] != second[table]} == {"feedback_box"}


def test_what_is_kept_is_sorted():
    form, people = make_form(len(SAID), at=timezone.now())
    say(form, clients_of(people[::-1]), SAID)

    with connection.cursor() as cursor:
        cursor.execute("SELECT texts FROM feedback_box ORDER BY id")
        texts = [json.loads(value) for (value,) in cursor.fetchall()]
        cursor.execute("SELECT people FROM feedback_answered")
        kept = json.loads(cursor.fetchone()[0])

    assert texts == [sorted(each) for each in texts]
    assert kept == sorted(kept)

"""Somebody with one copy of the database, the access log and the mail log knows no better than chance who said what.

The same attacker finds every leak that is planted, so it is the answers that are safe and not the attacker who is blind.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from feedback import actions, queries, tally
from feedback.models import Answered, Box, Form, Invited
from tests.factories.accounts import make_department
from tests.factories.events import NOW, make_many_events
from tests.factories.feedback import make_form, make_sliced_form
from tests.support import copies
from tests.support.attacker import Riddle, attack, clues_about_answers, clues_about_people

pytestmark = pytest.mark.django_db(transaction=True)

TRIALS = 500  # on each of the two databases
PLANTED, EVIDENT = 120, 20  # trials that are enough to see a leak, and one that gives everybody away
EACH = 6  # people of each of two departments


@dataclass
class Trial:
    """One form that everybody has answered, in which order, and what they said: what the attacker wants to know."""

    form: Form
    log: list[int]
    mails: list[int]
    said: dict[int, str] = field(default_factory=dict)
    rated: dict[int, str] = field(default_factory=dict)


def opened(number: int) -> tuple[list[Form], list[User]]:
    """So many forms as one that was opened has left its rows, all for the same people of two departments."""
    pattern, people = make_sliced_form(
        {make_department(): EACH, make_department(): EACH}, at=NOW, without=("improve", "recommend")
    )
    events = make_many_events(number, owner=pattern.event.roles.get().user)
    forms = Form.objects.bulk_create(_again(pattern, event=event) for event in events)
    Answered.objects.bulk_create(Answered(form=form, people=[]) for form in forms)
    for rows in (list(pattern.boxes.order_by("pk")), list(pattern.invited.order_by("pk"))):
        type(rows[0]).objects.bulk_create(_again(row, form=form) for form in forms for row in rows)
    return forms, people


def _again(row: Any, **values: Any) -> Any:
    columns = {one.attname: getattr(row, one.attname) for one in row._meta.concrete_fields if not one.primary_key}
    return type(row)(**columns | {f"{name}_id": value.pk for name, value in values.items()})


def answered(form: Form, people: Sequence[User], seed: int) -> Trial:
    """Everybody answers in an order of their own; half way, those who have not are reminded."""
    chance = random.Random(seed)
    order = chance.sample(people, len(people))
    trial = Trial(form, log=[person.pk for person in order], mails=[])
    for number, person in enumerate(order):
        if number == len(order) // 2:
            trial.mails = [one.pk for one in queries.people_to_remind(form)]
        rated = chance.randint(1, 5)
        said = f"said-{chance.randbytes(6).hex()}{' and more' * chance.randint(0, 40)}"
        at = NOW + timedelta(minutes=number)
        actions.answer(form=form, person=person, answers={"overall": rated, "useful": said}, at=at)
        trial.said[person.pk], trial.rated[person.pk] = said[:17], str(rated)
    return trial


def trials(number: int) -> tuple[list[Trial], list[User]]:
    forms, people = opened(number)
    return [answered(form, people, seed) for seed, form in enumerate(forms)], people


def riddles(found: Sequence[Trial], people: Sequence[User]) -> Iterator[tuple[Riddle, Riddle, Riddle]]:
    """Of each trial: whose text is whose, and who of the one and of the other department has rated how."""
    copy = copies.everything()
    of_answers = clues_about_answers(copy)
    of_people = clues_about_people(copy, [person.pk for person in people])
    cells = {(invited.form_id, invited.user_id): invited.cell for invited in Invited.objects.all()}
    tallies = {(box.form_id, box.cell): box.tally for box in Box.objects.filter(question="overall")}
    for trial in found:
        form = trial.form.pk
        clues = {
            person.pk: of_people[person.pk, None]
            | of_people[person.pk, form]
            | {
                "the access log": trial.log.index(person.pk),
                "the mail log": trial.mails.index(person.pk) if person.pk in trial.mails else -1,
            }
            for person in people
        }
        texts = sorted(trial.said.values())
        everybody = Riddle(list(clues), texts, [trial.said[person] for person in clues])
        everybody.of_people = _columns([clues[person] for person in clues])
        everybody.of_answers = _columns([of_answers[text] for text in texts])
        yield everybody, *(_of_cell(cell, tallies[form, cell], trial, clues, cells) for cell in ("1", "2"))


def _of_cell(cell: str, counts: dict[str, int], trial: Trial, clues: dict[int, dict], cells: dict) -> Riddle:
    people = [person for person in clues if cells[trial.form.pk, person] == cell]
    ratings = [step for step, count in counts.items() for _ in range(count)]
    riddle = Riddle(people, ratings, [trial.rated[person] for person in people])
    return replace(riddle, of_people=_columns([clues[person] for person in people]))


def _columns(known: Sequence[dict[str, Any]]) -> dict[str, list[Any]]:
    return {name: [each[name] for each in known] for name in known[0] if all(name in each for each in known)}


def _moment(trial: Trial, person: User) -> tuple[int, str]:
    place = trial.log.index(person.pk)
    return 0, (NOW + timedelta(minutes=place)).isoformat()


def _ordered_key(trial: Trial, person: User) -> tuple[int, str]:
    return 1 + trial.log.index(person.pk), ""


def _person(_trial: Trial, person: User) -> tuple[int, str]:
    return 0, str(person.pk)


def _department(_trial: Trial, person: User) -> tuple[int, str]:
    return 0, f"Department of {person.department}"


LEAKS: dict[str, Callable[[Trial, User], tuple[int, str]]] = {
    "a timestamp": _moment,
    "an ordered key": _ordered_key,
    "a foreign key": _person,
    "a department": _department,
}


@contextmanager
def planted(leak: str, found: Sequence[Trial], people: Sequence[User]) -> Iterator[None]:
    """A row for each text, as somebody might keep it to be on the safe side, with a key and a mark."""
    rows = []
    for number, trial in enumerate(found):
        kept = sorted((trial.said[person.pk], *LEAKS[leak](trial, person)) for person in people)
        rows += [(100 * number + (key or n), trial.form.pk, said, mark) for n, (said, key, mark) in enumerate(kept, 1)]
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE planted (id integer PRIMARY KEY, form_id integer, said text, mark text)")
        cursor.executemany("INSERT INTO planted VALUES (%s, %s, %s, %s)", rows)
        yield
        cursor.execute("DROP TABLE planted")


def test_nobody_can_tell_who_said_what_though_every_planted_leak_would_be_found():
    found, people = trials(TRIALS)

    of_texts, *of_cells = zip(*riddles(found, people), strict=True)
    words, ratings = attack(of_texts), attack([riddle for riddles in of_cells for riddle in riddles])
    leaky = {}
    for leak in LEAKS:
        with planted(leak, found[:PLANTED], people):
            leaky[leak] = attack([texts for texts, *_cells in riddles(found[:PLANTED], people)])

    assert (words.mean, len(of_texts), len(of_texts[0].people)) == (pytest.approx(TRIALS), TRIALS, 2 * EACH)
    assert (words.p > 0.01, ratings.p > 0.01) == (True, True), (words, ratings)
    assert {leak: chance.p < 0.01 for leak, chance in leaky.items()} == dict.fromkeys(LEAKS, True), leaky


def test_texts_that_stand_in_the_order_in_which_they_came_are_found(monkeypatch):
    def put(heap: tally.Heap, answer: Any) -> tally.Heap:
        return tally.Heap(heap.counts, (*heap.texts, answer)) if isinstance(answer, str) else kept(heap, answer)

    kept = tally.put
    monkeypatch.setattr(tally, "put", put)
    found, people = trials(EVIDENT)

    assert attack([texts for texts, *_cells in riddles(found, people)]).p < 0.01


def test_what_is_logged_of_an_answer_is_the_same_whatever_was_said(client):
    form, people = make_form(3, at=timezone.now())
    sizes = set()
    for person, text in zip(people, ("", "Short.", "Long. " * 300), strict=True):
        client.force_login(person)
        response = client.post(
            reverse("feedback", args=[form.event.slug]), {"overall": "3", "recommend": "3", "useful": text}
        )
        sizes.add((response.status_code, len(response.content), len(str(response.headers))))

    assert len(sizes) == 1

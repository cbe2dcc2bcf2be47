"""What the database itself refuses."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from feedback.models import Answered, Box, Form, Invited, Slicing
from tests.factories.events import NOW
from tests.factories.feedback import make_form

pytestmark = pytest.mark.django_db


def refused(write) -> str:
    """What the database says against it."""
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        write()
    return str(error.value)


def test_a_form_is_closed_exactly_when_it_says_since_when():
    form, _ = make_form()

    for values in ({"state": "closed"}, {"closed_at": form.closes_at}, {"state": "ajar"}):
        assert "form_state_has_its_date" in refused(lambda values=values: Form.objects.update(**values))


def test_a_form_closes_after_it_opens():
    form, _ = make_form()

    assert "form_closes_after_it_opens" in refused(lambda: Form.objects.update(closes_at=form.opened_at))


def test_a_form_reminds_twice_at_most_and_says_when():
    form, _ = make_form()

    for values in ({"reminders": 3, "reminded_at": NOW}, {"reminders": 1}, {"reminded_at": NOW}):
        assert "form_reminds_twice_at_most" in refused(lambda values=values: Form.objects.update(**values))
    Form.objects.update(reminders=2, reminded_at=form.opened_at)


def test_a_form_never_closes_before_the_time_it_has_named():
    form, _ = make_form()
    early = form.closes_at - timedelta(minutes=1)

    error = refused(lambda: Form.objects.update(state="closed", closed_at=early))

    assert "form_closes_no_sooner_than_said" in error


def test_an_event_has_one_form_for_each_occasion():
    form, _ = make_form()
    times = {"opened_at": NOW, "closes_at": NOW + timedelta(1)}

    error = refused(lambda: Form.objects.create(event=form.event, questions=[], **times))
    later = Form.objects.create(event=form.event, questions=[], occasion="month", **times)

    assert "form_once_per_event_and_occasion" in error or "feedback_form.event_id, feedback_form.occasion" in error
    assert Form.objects.for_event(form.event).get() == form != later


def test_a_person_is_asked_once():
    form, (person,) = make_form()

    error = refused(lambda: Invited.objects.create(form=form, user=person))

    assert "invited_once_per_form" in error or "feedback_invited.form_id, feedback_invited.user_id" in error


def test_a_question_has_one_box():
    form, _ = make_form()

    error = refused(lambda: Box.objects.create(form=form, question="overall", tally={}, texts=[]))

    assert "box_once_per_question" in error or "feedback_box.form_id, feedback_box.question" in error


def test_a_form_has_one_list_of_who_has_answered():
    form, _ = make_form()

    assert "form_id" in refused(lambda: Answered.objects.create(form=form, people=[]))


def test_no_table_has_a_row_a_time_or_a_person_for_an_answer():
    columns = {model: sorted(field.name for field in model._meta.fields) for model in (Box, Answered)}

    assert columns == {Box: ["cell", "form", "id", "question", "tally", "texts"], Answered: ["form", "id", "people"]}


def test_an_event_is_counted_apart_by_what_is_known_and_once():
    event = make_form()[0].event

    assert "slicing_dimension_is_known" in refused(lambda: Slicing.objects.create(event=event, dimension="shoes"))
    assert "slicing_dimension_is_known" in refused(lambda: Slicing.objects.create(event=event, dimension=""))
    Slicing.objects.create(event=event, dimension="location")
    assert "event_id" in refused(lambda: Slicing.objects.create(event=event, dimension="department"))


def test_a_form_has_cells_exactly_where_it_has_a_dimension():
    make_form()

    for values in ({"dimension": "location"}, {"cells": [{"key": "1"}]}, {"dimension": "shoes", "cells": [1]}):
        assert "form_dimension_has_cells" in refused(lambda values=values: Form.objects.update(**values))


def test_the_box_of_a_cell_has_no_texts():
    form, _ = make_form()

    error = refused(lambda: Box.objects.create(form=form, question="useful", cell="1", tally={}, texts=["Mine"]))

    assert "box_of_a_cell_has_no_texts" in error

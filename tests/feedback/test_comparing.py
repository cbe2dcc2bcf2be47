"""What an event is compared with: only what may be shown for itself, so no difference of sums says more."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events import actions as events
from events.models import Event
from feedback.comparing import total
from feedback.models import Box, Form
from feedback.panels import result_sheet, results
from feedback.queries import said_elsewhere
from feedback.questions import Kind, Option, Question, to_json
from tests.factories.accounts import make_department, make_user
from tests.factories.events import NOW
from tests.factories.feedback import answer, make_form
from tests.factories.series import make_series

RATING = Question(key="overall", kind=Kind.RATING, text={}, low=1, high=5)
CHOICE = Question(key="drink", kind=Kind.CHOICE, text={})
DAYS = (date(2019, 1, 7), date(2019, 1, 14), date(2019, 1, 21))  # before those of the series
tallies = st.lists(st.fixed_dictionaries({str(step): st.integers(0, 4) for step in range(1, 6)}), max_size=6)


@given(others=tallies, one=st.integers(0, 5))
def test_the_difference_of_two_sums_is_about_five_people_or_nobody(others, one):
    fewer = [counts for number, counts in enumerate(others) if number != one]

    sums = [sum((total(RATING, each) or {}).values()) for each in (others, fewer)]

    assert sums[0] - sums[1] == 0 or sums[0] - sums[1] >= 5


def test_only_what_asked_the_same_is_added_up():
    five, other = {"1": 0, "2": 0, "3": 0, "4": 1, "5": 4}, {str(step): 5 for step in range(11)}

    assert total(RATING, [five, other, five]) == {"1": 0, "2": 0, "3": 0, "4": 2, "5": 8}
    assert total(RATING, [five, five], fewest=3) is None
    assert total(RATING, []) is None


def closed(rating: int, *, answers: int = 5, days: int = 0, **values) -> Event:
    """An event that was rated, with feedback closed so many days later than usual; ``values``: of its row."""
    form, people = make_form(answers)
    Event.objects.filter(pk=form.event.pk).update(**values)
    for person in people:
        answer(form, person, {"overall": rating, "recommend": 9})
    closed_at = form.closes_at + timedelta(days=days)
    Form.objects.filter(pk=form.pk).update(state="closed", closed_at=closed_at)
    return Event.objects.get(pk=form.event.pk)


def compared(event: Event) -> list[tuple[str, str]]:
    """How the event was rated, and with what that is compared."""
    shown = results(event, at=NOW).comparison
    names = [column.name for column in shown.columns] if shown else []
    return list(zip(names, [cell.text for cell in shown.lines[0].cells], strict=True)) if shown else []


@pytest.mark.django_db
def test_an_event_is_compared_with_the_one_it_was_made_of():
    source = closed(3)

    event = closed(5, days=1, cloned_from=source)

    assert compared(event) == [("This seminar", "5.0 (5)"), ("The time before", "3.0 (5)")]
    sheet = result_sheet(event, results(event, at=NOW))
    assert ["How was it for you, all in all?", "3", 5, "The time before"] in [list(row) for row in sheet.rows()]


@pytest.mark.django_db
def test_a_clone_remembers_what_it_was_made_of():
    source = closed(3)

    clone = events.clone(event=source, title="Again", step=timedelta(days=7), by=source.roles.get().user, at=NOW)

    assert Event.objects.get(pk=clone.pk).cloned_from == source


@pytest.mark.django_db
def test_a_clone_of_what_others_run_says_nothing_of_how_theirs_was_rated():
    source = closed(3)

    clone = events.clone(event=source, title="Again", step=timedelta(days=7), by=make_user(), at=NOW)

    assert Event.objects.get(pk=clone.pk).cloned_from is None


@pytest.mark.django_db
def test_options_of_other_words_are_another_question():
    def offered(*words: str) -> list[dict]:
        return to_json([RATING, replace(CHOICE, options=tuple(Option(str(n), {"en": w}) for n, w in enumerate(words)))])

    kept = [closed(3), closed(4), closed(5, days=1)]
    for event, words in zip(kept, (("Tea", "Coffee"), ("Coffee", "Tea"), ("Tea", "Coffee")), strict=True):
        Form.objects.filter(event=event).update(questions=offered(*words))
        Box.objects.create(form=event.feedback_forms.get(), question="drink", tally={"0": 5, "1": 0}, texts=[])

    def said(source: Event) -> list[str]:
        Event.objects.filter(pk=kept[2].pk).update(cloned_from=source)
        before = said_elsewhere(Form.objects.get(event=kept[2])).before
        return sorted(question for question, found in before.items() if found and question in ("drink", "overall"))

    assert [said(kept[0]), said(kept[1])] == [["drink", "overall"], ["overall"]]


@pytest.mark.django_db
def test_own_dates_are_no_other_seminars_of_the_department():
    department, series = make_department(), make_series(publish=False)
    own = [
        closed(rating, days=rating, host_department=department, series=series, series_on=day)
        for rating, day in zip((1, 2, 5), DAYS, strict=True)
    ]
    closed(1, host_department=department)

    assert [name for name, _text in compared(own[2])] == [
        "This seminar",
        "The time before",
        "The dates of the series before",
    ]


@pytest.mark.django_db
def test_a_date_is_compared_with_the_one_before_and_with_all_before():
    series = make_series(publish=False)
    dates = [
        closed(rating, days=rating, series=series, series_on=day) for rating, day in zip((1, 2, 5), DAYS, strict=True)
    ]

    assert compared(dates[2]) == [
        ("This seminar", "5.0 (5)"),
        ("The time before", "2.0 (5)"),
        ("The dates of the series before", "1.5 (10)"),
    ]


@pytest.mark.django_db
def test_a_department_is_compared_from_three_other_seminars_on():
    department = make_department()
    for rating in (1, 2):
        closed(rating, host_department=department)
    closed(1, host_department=make_department())

    second = compared(closed(5, days=1, host_department=department))
    third = compared(closed(5, days=2, host_department=department))

    assert second == []
    assert third == [("This seminar", "5.0 (5)"), ("Other seminars of the department", "2.7 (15)")]


@pytest.mark.django_db
@pytest.mark.parametrize("values", [{"answers": 4}, {"days": 2}, {"days": -732}])
def test_what_may_not_be_shown_came_later_or_is_long_ago_is_not_compared(values):
    source = closed(3, **values) if values != {"days": -732} else closed(3)
    if values == {"days": -732}:
        long_ago = source.feedback_forms.get().closed_at - timedelta(days=732)
        Form.objects.filter(event=source).update(opened_at=long_ago - timedelta(days=14), closes_at=long_ago)
        Form.objects.filter(event=source).update(closed_at=long_ago)

    assert compared(closed(5, days=1, cloned_from=source)) == []


@pytest.mark.django_db
def test_comparing_takes_one_question_however_many_there_are(count_queries):
    department = make_department()
    few = closed(5, days=1, host_department=department)
    counted = [count_queries(lambda: results(few, at=NOW))]
    for _ in range(3):
        closed(4, host_department=department)

    counted.append(count_queries(lambda: results(few, at=NOW)))

    assert counted == [6, 6]

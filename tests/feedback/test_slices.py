"""Figures that are counted apart: chosen before, fixed when the form opens, shown where nobody is given away."""

from datetime import timedelta
from statistics import median
from time import process_time

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import Line
from feedback import actions
from feedback.enums import Dimension, WritingRefusal
from feedback.exceptions import WritingRefused
from feedback.models import Answered, Box, Form, Invited, Slicing
from feedback.panels import result_sheet, results
from feedback.queries import dimension_of
from feedback.questions import Kind, Option, Question
from tests.factories.accounts import make_department, make_location, make_user
from tests.factories.events import NOW, make_event, make_past_event
from tests.factories.feedback import answer, close, make_sliced_form
from tests.factories.registrations import register

pytestmark = pytest.mark.django_db


def count_apart(event, dimension: Dimension) -> None:
    actions.count_apart(event=event, dimension=dimension, by=event.roles.get().user, at=NOW)


def cells(form: Form) -> list[tuple[str, str, int]]:
    return [(cell.key, cell.name["en"], cell.invited) for cell in form.counted_apart]


def placed(form: Form, people) -> list[str]:
    return [form.invited.get(user=person).cell for person in people]


@pytest.fixture
def departments():
    return make_department("Finance"), make_department("Sales"), make_department("Legal")


def test_the_way_of_counting_is_chosen_and_taken_back():
    event = make_event()

    count_apart(event, Dimension.DEPARTMENT)
    count_apart(event, Dimension.LOCATION)
    chosen = dimension_of(event)
    count_apart(event, Dimension.LOCATION)
    count_apart(event, Dimension.NOTHING)

    lines = Line.objects.filter(verb="feedback.dimension").order_by("pk")
    assert (chosen, dimension_of(event), Slicing.objects.count()) == (Dimension.LOCATION, Dimension.NOTHING, 0)
    assert [line.after for line in lines] == [{"dimension": one} for one in ("department", "location", "")]


def test_the_way_of_counting_is_fixed_once_people_are_asked(departments):
    form, _people = make_sliced_form({departments[0]: 5, departments[1]: 5})

    with pytest.raises(WritingRefused) as refused:
        count_apart(form.event, Dimension.NOTHING)

    assert refused.value.reason == WritingRefusal.ASKED_ALREADY


def test_a_form_opens_with_a_cell_for_each_department_of_five(departments):
    form, people = make_sliced_form(dict(zip(departments, (6, 5, 3), strict=True)) | {None: 2})

    assert (form.dimension, cells(form)) == (
        Dimension.DEPARTMENT,
        [("1", "Finance", 6), ("2", "Sales", 5), ("rest", "Everybody else", 5)],
    )
    assert placed(form, people) == ["1"] * 6 + ["2"] * 5 + ["rest"] * 5
    assert form.counted_apart[2].name["de"] == "Alle anderen"


def test_departments_below_one_are_told_apart_where_all_are_of_it(departments):
    below = [make_department(name, parent=departments[0]) for name in ("Books", "Taxes")]
    deeper = make_department("Value added tax", parent=below[1])

    form, _people = make_sliced_form({below[0]: 5, below[1]: 3, deeper: 2})

    assert cells(form) == [("1", "Books", 5), ("2", "Taxes", 5)]


def test_a_form_counts_all_together_where_only_one_group_is_large_enough(departments):
    form, people = make_sliced_form({departments[0]: 9, departments[1]: 2})

    assert (form.dimension, form.cells, set(placed(form, people))) == (Dimension.NOTHING, [], {""})
    assert Box.objects.filter(form=form).exclude(cell="").count() == 0


def test_people_are_counted_by_place_of_work_and_by_how_they_took_part():
    event = make_past_event(days_ago=2, at=NOW, seats={"room": 9, "online": 9})
    here, there = make_location("Hamburg"), make_location("Porto")
    pools = [event.pools.get(kind=kind) for kind in ("room", "online")]
    for number in range(12):
        person = make_user(location=here if number < 6 else there)
        register(event, person, pool=pools[number % 2], at=event.starts_at - timedelta(days=1))

    found = {}
    for dimension in (Dimension.LOCATION, Dimension.WAY):
        count_apart(event, dimension)
        form = actions.open_form(event=event, at=NOW)
        found[dimension] = (
            [name for _key, name, _invited in cells(form)],
            set(Invited.objects.filter(form=form).values_list("cell", flat=True)),
        )
        Form.objects.all().delete()

    assert found == {
        Dimension.LOCATION: (["Hamburg", "Porto"], {"1", "2"}),
        Dimension.WAY: (["In the room", "Online"], {"1", "2"}),
    }


def test_an_answer_counts_once_for_all_and_once_for_its_cell(departments):
    form, people = make_sliced_form({departments[0]: 5, departments[1]: 5})

    answer(form, people[0], {"overall": 5, "recommend": 9}, useful="The maps.")
    answer(form, people[9], {"overall": 1, "recommend": 9})

    boxes = Box.objects.filter(form=form).order_by("question", "cell")
    assert [(box.question, box.cell, sum(box.tally.values()), box.texts) for box in boxes] == [
        ("improve", "", 0, []),
        ("overall", "", 2, []),
        ("overall", "1", 1, []),
        ("overall", "2", 1, []),
        ("recommend", "", 2, []),
        ("recommend", "1", 1, []),
        ("recommend", "2", 1, []),
        ("useful", "", 0, ["The maps."]),
    ]
    assert boxes.get(question="overall", cell="2").tally == {"1": 1, "2": 0, "3": 0, "4": 0, "5": 0}


def filled(departments, answers: tuple[int, ...], *, asked: int = 7) -> Form:
    """So many of each department have answered; the first gave fives, the second fours, and so on."""
    form, people = make_sliced_form(dict.fromkeys(departments, asked))
    for number, given in enumerate(answers):
        for person in people[number * asked : number * asked + given]:
            answer(form, person, {"overall": 5 - number, "recommend": 9})
    return form


def test_closing_keeps_only_the_cells_that_may_be_shown(departments):
    form = filled(departments, (7, 5, 2))

    close(form)

    assert sorted(Box.objects.filter(question="overall").values_list("cell", flat=True)) == ["", "1"]
    assert Box.objects.filter(cell="").count() == 4


def test_cells_are_shown_beside_all_once_five_of_each_have_answered(departments):
    form = close(filled(departments, (7, 5, 5)))

    shown = results(form.event, at=NOW).slices

    assert [column.name for column in shown.columns] == ["Everybody", "Finance", "Legal", "Sales"]
    assert [(line.name, [cell.text for cell in line.cells]) for line in shown.lines] == [
        ("How was it for you, all in all?", ["4.1 (17)", "5.0 (7)", "3.0 (5)", "4.0 (5)"]),
        ("Would you recommend it to a colleague?", ["9.0 (17)", "9.0 (7)", "9.0 (5)", "9.0 (5)"]),
    ]


def test_a_cell_is_hidden_with_those_it_would_give_away(departments):
    form = close(filled(departments, (7, 5, 2)))

    shown = results(form.event, at=NOW)

    assert [cell.text for cell in shown.slices.lines[0].cells] == ["4.4 (14)", "5.0 (7)", "", ""]
    assert {row[3] for row in shown.slices.rows} == {"Finance"}
    assert shown.slices.hides_some


def test_nothing_is_shown_apart_where_too_few_of_each_have_answered(departments):
    form = close(filled(departments, (4, 4, 4)))

    assert results(form.event, at=NOW).slices is None


def test_options_are_compared_by_their_shares(departments):
    event = make_past_event(days_ago=2, at=NOW, capacity=None)
    options = (Option("1", {"en": "Maps"}), Option("2", {"en": "Food"}))
    question = Question(key="best", kind=Kind.CHOICES, text={"en": "What was best?"}, options=options)
    by = event.roles.get().user
    actions.write_question(event=event, question=question, version=0, by=by, at=NOW)
    count_apart(event, Dimension.DEPARTMENT)
    people = [make_user(department=departments[number % 2]) for number in range(10)]
    for person in people:
        register(event, person, at=event.starts_at - timedelta(days=1))
    form = actions.open_form(event=event, at=NOW)
    for number, person in enumerate(people):
        answer(form, person, best=("1", "2") if number % 2 else ("1",))
    close(form)

    shown = results(event, at=NOW)

    lines = {line.name: [cell.text for cell in line.cells] for line in shown.slices.lines}
    assert lines["What was best?: Food"] == ["50 % (10)", "0 % (5)", "100 % (5)"]
    assert [list(row) for row in result_sheet(event, shown).rows() if row[3]][-2:] == [
        ["What was best?", "Maps", 5, "Sales"],
        ["What was best?", "Food", 5, "Sales"],
    ]


def test_whoever_is_asked_reads_with_whom_they_are_counted(client, departments):
    form, people = make_sliced_form({departments[0]: 6, departments[1]: 5}, at=timezone.now())
    client.force_login(people[0])

    page = client.get(reverse("feedback", args=[form.event.slug])).content.decode()

    promise = page.index("Yours are counted with those of “Finance”, where 6 people are asked;")
    assert 0 < promise < page.index('name="overall"')
    assert "no department" not in page


def test_an_organiser_chooses_on_the_page_of_the_questions(client):
    event = make_event()
    client.force_login(event.roles.get().user)

    answer = client.post(reverse("feedback-apart", args=[event.slug]), {"dimension": "location"}, follow=True)

    page = answer.content.decode()
    assert dimension_of(event) == Dimension.LOCATION
    assert "Whoever is asked is told so before the first question." in page
    assert page.count('value="location" id="id_dimension_2" checked') == 1


def test_what_is_no_way_of_counting_is_told_at_its_field(client):
    event = make_event()
    client.force_login(event.roles.get().user)

    answer = client.post(reverse("feedback-apart", args=[event.slug]), {"dimension": "shoe size"})

    assert (answer.status_code, dimension_of(event)) == (422, Dimension.NOTHING)
    assert list(answer.context["panel"].slicing.errors) == ["dimension"]


def test_results_take_the_same_queries_with_many_cells(departments, count_queries):
    form = close(filled(departments, (7, 5, 5)))

    assert count_queries(lambda: results(form.event, at=NOW)) == 5


def test_results_of_thousands_with_cells_take_little_time(departments):
    form = close(filled(departments, (7, 5, 5)))
    Answered.objects.filter(form=form).update(people=list(range(5_000)))
    for box in form.boxes.all():
        counts = dict.fromkeys(box.tally, 100 if box.cell else 1000)
        texts = [f"What {number} has to say about it" for number in range(5_000)] if box.question == "useful" else []
        Box.objects.filter(pk=box.pk).update(tally=counts, texts=texts)

    spent = []
    for _ in range(5):
        began = process_time()
        shown = results(form.event, at=NOW)
        spent.append(process_time() - began)

    assert (shown.scales[0].total, len(shown.words[0].texts), len(shown.slices.lines)) == (5_000, 5_000, 2)
    assert median(spent) < 0.04

"""The trend of ratings and what stands out, for any events; and the page of those who look after a department."""

from datetime import date, timedelta
from statistics import fmean, pstdev

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import Coordinator
from reports import queries, ratings
from reports.periods import Quarter
from reports.ratings import Rated
from tests.factories.accounts import make_department, make_user
from tests.factories.events import NOW
from tests.factories.feedback import answer, close, make_form


@st.composite
def rated(draw):
    """Events of two years, each rated by five or more."""
    found = []
    for key in range(draw(st.integers(0, 14))):
        given = draw(st.lists(st.integers(1, 5), min_size=5, max_size=9))
        ended_on = date(2025, 1, 1) + timedelta(days=draw(st.integers(0, 729)))
        found.append(Rated(key, f"Event {key}", f"event-{key}", ended_on, sum(given), len(given)))
    return found


@given(rated())
def test_every_answer_counts_once_in_its_quarter(events):
    steps = ratings.steps(events)

    assert [step.quarter for step in steps] == sorted({one.quarter for one in events})
    assert (sum(step.events for step in steps), sum(step.answers for step in steps)) == (
        len(events),
        sum(one.answers for one in events),
    )
    assert round(sum(step.mean * step.answers for step in steps), 6) == sum(one.points for one in events)


@given(rated())
def test_what_is_low_lies_more_than_one_and_a_half_spreads_under_the_mean(events):
    means = [one.mean for one in events]
    low = ratings.low(events)

    if len(events) < 5:
        assert low == []
        return
    bar = fmean(means) - 1.5 * pstdev(means)
    assert all(one.mean < bar + 1e-9 for one in low)
    assert all(one.mean > bar - 1e-9 for one in events if one not in low)
    assert [one.mean for one in low] == sorted(one.mean for one in low)


@given(rated(), st.randoms())
def test_the_order_of_events_changes_nothing(events, chance):
    mixed = list(events)
    chance.shuffle(mixed)

    assert (ratings.low(mixed), len(ratings.steps(mixed))) == (ratings.low(events), len(ratings.steps(events)))


def test_events_that_are_all_alike_have_none_that_stands_out():
    events = [Rated(key, "", "", date(2026, 1, 1), 20, 5) for key in range(9)]

    assert ratings.low(events) == []


def test_one_that_is_far_below_the_others_stands_out():
    events = [Rated(key, "", "", date(2026, 1, 1), 22 if key else 9, 5) for key in range(9)]

    assert [one.key for one in ratings.low(events)] == [0]


def test_nothing_that_fewer_than_five_have_rated_can_be_shown():
    with pytest.raises(ValueError, match="fewer than five"):
        Rated(1, "", "", date(2026, 1, 1), 16, 4)


def test_half_a_tenth_is_rounded_up_as_on_the_page_of_results():
    assert [Rated(1, "", "", date(2026, 1, 1), points, 12).shown for points in (50, 51, 52)] == [4.2, 4.3, 4.3]


def test_a_quarter_is_that_in_which_an_event_ended():
    days = (date(2026, 1, 1), date(2026, 3, 31), date(2026, 4, 1), date(2026, 12, 31))

    assert [Rated(1, "", "", day, 20, 5).quarter for day in days] == [Quarter(2026, number) for number in (1, 1, 2, 4)]


def make_rated(*given: int, host=None, title: str = "Rated", is_closed: bool = True):
    form, people = make_form(len(given), host_department=host, title=title, capacity=None)
    for person, step in zip(people, given, strict=True):
        answer(form, person, {"overall": step, "recommend": 9})
    return close(form) if is_closed else form


@pytest.mark.django_db
def test_only_closed_forms_with_five_answers_are_read():
    department = make_department("Sales")
    make_rated(5, 4, 4, 4, 4, host=department, title="Enough")
    make_rated(5, 4, 4, 4, host=department, title="Few")
    make_rated(5, 4, 4, 4, 4, host=department, title="Open", is_closed=False)

    found = queries.rated_events(None, at=NOW)

    assert [(one.title, one.points, one.answers) for one in found] == [("Enough", 21, 5)]


@pytest.mark.django_db
def test_a_coordinator_reads_of_their_own_department_and_those_below(client):
    sales = make_department("Sales")
    inside, outside = make_department("Inside sales", parent=sales), make_department("Elsewhere")
    for host, title in ((sales, "Ours"), (inside, "Below"), (outside, "Theirs")):
        make_rated(5, 4, 4, 4, 4, host=host, title=title)
    person = make_user()
    Coordinator.objects.create(department=sales, user=person)
    client.force_login(person)

    page = client.get(reverse("ratings"))
    other = client.get(reverse("ratings"), {"department": str(outside.pk)})

    titles = sorted(line.rated.title for line in page.context["page"].everything)
    assert (page.status_code, titles, other.status_code) == (200, ["Below", "Ours"], 404)


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 3])
def test_ratings_take_the_same_queries_however_many_events_there_are(number, client, count_queries):
    for _event in range(number):
        make_rated(5, 4, 4, 4, 4, host=make_department())
    client.force_login(make_user(is_staff=True))

    assert count_queries(lambda: client.get(reverse("ratings"))) == 4

"""The page on which a table is asked for, and the list of what comes regularly."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse

from common import exports as tables
from exports.enums import RegularState
from exports.models import RegularExport
from jobs.models import Job
from tests.factories.accounts import make_user
from tests.factories.exports import JOBS, make_regular
from tests.factories.jobs import make_job

pytestmark = pytest.mark.django_db
FORM = {"of": JOBS, "format": "csv", "when": "week-2", "time": "06:30"}


@pytest.fixture
def owner():
    return make_user()


@pytest.fixture
def mine(client, owner):
    client.force_login(owner)
    return client


def test_a_small_table_leaves_at_once_and_a_large_one_is_asked_for(mine, owner, monkeypatch):
    monkeypatch.setattr(tables, "MOST_AT_ONCE", 2)
    addresses = [reverse("jobs", query={"q": "Work", "page": "9", "export": "csv"})]
    answers = []
    for _ in range(2):
        make_job(owner=owner)
    answers.append(mine.get(addresses[0]))
    make_job(owner=owner)
    answers.append(mine.get(addresses[0]))

    assert [answer.status_code for answer in answers] == [200, 302]
    page = urlsplit(answers[1].url)
    assert (page.path, parse_qs(page.query)) == (
        reverse("export-new"), {"of": ["/jobs/?q=Work&export=mail"], "as": ["csv"]},
    )  # fmt: skip
    assert "It is too large to wait for" in mine.get(answers[1].url).content.decode()


def test_a_table_is_asked_for_once(mine):
    answer = mine.post(reverse("export-new"), {"of": JOBS, "format": "csv"})

    job = Job.objects.get()
    assert (answer.url, job.params) == (job.get_absolute_url(), {"address": JOBS, "format": "csv"})


def test_a_table_is_asked_for_regularly(mine, owner):
    answer = mine.post(reverse("export-plan"), FORM, follow=True)

    regular = RegularExport.objects.get()
    assert (regular.owner, regular.address, regular.weekday, f"{regular.time:%H:%M}") == (owner, JOBS, 2, "06:30")
    assert "Every week: Wednesday, 06:30" in answer.content.decode()


def test_a_month_has_days_and_a_last_one(mine):
    page = mine.post(reverse("export-plan"), FORM | {"when": "month-31"}, follow=True).content.decode()

    assert ("Every month: on the last day, 06:30, as CSV" in page, RegularExport.objects.get().day) == (True, 31)


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [("time", "soon", "Enter a valid time."), ("when", "week-9", "Select a valid choice"), ("format", "pdf", "Select")],
)
def test_a_mistake_is_said_at_its_field_and_nothing_is_lost(mine, field, value, says):
    answer = mine.post(reverse("export-plan"), FORM | {field: value})

    page = answer.content.decode()
    assert (answer.status_code, says in page, f'value="{JOBS}"' in page) == (422, True, True)
    assert RegularExport.objects.count() == 0


def test_the_same_twice_is_said_on_the_page(mine, owner):
    make_regular(owner=owner, format="csv")

    answer = mine.post(reverse("export-plan"), FORM)

    assert (answer.status_code, "regularly already" in answer.content.decode()) == (422, True)


@pytest.mark.parametrize(
    "address", ["/administration/people/?export=mail", "/follows/?export=mail", "//x/", "x", "/exports/"]
)
def test_what_one_may_not_see_can_not_be_asked_for(mine, address):
    answers = [
        mine.get(reverse("export-new", query={"of": address})),
        mine.post(reverse("export-new"), {"of": address, "format": "csv"}),
        mine.post(reverse("export-plan"), FORM | {"of": address}),
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 404]


def test_a_wrong_address_of_a_wrong_form_does_not_exist_either(mine):
    assert mine.post(reverse("export-plan"), FORM | {"of": "/follows/?export=mail", "time": "soon"}).status_code == 404


@pytest.mark.parametrize("state", list(RegularState))
def test_each_state_is_shown_with_what_can_be_done(mine, owner, state):
    regular = make_regular(state, owner=owner)

    page = mine.get(reverse("exports")).content.decode()

    shown = [reverse(name, args=[regular.uuid]) in page for name in ("export-pause", "export-go-on", "export-remove")]
    assert shown == [state == RegularState.ACTIVE, state == RegularState.PAUSED, True]


def test_one_is_paused_goes_on_and_is_removed(mine, owner):
    regular = make_regular(owner=owner)
    states = []
    for name in ("export-pause", "export-go-on", "export-remove"):
        mine.post(reverse(name, args=[regular.uuid]))
        states += RegularExport.objects.values_list("state", flat=True)

    assert (states, RegularExport.objects.count()) == (["paused", "active"], 0)


def test_what_others_get_does_not_exist(mine):
    regular = make_regular()

    answers = [
        mine.post(reverse(name, args=[regular.uuid])) for name in ("export-pause", "export-go-on", "export-remove")
    ]

    assert ([answer.status_code for answer in answers], RegularExport.objects.get().state) == ([404] * 3, "active")
    assert regular.title not in mine.get(reverse("exports")).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_number_of_questions(mine, owner, count, django_assert_num_queries):
    for number in range(count):
        make_regular(owner=owner, address=f"/jobs/?q={number}&export=mail")

    with django_assert_num_queries(2):
        mine.get(reverse("exports"))

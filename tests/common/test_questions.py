"""Questions whose SQL is written once: the same answers as an ordinary queryset, whatever the values."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, connections, transaction
from django.db.models import CharField, Count, DateTimeField, Q
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext

from accounts.models import Department, User
from common.questions import Among, IsAmong, Question, Slot, attach
from tests.factories.accounts import make_department, make_user

pytestmark = pytest.mark.django_db
AT = datetime(2027, 3, 1, 9, tzinfo=UTC)


def test_values_take_the_places_that_were_left_for_them():
    early, late = make_user("Early", joined_at=AT), make_user("Late", joined_at=AT + timedelta(days=2))
    joined = Question(lambda: User.objects.filter(joined_at__gt=Slot("at", DateTimeField())).order_by("pk"))

    answers = [joined.ask(at=AT - timedelta(days=1)), joined.ask(at=AT), joined.ask(at=AT + timedelta(days=3))]

    assert answers == [[early, late], [late], []]


@pytest.mark.parametrize("wanted", [[], [0], [1, 2], [2, 1, 2]])
def test_a_list_of_any_length_is_one_value(wanted):
    people = [make_user(f"Person {number}") for number in range(3)]
    among = Question(lambda: User.objects.filter(pk__in=Among("people")).order_by("pk"))
    are = Question(lambda: User.objects.filter(IsAmong("pk", "people")).order_by("pk"))

    found = [one.ask(people=[people[number].pk for number in wanted]) for one in (among, are)]

    assert found == [[people[number] for number in sorted(set(wanted))]] * 2


def test_a_list_may_stand_behind_a_relation():
    finance, legal = make_department("Finance"), make_department("Legal")
    make_user("Ines", department=finance)
    make_user("Henrik", department=legal)
    members = Question(lambda: User.objects.filter(department__in=Among("departments")).values_list("name", flat=True))

    assert members.ask(departments=[legal.pk]) == ["Henrik"]


def test_a_list_may_be_of_texts():
    for key in ("finance", "legal", "it's; --"):
        make_department(key, key=key)
    named = Question(lambda: Department.objects.filter(key__in=Among("keys", CharField())).order_by("key"))

    found = [[one.key for one in named.ask(keys=keys)] for keys in ([], ["legal", "it's; --"], ["nobody"])]

    assert found == [[], ["it's; --", "legal"], []]


@pytest.mark.django_db(transaction=True)
def test_rows_are_locked_in_a_transaction_or_not_at_all():
    make_department("Finance")
    locked = Question(Department.objects.select_for_update)
    with transaction.atomic():
        assert [one.name for one in locked.ask()] == ["Finance"]

    with pytest.raises(TransactionManagementError):
        locked.ask()


def test_what_never_differs_is_compared_as_it_is():
    for name in ("100% 'sure'", "100 percent sure", "%s"):
        make_department(name, key=f"key-{len(name)}")
    named = Question(
        lambda: (
            Department.objects.filter(key__startswith=Slot("key", CharField()))
            .filter(
                Q(name__contains="0% 'S") | Q(name__contains="0% 's") | Q(name="%s"), parent=None, is_open_mark=False
            )
            .order_by("name")
        )
    )

    assert [one.name for one in named.ask(key="key-")] == ["%s", "100% 'sure'"]


def test_what_somebody_typed_is_a_value_and_never_sql():
    make_department("Finance", key="finance")
    by_key = Question(lambda: Department.objects.filter(key=Slot("key", CharField())).values_list("name", flat=True))

    assert [by_key.ask(key=key) for key in ("finance", "' OR '1'='1", "%", "%s")] == [["Finance"], [], [], []]


def test_rows_are_those_of_the_queryset_joins_and_figures_included():
    finance = make_department("Finance")
    ines = make_user("Ines", department=finance)
    person = Question(lambda: User.objects.filter(pk=Slot("pk")).select_related("department"))
    sizes = Question(lambda: Department.objects.annotate(number=Count("people")).values_list("name", "number"))

    with CaptureQueriesContext(connection) as asked:
        [found] = person.ask(pk=ines.pk)
        seen = (found, found.department, sizes.ask())

    assert (seen, len(asked)) == ((ines, finance, [("Finance", 1)]), 2)


def test_each_shape_is_written_once():
    written = []

    def build(only_active):
        written.append(only_active)
        return User.objects.active() if only_active else User.objects.all()

    make_user(is_active=False)
    people = Question(build)

    numbers = [len(people.ask(shape)) for shape in (True, False, True, False)]

    assert (numbers, written) == ([0, 1, 0, 1], [True, False])


def test_no_thread_finds_the_values_of_another():
    joined = Question(lambda: User.objects.filter(joined_at__gt=Slot("at", DateTimeField())))
    joined.ask(at=AT)
    homes = []

    def look():
        homes.append(vars(connections["default"]).get("written_statements", {}))
        connections.close_all()

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()

    assert ((joined, ()) in vars(connections["default"])["written_statements"], homes) == (True, [{}])


def test_rows_that_are_at_hand_are_not_asked_for_again():
    finance, legal = make_department("Finance"), make_department("Legal")
    ines = make_user("Ines", department=finance)

    attach([finance, legal], "people", {finance.pk: [ines]})

    with CaptureQueriesContext(connection) as asked:
        seen = [list(one.people.all()) for one in (finance, legal)] + [ines.department]
    assert (seen, len(asked)) == ([[ines], [], finance], 0)

"""Changes whose SQL is written once: the same rows as Django writes, whatever the values."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import CharField, F, IntegerField
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext

from accounts.models import Department, User
from audit.models import Line
from common.changes import Insert, Update
from common.questions import Slot
from events.models import Pool
from tests.factories.accounts import make_department, make_user
from tests.factories.events import make_event

pytestmark = pytest.mark.django_db
AT = datetime(2027, 3, 1, 9, tzinfo=UTC)


def line(verb: str = "tried", **values: object) -> Line:
    return Line(
        **{"verb": verb, "about_type": "x.y", "about_id": "1", "at": AT, "before": None, "after": None} | values
    )


def stored(row: Line) -> dict[str, object]:
    return Line.objects.filter(pk=row.pk).values().get() | {"id": 0}


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"verb": "100% %s 'sure'; --"},
        {"before": {"places": [1, "zwei", None]}, "after": {}},
        {"before": [], "scope": "event:1"},
    ],
)
def test_a_row_is_written_as_save_writes_it(values):
    ours, django = line(**values), line(**values)

    Insert(Line).write([ours])
    django.save(force_insert=True)

    assert stored(ours) == stored(django)


def test_a_row_knows_its_id_and_that_it_is_stored():
    lines = Insert(Line)
    first, second = line("first"), line("second", by=make_user())

    lines.write([first])
    lines.write([second])
    second.verb = "changed"
    second.save()

    assert list(Line.objects.order_by("pk").values_list("pk", "verb", "by__name")) == [
        (first.pk, "first", None),
        (second.pk, "changed", second.by.name),
    ]


def test_each_row_is_one_statement_however_they_come():
    lines = Insert(Line)

    with CaptureQueriesContext(connection) as asked:
        for rows in ([line("one")], [], [line("two"), line("three")], [line("four")]):
            lines.write(rows)

    assert (Line.objects.count(), sum("INSERT" in one["sql"] for one in asked)) == (4, 3)


def test_a_row_whose_key_is_known_changes_nothing():
    departments = Insert(Department, unless_known="key")
    finance = make_department("Finance", key="finance")

    departments.write([Department(key="finance", name="Another")])
    departments.write([Department(key="legal", name="Legal")])

    assert list(Department.objects.order_by("key").values_list("key", "name")) == [
        ("finance", finance.name),
        ("legal", "Legal"),
    ]


def test_what_belongs_to_a_row_that_is_not_stored_is_refused():
    with pytest.raises(ValueError, match="unsaved related object 'by'"):
        Insert(Line).write([line(by=User(name="Nobody yet"))])


@pytest.mark.django_db(transaction=True)
def test_an_insert_that_fails_takes_its_transaction_along():
    departments = Insert(Department)
    make_department("Finance", key="finance")

    with transaction.atomic():
        with pytest.raises(IntegrityError):
            departments.write([Department(key="finance", name="Twice")])
        with pytest.raises(TransactionManagementError):
            Department.objects.count()
        transaction.set_rollback(True)


def test_an_update_puts_values_into_its_slots():
    first, second = make_event(capacity=9).pools.get(), make_event(capacity=9).pools.get()
    count = Update(
        lambda: Pool.objects.filter(pk=Slot("pool")), seats_taken=F("seats_taken") + Slot("more", IntegerField())
    )

    changed = [count.make(pool=first.pk, more=5), count.make(pool=first.pk, more=-2), count.make(pool=0, more=1)]

    found = dict(Pool.objects.values_list("pk", "seats_taken"))
    assert (changed, found) == ([1, 1, 0], {first.pk: 3, second.pk: 0})


def test_an_update_takes_texts_as_values():
    finance = make_department("Finance", key="finance")
    rename = Update(lambda: Department.objects.filter(key=Slot("key", CharField())), name=Slot("name", CharField()))

    rename.make(key="finance", name="100% 'sure' %s")
    finance.refresh_from_db()

    assert finance.name == "100% 'sure' %s"

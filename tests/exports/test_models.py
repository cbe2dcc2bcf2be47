"""What the database itself refuses about tables that come regularly."""

import pytest
from django.db import IntegrityError, transaction

from exports.enums import Every, RegularState
from exports.models import RegularExport
from tests.factories.accounts import make_user
from tests.factories.exports import make_regular
from tests.factories.jobs import NOW

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("constraint", "state", "values"),
    [
        ("regular_export_state_and_its_dates", RegularState.ACTIVE, {"next_at": None}),
        ("regular_export_state_and_its_dates", RegularState.ACTIVE, {"paused_at": NOW}),
        ("regular_export_state_and_its_dates", RegularState.PAUSED, {"next_at": NOW}),
        ("regular_export_state_and_its_dates", RegularState.ENDED, {"ended_at": None}),
        ("regular_export_has_its_day", RegularState.ACTIVE, {"weekday": None}),
        ("regular_export_has_its_day", RegularState.ACTIVE, {"weekday": 7}),
        ("regular_export_has_its_day", RegularState.ACTIVE, {"day": 1}),
        ("regular_export_has_its_day", RegularState.ACTIVE, {"every": Every.MONTH}),
        ("regular_export_has_its_day", RegularState.ACTIVE, {"every": Every.MONTH, "weekday": None, "day": 32}),
        ("regular_export_is_whole", RegularState.ACTIVE, {"address": "https://elsewhere.example/"}),
        ("regular_export_is_whole", RegularState.ACTIVE, {"title": ""}),
        ("regular_export_is_whole", RegularState.ACTIVE, {"format": "pdf"}),
    ],
)
def test_what_can_not_be_is_refused(constraint, state, values):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        make_regular(state, **values)


def test_the_same_table_twice_for_one_person_is_refused():
    owner = make_user()
    make_regular(owner=owner)

    with pytest.raises(IntegrityError), transaction.atomic():
        make_regular(owner=owner)


def test_what_has_ended_is_in_nobodys_way():
    owner = make_user()
    make_regular(RegularState.ENDED, owner=owner)
    make_regular(owner=owner)
    make_regular()

    assert RegularExport.objects.count() == 3

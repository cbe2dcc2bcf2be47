"""The example files of the documentation fit the demo organisation."""

import pytest
from django.conf import settings
from django.utils import timezone

from accounts import queries
from accounts.models import DirectoryFile
from accounts.planning import Kind, Plan
from accounts.sheet import Fault, read
from operations.demo.builder import build

pytestmark = pytest.mark.django_db

EXAMPLES = settings.BASE_DIR / "docs" / "examples"


def plan(name: str) -> Plan:
    sheet = read((EXAMPLES / name).read_bytes(), languages=("en", "de"))
    return queries.plan_of(sheet, importer=None, is_complete=False)


def test_the_examples_show_what_an_import_does_and_what_it_refuses():
    build(at=timezone.now())

    right, wrong = plan("people.csv"), plan("people-with-mistakes.csv")

    assert (right.problems, dict(right.counts)) == ([], {Kind.CHANGE: 5, Kind.LEAVE: 1, Kind.ADD: 3})
    assert [(problem.row, problem.fault) for problem in wrong.problems] == [
        (2, Fault.CIRCLE),
        (4, Fault.NO_ADDRESS),
        (5, Fault.NO_ZONE),
        (5, Fault.ADDRESS_TAKEN),
        (5, Fault.UNKNOWN_PERSON),
        (6, Fault.MISSING),
        (6, Fault.EMPTY_STEP),
        (6, Fault.NO_LANGUAGE),
    ]
    assert list(DirectoryFile.objects.order_by("name").values_list("name", "owner__is_staff")) == [
        ("people-with-mistakes.csv", True),
        ("people.csv", True),
    ]

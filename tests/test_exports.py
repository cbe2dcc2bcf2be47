"""The file of a table holds what its page shows; that every page with one has a file is looked at in tests/test_rights.py."""

import csv
import io
import re

import openpyxl
import pytest
from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Concat

from accounts.models import Department, Guest, Location, User
from common import exports
from events.models import Equipment, Event, Material, Room, Topic
from jobs.models import Job
from polls.models import Poll
from recognition.models import Certificate
from tests.support.answers import answer
from tests.support.routes import routes
from tests.support.visits import address, allowed, visits

pytestmark = pytest.mark.django_db
NOT_YET = {"workspace-feedback-later"}  # in this world the answers are still awaited; its own tests export them
PARAMETERS = {"workspace": "history-export"}  # where a page has more than one table
OFFERED = [
    (route, filled)
    for route in routes()
    for filled in visits(route)
    if exports.is_offered(route.view) and route.name not in NOT_YET
]
# What people call things, wherever a file may say it.
NAMES = [
    (User, "name"),
    (Guest, "name"),
    (Department, "name"),
    (Location, "name"),
    (Room, "name"),
    (Equipment, "name"),
    (Topic, "name"),
    (Event, "title"),
    (Material, "title"),
    (Poll, "question"),
    (Job, "title"),
    (Certificate, "title"),
    (Certificate, "name"),
]
NAMELESS = {
    "figures": "kept in the words of the day on which they were drawn up",
    "messages": "addresses and what kind of mail",
    "workspace-feedback": "questions and answers alone",
    "workspace-messages": "addresses and what kind of mail",
}
NUMBER = re.compile(r"-?[0-9.]+$")


def page_of(route, filled, organisation, kind: str) -> str:
    """The address of its file; of results those that are there."""
    told = {"slug": organisation.told.slug} if route.name == "workspace-feedback" else {}
    arguments = filled.arguments(organisation) | told
    return f"{address(route, arguments)}?{PARAMETERS.get(route.name, 'export')}={kind}"


def reader_of(route, filled, organisation) -> str:
    """Somebody who may see it, organisers before administrators."""
    return next(role for role in ("owner", "employee", "admin", "participant") if role in allowed(route, filled))


def ids(found) -> list[str]:
    return [f"{route}-{visits(route).index(filled)}" for route, filled in found]


@pytest.mark.parametrize(("route", "filled"), OFFERED, ids=ids(OFFERED))
def test_a_file_holds_what_its_page_shows(route, filled, organisation, clients):
    role = reader_of(route, filled, organisation)
    client, reader = clients[role], User.objects.get(pk=organisation.people[role].pk)
    with answer(client, "get", page_of(route, filled, organisation, "csv")) as file:
        rows = list(csv.reader(io.StringIO(b"".join(file.streaming_content).decode("utf-8-sig"), newline="")))
    with answer(client, "get", page_of(route, filled, organisation, "xlsx")) as workbook:
        start = b"".join(workbook.streaming_content)[:2]

    sheet = exports.read(page_of(route, filled, organisation, "mail"), reader=reader)

    assert (len(rows) - 1, len(rows[0]), start) == (sheet.count, len(sheet.names), b"PK")
    assert len(list(sheet.rows())) == sheet.count


@pytest.mark.parametrize(("route", "filled"), OFFERED, ids=ids(OFFERED))
def test_from_within_nobody_sees_more_than_on_the_page(route, filled, organisation, clients):
    page = page_of(route, filled, organisation, "mail")
    inside = set()
    people = {role: User.objects.get(pk=person.pk) for role, person in organisation.people.items()}
    for role, person in people.items():
        try:
            exports.read(page, reader=person)
        except exports.NotThere:
            continue
        inside.add(role)

    assert inside == {role for role in allowed(route, filled) if role in people}


@pytest.mark.parametrize(("route", "filled"), OFFERED, ids=ids(OFFERED))
def test_no_name_is_a_formula_in_any_file(route, filled, organisation, clients):
    client, page = clients[reader_of(route, filled, organisation)], page_of(route, filled, organisation, "")
    with transaction.atomic():
        for model, field in NAMES:
            model.objects.update(**{field: Concat(Value("=1+"), F(field))})
        with answer(client, "get", f"{page}csv") as file:
            text = b"".join(file.streaming_content).decode("utf-8-sig")
        with answer(client, "get", f"{page}xlsx") as workbook:
            book = openpyxl.load_workbook(io.BytesIO(b"".join(workbook.streaming_content)))
        transaction.set_rollback(True)

    written = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert [cell for cell in written if cell.lstrip()[:1] in {"=", "+", "-", "@"} and not NUMBER.match(cell)] == []
    assert [cell.value for cell in cells if cell.data_type == "f" or str(cell.value)[:1] == "="] == []
    assert ("=1+" in text) == (text.count("\n") > 1 and route.name not in NAMELESS)

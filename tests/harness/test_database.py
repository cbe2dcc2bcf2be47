import pytest
from django.utils import timezone

from accounts.models import Location, SignIn
from tests.support import database

pytestmark = pytest.mark.django_db


def test_a_dump_shows_what_has_changed():
    Location.objects.create(name="Here", zone="UTC")
    before = database.dump()

    Location.objects.update(zone="Europe/Berlin")

    (line,) = database.difference(before, database.dump())
    assert (line.startswith("accounts_location: "), "Europe/Berlin" in line) == (True, True)


def test_a_dump_shows_what_is_gone():
    Location.objects.create(name="Here", zone="UTC")
    before = database.dump()

    Location.objects.all().delete()

    assert database.difference(before, database.dump()) == ["accounts_location: rows are gone"]


def test_sessions_come_and_go():
    before = database.dump()

    SignIn.objects.create(session_key="x", session_data="y", expire_date=timezone.now())

    assert database.difference(before, database.dump()) == []


def test_writing_is_noticed_and_reading_is_not():
    with database.writes() as watch:
        Location.objects.count()
        Location.objects.filter(name="nowhere").update(zone="UTC")
        Location.objects.create(name="Here", zone="UTC")

    assert [statement.split()[0] for statement in watch.statements] == ["UPDATE", "INSERT"]

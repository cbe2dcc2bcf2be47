"""Importing people: what becomes of the database, all of it or nothing."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import check_password
from django.db import IntegrityError, transaction
from django.urls import reverse
from hypothesis import HealthCheck, given, settings

from accounts import actions
from accounts.enums import ImportRefusal
from accounts.exceptions import ImportRefused
from accounts.models import Department, DirectoryFile, Location, User
from accounts.planning import Plan
from accounts.sheet import Fault, Sheet, read
from audit.models import Line
from events.enums import Audience
from outbox.models import Message
from registrations.enums import RegistrationStatus
from registrations.models import Registration
from tests.accounts.test_planning import FILES
from tests.factories.accounts import make_department, make_location, make_user
from tests.factories.calendars import make_feed
from tests.factories.events import NOW, make_event
from tests.factories.registrations import register

pytestmark = pytest.mark.django_db

HEADER = "key,email,name,department,manager,location,language,leaves\n"


def do(text: str, *, by: User | None = None, complete: bool = False, accepts_many: bool = False, expected="") -> Plan:
    sheet = read(text.encode(), languages=("en", "de"))
    return actions.import_people(
        sheet=sheet, is_complete=complete, by=by, at=NOW, accepts_many=accepts_many, expected=expected
    )


def refused(text: str, **how: object) -> ImportRefused:
    with pytest.raises(ImportRefused) as caught:
        do(text, **how)
    return caught.value


def directory() -> list[tuple[object, ...]]:
    return list(
        User.objects.order_by("pk").values_list(
            "key", "email", "name", "department__name", "manager__name", "location__name", "language", "is_active"
        )
    )


def test_new_people_come_with_department_manager_place_and_a_vouched_address():
    make_location("Hamburg", zone="Europe/Berlin")

    do(
        f"{HEADER}1,boss@x.org,Boss,Engineering,,Hamburg,de,\n"
        "2,Ana@X.org,Ana,Engineering / Firmware,boss@x.org,Oslo,,\n"
    )

    assert directory() == [
        ("1", "boss@x.org", "Boss", "Engineering", None, "Hamburg", "de", True),
        ("2", "ana@x.org", "Ana", "Firmware", "Boss", "Oslo", "en", True),
    ]
    firmware = Department.objects.select_related("parent").get(name="Firmware")
    assert (firmware.key, firmware.parent.key, firmware.mark) == (
        "engineering-firmware",
        "engineering",
        firmware.parent.mark,
    )
    assert list(EmailAddress.objects.order_by("email").values_list("email", "verified", "primary")) == [
        ("ana@x.org", True, True),
        ("boss@x.org", True, True),
    ]
    assert [user.has_usable_password() for user in User.objects.all()] == [False, False]
    assert User.objects.get(key="1").zone == "Europe/Berlin"
    assert Line.objects.filter(verb="person.enrolled").count() == 2


def test_the_second_import_finds_nothing_to_do():
    text = f"{HEADER}1,boss@x.org,Boss,Engineering,,Hamburg,de,\n2,ana@x.org,Ana,engineering / Firmware,1,HAMBURG,,\n"
    do(text)
    lines = Line.objects.count()

    second = do(text)

    assert (second.is_empty, second.unchanged, Line.objects.count()) == (True, 2, lines)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(entries=FILES)
def test_any_file_that_is_imported_twice_does_nothing_the_second_time(entries):
    reasons = set()
    with transaction.atomic():
        try:
            actions.import_people(sheet=Sheet(entries=entries), is_complete=False, by=None, at=NOW)
        except ImportRefused as why:
            reasons.add(why.reason)
        else:
            second = actions.import_people(sheet=Sheet(entries=entries), is_complete=False, by=None, at=NOW)
            assert second.is_empty
        transaction.set_rollback(True)
    assert reasons <= {ImportRefusal.HAS_PROBLEMS}


def test_two_people_swap_their_addresses():
    do(f"{HEADER}1,a@x.org,Ana,,,,,\n2,b@x.org,Ben,,,,,\n")

    do(f"{HEADER}1,b@x.org,Ana,,,,,\n2,a@x.org,Ben,,,,,\n")

    assert list(User.objects.order_by("key").values_list("name", "email")) == [("Ana", "b@x.org"), ("Ben", "a@x.org")]
    assert list(EmailAddress.objects.order_by("email").values_list("email", "user__name", "verified", "primary")) == [
        ("a@x.org", "Ben", True, True),
        ("b@x.org", "Ana", True, True),
    ]


def test_departments_swap_their_names():
    top = make_department("Top", key="top")
    for key, name in (("one", "North"), ("two", "South")):
        make_department(name, key=key, parent=top)
    header = "key,email,name,department,department key\n"

    do(f"{header}1,a@x.org,Ana,Top / South,one\n2,b@x.org,Ben,Top / North,two\n")

    assert list(Department.objects.order_by("key").values_list("key", "name", "parent__key")) == [
        ("one", "South", "top"),
        ("top", "Top", None),
        ("two", "North", "top"),
    ]


def test_who_signed_up_is_found_by_address_and_keeps_a_proved_account():
    user = make_user("Ana", email="ana@x.org", password="sesame")
    EmailAddress.objects.create(user=user, email="ana@x.org", verified=True, primary=True)

    do(f"{HEADER}7,ANA@x.org,Ana,,,,,\n")

    user.refresh_from_db()
    assert (user.key, check_password("sesame", user.password)) == ("7", True)


def test_a_password_of_somebody_who_never_proved_the_address_is_void():
    user = make_user("Ana", email="ana@x.org", password="sesame")
    EmailAddress.objects.create(user=user, email="ana@x.org", verified=False, primary=True)

    do(f"{HEADER}7,ana@x.org,Ana,,,,,\n")

    user.refresh_from_db()
    assert (user.key, user.has_usable_password()) == ("7", False)
    assert list(EmailAddress.objects.values_list("email", "verified", "primary")) == [("ana@x.org", True, True)]


def test_the_calendar_follows_to_another_address(django_capture_on_commit_callbacks):
    do(f"{HEADER}7,ana@x.org,Ana,,,,,\n")
    ana = User.objects.get(key="7")
    register(make_event(), ana)
    Message.objects.all().delete()

    do(f"{HEADER}7,ana.ruiz@x.org,Ana,,,,,\n")

    assert set(Message.objects.values_list("address", flat=True)) == {"ana@x.org", "ana.ruiz@x.org"}


def test_leavers_are_signed_out_and_their_seat_goes_to_the_first_in_line(client):
    do(f"{HEADER}1,a@x.org,Ana,,,,,\n2,b@x.org,Ben,,,,,\n3,c@x.org,Cem,,,,,\n")
    ana, ben, cem = User.objects.order_by("key")
    event = make_event(capacity=1)
    for person in (ana, ben, cem):
        register(event, person)
    feed = make_feed(ana)
    client.force_login(ana)
    assert client.get(reverse("my-seminars")).status_code == 200
    Message.objects.all().delete()

    do(f"{HEADER}1,a@x.org,Ana,,,,,yes\n2,b@x.org,Ben,,,,,yes\n3,c@x.org,Cem,,,,,\n")

    places = Registration.objects.order_by("user__key").values_list("user__key", "status", "revision")
    assert [(key, status) for key, status, _revision in places] == [
        ("1", RegistrationStatus.CANCELLED),
        ("2", RegistrationStatus.CANCELLED),
        ("3", RegistrationStatus.CONFIRMED),
    ]
    assert Registration.objects.get(user=ben).confirmed_at is None  # nobody who leaves is promoted on the way
    assert "registration.promoted" in set(Message.objects.filter(user=cem).values_list("kind", flat=True))
    assert client.get(reverse("my-seminars")).status_code == 302
    assert client.get(feed).status_code == 404


def test_whoever_moves_to_an_invited_department_gets_the_free_seat():
    make_department("Sales", key="sales")
    research = make_department("Research", key="research")
    do(f"{HEADER}1,a@x.org,Ana,Sales,,,,\n")
    ana = User.objects.get(key="1")
    event = make_event(capacity=1)
    register(event, make_user())
    place = register(event, ana)
    type(event).objects.filter(pk=event.pk).update(audience=Audience.DEPARTMENTS)
    event.departments.set([research])
    actions.deactivate(user=Registration.objects.exclude(pk=place.pk).get().user, by=None, at=NOW)
    place.refresh_from_db()
    before = place.status

    do(f"{HEADER}1,a@x.org,Ana,Research,,,,\n")

    place.refresh_from_db()
    assert (before, place.status) == (RegistrationStatus.WAITLISTED, RegistrationStatus.CONFIRMED)


def test_who_is_back_may_sign_in_again():
    do(f"{HEADER}1,a@x.org,Ana,,,,,\n")
    do(f"{HEADER}1,a@x.org,Ana,,,,,yes\n")

    do(f"{HEADER}1,a@x.org,Ana Ruiz,,,,,\n")

    assert list(User.objects.values_list("name", "is_active")) == [("Ana Ruiz", True)]


def test_one_bad_row_at_the_end_changes_nothing():
    text = HEADER + "".join(f"{n},p{n}@x.org,Person {n},Sales,,Oslo,,\n" for n in range(200)) + "200,nobody,Last,,,,,\n"

    why = refused(text)

    assert (why.reason, [(problem.fault, problem.row) for problem in why.plan.problems]) == (
        ImportRefusal.HAS_PROBLEMS,
        [(Fault.NO_ADDRESS, 202)],
    )
    assert (User.objects.count(), Department.objects.count(), Location.objects.count()) == (0, 0, 0)


def test_what_the_database_refuses_changes_nothing(monkeypatch):
    """As if the last of the writes failed, whatever the reason."""
    do(f"{HEADER}1,a@x.org,Ana,,,,,\n")
    before = directory()

    def listener(**_kwargs: object) -> None:
        raise IntegrityError

    from accounts.signals import people_moved

    people_moved.connect(listener)
    try:
        with pytest.raises(IntegrityError):
            do(f"{HEADER}1,a@x.org,Ana,,,,,yes\n2,b@x.org,Ben,Sales,,,,\n")
    finally:
        people_moved.disconnect(listener)

    assert (directory(), Department.objects.count()) == (before, 0)


def test_what_was_shown_and_what_is_done_are_the_same():
    admin = make_user(is_staff=True)
    text = f"{HEADER}1,a@x.org,Ana,,,,,\n"
    file = actions.keep_file(name="people.csv", content=text.encode(), is_complete=False, by=admin, at=NOW)
    make_user("Ana Other", email="a@x.org")

    with pytest.raises(ImportRefused) as caught:
        actions.import_file(file=file, expected="0" * 64, accepts_many=False, by=admin, at=NOW)

    assert (caught.value.reason, User.objects.filter(key="1").exists()) == (ImportRefusal.HAS_CHANGED, False)


def test_many_leave_only_if_somebody_says_so():
    admin = make_user(is_staff=True)
    do(HEADER + "".join(f"{n},p{n}@x.org,P,,,,,\n" for n in range(10)))
    few = HEADER + "".join(f"{n},p{n}@x.org,P,,,,,\n" for n in range(5))

    why = refused(few, by=admin, complete=True)
    done = do(few, by=admin, complete=True, accepts_many=True)

    assert (why.reason, done.missing) == (ImportRefusal.MANY_MISSING, 5)
    assert User.objects.active().filter(key__isnull=False).count() == 5


def test_a_file_is_used_once_and_forgotten_in_time():
    admin = make_user(is_staff=True)
    keep = {
        "name": "people.csv",
        "content": f"{HEADER}1,a@x.org,Ana,,,,,\n".encode(),
        "is_complete": False,
        "by": admin,
    }
    actions.keep_file(**keep, at=NOW)
    file = actions.keep_file(**keep, at=NOW)
    used = actions.import_file(file=file, expected="", accepts_many=False, by=admin, at=NOW)

    with pytest.raises(ImportRefused) as caught:
        actions.import_file(file=file, expected="", accepts_many=False, by=admin, at=NOW)

    assert (caught.value.reason, bytes(used.content), used.result["add"]) == (ImportRefusal.IS_USED, b"", 1)
    assert DirectoryFile.objects.count() == 1
    assert actions.remove_expired_files(at=NOW + timedelta(hours=23)) == 0
    assert actions.remove_expired_files(at=NOW + timedelta(hours=24)) == 1


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("directory_file_is_kept_until_used", {"content": b""}),
        ("directory_file_is_kept_until_used", {"content": b"x", "applied_at": NOW}),
        ("directory_file_expires_after_upload", {"content": b"x", "expires_at": NOW}),
    ],
)
def test_the_database_refuses_a_file_that_makes_no_sense(name, values):
    admin = make_user()

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        DirectoryFile.objects.create(
            **{"owner": admin, "name": "x.csv", "uploaded_at": NOW, "expires_at": NOW + timedelta(days=1)} | values
        )


def test_the_database_refuses_a_key_that_says_nothing_and_one_that_is_taken():
    make_user(key="1")

    with pytest.raises(IntegrityError, match="user_key_says_something"), transaction.atomic():
        make_user(key="")
    with pytest.raises(IntegrityError, match="key"), transaction.atomic():
        make_user(key="1")


def test_a_thousand_people_are_written_many_at_a_time(count_queries):
    def questions(number: int) -> int:
        rows = "".join(f"{number}-{n},p{number}-{n}@x.org,P,Team {n % 5},,,,\n" for n in range(number))
        return count_queries(lambda: do(HEADER + rows))

    few, many = questions(100), questions(1000)

    assert (few < 60, many < 90) == (True, True), (few, many)

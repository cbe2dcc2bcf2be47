"""``manage.py import_people``: for whoever sets the clock of the directory."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db

SAID = """\
department  Sales
department  Sales / North
add         1  Ana
add         2  Ben
2 add, 0 change, 0 leave, 0 return, 0 unchanged; 2 departments.
"""


def run(path: Path, *options: str) -> tuple[str, str, str]:
    out, err, failed = StringIO(), StringIO(), ""
    try:
        call_command("import_people", str(path), *options, stdout=out, stderr=err)
    except CommandError as error:
        failed = str(error)
    return out.getvalue(), err.getvalue(), failed


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    path.write_text("key;email;name;department\n1;a@x.org;Ana;Sales\n2;b@x.org;Ben;Sales / North\n")
    return path


def test_says_what_it_does_and_does_nothing_the_second_time(file):
    first, second = run(file), run(file)

    assert (first, second) == (
        (
            SAID,
            "",
            "",
        ),
        ("0 add, 0 change, 0 leave, 0 return, 2 unchanged; 0 departments.\n", "", ""),
    )


def test_a_dry_run_changes_nothing(file):
    out, _err, failed = run(file, "--dry-run", "--json")

    said = json.loads(out)
    assert (failed, said["done"], [person["name"] for person in said["people"]], User.objects.count()) == (
        "",
        False,
        ["Ana", "Ben"],
        0,
    )


@pytest.mark.parametrize("options", [(), ("--dry-run",)])
def test_names_every_bad_row_and_fails(file, options):
    file.write_text("key,email,name,manager\n1,nobody,Ana,\n2,b@x.org,Ben,77\n")

    out, err, failed = run(file, *options)

    assert (out, err.splitlines(), bool(failed), User.objects.count()) == (
        "",
        [
            "Row 2, E-mail address: “nobody” is not an e-mail address.",
            "Row 3, Manager: Nobody has the key or address “77”, neither in the file nor here.",
        ],
        True,
        0,
    )


def test_closes_many_accounts_only_if_that_is_meant(file):
    for number in range(10, 13):
        make_user(key=str(number))

    refused = run(file, "--complete")[2]
    accepted = run(file, "--complete", "--accept-many")[2]

    assert (refused, accepted, User.objects.active().count()) == (
        "Nothing was changed: more than a fifth of the people would leave. Say that you mean it.",
        "",
        2,
    )


def test_a_file_that_is_not_there_is_said(tmp_path):
    assert run(tmp_path / "nowhere.csv")[2].startswith("The file can't be read: ")

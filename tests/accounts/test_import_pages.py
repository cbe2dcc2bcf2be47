"""The administrators' pages that bring people in: upload, look, import."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation

from accounts import wording
from accounts.models import DirectoryFile, User
from accounts.sheet import MOST_BYTES, Fault, read
from tests.factories.accounts import make_user
from tests.support.forms import Page

pytestmark = pytest.mark.django_db

HEADER = "key,email,name,department\n"


@pytest.fixture
def admin(client: Client) -> User:
    user = make_user("Ada", is_staff=True)
    client.force_login(user)
    return user


def upload(client: Client, text: str | bytes, *, name: str = "people.csv", **more: str):
    content = text.encode() if isinstance(text, str) else text
    file = SimpleUploadedFile(name, content, content_type="text/csv")
    return client.post(reverse("people-import"), {"file": file, **more})


def preview(client: Client, text: str, **more: str):
    return client.get(upload(client, text, **more).url)


def agreed(response) -> dict[str, str]:
    """What the page's form would send."""
    form = next(form for form in Page(response.content.decode()).forms if "expected" in form.fields)
    return {"expected": form.fields["expected"].value}


@pytest.mark.usefixtures("admin")
def test_a_file_is_looked_at_before_it_is_imported(client):
    page = preview(client, f"{HEADER}1,a@x.org,Ana,Engineering / Firmware\n")

    assert User.objects.count() == 1
    panel = page.context["panel"]
    assert [(row.label, row.name, [(each.label, each.after) for each in row.details]) for row in panel.rows] == [
        ("New", "Ana", [("Department", "Engineering / Firmware")])
    ]
    assert [step.after for step in panel.plan.departments] == ["Engineering", "Engineering / Firmware"]

    done = client.post(page.wsgi_request.path, agreed(page), follow=True)

    assert list(User.objects.exclude(name="Ada").values_list("name", "department__name")) == [("Ana", "Firmware")]
    assert done.context["file"].result == {"add": 1, "departments": 2, "locations": 0, "unchanged": 0}
    assert bytes(DirectoryFile.objects.get().content) == b""


@pytest.mark.usefixtures("admin")
def test_what_is_wrong_is_named_by_row_and_column_and_nothing_can_be_imported(client):
    page = preview(client, f"{HEADER}1,nobody,Ana,\n2,b@x.org,,\n")

    assert [(row.row, row.column, row.text) for row in page.context["panel"].problem_rows] == [
        ("2", "E-mail address", "“nobody” is not an e-mail address."),
        ("3", "Name", "This cell is empty, and may not be."),
    ]
    assert b'name="expected"' not in page.content


@pytest.mark.usefixtures("admin")
def test_where_the_directory_has_changed_the_new_preview_is_shown(client):
    page = preview(client, f"{HEADER}1,a@x.org,Ana,\n")
    make_user("Ana Before", email="a@x.org")

    again = client.post(page.wsgi_request.path, agreed(page), follow=True)

    assert [str(message) for message in again.context["messages"]] == [
        "Nothing was changed: the directory is not as it was. Look at what would happen now."
    ]
    assert [row.label for row in again.context["panel"].rows] == ["Changes"]
    assert not User.objects.filter(key="1").exists()


@pytest.mark.usefixtures("admin")
def test_many_who_are_missing_need_another_yes(client):
    for number in range(3):
        make_user(key=str(number))
    page = preview(client, f"{HEADER}9,a@x.org,Ana,\n", is_complete="on")

    client.post(page.wsgi_request.path, agreed(page))
    before = User.objects.active().count()
    client.post(page.wsgi_request.path, agreed(page) | {"accepts_many": "on"})

    assert (before, User.objects.active().count()) == (4, 2)


@pytest.mark.usefixtures("admin")
def test_a_file_that_says_nothing_new_says_so(client):
    make_user("Ana", key="1", email="a@x.org")

    page = preview(client, "key,email,name\n1,a@x.org,Ana\n")

    assert "Everything is so already" in page.content.decode()


@pytest.mark.usefixtures("admin")
@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("people.csv", b"", "The file is empty."),
        ("people.xlsx", b"PK", "Choose a CSV file. In Excel, save it as “CSV UTF-8”."),
        (
            "people.csv",
            b"W" * (MOST_BYTES + 1),
            "The file is larger than 10 MB. Split it, and import one part after the other.",
        ),
    ],
)
def test_what_is_no_such_file_is_said_at_the_field(client, name, content, said):
    response = upload(client, content, name=name)

    assert (response.status_code, response.context["form"].errors) == (422, {"file": [said]})
    assert DirectoryFile.objects.count() == 0


@pytest.mark.usefixtures("admin")
def test_fifty_megabytes_are_refused_before_they_are_read(client, monkeypatch):
    monkeypatch.setattr("accounts.views.read", None, raising=False)

    response = upload(client, b"W" * 50 * 1024 * 1024)

    assert (response.status_code, DirectoryFile.objects.count()) == (422, 0)


@pytest.mark.usefixtures("admin")
def test_latin_1_is_named_with_what_to_do(client):
    page = client.get(upload(client, f"{HEADER}1,a@x.org,Müller,\n".encode("latin-1")).url)

    assert [problem.fault for problem in page.context["panel"].plan.problems] == [Fault.NOT_UTF8]


@pytest.mark.usefixtures("admin")
def test_a_file_can_be_forgotten(client):
    file = upload(client, f"{HEADER}1,a@x.org,Ana,\n").url

    client.post(f"{file}discard/")

    assert (DirectoryFile.objects.count(), client.get(file).status_code) == (0, 404)


@pytest.mark.usefixtures("admin")
def test_a_file_belongs_to_whoever_uploaded_it(client):
    file = upload(client, f"{HEADER}1,a@x.org,Ana,\n").url
    client.force_login(make_user(is_staff=True))

    assert client.get(file).status_code == 404


@pytest.mark.usefixtures("admin")
@pytest.mark.parametrize("language", ["en", "de"])
def test_the_template_is_a_file_that_can_be_read(client, language):
    User.objects.update(language=language)

    response = client.get(reverse("people-import-template"))

    sheet = read(response.content, languages=("en", "de"))
    assert (sheet.problems, sheet.unknown, [entry.name for entry in sheet.entries]) == ([], [], ["Ana Ruiz"])
    with translation.override(language):
        header = next(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
        assert header == wording.columns()


@pytest.mark.parametrize("fault", list(Fault))
def test_every_mistake_has_its_words(fault):
    from accounts.sheet import Problem

    said = wording.fault(Problem(fault=fault, value="this", other="that"))

    assert "%" not in said


@pytest.mark.usefixtures("admin")
def test_the_preview_asks_as_often_for_one_person_as_for_many(client, count_queries):
    def questions(number: int) -> int:
        rows = "".join(f"{n},p{n}@x.org,Person {n},Sales\n" for n in range(number))
        url = upload(client, HEADER + rows).url
        return count_queries(lambda: client.get(url))

    client.get("/help/")  # every page asks now and then whether a part has stopped

    assert (questions(1), questions(3), questions(200)) == (6, 6, 6)

"""``manage.py make_administrator``: how an installation gets its first one."""

import re
from io import StringIO
from urllib.parse import urlsplit

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts.models import User
from audit.models import Line
from tests.factories.accounts import make_user
from tests.support.forms import Page

pytestmark = pytest.mark.django_db

NEW = "a-long-enough-1-password"


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("make_administrator", *arguments, stdout=out)
    return out.getvalue()


def test_a_new_administrator_chooses_a_password_by_the_link_and_is_in(client):
    said = run("Ada@Acme.example", "--name", "Ada Sommer")

    user = User.objects.get()
    assert said.splitlines()[0] == "Ada Sommer <ada@acme.example> is an administrator."
    link = re.fullmatch(r"Choose a password at (\S+)", said.splitlines()[1])
    page = client.get(urlsplit(link[1]).path, follow=True)
    form = next(form for form in Page(page.content.decode()).forms if "password1" in form.fields)
    client.post(page.request["PATH_INFO"], {"password1": NEW, "password2": NEW}, follow=True)
    assert form.method == "post"
    client.post(reverse("account_login"), {"login": user.email, "password": NEW}, follow=True)
    assert client.get(reverse("administration")).status_code == 200


def test_whoever_has_an_account_keeps_it_and_is_made_one_once():
    user = make_user("Ada", email="ada@acme.example")
    user.set_password(NEW)
    user.save()

    said = [run("ada@acme.example"), run("ada@acme.example")]

    assert said == ["Ada <ada@acme.example> is an administrator.\n"] * 2
    assert list(User.objects.administrators()) == [user]
    assert list(Line.objects.values_list("verb", flat=True)) == ["person.administered"]


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["new@acme.example"], "There is no account with this address. To make one, say the name as well."),
        (["gone@acme.example"], "This account is closed. Open it again first."),
        (["nobody"], "Enter a valid email address."),
    ],
)
def test_what_can_not_be_is_said_and_nothing_is_changed(arguments, reason):
    make_user("Gone", email="gone@acme.example", is_active=False)

    with pytest.raises(CommandError) as refused:
        run(*arguments)

    assert str(refused.value) == reason
    assert (User.objects.count(), User.objects.administrators().count()) == (1, 0)

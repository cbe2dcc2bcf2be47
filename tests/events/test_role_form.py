"""A role is given by the address of a colleague."""

import pytest

from events.enums import RoleKind
from events.forms import RoleForm
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db


def test_role_is_given_to_a_colleague_by_address():
    ines = make_user(email="ines@example.org")
    form = RoleForm({"email": "Ines@example.org", "kind": "helper"})

    assert form.is_valid() is True
    assert form.values == {"user": ines, "kind": RoleKind.HELPER}


@pytest.mark.parametrize("email", ["nobody@example.org", "gone@example.org"])
def test_role_is_refused_to_whom_we_do_not_know(email):
    make_user(email="gone@example.org", is_active=False)
    form = RoleForm({"email": email, "kind": "helper"})

    assert form.is_valid() is False
    assert dict(form.errors) == {"email": ["No colleague has this address."]}

"""The organiser team."""

import pytest

from audit.models import Line
from events import actions
from events.enums import RoleKind
from tests.factories.accounts import make_user
from tests.factories.events import NOW, make_draft

pytestmark = pytest.mark.django_db


def test_taking_somebody_out_of_the_team_twice_is_no_mistake():
    owner, helper = make_user(), make_user()
    event = make_draft(owner=owner)
    role = actions.set_role(event=event, user=helper, kind=RoleKind.HELPER, by=owner, at=NOW)

    for _click in range(2):
        actions.leave_team(event=event, role=role, by=owner, at=NOW)

    assert list(event.roles.values_list("user", flat=True)) == [owner.pk]
    assert Line.objects.filter(verb="event.role_removed").count() == 1

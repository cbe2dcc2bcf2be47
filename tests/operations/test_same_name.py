"""Two administrators who add something of the same name at the same moment: one is told so at the field."""

from functools import partial

import pytest

from accounts import actions as accounts
from accounts.forms import LocationForm, NewDepartmentForm
from events import actions as events
from events.forms import RoomForm, TopicForm
from tests.factories.accounts import make_department, make_location, make_user
from tests.factories.events import NOW

pytestmark = pytest.mark.django_db
ROOM = {"name": "Elbe", "capacity": 9, "step_free": "unknown", "setup_minutes": 0}


@pytest.mark.parametrize(
    ("form_class", "add", "values"),
    [
        (
            NewDepartmentForm,
            accounts.add_department,
            lambda: {"name": "Legal", "key": "legal", "parent": make_department().pk, "mark": "disc", "hue": 1},
        ),
        (LocationForm, accounts.add_location, lambda: {"name": "Porto", "zone": "Europe/Lisbon"}),
        (RoomForm, events.add_room, lambda: ROOM | {"location": make_location().pk}),
        (TopicForm, events.add_topic, lambda: {"name": "Law"}),
    ],
    ids=["department", "location", "room", "topic"],
)
def test_whoever_is_second_is_told_at_the_field(form_class, add, values):
    typed, write = values(), partial(add, by=make_user(is_staff=True), at=NOW)
    first, second = form_class(typed), form_class(typed)
    both_looked_right = (first.is_valid(), second.is_valid())

    added, refused = first.written(write), second.written(write)

    assert (both_looked_right, added.name, refused) == ((True, True), typed["name"], None)
    assert second.errors

"""Rooms and topics: what is refused, and what stays where it is planned."""

import pytest
from django.utils import timezone

from audit.models import Line
from events import actions
from events.enums import Refusal
from events.exceptions import EventRefused, StillUsed
from events.forms import Editor
from events.models import Event, Room, Topic
from tests.factories.accounts import make_location, make_user
from tests.factories.events import NOW, make_event, make_room, make_topic, session_draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    return make_user("Ada", is_staff=True)


def refused(action, **values) -> Refusal:
    with pytest.raises(EventRefused) as caught:
        action(at=NOW, **values)
    return caught.value.reason


def offered(event: Event | None = None) -> list[str]:
    """The rooms that the editor lets one choose."""
    editor = Editor(None, person=make_user(), event=event)
    return [label.partition(",")[0] for _value, label in editor.sessions.forms[0].fields["room"].choices][1:]


def test_a_room_that_is_offered_no_longer_stays_where_it_is_planned(administrator):
    elbe, _alster = make_room("Elbe"), make_room("Alster")
    planned = make_event(at=timezone.now(), sessions=(session_draft(room=elbe),))

    actions.change_room(room=elbe, values={"is_offered": False}, by=administrator, at=NOW)

    assert (offered(), sorted(offered(planned))) == (["Alster"], ["Alster", "Elbe"])
    line = Line.objects.get(verb="room.changed")
    assert (line.before["is_offered"], line.after["is_offered"]) == (True, False)


def test_a_room_in_which_something_was_planned_is_not_removed(administrator):
    elbe = make_room("Elbe")
    make_event(at=timezone.now(), sessions=(session_draft(room=elbe),))

    with pytest.raises(StillUsed) as caught:
        actions.remove_room(room=elbe, by=administrator, at=NOW)

    assert (caught.value.reason, caught.value.number, Room.objects.count()) == (Refusal.ROOM_IN_USE, 1, 1)


def test_who_saw_an_older_room_or_topic_changes_nothing(administrator):
    room, topic = make_room("Elbe"), make_topic("Money")
    seen = [actions.version_of(room), actions.version_of(topic)]
    actions.change_room(room=room, values={"capacity": 5}, by=administrator, at=NOW)
    actions.rename_topic(topic=topic, values={"name": "Budgets"}, by=administrator, at=NOW)

    reasons = [
        refused(actions.change_room, room=room, values={"capacity": 9}, by=administrator, seen=seen[0]),
        refused(actions.rename_topic, topic=topic, values={"name": "X"}, by=administrator, seen=seen[1]),
    ]

    assert reasons == [Refusal.CHANGED_MEANWHILE] * 2
    assert (Room.objects.get().capacity, Topic.objects.get().name) == (5, "Budgets")


def test_a_topic_is_not_merged_into_itself_or_into_one_that_is_gone(administrator):
    topic, gone = make_topic("Money"), make_topic("Gone")
    actions.remove_topic(topic=gone, by=administrator, at=NOW)
    gone.pk = 0

    reasons = [refused(actions.merge_topics, topic=topic, into=into, by=administrator) for into in (topic, gone)]

    assert (reasons, Topic.objects.count()) == ([Refusal.SAME_TOPIC] * 2, 1)


def test_a_topic_that_events_have_is_not_removed(administrator):
    topic = make_topic("Money")
    make_event(at=timezone.now(), topics=(topic,))

    assert refused(actions.remove_topic, topic=topic, by=administrator) == Refusal.TOPIC_IN_USE


def test_topics_with_one_name_in_letters_get_keys_of_their_own(administrator):
    names = ["Money!", "Money?", "数据", "データ"]

    topics = [actions.add_topic(values={"name": name}, by=administrator, at=NOW) for name in names]

    assert [topic.key for topic in topics] == ["money", "money-2", "topic", "topic-2"]


def test_a_room_is_added_at_its_location(administrator):
    location = make_location("Tallinn")

    room = actions.add_room(values={"name": "Toompea", "location": location, "capacity": 12}, by=administrator, at=NOW)

    assert (str(room), Line.objects.get().after["capacity"]) == ("Toompea, Tallinn", 12)

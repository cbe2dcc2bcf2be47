"""Who of the audience may register: typed in the editor, kept by the action, held by the database."""

import pytest
from django.db import IntegrityError, transaction
from django.http import QueryDict

from audit.models import Line
from events import actions
from events.drafts import RulesDraft
from events.enums import Refusal
from events.exceptions import EventRefused
from events.forms import Editor
from events.models import Event, Prerequisite
from tests.factories.accounts import make_department, make_location, make_user
from tests.factories.events import NOW, event_draft, make_event

pytestmark = pytest.mark.django_db


def rule(event: Event, **values: object) -> Event:
    """The event as it is, with these rules."""
    draft = event_draft(title=event.title, sessions=(), rules=RulesDraft(**values))
    return actions.edit(event=event, draft=draft, by=make_user(), at=NOW)


def draft_of(title: str) -> Event:
    return actions.create(draft=event_draft(title=title, sessions=()), by=make_user(), at=NOW)


def typed(event: Event, person: object, **values: object) -> Editor:
    data = QueryDict(mutable=True)
    base = {"title": event.title, "kind": "seminar", "language": "en", "audience": "everyone", "cancellation_hours": 2}
    for name, value in (base | {"session-TOTAL_FORMS": 0, "session-INITIAL_FORMS": 0} | values).items():
        data.setlist(name, value if isinstance(value, list) else [str(value)])
    return Editor(data, person=person, event=event)


def refusal(call, *args: object, **values: object) -> Refusal:
    with pytest.raises(EventRefused) as caught:
        call(*args, **values)
    return caught.value.reason


def test_the_editor_asks_for_places_and_for_what_comes_first():
    first, person, boston = make_event(title="Part 1"), make_user(), make_location("Boston")
    event = draft_of("Part 2")

    editor = typed(event, person, locations=[str(boston.pk)], needs="part 1")

    assert editor.is_valid() is True
    assert editor.draft.rules == RulesDraft(locations=(boston,), needs=(first,))


@pytest.mark.parametrize("line", ["/e/part-1/", "https://seminars.example/e/part-1/", "Part 1 (/e/part-1/)", "Part 1"])
def test_an_event_is_named_by_its_address_or_its_title(line):
    first = make_event(title="Part 1")

    editor = typed(draft_of("Part 2"), make_user(), needs=line)

    assert editor.is_valid() is True
    assert editor.draft.rules.needs == (first,)


def test_what_names_no_event_or_several_is_said_with_its_line():
    make_event(title="Twice"), make_event(title="Twice")
    invited = {"audience": "departments", "departments": (make_department(),)}
    make_event(title="Behind closed doors", **invited)

    editor = typed(draft_of("Part 2"), make_user(), needs="Part 9\nTwice\n\nBehind closed doors")

    assert editor.is_valid() is False
    assert editor.form.errors["needs"] == [
        "Line 1: we know no event “Part 9”. Copy the address of its page.",
        "Line 2: several events are called “Twice”. Copy the address of the one you mean.",
        "Line 4: we know no event “Behind closed doors”. Copy the address of its page.",
    ]


def test_more_events_than_anybody_remembers_are_refused():
    titles = [make_event(title=f"Part {number}").title for number in range(1, 7)]

    editor = typed(draft_of("Part 7"), make_user(), needs="\n".join(titles))

    assert editor.is_valid() is False
    assert editor.form.errors["needs"] == ["Name at most 5 events."]


def test_what_stands_comes_back_as_it_is_saved():
    first, boston, person = make_event(title="Part 1"), make_location("Boston"), make_user()
    event = rule(draft_of("Part 2"), locations=(boston,), needs=(first,))

    shown = Editor(None, person=person, event=event).form.initial

    assert (shown["locations"], shown["needs"]) == ([boston.pk], "Part 1 (/e/part-1/)")


def test_rules_are_written_down_and_seen_in_the_history():
    first, boston = make_event(title="Part 1"), make_location("Boston")
    event = rule(draft_of("Part 2"), locations=(boston,), needs=(first,))

    after = Line.objects.filter(verb="event.edited").get().after

    assert (event.is_restricted, after["locations"], after["needs"]) == (True, ["Boston"], ["part-1"])
    assert rule(event).is_restricted is False


def test_an_event_does_not_need_itself():
    event = draft_of("Part 1")

    assert refusal(rule, event, needs=(event,)) == Refusal.NEEDS_ITSELF
    assert event.needs.count() == 0


def test_events_do_not_need_each_other_in_a_circle():
    first, second, third = (draft_of(f"Part {number}") for number in (1, 2, 3))
    rule(second, needs=(first,))
    rule(third, needs=(second,))

    assert refusal(rule, first, needs=(third,)) == Refusal.NEEDS_CIRCLE
    assert Prerequisite.objects.count() == 2


def test_a_circle_is_refused_at_the_field():
    first, second, person = draft_of("Part 1"), draft_of("Part 2"), make_user(is_staff=True)
    rule(second, needs=(first,))
    editor = typed(first, person, needs="/e/part-2/")
    assert editor.is_valid() is True

    with pytest.raises(EventRefused) as caught:
        actions.edit(event=first, draft=editor.draft, by=person, at=NOW)
    editor.refuse(caught.value)

    assert list(editor.form.errors) == ["needs"]


def test_the_database_refuses_an_event_that_needs_itself():
    event = draft_of("Part 1")

    with pytest.raises(IntegrityError, match="prerequisite_is_another_event"), transaction.atomic():
        Prerequisite.objects.create(event=event, needed=event)

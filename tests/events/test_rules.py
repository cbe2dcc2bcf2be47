"""Who of the audience may register: typed in the editor, kept by the action, held by the database."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.http import QueryDict
from django.utils import timezone, translation

from audit.models import Line
from events import actions
from events.drafts import MinimumDraft, RulesDraft
from events.enums import Refusal, Verdict
from events.exceptions import EventRefused
from events.forms import Editor
from events.models import Event, Minimum, Prerequisite
from tests.factories.accounts import make_department, make_location, make_user
from tests.factories.events import NOW, event_draft, make_event, session_draft

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


EIGHT = MinimumDraft(people=8, decide_at=NOW + timedelta(days=3))


def with_minimum(minimum: MinimumDraft | None, **values: object) -> Event:
    return actions.create(
        draft=event_draft(title="Talks", rules=RulesDraft(minimum=minimum), **values), by=make_user(), at=NOW
    )


def change_minimum(event: Event, minimum: MinimumDraft | None, *, at: datetime = NOW) -> Event:
    sessions = (session_draft(pk=event.sessions.get().pk),)
    draft = event_draft(title=event.title, sessions=sessions, rules=RulesDraft(minimum=minimum))
    return actions.edit(event=event, draft=draft, by=make_user(), at=at)


def test_the_editor_asks_how_many_have_to_come_and_by_when():
    event, person = draft_of("Talks"), make_user()

    editor = typed(event, person, minimum="8", decide_at="2027-03-04T09:00", below_minimum="ask")

    assert editor.is_valid() is True
    assert editor.draft.rules.minimum == MinimumDraft(
        people=8, decide_at=datetime(2027, 3, 4, 9, tzinfo=timezone.get_current_timezone()), cancels_itself=False
    )


@pytest.mark.parametrize(
    ("values", "errors"),
    [
        ({"minimum": "8"}, {"decide_at": ["Say when it is decided."]}),
        ({"decide_at": "2027-03-04T09:00"}, {"minimum": ["Say how many people it takes."]}),
        ({"minimum": "0"}, {"minimum": ["Ensure this value is greater than or equal to 1."]}),
        ({"minimum": "8", "decide_at": "0001-01-01T00:00"}, {"decide_at": ["Check the year."]}),
    ],
)
def test_a_number_needs_its_date_and_a_date_its_number(values, errors):
    editor = typed(draft_of("Talks"), make_user(), **values)

    assert editor.is_valid() is False
    assert editor.form.errors == errors


@pytest.mark.parametrize(
    ("minimum", "field"),
    [
        (MinimumDraft(people=11, decide_at=EIGHT.decide_at), "minimum"),
        (MinimumDraft(people=8, decide_at=NOW + timedelta(days=9, hours=1)), "decide_at"),
        (MinimumDraft(people=8, decide_at=NOW), "decide_at"),
    ],
    ids=["more than seats", "after the start", "in the past"],
)
def test_a_minimum_that_can_not_be_is_refused_at_its_field_and_changes_nothing(minimum, field):
    event = with_minimum(EIGHT)
    editor = typed(event, make_user())

    with pytest.raises(EventRefused) as caught:
        change_minimum(event, minimum)
    editor.is_valid()
    editor.refuse(caught.value)

    assert list(editor.form.errors) == [field]
    assert Minimum.objects.values_list("people", "decide_at").get() == (8, EIGHT.decide_at)


def test_seats_without_a_limit_are_enough_for_every_minimum():
    assert with_minimum(MinimumDraft(people=99, decide_at=EIGHT.decide_at), seats={"online": None}).minimum.people == 99


def test_another_date_is_decided_anew_and_the_same_stays_decided():
    event = with_minimum(EIGHT)
    later = NOW + timedelta(days=4)
    actions.note_verdict(event=event, verdict=Verdict.TAKES_PLACE, by=None, at=EIGHT.decide_at)

    change_minimum(event, EIGHT, at=later)
    kept = Minimum.objects.get().verdict
    change_minimum(event, MinimumDraft(people=9, decide_at=NOW + timedelta(days=5)), at=later)

    assert (kept, Minimum.objects.get().verdict) == (Verdict.TAKES_PLACE, "")


def test_without_a_minimum_it_always_takes_place():
    event = with_minimum(EIGHT)

    change_minimum(event, None)

    assert Minimum.objects.count() == 0


def test_an_event_whose_decision_is_past_is_not_published():
    event = with_minimum(EIGHT)

    assert refusal(actions.publish, event=event, by=make_user(), at=EIGHT.decide_at) == Refusal.DECIDED_IN_PAST


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"people": 0}, "minimum_asks_for_somebody"),
        ({"verdict": "asked"}, "minimum_verdict_has_its_date"),
        ({"decided_at": NOW}, "minimum_verdict_has_its_date"),
    ],
)
def test_the_database_refuses_a_minimum_that_says_nothing(values, constraint):
    event = draft_of("Talks")

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Minimum.objects.create(**{"event": event, "people": 8, "decide_at": NOW} | values)


def test_what_staying_away_means_is_the_events_own_or_the_sites(settings):
    settings.NO_SHOW_POLICY = {"en": "Last in line next time.", "de": "Nächstes Mal hinten."}
    event, own = draft_of("Talks"), Event(no_show_policy="You pay for lunch.")

    said = [event.no_show_text, own.no_show_text]
    with translation.override("de"):
        said.append(event.no_show_text)

    assert said == ["Last in line next time.", "You pay for lunch.", "Nächstes Mal hinten."]

"""An event on other dates: what comes along, what moves, and what is left behind."""

from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta

import pytest

from events import actions
from events.drafts import EventDraft, MinimumDraft, QuestionDraft, RulesDraft, SeatingDraft, SeatRuleDraft, SpeakerDraft
from events.enums import LeftOut
from events.models import Event
from tests.factories.accounts import make_department, make_location, make_user
from tests.factories.covers import cover_draft
from tests.factories.events import DAY, NOW, make_draft, make_event, make_room, make_topic, session_draft
from tests.factories.questions import ask

pytestmark = pytest.mark.django_db


@pytest.fixture
def files(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path


def rich_draft() -> dict[str, object]:
    """A value for everything a draft may say, none of them the usual one."""
    return {
        "title": "Reading contracts",
        "language": "de",
        "kind": "workshop",
        "description": "Bring one of yours.",
        "audience": "departments",
        "departments": (make_department("Finance"),),
        "is_unlisted": True,
        "host_department": make_department("Legal"),
        "co_hosts": (make_department("Audit"),),
        "topics": (make_topic("Contracts"),),
        "cancellation_hours": 48,
        "hands_over": "never",
        "needs_organisers": False,
        "no_show_policy": "Tell us.",
        "shows_participants": True,
        "join_minutes": 30,
        "join_for": "online",
        "has_self_check_in": True,
        "has_follow_up": True,
        "cover": cover_draft("A contract"),
        "sessions": (
            session_draft(DAY, room=make_room(), place=""),
            session_draft(DAY + timedelta(days=1), "22:00", "01:00", ends_on=DAY + timedelta(days=2)),
        ),
        "speakers": (SpeakerDraft(user=make_user()), SpeakerDraft(name="Dr. Outside")),
        "seats": {"room": 12, "online": None},
        "rules": RulesDraft(
            locations=(make_location(),),
            needs=(make_event(),),
            minimum=MinimumDraft(people=3, decide_at=NOW + timedelta(days=5), cancels_itself=False),
        ),
    }


SEATING = SeatingDraft(
    promotion="offer",
    offer_hours=12,
    allotment="draw",
    requests_from=datetime(2027, 3, 2, 8, 0, tzinfo=UTC),
    requests_until=datetime(2027, 3, 8, 8, 0, tzinfo=UTC),
    approval_days=3,
    clash_rule="refuse",
    returns_to_department=True,
)


def make_rich() -> Event:
    event = make_draft(**rich_draft())
    held = SeatRuleDraft(
        pool="room", kind="floor", department=make_department("Sales"), seats=2, lapses_at=NOW + timedelta(days=4)
    )
    owner = event.roles.get().user
    event = actions.set_seating(event=event, draft=replace(SEATING, rules=(held,)), by=owner, at=NOW)
    ask(event, "choice", is_required=True, help_text="For the kitchen", pool_kind="room")
    return event


def test_a_copy_says_all_that_the_event_says(files):
    values = rich_draft()
    event = make_draft(**values)

    draft = actions.copy_of(event).draft

    assert {one.name for one in fields(EventDraft)} == set(values), "a new field of a draft has to be copied too"
    assert draft == EventDraft(**values)


def test_a_copy_made_on_the_same_dates_is_the_same_again(files):
    event = make_rich()
    helper = make_user()
    actions.set_role(event=event, user=helper, kind="helper", by=event.roles.get().user, at=NOW)
    copy = actions.copy_of(event)

    making = actions.Making(source=event, copy=copy)

    (made,) = actions.make_all([making], by=event.roles.get(kind="owner").user, at=NOW, team=event.roles.all())

    assert actions.copy_of(made) == copy
    assert copy.questions == (
        QuestionDraft(
            kind="choice",
            label="About choice",
            help_text="For the kitchen",
            is_required=True,
            pool_kind="room",
            added=("Meat", "Fish", "Neither"),
        ),
    )
    assert (made.state, made.slug == event.slug, made.cover == event.cover) == ("draft", False, False)
    team = [set(one.roles.values_list("user", "kind")) for one in (event, made)]
    assert team[0] == team[1]


def test_later_means_the_same_time_by_the_clock_across_a_switch_night(files):
    copy = actions.copy_of(make_rich())

    later = actions.shifted(copy, days=28, at=NOW)

    assert [(one.held_on, one.starts_wall, one.ends_on, one.ends_wall) for one in later.draft.sessions] == [
        (one.held_on + timedelta(days=28), one.starts_wall, one.ends_on + timedelta(days=28), one.ends_wall)
        for one in copy.draft.sessions
    ]
    hour = timedelta(hours=1)  # the clocks of Berlin have gone forward meanwhile
    assert later.draft.sessions[0].starts_at == copy.draft.sessions[0].starts_at + timedelta(days=28) - hour
    assert later.draft.rules.minimum.decide_at == NOW + timedelta(days=5 + 28) - hour
    assert later.seating.requests_until == SEATING.requests_until + timedelta(days=28) - hour
    assert later.seating.rules[0].lapses_at == NOW + timedelta(days=4 + 28) - hour
    assert later.left_out == ()


def test_what_would_be_over_is_left_out(files):
    copy = actions.copy_of(make_rich())

    late = actions.shifted(copy, days=7, at=NOW + timedelta(days=14))

    assert late.left_out == (LeftOut.FLOORS, LeftOut.REQUESTS, LeftOut.MINIMUM)
    assert (late.seating.rules, late.seating.allotment, late.seating.requests_until) == ((), "first_come", None)
    assert late.draft.rules.minimum is None


def test_a_session_that_the_clock_jumps_over_is_named():
    event = make_draft(sessions=(session_draft(date(2027, 3, 21), "02:30", "04:00"), session_draft(date(2027, 3, 22))))

    copy = actions.shifted(actions.copy_of(event), days=7, at=NOW)

    assert [one.held_on for one in copy.impossible] == [date(2027, 3, 28)]


def test_a_question_that_was_retired_stays_behind():
    event = make_draft()
    question = ask(event)
    actions.retire_question(question=question, by=event.roles.get().user, at=NOW)

    assert actions.copy_of(event).questions == ()


def test_a_cover_whose_files_are_lost_is_drawn(files):
    event = make_draft(cover=cover_draft())
    Event.objects.filter(pk=event.pk).update(cover="f" * 32)
    event.refresh_from_db()

    assert actions.copy_of(event).draft.cover is None

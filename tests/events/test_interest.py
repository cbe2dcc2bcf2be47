"""Events without a date: announced, wanted, given a date, called off."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from audit.models import Line
from events import actions, notifications, queries
from events.enums import Audience, EventState, Refusal
from events.exceptions import EventRefused
from events.models import Event, Interest
from events.wording import ANNOUNCED, CALLED_OFF, DATED
from outbox.exceptions import Obsolete
from outbox.models import Message
from tests.events.test_models import change, refused_by
from tests.factories.accounts import make_department, make_user
from tests.factories.events import NOW, event_draft, make_draft, make_event, session_draft
from tests.factories.interest import give_date, make_gathering, make_people

pytestmark = pytest.mark.django_db

WEDNESDAY = datetime(2027, 3, 3, 9, tzinfo=UTC)  # two working days after NOW


@pytest.fixture
def mara():
    return make_user("Mara Lindqvist")


def refused(call, **values) -> Refusal:
    with pytest.raises(EventRefused) as caught:
        call(at=NOW, **values)
    return caught.value.reason


def told(kind: str) -> list[int]:
    return list(Message.objects.filter(kind=kind).order_by("pk").values_list("user", flat=True))


@pytest.mark.parametrize(
    "values",
    [
        {"state": "interest", "announced_at": None},
        {"cancelled_at": NOW},
        {"state": "draft"},
        {"state": "cancelled"},
    ],
)
def test_gathering_interest_has_its_date(values):
    refused_by("event_state_has_its_date", change, make_gathering(), **values)


def test_a_head_start_ends_before_the_event_starts(mara):
    event = give_date(make_gathering(mara))

    refused_by(
        "event_head_start_ends_before_it_starts", change, event, head_start_until=event.starts_at + timedelta(seconds=1)
    )


def test_interest_is_kept_once_per_person(mara):
    event = make_gathering(mara)

    refused_by("interest_once_per_person", Interest.objects.create, event=event, user=mara, said_at=NOW)


def test_a_draft_without_a_date_is_announced_to_its_audience(mara):
    event = make_gathering()

    seen = [found.pk for found in Event.objects.visible_to(mara).gathering()]
    assert (event.state, event.announced_at, seen) == (EventState.INTEREST, NOW, [event.pk])
    assert Line.objects.filter(verb="event.announced").count() == 1


def test_only_a_draft_without_a_date_gathers_interest():
    by = make_user()

    away = actions.archive(event=make_draft(sessions=()), by=by, at=NOW)

    reasons = [refused(actions.gather_interest, event=event, by=by) for event in (make_draft(), make_event(), away)]

    assert reasons == [Refusal.HAS_A_DATE, Refusal.NOT_TO_GATHER, Refusal.ARCHIVED]


def test_what_has_no_date_is_not_to_come():
    event = make_gathering(title="Planned, and not published")
    draft = event_draft(title=event.title)
    actions.edit(event=event, draft=draft, by=event.roles.get().user, at=NOW)

    assert list(Event.objects.upcoming(at=NOW)) == []


def test_saying_it_twice_counts_once_and_can_be_taken_back(mara):
    event = make_gathering(mara, mara, make_user())
    before = queries.interest_by_event([event])

    actions.withdraw_interest(event=event, by=mara, at=NOW)

    assert (before, queries.interest_by_event([event])) == ({event.pk: 2}, {event.pk: 1})
    assert list(Line.objects.filter(verb__startswith="interest.", by=mara).values_list("verb", "scope")) == [
        ("interest.said", ""),
        ("interest.withdrawn", ""),
    ]


def test_interest_is_for_events_that_gather_it(mara):
    gathering = make_gathering()
    by = gathering.roles.get().user
    cancelled = actions.cancel(event=gathering, message="", by=by, at=NOW)

    reasons = [refused(actions.say_interest, event=event, by=mara) for event in (make_event(), cancelled)]

    assert reasons == [Refusal.NOT_GATHERING, Refusal.CANCELLED]


def test_departments_are_counted_and_small_ones_named_to_nobody_else():
    many, few = make_people(5, "Finance"), make_people(2, "Legal")
    event = make_gathering(*many, *few, make_user())

    rows = queries.interest_by_department(event)

    assert [(str(row.department), row.number) for row in rows] == [("Finance", 5), ("Legal", 2), ("None", 1)]
    assert queries.shown_to_colleagues(rows) == []


@pytest.mark.parametrize(
    ("finance", "sales", "nowhere", "shown"),
    [
        (5, 0, 0, [("Finance", 5)]),
        (5, 0, 4, []),
        (6, 0, 5, [("Finance", 6), ("None", 5)]),
        (7, 6, 0, [("Finance", 7), ("Sales", 6)]),
        (7, 6, 1, [("Finance", 7), ("None", 7)]),
        (7, 4, 1, [("Finance", 7), ("None", 5)]),
    ],
)
def test_whoever_is_left_over_is_no_small_group_either(finance, sales, nowhere, shown):
    people = [*make_people(finance, "Finance"), *make_people(sales, "Sales"), *(make_user() for _ in range(nowhere))]

    said = queries.shown_to_colleagues(queries.interest_by_department(make_gathering(*people)))

    assert [(str(row.department), row.number) for row in said] == shown


def test_nobody_is_named_where_every_department_is_small():
    event = make_gathering(*make_people(4), *make_people(2))

    assert queries.shown_to_colleagues(queries.interest_by_department(event)) == []


def test_a_date_is_told_first_to_those_who_may_come(mara):
    finance = make_department()
    inside = make_user(department=make_department(parent=finance))
    gone = make_user()
    event = make_gathering(mara, inside, gone)
    type(gone).objects.filter(pk=gone.pk).update(is_active=False)

    event = give_date(event, audience=Audience.DEPARTMENTS, departments=(finance,))

    assert (event.state, event.head_start_until, told(DATED)) == (EventState.PUBLISHED, WEDNESDAY, [inside.pk])


def test_without_interest_everybody_registers_at_once():
    assert give_date(make_gathering()).head_start_until is None


@pytest.mark.parametrize(("days", "until"), [(0, None), (1, datetime(2027, 3, 2, 9, tzinfo=UTC))])
def test_the_organiser_chooses_how_long_the_head_start_is(days, until, mara):
    event = make_gathering(mara)
    actions.set_head_start(event=event, days=days, by=event.roles.get().user, at=NOW)

    assert give_date(event).head_start_until == until


def test_a_head_start_can_end_at_once_and_not_begin_again(mara):
    event = give_date(make_gathering(mara))
    by = event.roles.get().user

    event = actions.set_head_start(event=event, days=0, by=by, at=NOW)

    assert (event.head_start_until, refused(actions.set_head_start, event=event, days=3, by=by)) == (
        NOW,
        Refusal.HEAD_START_OVER,
    )


def test_a_head_start_ends_with_an_event_that_is_moved_forward(mara):
    event = give_date(make_gathering(mara))
    draft = event_draft(title=event.title, sessions=(session_draft(NOW.date() + timedelta(days=1)),))

    event = actions.edit(event=event, draft=draft, by=event.roles.get().user, at=NOW)

    assert event.head_start_until == event.starts_at


def test_calling_it_off_tells_those_who_would_have_come(mara):
    event = make_gathering(mara)

    event = actions.cancel(event=event, message="No room.", by=event.roles.get().user, at=NOW)

    mail = notifications.render_interest(Message.objects.get(kind=CALLED_OFF))
    assert (event.state, event.published_at, told(CALLED_OFF)) == (EventState.CANCELLED, None, [mara.pk])
    assert "No room." in mail.text


def test_the_mail_says_until_when_only_they_can_register(mara, settings):
    settings.TIME_ZONE = "UTC"
    event = give_date(make_gathering(mara, title="Bees"))
    far = datetime.now(UTC) + timedelta(days=400)
    Event.objects.filter(pk=event.pk).update(starts_at=far, ends_at=far + timedelta(hours=1), head_start_until=far)
    message = Message.objects.get(kind=DATED)

    with translation.override("de"):
        mail = notifications.render_interest(message)

    assert mail.subject == "„Bees“ hat einen Termin"
    assert "Sie haben Vorsprung" in mail.text
    assert "Sie haben Vorsprung" in mail.html


def test_a_mail_about_what_has_changed_since_is_not_sent(mara):
    event = make_gathering(mara)
    notifications.tell_announced(event, [mara], at=NOW)
    event = give_date(event)
    actions.cancel(event=event, message="", by=event.roles.get().user, at=NOW)

    for kind in (ANNOUNCED, DATED):
        with pytest.raises(Obsolete):
            notifications.render_interest(Message.objects.get(kind=kind))

"""Opening, answering, reminding, closing."""

from datetime import timedelta

import pytest

from accounts import actions as people
from audit.models import Line
from events import actions as events
from feedback import actions
from feedback.enums import FormState, Refusal
from feedback.exceptions import FeedbackRefused
from feedback.models import Answered, Box, Form, Invited
from outbox.models import Message
from registrations import actions as registrations
from registrations.enums import Mark
from registrations.models import Registration
from tests.factories.accounts import make_guest, make_user
from tests.factories.events import DAY, NOW, main_pool, make_event, session_draft
from tests.factories.feedback import answer, close, make_attended, make_form
from tests.factories.registrations import register

pytestmark = pytest.mark.django_db

VALID = {"overall": 4, "recommend": 8}


def mark(event, marks: dict, *, session=None) -> None:
    by = {Registration.objects.get(event=event, user=person).pk: value for person, value in marks.items()}
    session = session or event.sessions.order_by("starts_at").first()
    registrations.mark(event=event, session=session, marks=by, by=event.roles.get().user, at=event.ends_at)


def asked() -> list[int]:
    return list(Invited.objects.order_by("user").values_list("user", flat=True))


def boxes() -> dict[str, tuple[dict, list]]:
    return {box.question: (box.tally, box.texts) for box in Box.objects.all()}


def refusal(form, person, answers=VALID, *, at=NOW) -> Refusal:
    with pytest.raises(FeedbackRefused) as refused:
        actions.answer(form=form, person=person, answers=answers, at=at)
    return refused.value.reason


def test_closing_the_attendance_list_asks_those_who_were_there():
    event, (present, partial, excused, absent, _unmarked) = make_attended(5)
    marks = {present: Mark.PRESENT, partial: Mark.PARTIAL, excused: Mark.EXCUSED, absent: Mark.ABSENT}
    mark(event, marks)

    registrations.close_list(event=event, by=event.roles.get().user, at=NOW)

    form = Form.objects.get()
    assert (form.event, form.state, form.opened_at, form.closes_at) == (
        event,
        FormState.OPEN,
        NOW,
        NOW + timedelta(days=14),
    )
    assert asked() == [present.pk, partial.pk]


def test_being_at_one_of_several_sessions_is_enough():
    days = (DAY, DAY + timedelta(days=1))
    event = make_event(sessions=[session_draft(day) for day in days])
    first, second, neither = (register(event).user for _ in range(3))
    event.refresh_from_db()
    one, two = event.sessions.order_by("starts_at")
    mark(event, {first: Mark.PRESENT, second: Mark.ABSENT, neither: Mark.ABSENT}, session=one)
    mark(event, {second: Mark.PARTIAL}, session=two)

    actions.open_form(event=event, at=event.ends_at)

    assert asked() == [first.pk, second.pk]


def test_a_corrected_mark_counts_as_corrected():
    event, (person, other) = make_attended(2)
    mark(event, {person: Mark.PRESENT, other: Mark.PRESENT})
    registration = Registration.objects.get(user=person)
    registrations.mark(
        event=event,
        session=event.sessions.get(),
        marks={registration.pk: Mark.ABSENT},
        by=event.roles.get().user,
        at=event.ends_at,
        reason="Mixed up",
    )

    actions.open_form(event=event, at=NOW)

    assert asked() == [other.pk]


def test_where_nothing_was_marked_everybody_with_a_seat_is_asked():
    event, colleagues = make_attended(2, capacity=3)
    before = event.starts_at - timedelta(days=1)
    left = register(event, at=before)
    promoted = register(event, at=before)
    registrations.cancel(registration=left, by=left.user, at=before)
    _waiting = register(event, at=before)

    actions.open_form(event=event, at=NOW)

    assert asked() == [*(colleague.pk for colleague in colleagues), promoted.user_id]


def test_guests_and_people_who_have_left_are_not_asked():
    event, (stays, leaves) = make_attended(2)
    registrations.add_guest(
        event=event,
        guest=make_guest(),
        pool=main_pool(event),
        by=event.roles.get().user,
        at=event.starts_at - timedelta(days=1),
    )
    people.deactivate(user=leaves, by=None, at=NOW)

    actions.open_form(event=event, at=NOW)

    assert asked() == [stays.pk]


def test_everybody_who_is_asked_gets_one_mail_until_the_last_day():
    form, colleagues = make_form(2)

    sent = list(Message.objects.filter(kind="feedback.open").order_by("user"))

    assert [(message.user, message.scope, message.not_after) for message in sent] == [
        (colleague, form.event.scope, form.closes_at) for colleague in colleagues
    ]


def test_a_form_starts_with_four_questions_and_empty_boxes():
    form, _ = make_form()

    assert [(question.key, question.is_required) for question in form.asked] == [
        ("overall", True),
        ("useful", False),
        ("improve", False),
        ("recommend", True),
    ]
    assert boxes() == {
        "overall": ({str(step): 0 for step in range(1, 6)}, []),
        "useful": ({}, []),
        "improve": ({}, []),
        "recommend": ({str(step): 0 for step in range(11)}, []),
    }
    assert (Answered.objects.get().people, form.is_frozen) == ([], False)


def test_opening_twice_asks_once():
    event, _ = make_attended()
    form = actions.open_form(event=event, at=NOW)

    again = actions.open_form(event=event, at=NOW + timedelta(hours=1))

    assert (again, Form.objects.get(), Message.objects.filter(kind="feedback.open").count()) == (None, form, 1)


def test_an_event_without_anybody_to_ask_has_no_form():
    event, _ = make_attended(0)

    assert actions.open_form(event=event, at=NOW) is None


def test_nobody_is_asked_before_the_end():
    event = make_event()
    register(event)

    assert actions.open_form(event=event, at=event.ends_at - timedelta(minutes=1)) is None


def test_nobody_is_asked_about_a_cancelled_event():
    event = make_event()
    register(event)
    events.cancel(event=event, message="", by=event.roles.get().user, at=NOW)

    assert actions.open_form(event=event, at=event.ends_at + timedelta(days=1)) is None


def test_nobody_is_asked_about_what_is_long_ago():
    event, _ = make_attended(days_ago=2)

    assert actions.open_form(event=event, at=event.ends_at + timedelta(days=28)) is None


def test_an_answer_is_added_to_what_the_others_said():
    form, (first, second, third) = make_form(3)

    answer(form, third, {"overall": 5, "recommend": 10}, useful="The maps.")
    answer(form, first, {"overall": 3, "recommend": 10}, useful="All of it.", improve="More time.")
    answer(form, second, {"overall": 5, "recommend": 0})

    form.refresh_from_db()
    assert boxes() == {
        "overall": ({"1": 0, "2": 0, "3": 1, "4": 0, "5": 2}, []),
        "useful": ({}, ["All of it.", "The maps."]),
        "improve": ({}, ["More time."]),
        "recommend": ({str(step): {0: 1, 10: 2}.get(step, 0) for step in range(11)}, []),
    }
    assert (Answered.objects.get().people, form.is_frozen) == ([first.pk, second.pk, third.pk], True)


def test_nobody_answers_twice():
    form, (person,) = make_form()
    answer(form, person)
    before = boxes()

    assert refusal(form, person, {"overall": 1, "recommend": 0}) == Refusal.ALREADY_ANSWERED
    assert (boxes(), Answered.objects.get().people) == (before, [person.pk])


def test_nobody_answers_who_is_not_asked():
    form, _ = make_form()

    assert refusal(form, make_user()) == Refusal.NOT_ASKED


def test_nobody_answers_after_the_last_day():
    form, (person, other) = make_form(2)

    assert refusal(form, person, at=form.closes_at) == Refusal.CLOSED
    close(form)
    assert refusal(form, other, at=NOW) == Refusal.CLOSED


@pytest.mark.parametrize(
    "answers",
    [
        {},
        {"overall": 4},
        {"overall": 6, "recommend": 8},
        {"overall": 4, "recommend": 8, "useful": "x" * 2001},
        {"overall": 4, "recommend": 8, "useful": ""},
        {"overall": 4, "recommend": 8, "unasked": "?"},
    ],
)
def test_answers_that_cannot_be_read_change_nothing(answers):
    form, (person,) = make_form()
    before = boxes()

    assert refusal(form, person, answers) == Refusal.UNREADABLE
    assert (boxes(), Answered.objects.get().people) == (before, [])


def test_an_answer_leaves_no_audit_line_no_message_and_no_task(django_capture_on_commit_callbacks):
    form, (person,) = make_form()
    before = (Line.objects.count(), Message.objects.count())

    with django_capture_on_commit_callbacks() as callbacks:
        answer(form, person)

    assert ((Line.objects.count(), Message.objects.count()), callbacks) == (before, [])


def test_an_answer_takes_the_same_statements_whatever_it_says(count_queries):
    form, (first, second) = make_form(2)

    short = count_queries(lambda: answer(form, first))
    long = count_queries(lambda: answer(form, second, useful="x" * 2000, improve="y" * 2000))

    assert (short, long) == (14, 14)


def test_a_form_closes_when_its_time_is_over():
    form, _ = make_form()

    early = actions.close_form(form=form, at=form.closes_at - timedelta(seconds=1))
    closed = actions.close_form(form=form, at=form.closes_at + timedelta(minutes=3))

    assert (early.state, early.closed_at) == (FormState.OPEN, None)
    assert (closed.state, closed.closed_at) == (FormState.CLOSED, form.closes_at + timedelta(minutes=3))


def test_closing_twice_changes_nothing():
    form, _ = make_form()
    close(form)

    again = actions.close_form(form=form, at=form.closes_at + timedelta(days=1))

    assert again.closed_at == form.closes_at


def test_opening_and_closing_leave_a_line_each():
    form, _ = make_form(2)
    close(form)

    lines = Line.objects.filter(about_type="feedback.form").order_by("pk")

    assert [(line.verb, line.by, line.scope, line.after) for line in lines] == [
        (
            "feedback.opened",
            None,
            form.event.scope,
            {"closes_at": form.closes_at.isoformat(), "invited": 2, "dimension": ""},
        ),
        ("feedback.closed", None, form.event.scope, None),
    ]


def test_who_has_not_answered_is_reminded():
    form, (first, second, gone) = make_form(3)
    answer(form, second)
    people.deactivate(user=gone, by=None, at=NOW)
    late = form.closes_at - timedelta(days=3)

    actions.remind(form=form, at=late)
    actions.remind(form=form, at=late)

    reminders = Message.objects.filter(kind="feedback.reminder")
    assert [(reminder.user, reminder.scope) for reminder in reminders] == [(first, "")]


def test_nobody_is_reminded_of_a_closed_form():
    form, _ = make_form()

    actions.remind(form=form, at=form.closes_at)

    assert Message.objects.filter(kind="feedback.reminder").count() == 0

"""Drawing an event's seats and publishing the result, on the database."""

import gc
from datetime import timedelta
from statistics import mean
from time import process_time

import pytest
from django.db import connection

from audit.models import Line
from benchmark.yardstick import pace
from calendars.models import Entry
from events.drafts import SeatRuleDraft
from events.models import Pool
from outbox.models import Message
from registrations import actions, clock, drawing, queries, recount
from registrations.drawing import MOST, USUAL
from registrations.enums import Mark, Refusal, RegistrationStatus
from registrations.exceptions import RegistrationRefused
from registrations.models import Draw, Registration
from tests.factories.accounts import make_department, make_user
from tests.factories.draws import AFTER, CLOSES, ask, make_draw_event, make_many_requests, publish
from tests.factories.events import NOW, main_pool, make_event, make_past_event
from tests.factories.registrations import register
from tests.support.reproducing import reproduce

pytestmark = pytest.mark.django_db

SECONDS = {"sqlite": 5, "postgresql": 8}  # of this process; the driver of PostgreSQL reads each long statement


def _refused(act, **values):
    with pytest.raises(RegistrationRefused) as refused:
        act(**values)
    return refused.value.reason


def _owner(event):
    return event.roles.get().user


def _statuses(event):
    return dict(Registration.objects.filter(event=event).values_list("pk", "status"))


def test_a_request_takes_no_seat_and_a_draw_tells_nobody():
    event = make_draw_event(capacity=1)
    asked = ask(event, make_user(), make_user())
    Message.objects.all().delete()

    drawn = actions.draw(event=event, by=_owner(event), at=AFTER)

    assert _statuses(event) == dict.fromkeys([one.pk for one in asked], RegistrationStatus.REQUESTED)
    assert (drawn.requests, drawn.seats, drawn.is_published) == (2, 1, False)
    assert (Pool.objects.get(event=event).seats_taken, Message.objects.count()) == (0, 0)
    assert list(Line.objects.filter(verb="draw.made").values_list("by", "scope")) == [(_owner(event).pk, event.scope)]


def test_what_is_published_is_what_the_script_finds():
    finance, sales = make_department(), make_department()
    floor = {"pool": "room", "kind": "floor", "department": finance, "seats": 2, "lapses_at": AFTER + timedelta(days=1)}
    event = make_draw_event(
        capacity=4, rules=(SeatRuleDraft(**floor), SeatRuleDraft(pool="room", kind="ceiling", percent=50))
    )
    ask(event, *[make_user(department=sales) for _ in range(8)], *[make_user(department=finance) for _ in range(2)])

    event = publish(event)

    draw = Draw.objects.get()
    order, seated = reproduce(draw.input)
    confirmed = Registration.objects.confirmed()
    assert seated == dict(confirmed.values_list("pk", "pool"))
    assert [one for one in order if one not in seated] == [one.pk for one in Registration.objects.waiting_in_order()]
    assert draw.digest == drawing.digest_of(draw.input)
    assert (draw.requests, draw.seats, confirmed.filter(department=sales).count()) == (10, 4, 2)
    assert recount.differences(at=AFTER) == []


def test_everybody_is_told_either_way():
    event = make_draw_event(capacity=1)
    ask(event, make_user(), make_user(), make_user())
    Message.objects.all().delete()

    publish(event)

    order, _seated = reproduce(Draw.objects.get().input)
    told = {message.params["registration"]: message for message in Message.objects.all()}
    assert [told[number].kind for number in order] == [
        "registration.drawn",
        "registration.not_drawn",
        "registration.not_drawn",
    ]
    assert [told[number].params["rank"] for number in order[1:]] == [2, 3]
    assert "calendar" in told[order[0]].params
    assert list(Entry.objects.values_list("user", flat=True)) == [Registration.objects.get(pk=order[0]).user_id]
    assert Line.objects.filter(verb="registration.drawn", scope=event.scope).count() == 3


def test_whoever_takes_a_request_back_after_the_draw_is_not_in_it():
    event = make_draw_event(capacity=2)
    ask(event, *[make_user() for _ in range(5)])
    owner = _owner(event)
    drawn = actions.draw(event=event, by=owner, at=AFTER)
    before = drawing.draw(drawing.lots_from(drawn.input))
    leaves = Registration.objects.get(pk=before.order[0])
    actions.cancel(registration=leaves, by=leaves.user, at=AFTER)

    actions.publish_draw(event=event, by=owner, at=AFTER + timedelta(hours=1))

    published = Draw.objects.get()
    after = drawing.draw(drawing.lots_from(published.input))
    assert after.order == before.order[1:]
    assert (published.seed_digest, published.requests) == (drawn.seed_digest, 4)
    assert set(Registration.objects.confirmed().values_list("pk", flat=True)) == set(before.order[1:3])


def test_somebody_who_comes_later_joins_the_end_of_the_list():
    event = make_draw_event(capacity=1)
    asked = ask(event, make_user(), make_user())
    event = publish(event)

    late = register(event, at=AFTER + timedelta(minutes=1))

    assert late.status == RegistrationStatus.WAITLISTED
    assert queries.position(late) == 2
    assert len(asked) == 2


def test_a_seat_that_is_given_back_goes_to_whoever_was_drawn_next():
    event = make_draw_event(capacity=1)
    ask(event, make_user(), make_user(), make_user())
    event = publish(event)
    order, _seated = reproduce(Draw.objects.get().input)
    first = Registration.objects.select_related("event").get(pk=order[0])

    actions.cancel(registration=first, by=first.user, at=AFTER + timedelta(hours=1))

    assert list(Registration.objects.confirmed().values_list("pk", flat=True)) == [order[1]]


def test_people_whom_the_team_has_put_in_keep_what_they_have():
    event = make_draw_event(capacity=1)
    owner = _owner(event)
    sure = actions.add(event=event, participant=make_user(), pool=main_pool(event), by=owner, at=NOW)
    waits = actions.add(event=event, participant=make_user(), pool=main_pool(event), by=owner, at=NOW)
    (asked,) = ask(event)

    publish(event)

    assert _statuses(event) == {sure.pk: "confirmed", waits.pk: "waitlisted", asked.pk: "waitlisted"}
    assert list(Registration.objects.waiting_in_order()) == [waits, asked]


@pytest.mark.parametrize(
    ("at", "reason"),
    [(CLOSES - timedelta(seconds=1), Refusal.REQUESTS_OPEN), (AFTER + timedelta(days=60), Refusal.STARTED)],
)
def test_seats_are_drawn_between_the_end_of_requests_and_the_start(at, reason):
    event = make_draw_event()

    assert _refused(actions.draw, event=event, by=_owner(event), at=at) == reason
    assert Draw.objects.count() == 0


def test_seats_that_are_not_drawn_are_not():
    event = make_event()

    assert _refused(actions.draw, event=event, by=_owner(event), at=AFTER) == Refusal.NOT_A_DRAW


def test_a_draw_is_made_once_and_published_once():
    event = make_draw_event()
    owner = _owner(event)

    assert _refused(actions.publish_draw, event=event, by=owner, at=AFTER) == Refusal.NOT_DRAWN
    event = publish(event)
    assert _refused(actions.draw, event=event, by=owner, at=AFTER) == Refusal.DRAWN
    assert _refused(actions.publish_draw, event=event, by=owner, at=AFTER) == Refusal.DRAW_PUBLISHED


def test_whoever_went_away_empty_counts_twice_in_the_next_draw():
    lucky, empty, patient, new = (make_user() for _ in range(4))
    earlier = make_draw_event(capacity=2)
    ask(earlier, lucky, empty, patient)
    earlier = publish(earlier)
    seated = list(Registration.objects.confirmed().values_list("user", flat=True))
    event = make_draw_event()
    asked = ask(event, lucky, empty, patient, new, at=NOW)

    lots = queries.lots(event, seed="00", at=AFTER + timedelta(days=1))

    expected = {one.pk: MOST if one.user_id not in [*seated, new.pk] else USUAL for one in asked}
    assert {one.number: one.weight for one in lots.requests} == expected
    assert sorted(expected.values()) == [USUAL, USUAL, USUAL, MOST]


def test_whoever_stays_away_again_and_again_counts_half():
    again, once = make_user(), make_user()
    for number, people in enumerate([(again, once), (again,)], start=1):
        past = make_past_event(days_ago=number)
        places = [register(past, person, at=NOW - timedelta(days=number + 5)) for person in people]
        marks = {place.pk: Mark.ABSENT for place in places}
        session = past.sessions.get()
        actions.mark(event=past, session=session, marks=marks, by=_owner(past), at=session.starts_at)
    event = make_draw_event()
    asked = ask(event, again, once)

    lots = queries.lots(event, seed="00", at=AFTER)

    assert [(one.number, one.weight) for one in lots.requests] == [(asked[0].pk, USUAL // 2), (asked[1].pk, USUAL)]


def test_ten_thousand_requests_are_drawn_and_published_within_five_seconds():
    floor = {"department": make_department(), "seats": 20, "lapses_at": AFTER + timedelta(days=1)}
    rules = (SeatRuleDraft(pool="room", kind="floor", **floor), SeatRuleDraft(pool="room", kind="ceiling", percent=20))
    event = make_draw_event(capacity=300, rules=rules)
    make_many_requests(event, 10_000, departments=[make_department() for _ in range(9)])
    gc.collect()
    gc.freeze()  # what earlier tests have left in memory is not the draw's to look through again and again
    paces = [pace()]
    began = process_time()

    publish(event)

    seconds = process_time() - began
    paces.append(pace())
    gc.unfreeze()
    assert seconds / mean(paces) < SECONDS[connection.vendor]  # a slow machine is reckoned with
    assert Registration.objects.confirmed().count() == 280  # twenty are held
    assert Message.objects.filter(kind="registration.not_drawn").count() == 9_720


def test_requests_that_were_never_drawn_lapse_when_it_begins():
    event = make_draw_event()
    (request,) = ask(event)

    clock.let_lapse(event.starts_at - timedelta(seconds=1))
    before = _statuses(event)
    clock.let_lapse(event.starts_at)

    assert before == {request.pk: RegistrationStatus.REQUESTED}
    assert _statuses(event) == {request.pk: RegistrationStatus.EXPIRED}
    assert Message.objects.order_by("pk").last().kind == "registration.never_drawn"

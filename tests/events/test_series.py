"""Series: made of an event, following another rule, edited one by one or all at once."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from django.db import IntegrityError, transaction

from common.art import palette_of
from events import actions, queries
from events.drafts import SeatingDraft
from events.enums import Refusal
from events.exceptions import EventRefused, OccurrenceRefused, TimesMissing
from events.models import Event, Series, SeriesDay
from events.recurrence import Frequency, Rule
from events.repeating import Reach
from events.signals import series_event_publishing
from tests.factories.accounts import make_user
from tests.factories.events import DAY, NOW, make_draft, make_event, make_room, session_draft
from tests.factories.questions import ask
from tests.factories.series import days_of, events_of, make_series, owner_of, weekly

pytestmark = pytest.mark.django_db

WEEK = timedelta(weeks=1)


def edit(event: Event, reach: Reach, by=None, **values: object) -> list[Event]:
    draft = actions.draft_of(event)
    sessions = values.pop("sessions", draft.sessions)
    shift = values.pop("shift", None)
    if shift:
        sessions = tuple(replace(one, held_on=one.held_on + shift, ends_on=one.ends_on + shift) for one in sessions)
    times = {name: values.pop(name) for name in ("starts_wall", "ends_wall", "place") if name in values}
    sessions = tuple(replace(one, **times) for one in sessions)
    draft = replace(draft, sessions=sessions, **values)
    return actions.edit_series(
        event=event, draft=draft, reach=reach, by=by or event.roles.get(kind="owner").user, at=NOW
    ).events


def test_a_series_has_a_draft_like_the_event_on_each_further_day():
    event = make_event(title="Reading club")
    owner = event.roles.get().user
    helper = make_user()
    actions.set_role(event=event, user=helper, kind="helper", by=owner, at=NOW)
    actions.set_seating(event=event, draft=SeatingDraft(promotion="offer"), by=owner, at=NOW)
    ask(event)
    actions.set_briefing(event=event, days=7, by=owner, at=NOW)
    Event.objects.filter(pk=event.pk).update(head_start_days=5)

    series = actions.repeat(event=event, rule=weekly(), by=owner, at=NOW)

    made = list(events_of(series))
    assert [(one.series_on, one.state) for one in made] == [
        (DAY, "published"),
        *[(DAY + number * WEEK, "draft") for number in (1, 2, 3)],
    ]
    assert {one.title for one in made} == {"Reading club"}
    assert [len(actions.copy_of(one).questions) for one in made] == [1, 1, 1, 1]
    assert {(one.promotion, one.briefing_days, one.head_start_days) for one in made} == {("offer", 7, 5)}
    assert {palette_of(str(one.uuid)) for one in made} == {palette_of(str(event.uuid))}
    assert [set(one.roles.values_list("user", "kind")) for one in made] == [
        {(owner.pk, "owner"), (helper.pk, "helper")}
    ] * 4
    assert [one.starts_at.hour for one in made] == [9, 9, 9, 8]  # ten o'clock in Berlin, across the switch
    assert (series.title, series.starts_wall, series.zone) == ("Reading club", time(10), "Europe/Berlin")


def test_an_administrator_who_repeats_leaves_the_team_as_it_is():
    event = make_draft()
    admin = make_user(is_staff=True)

    series = actions.repeat(event=event, rule=weekly(), by=admin, at=NOW)

    owner = event.roles.get().user
    assert [list(one.roles.values_list("user", "kind")) for one in events_of(series)] == [[(owner.pk, "owner")]] * 4


@pytest.mark.parametrize(
    ("rule", "reason"),
    [
        (weekly(count=None), Refusal.SERIES_ENDLESS),
        (weekly(count=101), Refusal.SERIES_TOO_MANY),
        (weekly(DAY + timedelta(days=1)), Refusal.SERIES_STARTS_ELSEWHERE),
    ],
)
def test_a_rule_that_cannot_be_makes_no_series(rule, reason):
    event = make_draft()

    with pytest.raises(EventRefused) as refused:
        actions.repeat(event=event, rule=rule, by=event.roles.get().user, at=NOW)

    assert (refused.value.reason, Series.objects.count(), Event.objects.count()) == (reason, 0, 1)


def test_an_event_without_a_date_or_in_a_series_is_not_repeated():
    bare, again = make_draft(sessions=()), events_of(make_series())[1]

    reasons = []
    for event in (bare, again):
        with pytest.raises(EventRefused) as refused:
            actions.repeat(event=event, rule=weekly(), by=event.roles.get().user, at=NOW)
        reasons.append(refused.value.reason)

    assert reasons == [Refusal.SERIES_NO_DATE, Refusal.SERIES_ALREADY]


def test_a_time_that_the_clock_jumps_over_is_named_by_its_day_and_nothing_is_made():
    sunday = date(2027, 3, 14)
    event = make_draft(sessions=(session_draft(sunday, "02:30", "04:00"),))

    with pytest.raises(TimesMissing) as refused:
        actions.repeat(event=event, rule=weekly(sunday), by=event.roles.get().user, at=NOW)

    assert refused.value.sessions == ((date(2027, 3, 28), time(2, 30), "Europe/Berlin"),)
    assert str(refused.value) == (
        "The clocks go forward on Sunday 28 March 2027: 02:30 does not exist in Europe/Berlin. Choose another time."
    )
    assert Event.objects.count() == 1
    left_out = replace(weekly(sunday), without=frozenset({date(2027, 3, 28)}))
    assert len(events_of(actions.repeat(event=event, rule=left_out, by=event.roles.get().user, at=NOW))) == 3


def test_a_longer_rule_adds_drafts_and_a_shorter_one_calls_off_what_was_published():
    series = make_series()
    owner = owner_of(series)

    longer = actions.change_rule(series=series, rule=weekly(count=6), message="", by=owner, at=NOW)
    shorter = actions.change_rule(series=series, rule=weekly(count=3), message="No time.", by=owner, at=NOW)

    fourth = DAY + 3 * WEEK
    assert longer.added == (DAY + 4 * WEEK, DAY + 5 * WEEK)
    assert [one.series_on for one in shorter.dropped] == [fourth, DAY + 4 * WEEK, DAY + 5 * WEEK]
    assert list(events_of(series).values_list("series_on", "state", "cancellation_message")) == [
        *[(DAY + number * WEEK, "published", "") for number in (0, 1, 2)],
        (fourth, "cancelled", "No time."),
    ]
    assert queries.rule_of(Series.objects.get()) == weekly(count=3)


def test_an_exception_and_one_more_day_change_two_dates():
    series = make_series()
    skipped, extra = DAY + WEEK, DAY + timedelta(days=2)
    rule = weekly(without=frozenset({skipped}), extra=frozenset({extra}))

    actions.change_rule(series=series, rule=rule, message="", by=owner_of(series), at=NOW)

    assert days_of(series) == [DAY, extra, DAY + 2 * WEEK, DAY + 3 * WEEK]
    assert list(SeriesDay.objects.order_by("on").values_list("on", "kind")) == [(extra, "extra"), (skipped, "without")]


def test_what_has_begun_stays_whatever_the_rule_says():
    series = make_series()
    later = NOW + timedelta(days=18)  # the second date is over

    rule = weekly(DAY + 2 * WEEK, count=1)
    actions.change_rule(series=series, rule=rule, message="", by=owner_of(series), at=later)

    assert days_of(series) == [DAY, DAY + WEEK, DAY + 2 * WEEK]


def test_a_day_that_was_called_off_comes_back_only_where_somebody_asks_for_it():
    series = make_series()
    owner = owner_of(series)
    actions.cancel(event=events_of(series)[1], message="", by=owner, at=NOW)

    plan = actions.change_rule(series=series, rule=weekly(count=5), message="", by=owner, at=NOW)
    again = replace(weekly(count=5), extra=frozenset({DAY + WEEK}))
    back = actions.change_rule(series=series, rule=again, message="", by=owner, at=NOW)

    assert (plan.added, back.added) == ((DAY + 4 * WEEK,), (DAY + WEEK,))


def test_a_draft_that_another_event_asks_for_stays():
    series = make_series(publish=False)
    last = events_of(series).last()
    needing = make_event()
    needing.prerequisites.create(needed=last)

    with pytest.raises(OccurrenceRefused) as refused:
        actions.change_rule(series=series, rule=weekly(count=3), message="", by=owner_of(series), at=NOW)

    assert (refused.value.reason, refused.value.on) == (Refusal.SERIES_NEEDED, last.series_on)
    assert events_of(series).count() == 4


def test_only_what_the_edit_changes_is_changed_elsewhere():
    series = make_series(title="Reading club", description="Bring a text.\nOr two.")
    events = list(events_of(series))
    edit(events[2], Reach.ONE, title="Reading club: Kafka", seats={"room": 20})

    changed = edit(events[1], Reach.ALL, description="Bring nothing.", starts_wall=time(11), ends_wall=time(12))

    assert [one.pk for one in changed] == [one.pk for one in events]
    assert [(one.title, one.description, one.pools.get().capacity) for one in events_of(series)] == [
        ("Reading club", "Bring nothing.", 10),
        ("Reading club", "Bring nothing.", 10),
        ("Reading club: Kafka", "Bring nothing.", 20),
        ("Reading club", "Bring nothing.", 10),
    ]
    assert {one.sessions.get().starts_wall for one in events_of(series)} == {time(11)}
    series.refresh_from_db()
    assert (series.starts_wall, series.ends_wall) == (time(11), time(12))


def test_the_sessions_of_other_dates_stay_the_same_ones():
    morning, noon = session_draft(DAY, "09:00", "10:00"), session_draft(DAY, "11:00", "12:00")
    series = make_series(sessions=(morning, noon))
    first, second = events_of(series)[:2]
    edit(second, Reach.ONE, sessions=actions.draft_of(second).sessions[:1])
    uids = {one.pk: list(one.sessions.order_by("pk").values_list("uid", flat=True)) for one in events_of(series)}
    draft = actions.draft_of(first)
    later = replace(draft.sessions[1], starts_wall=time(13), ends_wall=time(14))
    evening = replace(draft.sessions[1], pk=None, starts_wall=time(18), ends_wall=time(19))

    edit(first, Reach.ALL, sessions=(draft.sessions[0], later, evening))

    walls = [[s.starts_wall.hour for s in one.sessions.order_by("starts_at")] for one in events_of(series)]
    assert walls == [[9, 13, 18], [9], [9, 13, 18], [9, 13, 18]]
    kept = {one.pk: list(one.sessions.order_by("pk").values_list("uid", flat=True)) for one in events_of(series)}
    assert all(kept[pk][: len(before)] == before for pk, before in uids.items())


@pytest.mark.parametrize("reach", [Reach.ONE, Reach.FOLLOWING, Reach.ALL])
def test_nothing_is_handed_on_that_was_made_from_another_version(reach):
    event = events_of(make_series())[1]
    draft = replace(actions.draft_of(event), title="Two")
    actions.edit(event=event, draft=replace(draft, title="One"), by=owner_of(event.series), at=NOW + timedelta(hours=1))

    with pytest.raises(EventRefused) as caught:
        actions.edit_series(
            event=event, draft=draft, reach=reach, by=owner_of(event.series), at=NOW, seen=event.version
        )

    assert caught.value.reason == Refusal.CHANGED_MEANWHILE
    assert [one.title for one in events_of(event.series)] == [event.title, "One", event.title, event.title]


def test_this_and_following_leaves_the_earlier_ones():
    series = make_series()
    events = list(events_of(series))

    edit(events[2], Reach.FOLLOWING, shift=timedelta(days=1), place="Alster 1")

    assert days_of(series) == [DAY, DAY + WEEK, DAY + timedelta(days=15), DAY + timedelta(days=22)]
    assert [one.sessions.get().place for one in events_of(series)] == ["Elbe 2.04"] * 2 + ["Alster 1"] * 2
    series.refresh_from_db()
    thursday = DAY + timedelta(days=15)
    assert queries.rule_of(series) == weekly(thursday, count=2)
    assert [one.series_on for one in events_of(series)] == days_of(series)


def test_all_dates_move_by_as_many_days_and_one_that_was_moved_by_hand_too():
    series = make_series()
    events = list(events_of(series))
    edit(events[1], Reach.ONE, shift=timedelta(days=2))

    edit(events[0], Reach.ALL, shift=WEEK)

    assert days_of(series) == [DAY + WEEK, DAY + 2 * WEEK + timedelta(days=2), DAY + 3 * WEEK, DAY + 4 * WEEK]


def test_dates_in_one_room_make_room_for_one_another():
    series = make_series(sessions=(session_draft(DAY, room=make_room(), place=""),))

    edit(events_of(series)[0], Reach.ALL, shift=WEEK)
    edit(events_of(series)[0], Reach.ALL, shift=-WEEK)

    assert days_of(series) == [DAY, DAY + WEEK, DAY + 2 * WEEK, DAY + 3 * WEEK]


def test_what_is_over_or_called_off_is_never_changed():
    series = make_series()
    events = list(events_of(series))
    actions.cancel(event=events[3], message="", by=owner_of(series), at=NOW)
    later = NOW + timedelta(days=11)
    draft = replace(
        actions.copy_of(events[1]).draft,
        title="Anew",
        sessions=(session_draft(DAY + WEEK, pk=events[1].sessions.get().pk),),
    )

    actions.edit_series(event=events[1], draft=draft, reach=Reach.ALL, by=owner_of(series), at=later)

    titles = [one.title == "Anew" for one in events_of(series)]
    assert titles == [False, True, True, False]


def test_an_edit_that_one_date_cannot_follow_changes_none():
    series = make_series(seats={"room": 3})
    events = list(events_of(series))
    pool = events[2].pools.get()
    type(pool).objects.filter(pk=pool.pk).update(seats_taken=3)

    with pytest.raises(OccurrenceRefused) as refused, transaction.atomic():
        edit(events[0], Reach.ALL, seats={"room": 2})

    assert refused.value.on == events[2].series_on
    assert (
        str(refused.value)
        == "Wednesday 24 March 2027: 3 seats are taken, offered or held. Choose 3 or more, or free seats first."
    )
    assert {one.pools.get().capacity for one in events_of(series)} == {3}


def test_a_time_that_does_not_exist_on_another_date_changes_none():
    series = make_series(rule=weekly(date(2027, 3, 14)))

    with pytest.raises(TimesMissing) as refused:
        edit(events_of(series)[0], Reach.ALL, starts_wall=time(2, 30), ends_wall=time(4))

    assert refused.value.sessions == ((date(2027, 3, 28), time(2, 30), "Europe/Berlin"),)


def test_dates_of_the_month_move_only_where_a_rule_can_say_so():
    second = Rule(starts_on=DAY, frequency=Frequency.MONTHLY_WEEKDAY, weekdays=frozenset({2}), place=2, count=3)
    series = make_series(rule=second)

    with pytest.raises(EventRefused) as refused:
        edit(events_of(series)[0], Reach.ALL, shift=timedelta(days=1))
    edit(events_of(series)[0], Reach.ALL, shift=WEEK)

    assert refused.value.reason == Refusal.SERIES_NOT_SHIFTED
    assert days_of(series) == [date(2027, 3, 17), date(2027, 4, 21), date(2027, 5, 19)]


def test_whoever_does_not_organise_every_date_changes_them_one_by_one():
    series = make_series()
    other = make_user()
    first = events_of(series)[0]
    actions.set_role(event=first, user=other, kind="organiser", by=owner_of(series), at=NOW)

    with pytest.raises(EventRefused) as refused:
        edit(first, Reach.ALL, by=other, title="Mine")

    assert refused.value.reason == Refusal.SERIES_NOT_YOURS
    assert [Series.objects.editable_by(one, at=NOW).count() for one in (owner_of(series), other)] == [1, 0]


def test_a_further_date_is_like_the_last_one_that_nobody_changed_by_hand():
    series = make_series(title="Reading club")
    edit(events_of(series)[3], Reach.ONE, starts_wall=time(18), ends_wall=time(19))

    actions.change_rule(series=series, rule=weekly(count=5), message="", by=owner_of(series), at=NOW)

    assert events_of(series).last().sessions.get().starts_wall == time(10)


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"count": None}, "series_has_one_end"),
        ({"until": date(2027, 5, 1)}, "series_has_one_end"),
        ({"interval": 0}, "series_goes_on"),
        ({"weekdays": 0}, "series_rule_is_whole"),
        ({"place": 2}, "series_rule_is_whole"),
        ({"frequency": "month_weekday", "place": 2, "weekdays": 3}, "series_rule_is_whole"),
    ],
)
def test_the_database_refuses_half_a_rule(values, name):
    series = make_series()

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Series.objects.filter(pk=series.pk).update(**values)


def test_the_database_refuses_two_events_on_one_day_and_a_day_without_a_series():
    first, second = events_of(make_series())[:2]

    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.filter(pk=second.pk).update(series_on=first.series_on)
    with pytest.raises(IntegrityError, match="event_of_a_series_has_its_day"), transaction.atomic():
        Event.objects.filter(pk=second.pk).update(series=None)


def test_publishing_learns_that_the_event_was_made_a_series_meanwhile():
    event = make_draft()
    seen_before = Event.objects.get(pk=event.pk)
    series = actions.repeat(event=event, rule=weekly(), by=event.roles.get().user, at=NOW)
    heard = []

    def listen(*, event: Event, **_kwargs: object) -> None:
        heard.append(event.series)

    series_event_publishing.connect(listen)
    try:
        actions.publish(event=seen_before, by=event.roles.get().user, at=NOW)
    finally:
        series_event_publishing.disconnect(listen)

    assert heard == [series]

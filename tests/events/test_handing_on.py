"""Seat rules, questions and materials of one date of a series, taken over by others: only what was changed."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from events import actions
from events.drafts import Content, MaterialDraft, QuestionDraft, SeatingDraft, SeatRuleDraft
from events.enums import Refusal
from events.exceptions import DatesRefused, EventRefused, OccurrenceRefused
from events.models import Event, Material, RegistrationQuestion, SeatRule, materials_folder
from events.policies import MOST_MATERIALS
from events.repeating import Reach
from tests.factories.accounts import make_department, make_user
from tests.factories.events import DAY, NOW
from tests.factories.materials import file_content, make_material
from tests.factories.questions import answer, ask
from tests.factories.series import events_of, make_series, owner_of

pytestmark = pytest.mark.django_db

WEEK = timedelta(weeks=1)
MIDDAY = datetime(2027, 3, 8, 11, tzinfo=UTC)  # noon, two days before the first date; before the last the clocks change


@pytest.fixture
def dates() -> list[Event]:
    return list(events_of(make_series()))


def common(event: Event, reach: Reach = Reach.ALL, at: datetime = NOW) -> dict[str, object]:
    return {"reach": reach, "by": event.roles.get(kind="owner").user, "at": at}


def seat(event: Event, reach: Reach = Reach.ALL, at: datetime = NOW, **changes: object) -> int:
    draft = replace(actions.copy_of(event).seating, **changes)
    return actions.set_seating_of_dates(event=event, draft=draft, **common(event, reach, at))


def floor(department, seats: int = 2, lapses_at: datetime = MIDDAY) -> SeatRuleDraft:
    return SeatRuleDraft(pool="room", kind="floor", department=department, seats=seats, lapses_at=lapses_at)


def of_each(dates: list[Event], name: str) -> list[object]:
    return [getattr(Event.objects.get(pk=one.pk), name) for one in dates]


def floors(dates: list[Event]) -> list[list[tuple[int, datetime]]]:
    rules = [SeatRule.objects.filter(pool__event=one).order_by("pk") for one in dates]
    return [list(found.values_list("seats", "lapses_at")) for found in rules]


def test_of_the_seat_rules_only_what_was_changed_is_taken_over(dates):
    seat(dates[2], Reach.ONE, approval="organiser", offer_hours=5)

    number = seat(dates[0], promotion="offer", clash_rule="refuse")

    assert number == 4
    assert of_each(dates, "promotion") == ["offer"] * 4
    assert of_each(dates, "clash_rule") == ["refuse"] * 4
    assert (of_each(dates, "approval"), of_each(dates, "offer_hours")) == (
        ["none", "none", "organiser", "none"],
        [24, 24, 5, 24],
    )


@pytest.mark.parametrize(
    ("reach", "expected"),
    [
        (Reach.ONE, ["confirm", "offer", "confirm", "confirm"]),
        (Reach.FOLLOWING, ["confirm", "offer", "offer", "offer"]),
        (Reach.ALL, ["offer", "offer", "offer", "offer"]),
    ],
)
def test_the_reach_is_the_one_of_every_edit(dates, reach, expected):
    seat(dates[1], reach, promotion="offer")

    assert of_each(dates, "promotion") == expected


def test_what_has_begun_is_never_among_them(dates):
    seat(dates[1], at=dates[0].starts_at, promotion="offer")

    assert of_each(dates, "promotion") == ["confirm", "offer", "offer", "offer"]


def test_held_seats_and_windows_move_with_their_dates_by_the_clock(dates):
    finance = make_department()

    seat(dates[0], rules=(floor(finance),), allotment="draw", requests_until=MIDDAY)

    noon = [MIDDAY + number * WEEK for number in range(3)] + [MIDDAY + 3 * WEEK - timedelta(hours=1)]
    assert floors(dates) == [[(2, at)] for at in noon]
    assert of_each(dates, "requests_until") == noon


def test_a_rule_that_another_date_has_for_itself_stays_and_one_that_is_dropped_goes(dates):
    finance, legal = make_department(), make_department()
    seat(dates[0], rules=(floor(finance),))
    mine = actions.copy_of(dates[1]).seating.rules
    seat(dates[1], Reach.ONE, rules=(*mine, floor(legal, 3)))

    seat(dates[0], rules=())

    assert floors(dates) == [[], [(3, MIDDAY)], [], []]


def test_a_rule_that_has_lapsed_here_is_not_taken_from_the_others(dates):
    seat(dates[0], rules=(floor(make_department()),))

    seat(dates[0], at=MIDDAY + timedelta(hours=1), rules=(), promotion="offer")

    assert [len(rules) for rules in floors(dates)] == [0, 1, 1, 1]


def test_where_it_does_not_fit_each_date_says_why_and_nothing_is_done(dates):
    for one in dates[2:]:
        draft = actions.draft_of(one)
        actions.edit(event=one, draft=replace(draft, seats={"room": 1}), by=make_user(), at=NOW)

    with pytest.raises(DatesRefused) as refused:
        seat(dates[0], rules=(floor(make_department()),))

    words = Refusal.FLOORS_ABOVE_CAPACITY.label
    assert [(one.on, str(one.refused)) for one in refused.value.refused] == [
        (DAY + 2 * WEEK, words),
        (DAY + 3 * WEEK, words),
    ]
    assert str(refused.value) == f"Wednesday 24 March 2027: {words} Wednesday 31 March 2027: {words}"
    assert floors(dates) == [[], [], [], []]


def test_who_does_not_organise_every_date_changes_none(dates):
    other = make_user()
    actions.set_role(event=dates[0], user=other, kind="organiser", by=make_user(), at=NOW)

    with pytest.raises(EventRefused) as refused:
        actions.set_seating_of_dates(
            event=dates[0], draft=SeatingDraft(promotion="offer"), reach=Reach.ALL, by=other, at=NOW
        )

    assert (refused.value.reason, of_each(dates, "promotion")) == (Refusal.SERIES_NOT_YOURS, ["confirm"] * 4)


def labels(dates: list[Event]) -> list[list[str]]:
    asked = [RegistrationQuestion.objects.for_event(one).standing() for one in dates]
    return [[question.label for question in found] for found in asked]


def choices(event: Event) -> list[str]:
    question = RegistrationQuestion.objects.for_event(event).standing()[0]
    return list(question.choices.filter(retired_at=None).order_by("position").values_list("label", flat=True))


def test_a_question_is_asked_at_every_date_that_does_not_ask_it_already(dates):
    ask(dates[2], label="what do you eat?")

    number = actions.add_question_to_dates(
        event=dates[1], draft=QuestionDraft(kind="short", label="What do you eat?"), **common(dates[1], Reach.FOLLOWING)
    )

    assert number == 3
    assert labels(dates) == [[], ["What do you eat?"], ["what do you eat?"], ["What do you eat?"]]


def test_a_question_is_changed_where_it_is_asked_and_only_in_what_was_changed(dates):
    questions = [ask(one, "choice", label="Food") for one in (dates[0], dates[1], dates[3])]
    own = {choice.pk: choice.label for choice in questions[1].choices.all()}
    draft = QuestionDraft(kind="choice", label="Food", is_required=True, kept=own, added=("Bread",))
    actions.change_question(question=questions[1], draft=draft, by=make_user(), at=NOW)
    meat, fish, _neither = questions[0].choices.order_by("position")

    number = actions.change_question_of_dates(
        question=questions[0],
        draft=QuestionDraft(
            kind="choice", label="Your food", kept={meat.pk: "Meat", fish.pk: "Sea fish"}, added=("Rice",)
        ),
        **common(dates[0]),
    )

    assert (number, labels(dates)) == (3, [["Your food"], ["Your food"], [], ["Your food"]])
    assert choices(dates[0]) == choices(dates[3]) == ["Meat", "Sea fish", "Rice"]
    assert choices(dates[1]) == ["Meat", "Sea fish", "Bread", "Rice"]
    assert [one.is_required for one in RegistrationQuestion.objects.order_by("event")] == [False, True, False]


def test_words_that_somebody_has_agreed_to_stay_and_so_do_those_of_the_other_dates(dates):
    questions = [ask(one, "consent", label="You may film me") for one in dates[:2]]
    answer(dates[1], {"consent": "on"})

    with pytest.raises(OccurrenceRefused) as refused:
        actions.change_question_of_dates(
            question=questions[0],
            draft=QuestionDraft(kind="consent", label="You may film and show me"),
            **common(dates[0]),
        )

    assert (refused.value.reason, refused.value.on) == (Refusal.CONSENT_FIXED, DAY + WEEK)
    assert labels(dates) == [["You may film me"], ["You may film me"], [], []]


def test_a_question_is_asked_no_longer_where_that_is_said(dates):
    for one in dates:
        question = ask(one, label="Food")

    number = actions.retire_question_of_dates(question=question, **common(dates[3]))

    assert (number, labels(dates)) == (4, [[], [], [], []])


def titles(dates: list[Event]) -> list[list[str]]:
    return [[one.title for one in Material.objects.for_event(date)] for date in dates]


def contents(dates: list[Event]) -> list[list[bytes]]:
    return [[one.newest.location.read_bytes() for one in Material.objects.for_event(date)] for date in dates]


def kept_files() -> int:
    return len(list(materials_folder().iterdir())) if materials_folder().is_dir() else 0


def add(event: Event, reach: Reach = Reach.ALL, content: Content | None = None) -> int:
    draft = MaterialDraft(title="Slides", language="en", session=event.sessions.get(), shown_from="start")
    return actions.add_material_to_dates(
        event=event, kind="file", draft=draft, content=content or file_content(), **common(event, reach)
    )


def test_a_file_is_handed_out_at_every_date_each_with_its_own(dates):
    before = kept_files()

    number = add(dates[0])

    assert (number, contents(dates), kept_files() - before) == (4, [[file_content().data]] * 4, 4)
    assert [one.session.event for one in Material.objects.order_by("event")] == dates
    actions.remove_material(material=Material.objects.for_event(dates[0])[0], by=make_user(), at=NOW)
    assert contents(dates[1:]) == [[file_content().data]] * 3


def test_where_one_date_has_no_room_for_it_no_date_has_it_and_no_file_is_left(dates):
    for number in range(MOST_MATERIALS):
        Material.objects.create(event=dates[2], kind="note", title=f"Note {number}", language="en", added_at=NOW)
    before = kept_files()

    with pytest.raises(OccurrenceRefused) as refused:
        add(dates[0])

    assert (refused.value.reason, refused.value.on) == (Refusal.MATERIALS_FULL, DAY + 2 * WEEK)
    assert (titles([dates[0], dates[1], dates[3]]), kept_files() - before) == ([[], [], []], 0)


def test_a_newer_version_comes_to_every_date_that_hands_it_out(dates):
    add(dates[0])
    other = Material.objects.for_event(dates[2])[0]
    actions.remove_material(material=other, by=make_user(), at=NOW)
    material = Material.objects.for_event(dates[0])[0]
    draft = MaterialDraft(title="Slides", language="en", session=material.session, shown_from="start", visible="all")

    number = actions.change_material_of_dates(
        material=material, draft=draft, content=file_content(b"newer"), **common(dates[0])
    )

    newer = file_content(b"newer").data
    assert (number, contents(dates)) == (3, [[newer], [newer], [], [newer]])
    assert [one.visible for one in Material.objects.all()] == ["all"] * 3
    assert [one.session.event for one in Material.objects.order_by("event")] == [dates[0], dates[1], dates[3]]


def test_it_is_handed_out_no_more_where_that_is_said(dates):
    add(dates[0])

    number = actions.remove_material_of_dates(
        material=Material.objects.for_event(dates[1])[0], **common(dates[1], Reach.FOLLOWING)
    )

    assert (number, titles(dates)) == (3, [["Slides"], [], [], []])


def test_a_clone_that_comes_to_nothing_leaves_no_file_behind(dates):
    make_material(dates[0])
    before = kept_files()

    with pytest.raises(EventRefused) as refused:
        actions.clone(
            event=at_night(dates[0]), title="x", step=timedelta(days=18), by=owner_of(dates[0].series), at=NOW
        )

    assert (refused.value.reason, kept_files()) == (Refusal.TIME_MISSING, before)


def at_night(event: Event) -> Event:
    """At half past two on the tenth; eighteen days later the clocks jump over that."""
    draft = actions.draft_of(event)
    night = replace(draft.sessions[0], starts_wall=time(2, 30), ends_wall=time(4))
    return actions.edit(event=event, draft=replace(draft, sessions=(night,)), by=make_user(), at=NOW)

"""Mixed groups on the database: making them, late changes, wishes, and who sits with whom."""

from collections import Counter
from datetime import timedelta

import pytest

from accounts.models import Department
from audit.models import Line
from events.models import Event, Session
from registrations import actions, grouping
from registrations.enums import GroupRefusal, Mark, WishKind
from registrations.models import Group, GroupPlace, GroupPlan, Registration
from registrations.queries import groups as queries
from tests.factories.accounts import make_department, make_guest, make_user
from tests.factories.events import NOW, main_pool, make_event, session_draft
from tests.factories.groups import mix, owner_of, refusal, seat, session_of, wish
from tests.factories.registrations import register

pytestmark = pytest.mark.django_db


def groups(event: Event, session: Session | None = None) -> dict[int, list[str]]:
    """The names in each group, by its number."""
    found: dict[int, list[str]] = {}
    for place in queries.places_in(queries.plan_of(session or session_of(event))):
        found.setdefault(place.group.number, []).append(place.registration.participant.name)
    return dict(sorted(found.items()))


def test_everybody_with_a_seat_gets_a_group_that_mixes_departments():
    event = make_event(capacity=9)
    seat(event, 9)
    register(event)  # waits

    plan = mix(event)

    departments = {
        number: Counter(Department.objects.filter(people__name__in=names).values_list("pk", flat=True))
        for number, names in groups(event).items()
    }
    assert {number: len(names) for number, names in groups(event).items()} == {1: 3, 2: 3, 3: 3}
    assert {number: len(each) for number, each in departments.items()} == {1: 3, 2: 3, 3: 3}
    assert (plan.size, plan.made_by, plan.is_published) == (3, owner_of(event), False)


def test_the_kept_seed_gives_the_same_groups_again():
    event = make_event(capacity=9)
    seat(event, 9)
    gathered = queries.gatherings(session_of(event), size=3)[main_pool(event).pk]

    plan = mix(event)

    places = GroupPlace.objects.values_list("registration", "group__number")
    assert dict(places) == grouping.divide(gathered, seed=plan.seed)


def test_the_room_and_those_online_sit_apart():
    event = make_event(seats={"room": 5, "online": 5})
    room, online = event.pools.order_by("-kind")
    for pool in (room, room, room, online, online):
        register(event, pool=pool)

    mix(event, size=2)

    rows = GroupPlace.objects.order_by("group__pool__kind", "group__number").values_list(
        "registration__pool__kind", "group__pool__kind", "group__number"
    )
    assert sorted(rows) == [("online", "online", 1)] * 2 + [("room", "room", 1)] * 2 + [("room", "room", 2)]
    assert [group.label for group in Group.objects.in_order()] == ["Table 1", "Table 2", "Online group 1"]


def test_who_gives_the_seat_back_has_left_the_group_and_nobody_else_moves():
    event = make_event(capacity=6)
    first, *_rest = seat(event, 6)
    mix(event)
    before = groups(event)

    actions.cancel(registration=first, by=first.user, at=NOW)

    name = first.participant.name
    assert groups(event) == {number: [one for one in names if one != name] for number, names in before.items()}


def test_who_can_not_come_to_one_session_has_no_group_there():
    event = make_event(capacity=4, sessions=(session_draft(), session_draft(session_of_day(11))))
    first, *_rest = seat(event, 4)
    plan = mix(event, size=2)

    actions.stay_away(registration=first, session=plan.session, by=first.user, at=NOW)
    mix(event, size=2, session=event.sessions.order_by("starts_at").last())

    assert sorted(len(names) for names in groups(event).values()) == [1, 2]
    assert queries.without_group(plan) == []
    assert queries.ungrouped_by_event([event], at=NOW) == {event.pk: 0}
    assert len(queries.labels_by_person(event)[first.pk].split("; ")) == 1


def test_mixing_again_after_drop_outs_moves_no_more_than_are_missing():
    event = make_event(capacity=12)
    people = seat(event, 12, departments=12)
    plan = mix(event, size=4)
    table = GroupPlace.objects.get(registration=people[0]).group
    for place in table.places.exclude(registration=people[0])[:2]:
        actions.cancel(registration=place.registration, by=None, at=NOW)
    actions.cancel(registration=people[0], by=None, at=NOW)

    mixed = actions.mix_groups(session=plan.session, size=4, by=plan.made_by, at=NOW)

    assert sorted(len(names) for names in groups(event).values()) == [3, 3, 3]
    assert mixed.moved == 2


def test_a_newcomer_gets_the_best_group_with_room_and_nobody_moves():
    event = make_event(capacity=8)
    seat(event, 5)
    mix(event)
    before = groups(event)
    late = register(event)

    placed = actions.place_newcomers(session=session_of(event), by=owner_of(event), at=NOW)

    smaller = next(number for number, names in before.items() if len(names) == 2)
    assert [(place.registration, place.group.number) for place in placed] == [(late, smaller)]
    assert groups(event) == before | {smaller: sorted([*before[smaller], late.participant.name], key=str.casefold)}


def test_without_room_a_newcomer_stays_without_a_group():
    event = make_event(capacity=8)
    seat(event, 6)
    plan = mix(event)
    late = register(event)

    assert actions.place_newcomers(session=session_of(event), by=owner_of(event), at=NOW) == []
    assert queries.without_group(plan) == [late]


def test_who_met_in_a_group_before_is_not_put_together_again():
    event = make_event(capacity=4, sessions=(session_draft(), session_draft(session_of_day(11))))
    people = seat(event, 4, departments=4)
    first, second = event.sessions.order_by("starts_at")
    mix(event, size=2, session=first)

    mix(event, size=2, session=second)

    def pairs(session: Session) -> set[tuple[str, ...]]:
        return {tuple(names) for names in groups(event, session).values()}

    assert len(people) == 4
    assert pairs(first).isdisjoint(pairs(second))


def session_of_day(day: int):
    return NOW.date().replace(day=day)


def test_who_was_not_there_has_met_nobody():
    announced = NOW - timedelta(days=20)
    past = make_event(at=announced, sessions=(session_draft(session_of_day(1) - timedelta(days=7)),))
    anna, ben, cem = (make_user(name) for name in ("Anna", "Ben", "Cem"))
    places = [register(past, person, at=announced) for person in (anna, ben, cem)]
    mix(past, at=announced)
    session = session_of(past)
    actions.publish_groups(session=session, by=owner_of(past), at=announced)
    marks = {places[0].pk: Mark.PRESENT, places[1].pk: Mark.ABSENT}
    actions.mark(event=past, session=session, marks=marks, by=owner_of(past), at=session.ends_at)
    event = make_event()
    here = {person.name: register(event, person).pk for person in (anna, ben, cem)}

    gathering = queries.gatherings(session_of(event), size=3)[main_pool(event).pk]

    assert gathering.met == {(here["Anna"], here["Cem"]): 1}


def test_departments_are_known_from_the_top_down():
    event = make_event()
    top = make_department()
    below = make_department(parent=top)
    place, guest = register(event, make_user(department=below)), make_guest()
    actions.add_guest(event=event, guest=guest, pool=main_pool(event), by=owner_of(event), at=NOW)

    gathering = queries.gatherings(session_of(event), size=3)[main_pool(event).pk]

    assert {person.key: person.path for person in gathering.people} == {
        place.pk: (top.pk, below.pk),
        Registration.objects.get(guest=guest).pk: (),
    }


def test_somebody_put_into_a_group_by_hand_stays_there():
    event = make_event()
    people = seat(event, 6)
    plan = mix(event)
    place = GroupPlace.objects.get(registration=people[0])
    other = plan.groups.exclude(pk=place.group_id).get()

    actions.put_in_group(registration=people[0], group=other, is_locked=True, by=plan.made_by, at=NOW)
    mix(event)

    place.refresh_from_db()
    assert (place.group.number, place.is_locked) == (other.number, True)
    assert sorted(len(names) for names in groups(event).values()) == [3, 3]


def test_a_group_gone_or_of_other_seats_takes_nobody():
    event = make_event(seats={"room": 4, "online": 4})
    room, online = event.pools.order_by("-kind")
    anna, *_rest = [register(event, pool=room) for _ in range(3)]
    ben = register(event, pool=online)
    plan = mix(event, size=2)
    far = plan.groups.get(pool=online)
    common = {"registration": anna, "is_locked": False, "by": plan.made_by}

    assert refusal(actions.put_in_group, group=far, **common)[0] == GroupRefusal.OTHER_SEATS
    assert (
        refusal(actions.make_wish, event=event, first=anna, second=ben, kind=WishKind.TOGETHER, by=plan.made_by)[0]
        == GroupRefusal.OTHER_SEATS
    )
    gone = plan.groups.get(pool=room, number=2)
    Group.objects.filter(pk=gone.pk).delete()
    assert refusal(actions.put_in_group, group=gone, **common)[0] == GroupRefusal.GONE


def test_groups_are_refused_where_they_make_no_sense():
    event = make_event()
    session, by = session_of(event), owner_of(event)
    register(event)

    assert refusal(actions.mix_groups, session=session, size=3, by=by)[0] == GroupRefusal.TOO_FEW
    assert refusal(actions.publish_groups, session=session, by=by)[0] == GroupRefusal.NO_GROUPS
    register(event)
    assert refusal(actions.mix_groups, session=session, size=3, by=by, at=session.ends_at)[0] == GroupRefusal.OVER


def test_groups_keep_their_own_names_when_they_are_mixed_again():
    event = make_event()
    seat(event, 4)
    plan = mix(event, size=2)
    first, second = plan.groups.order_by("number")
    common = {"session": plan.session, "by": plan.made_by}
    actions.name_groups(names={first.pk: "Lighthouse", second.pk: "Harbour"}, at=NOW, **common)

    actions.name_groups(names={first.pk: "Harbour", second.pk: "Lighthouse"}, at=NOW, **common)
    mix(event, size=2)

    assert [group.label for group in Group.objects.in_order()] == ["Harbour", "Lighthouse"]
    assert refusal(actions.name_groups, names={first.pk: "Lighthouse"}, **common)[0] == GroupRefusal.SAME_NAME


def test_participants_see_their_group_once_it_is_published_and_names_of_those_who_agreed():
    event = make_event(shows_participants=True)
    research, sales = make_department("Research"), make_department("Sales")
    mara = register(event, make_user("Mara", department=research))
    register(event, make_user("Anna", department=sales, is_listed=True))
    register(event, make_user("Ben", department=research))
    plan = mix(event)
    assert queries.own_groups(mara) == []

    actions.publish_groups(session=plan.session, by=plan.made_by, at=NOW)

    own = queries.own_groups(mara)
    shown = [(one.group.label, [user.name for user in one.named], one.departments, one.others) for one in own]
    assert shown == [("Table 1", ["Anna"], [research], 1)]
    actions.hide_groups(session=plan.session, by=plan.made_by, at=NOW)
    assert queries.own_groups(mara) == []


def test_where_the_event_shows_no_names_only_departments_are_told():
    event = make_event(shows_participants=False)
    sales = make_department("Sales")
    mara = register(event, make_user("Mara"))
    register(event, make_user("Anna", department=sales, is_listed=True))
    plan = mix(event)
    actions.publish_groups(session=plan.session, by=plan.made_by, at=NOW)

    assert [(one.named, one.departments, one.others) for one in queries.own_groups(mara)] == [([], [sales], 1)]


def test_the_groups_go_with_their_session():
    event = make_event()
    seat(event, 4)
    mix(event)

    session_of(event).delete()

    assert [model.objects.count() for model in (GroupPlan, Group, GroupPlace)] == [0, 0, 0]


def test_every_change_leaves_an_audit_line():
    event = make_event()
    people = seat(event, 4)
    plan = mix(event, size=2)
    common = {"by": plan.made_by, "at": NOW}
    group = plan.groups.first()
    actions.put_in_group(registration=people[0], group=group, is_locked=True, **common)
    actions.name_groups(session=plan.session, names={group.pk: "Harbour"}, **common)
    actions.publish_groups(session=plan.session, **common)
    actions.hide_groups(session=plan.session, **common)
    one = wish(WishKind.APART, people[1], people[2])
    actions.drop_wish(wish=one, **common)
    lines = Line.objects.in_scope(event.scope).filter(verb__startswith="groups.").order_by("pk")

    assert [line.verb.removeprefix("groups.") for line in lines] == [
        "mixed",
        "moved",
        "named",
        "published",
        "hidden",
        "wished",
        "wish_dropped",
    ]


@pytest.mark.parametrize("number", [2, 8])
def test_gathering_asks_as_often_for_many_as_for_few(number, count_queries):
    event = make_event(capacity=10)
    seat(event, number)
    session = mix(event).session

    assert count_queries(lambda: queries.gatherings(session, size=3)) == 6

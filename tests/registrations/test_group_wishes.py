"""Whom the organiser wants together or apart, and what the database refuses of groups."""

import pytest
from django.db import IntegrityError, transaction

from events.models import Event
from registrations import actions
from registrations.enums import GroupRefusal, WishKind
from registrations.models import Group, GroupPlace, GroupPlan, GroupWish, Registration
from registrations.queries import groups as queries
from tests.factories.accounts import make_user
from tests.factories.events import NOW, make_event
from tests.factories.groups import mix, owner_of, refusal, seat, session_of, wish
from tests.factories.registrations import register

pytestmark = pytest.mark.django_db


def test_who_is_kept_together_moves_together():
    event = make_event()
    anna, ben, *_rest = seat(event, 6)
    wish(WishKind.TOGETHER, anna, ben)
    plan = mix(event)
    here = GroupPlace.objects.get(registration=anna).group
    other = plan.groups.exclude(pk=here.pk).get()

    actions.put_in_group(registration=ben, group=other, is_locked=False, by=plan.made_by, at=NOW)

    assert [place.group for place in GroupPlace.objects.filter(registration__in=[anna, ben])] == [other, other]


def test_wishes_are_kept():
    event = make_event()
    anna, ben, cem, dora, *_rest = seat(event, 6, departments=1)
    wish(WishKind.TOGETHER, ben, anna)
    wish(WishKind.APART, cem, anna)
    wish(WishKind.APART, dora, anna)

    mix(event, size=2)

    number = dict(GroupPlace.objects.values_list("registration", "group"))
    assert number[anna.pk] == number[ben.pk]
    assert number[anna.pk] not in {number[cem.pk], number[dora.pk]}


@pytest.fixture
def seated() -> tuple[Event, list[Registration]]:
    event = make_event()
    rows = [register(event, make_user(name)) for name in ("Anna", "Ben", "Cem", "Dora")]
    return event, rows


def test_a_wish_that_contradicts_others_is_refused_with_names(seated):
    event, (anna, ben, cem, _dora) = seated
    wish(WishKind.TOGETHER, anna, ben)
    wish(WishKind.TOGETHER, ben, cem)
    common = {"event": event, "by": owner_of(event)}

    assert refusal(actions.make_wish, first=cem, second=anna, kind=WishKind.APART, **common) == (
        GroupRefusal.TOGETHER_AND_APART,
        "They can't be kept together and apart at once: Anna, Ben, Cem.",
    )
    assert refusal(actions.make_wish, first=anna, second=ben, kind=WishKind.APART, **common)[0] == "wished_already"
    assert refusal(actions.make_wish, first=anna, second=anna, kind=WishKind.APART, **common)[0] == "same_person"


def test_a_chain_longer_than_the_groups_is_refused_with_names(seated):
    event, (anna, ben, cem, _dora) = seated
    wish(WishKind.TOGETHER, anna, ben)
    wish(WishKind.TOGETHER, ben, cem)

    assert refusal(actions.mix_groups, session=session_of(event), size=2, by=owner_of(event)) == (
        GroupRefusal.TOO_MANY_TOGETHER,
        "More people than one group holds are to be kept together: Anna, Ben, Cem.",
    )


def test_locks_and_wishes_that_contradict_each_other_are_refused(seated):
    event, (anna, ben, _cem, _dora) = seated
    plan = mix(event, size=2)
    first, second = plan.groups.order_by("number")
    for row, group in ((anna, first), (ben, second)):
        actions.put_in_group(registration=row, group=group, is_locked=True, by=plan.made_by, at=NOW)
    common = {"event": event, "by": owner_of(event), "first": anna, "second": ben}

    assert refusal(actions.make_wish, kind=WishKind.TOGETHER, **common) == (
        GroupRefusal.LOCKED_ASUNDER,
        "They are to be kept together, but stay in different groups: Anna, Ben.",
    )
    wish(WishKind.APART, anna, ben)
    assert refusal(actions.put_in_group, registration=ben, group=first, is_locked=True, by=plan.made_by) == (
        GroupRefusal.KEPT_APART,
        "They are to be kept apart: Anna, Ben.",
    )


def test_a_dropped_wish_is_wished_no_more(seated):
    event, (anna, ben, *_rest) = seated
    one = wish(WishKind.APART, anna, ben)

    actions.drop_wish(wish=one, by=owner_of(event), at=NOW)

    assert queries.gatherings(session_of(event), size=2)[anna.pool_id].apart == frozenset()


def refused_by(constraint: str, call, **values: object) -> None:
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        call(**values)
    assert constraint in str(caught.value) or "UNIQUE" in str(caught.value)


def test_the_database_holds_one_group_per_person_and_one_wish_per_pair(seated):
    event, (anna, ben, *_rest) = seated
    plan = mix(event, size=2)
    group = plan.groups.first()
    made = {"made_by": plan.made_by, "made_at": NOW}
    pool = group.pool

    refused_by("group_place_once_per_person", GroupPlace.objects.create, plan=plan, group=group, registration=anna)
    refused_by("group_number_once_per_plan", Group.objects.create, plan=plan, pool=pool, number=1)
    refused_by("group_number_from_1", Group.objects.create, plan=plan, pool=pool, number=0)
    refused_by("group_plan_size_is_possible", GroupPlan.objects.filter(pk=plan.pk).update, size=1)
    plan.groups.filter(number=1).update(name="Harbour")
    refused_by("group_name_once_per_plan", plan.groups.filter(number=2).update, name="Harbour")
    create = GroupWish.objects.create
    refused_by("group_wish_is_of_two_in_order", create, first=ben, second=anna, kind="apart", **made)
    refused_by("group_wish_is_of_two_in_order", create, first=anna, second=anna, kind="apart", **made)
    create(first=anna, second=ben, kind="apart", **made)
    refused_by("group_wish_once_per_pair", create, first=anna, second=ben, kind="together", **made)

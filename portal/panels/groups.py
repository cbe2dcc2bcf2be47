"""The groups of a session: who sits with whom, how well that is mixed, and what has changed since."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from itertools import combinations

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Department
from common import charts
from events.models import Event, Session
from portal.panels.attendance import LONGEST_NUMBER, SessionLink
from registrations import grouping, policies
from registrations.enums import GroupRefusal, WishKind
from registrations.forms import MixForm
from registrations.grouping import Gathering, Mix, pair
from registrations.models import Group, GroupPlace, GroupPlan, GroupWish, Registration
from registrations.queries import groups as queries
from reports.enums import Refusal
from reports.policies import signs_refusal


@dataclass(frozen=True, kw_only=True)
class Member:
    """One person in a group."""

    registration: Registration
    name: str
    department: Department | None
    is_locked: bool

    @property
    def is_guest(self) -> bool:
        """Whether they are from outside."""
        return self.registration.guest_id is not None


@dataclass(frozen=True, kw_only=True)
class Card:
    """One group: who is in it, and who of them has been in one before."""

    group: Group
    members: Sequence[Member]
    met: Sequence[str]
    wished: int

    @property
    def has_room(self) -> bool:
        """Whether somebody more fits in."""
        return len(self.members) < self.wished


@dataclass(frozen=True, kw_only=True)
class GroupsPage:
    """What the page shows; without a plan there are no groups yet."""

    event: Event
    session: Session | None
    sessions: list[SessionLink]
    people: int
    refusal: GroupRefusal | None
    form: MixForm
    plan: GroupPlan | None = None
    cards: Sequence[Card] = ()
    newcomers: Sequence[Registration] = ()
    mix: Mix | None = None
    wishes: Sequence[GroupWish] = ()
    unkept: Sequence[str] = ()
    signs_refusal: Refusal | None = None

    @property
    def can_change(self) -> bool:
        """Whether anything of them can still be changed."""
        return self.refusal is None

    @property
    def placed(self) -> int:
        """How many are in a group."""
        return sum(len(card.members) for card in self.cards)

    @property
    def share(self) -> str:
        """How many of the pairs in one group are new to each other, in percent."""
        if self.mix is None or not self.mix.pairs:
            return "–"
        return _("%(number)s %%") % {"number": number_format(round(charts.percent(self.mix.new, self.mix.pairs)))}

    @property
    def sentences(self) -> list[str]:
        """The mix in words."""
        if self.mix is None:
            return []
        return [text for text in (_new(self.mix), _colleagues(self.mix), _met(self.mix)) if text]

    @property
    def has_room(self) -> bool:
        """Whether a newcomer finds a place without anybody moving."""
        pools = {registration.pool_id for registration in self.newcomers}
        return any(card.has_room and card.group.pool_id in pools for card in self.cards)

    @cached_property
    def uneven(self) -> str:
        """What to say where people have left, and some groups are much smaller than others."""
        for pool in {card.group.pool_id for card in self.cards}:
            cards = sorted(
                (card for card in self.cards if card.group.pool_id == pool), key=lambda one: len(one.members)
            )
            least, most = cards[0], cards[-1]
            if len(most.members) - len(least.members) > 1:
                return _("%(most)s has %(many)d people, %(least)s only %(few)d.") % {
                    "most": most.group.label,
                    "many": len(most.members),
                    "least": least.group.label,
                    "few": len(least.members),
                }
        return ""


def session_shown(event: Event, *, chosen: str, at: datetime) -> Session | None:
    """The session with the id ``chosen``; without one the next, or the last of those that are over.

    Raises Session.DoesNotExist for a session of another event.
    """
    if chosen:
        number = int(chosen[:LONGEST_NUMBER]) if chosen.isdecimal() else 0
        return event.sessions.select_related("event").get(pk=number)
    sessions = list(event.sessions.select_related("event").order_by("starts_at", "pk"))
    return next((session for session in sessions if session.ends_at > at), sessions[-1] if sessions else None)


def groups_page(
    event: Event, session: Session | None, *, at: datetime, form: MixForm | None = None, is_editor: bool = True
) -> GroupsPage:
    """The groups of ``session`` as they are now; wishes are for those who may change them."""
    plan = queries.plan_of(session)
    url = reverse("workspace-groups", args=[event.slug])
    page = GroupsPage(
        event=event,
        session=session,
        sessions=[
            SessionLink(session=one, url=f"{url}?session={one.pk}", is_current=one == session)
            for one in event.sessions.order_by("starts_at", "pk")
        ],
        people=Registration.objects.for_event(event).coming_to(session).count() if session else 0,
        refusal=policies.groups_refusal(session, at=at) if session else None,
        form=form or MixForm(initial={"size": plan.size} if plan else None),
        wishes=wishes(event) if is_editor else [],
    )
    if session is None or plan is None:
        return page
    plan.session = session
    gathered = queries.gatherings(session, size=plan.size)
    return replace(
        page,
        plan=plan,
        cards=_cards(plan, gathered),
        newcomers=queries.without_group(plan),
        mix=_mix(gathered),
        signs_refusal=signs_refusal(),
        unkept=[_wish(wish) for wish in page.wishes if not _is_kept(wish, gathered)],
    )


def wishes(event: Event) -> list[GroupWish]:
    """What is wished of those who come, with their names."""
    found = GroupWish.objects.for_event(event).select_related(
        "first__user", "first__guest", "second__user", "second__guest"
    )
    return list(found.order_by("-kind", "pk"))


def choices(plan: GroupPlan, *, pool: int) -> tuple[list[Group], dict[int, str]]:
    """The groups among which somebody may be put, and what is said of each."""
    groups = list(plan.groups.filter(pool=pool).in_order())
    sizes: dict[int, int] = {}
    for place in queries.places_in(plan):
        sizes[place.group_id] = sizes.get(place.group_id, 0) + 1
    texts = {group.pk: _choice(group, sizes.get(group.pk, 0)) for group in groups}
    return groups, texts


def _choice(group: Group, people: int) -> str:
    text = ngettext("%(group)s (%(number)d person)", "%(group)s (%(number)d people)", people)
    return text % {"group": group.label, "number": people}


def _cards(plan: GroupPlan, gathered: Mapping[int, Gathering]) -> list[Card]:
    members: dict[int, list[GroupPlace]] = {}
    for place in queries.places_in(plan):
        members.setdefault(place.group_id, []).append(place)
    met = {two: times for gathering in gathered.values() for two, times in gathering.met.items()}
    return [
        Card(
            group=group,
            members=[_member(place) for place in members.get(group.pk, [])],
            met=_acquainted(members.get(group.pk, []), met),
            wished=plan.size,
        )
        for group in plan.groups.in_order()
    ]


def _member(place: GroupPlace) -> Member:
    registration = place.registration
    return Member(
        registration=registration,
        name=registration.participant.name,
        department=registration.user.department if registration.user else None,
        is_locked=place.is_locked,
    )


def _acquainted(places: Sequence[GroupPlace], met: Mapping[tuple[int, int], int]) -> list[str]:
    names = {place.registration_id: place.registration.participant.name for place in places}
    return [
        _("%(one)s and %(other)s") % {"one": names[one], "other": names[other]}
        for one, other in combinations(names, 2)
        if pair(one, other) in met
    ]


def _mix(gathered: Mapping[int, Gathering]) -> Mix:
    """The mix of all groups, in the room and online."""
    found = [grouping.mix(gathering, gathering.before) for gathering in gathered.values()]
    names = ("pairs", "colleagues", "branch", "met", "meetings")
    return Mix(**{name: sum(getattr(one, name) for one in found) for name in names})


def _is_kept(wish: GroupWish, gathered: Mapping[int, Gathering]) -> bool:
    """Whether the groups follow a wish; nothing is said of somebody who is in no group."""
    first, second = ((row.pool_id, gathered[row.pool_id].before.get(row.pk)) for row in (wish.first, wish.second))
    if first[1] is None or second[1] is None:
        return True
    return (first == second) == (wish.kind == WishKind.TOGETHER)


def _wish(wish: GroupWish) -> str:
    names = {"one": wish.first.participant.name, "other": wish.second.participant.name}
    if wish.kind == WishKind.TOGETHER:
        return _("%(one)s and %(other)s are to be kept together") % names
    return _("%(one)s and %(other)s are to be kept apart") % names


def _new(mix: Mix) -> str:
    if not mix.pairs:
        return ""
    text = ngettext(
        "%(new)d of the %(number)d pair who sit together is new to each other: of different departments, and never in a"
        " group before.",
        "%(new)d of the %(number)d pairs who sit together are new to each other: of different departments, and never in"
        " a group before.",
        mix.pairs,
    )
    return text % {"new": mix.new, "number": mix.pairs}


def _colleagues(mix: Mix) -> str:
    if not mix.colleagues:
        return ""
    text = ngettext("%(number)d pair is of one department.", "%(number)d pairs are of one department.", mix.colleagues)
    return text % {"number": mix.colleagues}


def _met(mix: Mix) -> str:
    if not mix.met:
        return ""
    text = ngettext(
        "%(number)d pair was in a group together before.", "%(number)d pairs were in a group together before.", mix.met
    )
    return text % {"number": mix.met}

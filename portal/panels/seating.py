"""What comes of the rules for seats: how many are open to everybody and from when, and who has too many already."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from accounts.models import Department
from accounts.queries import department_lines
from common import times
from events import policies
from events.drafts import SeatRuleDraft
from events.enums import PoolKind
from events.models import Event, Pool, SeatRule
from registrations import mix
from registrations.queries import halls as facts


@dataclass(frozen=True, kw_only=True)
class Over:
    """A department with more seats than it may have."""

    department: Department
    has: int
    limit: int

    @property
    def text(self) -> str:
        """Like "Engineering has 15 seats, the limit is 12. They keep them."."""
        text = ngettext(
            "%(department)s has %(number)d seat, the limit is %(limit)d. They keep it; nobody more of them gets one.",
            "%(department)s has %(number)d seats, the limit is %(limit)d. They keep them; nobody more of them gets one.",
            self.has,
        )
        return text % {"department": self.department.name, "number": self.has, "limit": self.limit}


@dataclass(frozen=True, kw_only=True)
class PoolPreview:
    """The seats of one kind under some rules."""

    pool: Pool
    is_only: bool
    outlook: Sequence[mix.Outlook]
    shares: Sequence[SeatRuleDraft]
    fewest: int
    over: Sequence[Over]

    @property
    def text(self) -> str:
        """Like "With these rules 14 of 30 seats are open to everybody now, 22 from 3 May"; empty without a limit."""
        if not self.outlook:
            return ""
        now, *later = self.outlook
        said = [self._now(now)]
        said += [_("%(number)d from %(when)s") % {"number": one.open, "when": times.moment(one.since)} for one in later]
        opened = pgettext("between the items of a list", ", ").join(said) + "."
        said = [self._share(one) for one in self.shares]
        if said and self.fewest > 1:
            said.append(
                _("As long as that stands, no fewer than %(number)d seats can be offered.") % {"number": self.fewest}
            )
        return " ".join([opened, *said])

    def _share(self, rule: SeatRuleDraft) -> str:
        """What a percentage comes to."""
        percent, capacity = rule.percent, self.pool.capacity
        number = mix.ceiling_seats(seats=None, percent=percent, capacity=capacity) or 0
        values: dict[str, object] = {"percent": percent, "all": capacity, "number": number}
        if rule.department is None:
            return _("No more than %(number)d for each department at the top: %(percent)d %% of %(all)d.") % values
        values |= {"department": rule.department.name}
        return _("No more than %(number)d for %(department)s: %(percent)d %% of %(all)d.") % values

    def _now(self, now: mix.Outlook) -> str:
        values = {"number": now.open, "all": now.capacity}
        if self.is_only:
            text = ngettext(
                "With these rules %(number)d of %(all)d seats is open to everybody now",
                "With these rules %(number)d of %(all)d seats are open to everybody now",
                now.open,
            )
        elif self.pool.kind == PoolKind.ONLINE:
            text = ngettext(
                "With these rules %(number)d of %(all)d seats online is open to everybody now",
                "With these rules %(number)d of %(all)d seats online are open to everybody now",
                now.open,
            )
        else:
            text = ngettext(
                "With these rules %(number)d of %(all)d seats in the room is open to everybody now",
                "With these rules %(number)d of %(all)d seats in the room are open to everybody now",
                now.open,
            )
        return text % values


def preview(event: Event, rules: Iterable[SeatRuleDraft], *, at: datetime) -> list[PoolPreview]:
    """What ``rules`` would come to at ``event``, as its seats are taken now."""
    pools = list(event.pools.order_by("-kind"))
    taken, lines = facts.taken_by_department(event), department_lines()
    names = Department.objects.in_bulk()
    found = []
    rules = list(rules)
    for pool in pools:
        own = _rules(pool, rules)
        seats = facts.seats_under(own, capacity=pool.capacity, taken=taken.get(pool.pk, {}))
        over = mix.over_their_ceiling(seats, lines)
        found.append(
            PoolPreview(
                pool=pool,
                is_only=len(pools) == 1,
                outlook=mix.outlook(seats, lines, at=at),
                shares=[one for one in rules if one.pool == pool.kind and one.percent is not None],
                fewest=policies.fewest_seats(own, lines, is_closed=False, at=at)[0],
                over=[Over(department=names[pk], has=has, limit=limit) for pk, (has, limit) in sorted(over.items())],
            )
        )
    return found


def _rules(pool: Pool, drafts: Iterable[SeatRuleDraft]) -> list[SeatRule]:
    """The drafts for ``pool`` as rows that are kept nowhere."""
    return [
        SeatRule(
            pool=pool,
            kind=one.kind,
            department=one.department,
            seats=one.seats,
            percent=one.percent,
            lapses_at=one.lapses_at,
        )
        for one in drafts
        if one.pool == pool.kind
    ]


def standing(event: Event) -> list[SeatRuleDraft]:
    """The rules that stand, as drafts."""
    rules = SeatRule.objects.filter(pool__event=event).select_related("pool", "department").order_by("pk")
    return [
        SeatRuleDraft(
            pool=rule.pool.kind,
            kind=rule.kind,
            department=rule.department,
            seats=rule.seats,
            percent=rule.percent,
            lapses_at=rule.lapses_at,
        )
        for rule in rules
    ]

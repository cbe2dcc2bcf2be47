"""The topic board: proposals with what was said to them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from common import search
from events import policies
from events.enums import ProposalState, VoiceKind
from events.models import Proposal
from events.queries import could_teach, looks_after_the_board

PAGE = 20
STATES: dict[str, tuple[str | Promise, tuple[ProposalState, ...]]] = {
    "": (_("Open"), (ProposalState.OPEN,)),
    "taken": (_("Became an event"), (ProposalState.TAKEN_UP,)),
    "closed": (_("Closed"), (ProposalState.CLOSED, ProposalState.MERGED)),
}
LOOKS = {ProposalState.OPEN: "open", ProposalState.TAKEN_UP: "confirmed", ProposalState.MERGED: "cancelled"}


@dataclass(frozen=True, kw_only=True)
class BoardFilters:
    """What somebody looks for on the board, as it stands in the address; nonsense in it is passed over."""

    text: str = ""
    state: str = ""
    is_newest: bool = False
    teachable: bool = False
    mine: bool = False

    @classmethod
    def from_query(cls, query: QueryDict) -> "BoardFilters":
        """What the address says."""
        state = query.get("state", "")
        return cls(
            text=search.term(query.get("q", "")),
            state=state if state in STATES else "",
            is_newest=query.get("order") == "newest",
            teachable=bool(query.get("teachable")),
            mine=bool(query.get("mine")),
        )

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The names and values of an address."""
        switches = {"teachable": self.teachable, "mine": self.mine}
        found = [("q", self.text), ("state", self.state), ("order", "newest" if self.is_newest else "")]
        return [(name, value) for name, value in found if value] + [(name, "1") for name, on in switches.items() if on]

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """What the search field carries along."""
        return [(name, value) for name, value in self.pairs if name != "q"]

    @property
    def is_set(self) -> bool:
        """Whether anything is looked for."""
        return bool(self.text or self.state or self.teachable or self.mine)

    def address(self, **changes: object) -> str:
        """The same search with ``changes``."""
        changed = replace(self, **changes)  # type: ignore[arg-type]  # names of our own fields
        return f"?{urlencode(changed.pairs)}"

    @property
    def states(self) -> list[tuple[str, str | Promise, bool]]:
        """Where proposals may stand: address, name, and whether it is looked for."""
        return [(self.address(state=key), label, key == self.state) for key, (label, _states) in STATES.items()]

    @property
    def teachable_address(self) -> str:
        return self.address(teachable=not self.teachable)

    @property
    def mine_address(self) -> str:
        return self.address(mine=not self.mine)

    @property
    def by_voices(self) -> bool:
        """Whether most voices come first."""
        return not self.is_newest

    @property
    def voices_address(self) -> str:
        return self.address(is_newest=False)

    @property
    def newest_address(self) -> str:
        return self.address(is_newest=True)


@dataclass(frozen=True, kw_only=True)
class Toggle:
    """One thing that can be said to a proposal, and whether the reader says it."""

    proposal: Proposal
    kind: VoiceKind
    is_said: bool

    @property
    def address(self) -> str:
        """Where one click says it, or takes it back."""
        return reverse("voice-undo" if self.is_said else "voice", args=[self.proposal.pk, self.kind])

    @property
    def label(self) -> str:
        return str(self.kind.label)

    @property
    def icon(self) -> str:
        return "check" if self.is_said else "plus"


@dataclass(frozen=True, kw_only=True)
class ProposalRow:
    """One proposal, with its voices and those of the reader."""

    proposal: Proposal

    @property
    def toggles(self) -> list[Toggle]:
        """What can be said to it; nothing once it is settled."""
        if not self.proposal.is_open:
            return []
        said = {VoiceKind.COME: self.proposal.says_come, VoiceKind.TEACH: self.proposal.says_teach}
        return [Toggle(proposal=self.proposal, kind=kind, is_said=is_said) for kind, is_said in said.items()]

    @property
    def coming(self) -> str:
        """How many would come, in words."""
        text = ngettext("%(number)d would come", "%(number)d would come", self.proposal.coming)
        return text % {"number": self.proposal.coming}

    @property
    def teaching(self) -> str:
        """How many could teach it, in words; empty where nobody could."""
        if not self.proposal.teaching:
            return ""
        text = ngettext("%(number)d could teach it", "%(number)d could teach it", self.proposal.teaching)
        return text % {"number": self.proposal.teaching}

    @property
    def look(self) -> str:
        """As which state it looks."""
        return LOOKS.get(ProposalState(self.proposal.state), "cancelled")


@dataclass(frozen=True, kw_only=True)
class Board:
    """The board, one page of it."""

    filters: BoardFilters
    page: Page[Proposal]
    rows: Sequence[ProposalRow]

    @property
    def here(self) -> str:
        """The search and its page, to come back to."""
        return f"?{urlencode([*self.filters.pairs, ('page', self.page.number)])}"


def board(person: User, filters: BoardFilters, *, page: str | None) -> Board:
    """What ``person`` finds on the board."""
    found = Proposal.objects.filter(state__in=STATES[filters.state][1]).with_voices().with_voices_of(person)
    if filters.text:
        found = found.matching(filters.text)
    if filters.teachable:
        found = found.teachable()
    if filters.mine:
        found = found.filter(proposer=person)
    order = ("-proposed_at", "-pk") if filters.is_newest else ("-coming", "-teaching", "-proposed_at", "-pk")
    shown = Paginator(found.select_related("proposer__department").order_by(*order), PAGE).get_page(page)
    return Board(filters=filters, page=shown, rows=[ProposalRow(proposal=one) for one in shown])


@dataclass(frozen=True, kw_only=True)
class ProposalPage:
    """One proposal as ``person`` sees it."""

    row: ProposalRow
    can_settle: bool
    can_reword: bool
    can_withdraw: bool
    teachers: Sequence[User]
    event_is_shown: bool

    @property
    def proposal(self) -> Proposal:
        return self.row.proposal


def proposal_page(proposal: Proposal, person: User, *, event_is_shown: bool) -> ProposalPage:
    """The page of ``proposal``, fetched with its voices; names of those who could teach it are for who decides."""
    decides, is_own = looks_after_the_board(person), proposal.proposer_id == person.pk
    return ProposalPage(
        row=ProposalRow(proposal=proposal),
        can_settle=decides and proposal.is_open,
        can_reword=is_own and policies.reword_refusal(proposal) is None,
        can_withdraw=is_own and proposal.is_open,
        teachers=list(could_teach(proposal)) if decides else (),
        event_is_shown=event_is_shown,
    )

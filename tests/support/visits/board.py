"""Addresses of the topic board."""

from tests.support.visits.visit import Arguments, Visit
from tests.support.world import World


def _proposal(world: World) -> Arguments:
    return {"pk": world.proposal.pk}


def _voice(world: World) -> Arguments:
    return {"pk": world.proposal.pk, "kind": "come"}


def _no_voice(world: World) -> list[Arguments]:
    return [{"pk": 0, "kind": "come"}, {"pk": world.proposal.pk, "kind": "sing"}]


SHOWN = (Visit(_proposal, strange=lambda _world: [{"pk": 0}]),)
SETTLED = (Visit(_proposal, allowed=frozenset({"coordinator", "admin"}), strange=lambda _world: [{"pk": 0}]),)
VOICE = (Visit(_voice, strange=_no_voice),)

VISITS: dict[str, tuple[Visit, ...]] = {
    "proposal": SHOWN,
    "proposal-edit": SHOWN,
    "proposal-withdraw": SHOWN,
    "proposal-take-up": SETTLED,
    "proposal-close": SETTLED,
    "proposal-merge": SETTLED,
    "voice": VOICE,
    "voice-undo": VOICE,
}

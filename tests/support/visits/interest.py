"""Addresses of events without a date."""

from tests.support.visits.general import SHOWN_TO_TEAM
from tests.support.visits.visit import Arguments, Visit
from tests.support.world import AUDIENCE, NOBODY, SIGNED_IN, World


def _gathering(world: World) -> Arguments:
    return {"slug": world.gathering.slug}


def _draft(world: World) -> Arguments:
    return {"slug": world.draft.slug}


INVITED = AUDIENCE - {"speaker"}  # nobody is named as one before there is a date
SAYING = (Visit(_gathering, allowed=INVITED), Visit(_draft, allowed=NOBODY))

VISITS: dict[str, tuple[Visit, ...]] = {
    "gathering": (Visit(allowed=SIGNED_IN),),
    "interest": SAYING,
    "interest-withdraw": SAYING,
    "interest-panel": SAYING,
    "event-gather": (*SHOWN_TO_TEAM, Visit(_gathering)),
    "workspace-interest": (*SHOWN_TO_TEAM, Visit(_gathering)),
}

"""Check-in at the door."""

from tests.support.visits.general import GUEST, SHOWN_TO_TEAM
from tests.support.visits.visit import Arguments, Visit
from tests.support.world import TEAM, World


def _code(world: World) -> Arguments:
    return {"token": world.places["participant"].check_in_token}


def _no_codes(world: World) -> list[Arguments]:
    token, waits = world.places["participant"].check_in_token, world.places["waitlisted"]
    number, _, signature = token.partition("-")
    forged = [f"{int(number) + 1}-{signature}", f"{number}-{signature[:-1]}", number, "9" * 40, "x"]
    return [{"token": each} for each in (*forged, waits.check_in_token)]


VISITS: dict[str, tuple[Visit, ...]] = {
    **dict.fromkeys(("check-in", "check-in-state", "check-in-taps", "check-in-worker", "walk-in"), SHOWN_TO_TEAM),
    "check-in-code": (Visit(_code, allowed=TEAM | {"participant"}, strange=_no_codes, needs_people=True),),
    "guest-code": GUEST,
}

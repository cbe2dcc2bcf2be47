"""Addresses of online meetings."""

from events.links import sign_speaker
from tests.support.visits.general import forged_guest_links
from tests.support.visits.teaching import OPENING, asked_guest, forged_speaker_links
from tests.support.visits.visit import Arguments, Visit
from tests.support.world import World


def _token(world: World) -> Arguments:
    return {"token": world.session(world.event).token}


def _elsewhere(world: World) -> Arguments:
    return {"token": world.session(world.foreign).token}


def _by_guest(world: World) -> Arguments:
    return _token(world) | {"signed": world.guest_link}


def _by_speaker(world: World) -> Arguments:
    return _token(world) | {"signed": sign_speaker(asked_guest(world))}


def _no_guests(world: World) -> list[Arguments]:
    forged = [_token(world) | link for link in forged_guest_links(world)]
    return [*forged, _by_guest(world) | _elsewhere(world), _by_guest(world) | {"token": "0" * 32}]


def _no_speakers(world: World) -> list[Arguments]:
    forged = [_token(world) | link for link in forged_speaker_links(world)]
    return [*forged, _by_speaker(world) | _elsewhere(world)]


VISITS: dict[str, tuple[Visit, ...]] = {
    "join": (Visit(_token, allowed=OPENING, strange=lambda _world: [{"token": "0" * 32}], needs_people=True),),
    "guest-join": (Visit(_by_guest, strange=_no_guests, needs_people=True),),
    "speaker-join": (Visit(_by_speaker, strange=_no_speakers, needs_people=True),),
}

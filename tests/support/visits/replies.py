"""Addresses of answers from calendars that somebody has to look at."""

from tests.support.visits.visit import Arguments, Visit
from tests.support.world import World


def _event(world: World) -> Arguments:
    return {"slug": world.event.slug}


def _received(world: World) -> Arguments:
    return _event(world) | {"pk": world.received.pk}


def _elsewhere(world: World) -> list[Arguments]:
    return [_event(world) | {"pk": 0}, {"slug": world.past.slug, "pk": world.received.pk}]


ONE = (Visit(_received, strange=_elsewhere),)
ANY = (Visit(lambda world: {"pk": world.received.pk}, strange=lambda _world: [{"pk": 0}]),)
VISITS: dict[str, tuple[Visit, ...]] = {
    "workspace-replies": (Visit(_event), Visit(lambda world: {"slug": world.draft.slug})),
    "reply-accept": ONE,
    "reply-ignore": ONE,
    "received-accept": ANY,
    "received-ignore": ANY,
}

"""Addresses of checking in by oneself, and of attendance reports."""

from collections.abc import Callable

from tests.support.visits.general import forged_guest_links
from tests.support.visits.visit import Arguments, Visit
from tests.support.world import World


def _session(world: World) -> Arguments:
    return {"pk": world.session(world.event).pk}


def _elsewhere(world: World) -> Arguments:
    """Of an event where the team checks people in."""
    return {"pk": world.session(world.foreign).pk}


def _by_guest(world: World) -> Arguments:
    return _session(world) | {"signed": world.guest_link}


def _no_guests(world: World) -> list[Arguments]:
    return [*(_session(world) | link for link in forged_guest_links(world)), _by_guest(world) | _elsewhere(world)]


def _report(name: str) -> Callable[[World], Arguments]:
    return lambda world: {"slug": world.past.slug, "uuid": world.reports[name].uuid}


def _reports_of_others(world: World) -> list[Arguments]:
    right, foreign = world.reports["right"].uuid, world.reports["foreign"].uuid
    return [{"slug": world.past.slug, "uuid": foreign}, {"slug": world.event.slug, "uuid": right}]


def _of_event(world: World) -> Arguments:
    return {"slug": world.event.slug, "pk": world.places["participant"].pk}


def _of_others(world: World) -> list[Arguments]:
    return [_of_event(world) | {"slug": world.past.slug}, {"slug": world.event.slug, "pk": 0}]


VISITS: dict[str, tuple[Visit, ...]] = {
    "here": (
        Visit(
            _session, allowed=frozenset({"participant"}), strange=lambda world: [_elsewhere(world)], needs_people=True
        ),
    ),
    "here-scan": (
        Visit(
            lambda world: _session(world) | {"code": "ACDEFG"},
            strange=lambda world: [_elsewhere(world) | {"code": "ACDEFG"}],
        ),
    ),
    "guest-here": (Visit(_by_guest, strange=_no_guests, needs_people=True),),
    "room-screen": (
        Visit(
            lambda world: _session(world) | {"slug": world.event.slug},
            strange=lambda world: [
                _session(world) | {"slug": world.past.slug},
                _elsewhere(world) | {"slug": world.event.slug},
            ],
        ),
    ),
    "attendance-person": (Visit(_of_event, strange=_of_others, needs_people=True),),
    "attendance-report-new": (
        Visit(lambda world: {"slug": world.past.slug}),
        Visit(lambda world: {"slug": world.event.slug}),
    ),
    "attendance-report": (
        Visit(_report("right"), strange=_reports_of_others),
        Visit(_report("wrong")),
        Visit(_report("imported")),
    ),
    "attendance-report-discard": (Visit(_report("right"), strange=_reports_of_others),),
}

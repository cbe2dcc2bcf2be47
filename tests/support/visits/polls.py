"""Polls in the workspace and on phones."""

from polls.models import Screen
from tests.support.visits.visit import Arguments, Visit
from tests.support.world import World


def _event(world: World) -> Arguments:
    return {"slug": world.event.slug}


def _cloud(world: World) -> Arguments:
    return _event(world) | {"pk": world.polls["cloud"].pk}


def _poll_draft(world: World) -> Arguments:
    return _event(world) | {"pk": world.polls["draft"].pk}


def _elsewhere(world: World) -> list[Arguments]:
    return [{"slug": world.foreign.slug, "pk": world.polls["cloud"].pk}, _event(world) | {"pk": 0}]


def _steps(world: World) -> Arguments:
    return _poll_draft(world) | {"step": "open"}


def _no_steps(world: World) -> list[Arguments]:
    unknown = _cloud(world) | {"step": "burn"}
    return [unknown, *(arguments | {"step": "open"} for arguments in _elsewhere(world))]


def _code(world: World) -> Arguments:
    return {"code": Screen.objects.get(event=world.event).code}


def _no_codes(_world: World) -> list[Arguments]:
    return [{"code": "AAAAAA"}]  # no more: who tries many is let be, which is no answer to them


EVENT, POLL = (Visit(_event),), (Visit(_cloud, strange=_elsewhere), Visit(_poll_draft))

VISITS: dict[str, tuple[Visit, ...]] = {
    **dict.fromkeys(("workspace-polls", "poll-new", "poll-code", "poll-screen"), EVENT),
    **dict.fromkeys(("poll", "poll-words"), POLL),
    "poll-edit": (Visit(_poll_draft, strange=_elsewhere),),
    "poll-step": (Visit(_steps, strange=_no_steps),),
    "poll-vote": (Visit(_code, strange=_no_codes),),
    "poll-now": (Visit(_code, strange=_no_codes),),
}

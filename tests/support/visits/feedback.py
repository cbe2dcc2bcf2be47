"""Addresses of what an event will ask when it is over."""

from tests.support.visits.visit import Arguments, Visit
from tests.support.world import World


def _event(world: World) -> Arguments:
    return {"slug": world.event.slug}


def _asked(world: World) -> Arguments:
    return {"slug": world.past.slug}


def _overall(world: World) -> Arguments:
    return _event(world) | {"key": "overall"}


def _overall_asked(world: World) -> Arguments:
    return _asked(world) | {"key": "overall"}


def _nothing(world: World) -> list[Arguments]:
    return [_event(world) | {"key": "nothing"}]


SHOWN = (Visit(_event), Visit(_asked))
CHANGED = (Visit(_overall, strange=_nothing), Visit(_overall_asked))

VISITS: dict[str, tuple[Visit, ...]] = {
    **dict.fromkeys(("feedback-questionnaire", "feedback-question-new", "feedback-as-all-do", "feedback-apart"), SHOWN),
    **dict.fromkeys(("feedback-question", "feedback-question-move", "feedback-question-remove"), CHANGED),
}

"""Addresses of the ways in which events begin: cloned, from a template, from a file."""

from collections.abc import Callable

from tests.support.visits.visit import Arguments, Visit
from tests.support.world import SIGNED_IN, World

TEAM_OF = (
    Visit(lambda world: {"slug": world.event.slug}),
    Visit(lambda world: {"slug": world.past.slug}),
    Visit(lambda world: {"slug": world.draft.slug}),
)


def _file(name: str) -> Callable[[World], Arguments]:
    return lambda world: {"uuid": world.event_files[name].uuid}


def _files_of_others(world: World) -> list[Arguments]:
    return [{"uuid": world.foreign_event_file.uuid}]


def _template(world: World) -> Arguments:
    return {"pk": world.template.pk}


ELSEWHERE = SIGNED_IN - {"employee", "waitlisted", "participant", "manager"}  # the department that has a template
KEPT = (Visit(_template, allowed=frozenset({"owner", "admin"})),)

VISITS: dict[str, tuple[Visit, ...]] = {
    "event-clone": TEAM_OF,
    "series-clone": (Visit(lambda world: {"slug": world.series.slug}),),
    "template-new": TEAM_OF,
    "template-use": (Visit(_template, allowed=ELSEWHERE),),
    "template-rename": KEPT,
    "template-remove": KEPT,
    "event-import-file": (
        Visit(_file("right"), strange=_files_of_others),
        Visit(_file("wrong")),
        Visit(_file("imported")),
    ),
    "event-import-discard": (Visit(_file("right"), strange=_files_of_others),),
}

"""Addresses of the ways in which events begin: cloned, from a template, from a file."""

from collections.abc import Callable

from tests.support.visits.visit import Arguments, Visit
from tests.support.world import World

TEAM_OF = (
    Visit(lambda world: {"slug": world.event.slug}),
    Visit(lambda world: {"slug": world.past.slug}),
    Visit(lambda world: {"slug": world.draft.slug}),
)


def _file(name: str) -> Callable[[World], Arguments]:
    return lambda world: {"uuid": world.event_files[name].uuid}


def _files_of_others(world: World) -> list[Arguments]:
    return [{"uuid": world.foreign_event_file.uuid}]


VISITS: dict[str, tuple[Visit, ...]] = {
    "event-clone": TEAM_OF,
    "series-clone": (Visit(lambda world: {"slug": world.series.slug}),),
    "event-import-file": (
        Visit(_file("right"), strange=_files_of_others),
        Visit(_file("wrong")),
        Visit(_file("imported")),
    ),
    "event-import-discard": (Visit(_file("right"), strange=_files_of_others),),
}

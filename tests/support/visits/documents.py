"""Documents that were made, and how they are checked."""

from tests.support.visits.visit import Arguments, Visit
from tests.support.world import EVERYBODY, World


def _document(world: World) -> Arguments:
    return {"uuid": world.document.uuid}


def _kind(world: World) -> Arguments:
    return {"slug": world.past.slug, "name": "attendance-summary"}


def _strange(world: World) -> list[Arguments]:
    return [{"slug": world.past.slug, "name": "table-signs"}, {"slug": world.past.slug, "name": "no-such-kind"}]


VISITS: dict[str, tuple[Visit, ...]] = {
    "series-reports": (Visit(lambda world: {"slug": world.series.slug}),),
    "department-reports": (Visit(allowed=frozenset({"coordinator", "admin"})),),
    "document-new": (Visit(_kind, strange=_strange),),
    "document-check": (Visit(lambda world: {"code": world.document.code}, allowed=EVERYBODY, needs_people=True),),
    **dict.fromkeys(("document-file", "document-again", "document-withdraw"), (Visit(_document, needs_people=True),)),
}

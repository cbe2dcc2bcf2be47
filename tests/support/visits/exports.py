"""Addresses of tables that people take along."""

from tests.support.visits.visit import Arguments, Visit
from tests.support.world import World


def _regular(world: World) -> Arguments:
    return {"uuid": world.regular.uuid}


VISITS: dict[str, tuple[Visit, ...]] = dict.fromkeys(
    ("export-pause", "export-go-on", "export-remove"),
    (Visit(_regular, strange=lambda world: [{"uuid": world.file.job.uuid}]),),
)

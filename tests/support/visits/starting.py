"""Addresses of the ways in which events begin: cloned, from a template, from a file."""

from tests.support.visits.visit import Visit

TEAM_OF = (
    Visit(lambda world: {"slug": world.event.slug}),
    Visit(lambda world: {"slug": world.past.slug}),
    Visit(lambda world: {"slug": world.draft.slug}),
)

VISITS: dict[str, tuple[Visit, ...]] = {
    "event-clone": TEAM_OF,
}

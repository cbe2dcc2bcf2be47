"""Addresses of rooms and what stands in them, of times and zones."""

from events.models import Equipment
from tests.support.visits.visit import Arguments, Visit
from tests.support.world import World


def _draft(world: World) -> Arguments:
    return {"slug": world.draft.slug}


VISITS: dict[str, tuple[Visit, ...]] = {
    "workspace-zones": (Visit(lambda world: {"slug": world.event.slug}), Visit(_draft)),
    "workspace-times": (Visit(lambda world: {"slug": world.event.slug}), Visit(_draft)),
    "workspace-rooms": (Visit(lambda world: {"slug": world.event.slug}), Visit(_draft)),
    "equipment-item": (Visit(lambda _world: {"pk": Equipment.objects.order_by("pk").first().pk}),),
    "equipment-remove": (Visit(lambda _world: {"pk": Equipment.objects.order_by("pk").first().pk}),),
}

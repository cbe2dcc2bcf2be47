"""Addresses of what people follow."""

from django.core import signing

from accounts.links import PURPOSE
from events.models import Topic
from tests.support.visits.visit import Arguments, Visit
from tests.support.world import World


def _topic(_world: World) -> Arguments:
    return {"kind": "topic", "pk": Topic.objects.order_by("pk").first().pk}


def _nothing(world: World) -> list[Arguments]:
    topic = _topic(world)
    return [topic | {"pk": 0}, topic | {"kind": "room"}, {"kind": "person", "pk": world.people["employee"].pk}]


def _link(world: World, *, salt: str = PURPOSE, until: int = 2**40) -> Arguments:
    return {"signed": signing.dumps([world.people["participant"].pk, "digest", until], salt=salt)}


def _forged(world: World) -> list[Arguments]:
    return [{"signed": "forged"}, _link(world, salt="another.purpose"), _link(world, until=1)]


FOLLOWED = (Visit(_topic, strange=_nothing),)

VISITS: dict[str, tuple[Visit, ...]] = {
    "follow": FOLLOWED,
    "unfollow": FOLLOWED,
    "mail-end": (Visit(_link, strange=_forged),),
}

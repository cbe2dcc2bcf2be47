"""Addresses of what calendar programs read."""

from calendars.models import Feed
from events.models import Topic
from tests.support.visits.visit import Arguments, Visit
from tests.support.world import NOBODY, World


def _token(world: World) -> Arguments:
    return {"token": world.feed.rpartition("/")[2].removesuffix(".ics")}


def _own(world: World) -> Arguments:
    return {"pk": Feed.objects.get(user=world.people["participant"]).pk}


def _about(world: World) -> Arguments:
    return {"purpose": "topic", "subject": Topic.objects.order_by("pk").first().pk}


def _nothing(world: World) -> list[Arguments]:
    return [_about(world) | {"subject": 0}, _about(world) | {"purpose": "personal"}]


ITS_READER = frozenset({"participant"})

VISITS: dict[str, tuple[Visit, ...]] = {
    "calendar-feed": (Visit(_token), Visit(lambda _: {"token": "x" * 32}, allowed=NOBODY)),
    "public-feed": (Visit(allowed=NOBODY),),  # the organisation keeps to itself
    "feed-make": (Visit(lambda _: {"purpose": "personal"}), Visit(lambda _: {"purpose": "topic"}, allowed=NOBODY)),
    "feed-make-about": (Visit(_about, strange=_nothing),),
    **dict.fromkeys(("feed-replace", "feed-revoke", "feed-alarm"), (Visit(_own, allowed=ITS_READER),)),
}

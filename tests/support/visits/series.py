"""Addresses of series."""

from tests.support.visits.visit import Arguments, Visit
from tests.support.world import World


def _series(world: World) -> Arguments:
    return {"slug": world.series.slug}


def _date(world: World) -> Arguments:
    return {"slug": world.series.events.order_by("series_on")[1].slug}


def _alone(world: World) -> Arguments:
    return {"slug": world.draft.slug}


SERIES = (Visit(_series),)

VISITS: dict[str, tuple[Visit, ...]] = {
    **dict.fromkeys(("series", "series-register", "series-leave"), SERIES),
    **dict.fromkeys(("series-organise", "series-publish", "series-rule"), SERIES),
    **dict.fromkeys(("series-schedule", "series-unschedule"), SERIES),
    **dict.fromkeys(("series-review-ask", "series-review-withdraw"), SERIES),
    "event-repeat": (Visit(lambda world: {"slug": world.event.slug}), Visit(_date), Visit(_alone)),
}

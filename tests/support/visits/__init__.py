"""How to fill the arguments of every address, and who may then come in where the rule alone can't say."""

import re
from urllib.parse import quote

from tests.support.routes import Route
from tests.support.visits import (
    arriving,
    board,
    calendars,
    certificates,
    documents,
    door,
    exports,
    feedback,
    figures,
    follows,
    general,
    interest,
    joining,
    polls,
    publishing,
    replies,
    rooms,
    series,
    starting,
    teaching,
    words,
)
from tests.support.visits.general import ADMIN, HERE, NOT_ALLOWED, NOT_IN_ADMIN
from tests.support.visits.visit import Arguments, Visit
from tests.support.world import ALLOWED

__all__ = ["Visit", "address", "allowed", "visits"]

VISITS: dict[str, tuple[Visit, ...]] = {
    **general.VISITS,
    **arriving.VISITS,
    **board.VISITS,
    **calendars.VISITS,
    **documents.VISITS,
    **exports.VISITS,
    **certificates.VISITS,
    **feedback.VISITS,
    **door.VISITS,
    **figures.VISITS,
    **follows.VISITS,
    **interest.VISITS,
    **joining.VISITS,
    **polls.VISITS,
    **publishing.VISITS,
    **replies.VISITS,
    **rooms.VISITS,
    **series.VISITS,
    **starting.VISITS,
    **teaching.VISITS,
    **words.VISITS,
}


def visits(route: Route) -> tuple[Visit, ...]:
    """How to visit ``route``; empty where nobody has said so yet."""
    if route.name.startswith("admin:"):
        name = route.name.removeprefix("admin:")
        nothing_there = (
            name in NOT_ALLOWED | {"autocomplete", "login", "view_on_site"} or "(?P<url>.*)" in route.pattern
        )
        return NOT_IN_ADMIN if nothing_there else ADMIN
    return VISITS.get(route.name) or (() if route.arguments else HERE)


def allowed(route: Route, filled: Visit) -> frozenset[str]:
    """The roles that ``route`` lets in."""
    if filled.allowed is not None:
        return filled.allowed
    assert route.rule is not None, f"{route} does not say whom it is for"
    return ALLOWED[route.rule]


def address(route: Route, arguments: Arguments) -> str:
    """The address of ``route``: filled in by hand, because not every pattern of a package has a name."""
    named = re.compile(r"\(\?P<(\w+)>[^)]*\)|<(?:\w+:)?(\w+)>")
    filled = named.sub(lambda found: quote(str(arguments[found[1] or found[2]])), route.pattern)
    return "/" + filled.replace("^", "").replace("$", "")

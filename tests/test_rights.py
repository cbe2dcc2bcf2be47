"""Every address, by GET and POST, as everybody: who comes in, and that nothing changes that should not.

Whoever walks there anyway also looks at what is logged, which is nothing about anybody, for tables without a file, and for
forms without a token.
"""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from tests.support import database, halves, logged, tables, tokens
from tests.support.answers import answer
from tests.support.routes import Route, routes
from tests.support.visits import VISITS, Arguments, Visit, address, allowed, visits

pytestmark = pytest.mark.django_db
ROUTES = routes()
ALL = [(route, filled) for route in ROUTES for filled in visits(route)]
NAMES = [f"{route}-{visits(route).index(filled)}" for route, filled in ALL]
UNSAID = {"healthz", "readyz"}  # programs ask them every few seconds
MIXED = [(route, filled) for route, filled in ALL if filled.strange]


@pytest.fixture(scope="module")
def before(organisation) -> database.Dump:
    return database.dump()


def is_refused(response) -> bool:
    """Not there, not allowed, not that way, or sign in first."""
    return response.status_code in {403, 404, 405} or "login/?next=" in response.headers.get("Location", "")


def walk(route: Route, url: str, clients: dict[str, Client], before: database.Dump) -> Iterator[str]:
    """Visit one address as everybody by every method: who came in, and what was wrong besides."""
    for method in ("get", "post"):
        for role, client in clients.items():
            with database.writes() as written, answer(client, method, url) as response:
                refused = is_refused(response)
                if response.status_code >= 500:
                    yield f"{method} as {role}: {response.status_code}"
                if written.statements and (refused or method == "get"):
                    yield from (
                        f"{method} as {role} changed {line}" for line in database.difference(before, database.dump())
                    )
                yield from (
                    f"{method} as {role}: {table} without a file" for table in tables.left_there(route, response)
                )
                yield from (f"{method} as {role}: no token in the form to {to}" for to in tokens.missing(response))
            if not refused:
                yield role


@pytest.fixture
def visit(organisation, clients, before) -> Callable[[Route, Visit, Arguments], set[str]]:
    """Ask as everybody whose turn it is; what is logged of it goes by."""
    private = logged.private(organisation)
    email = organisation.people["participant"].email

    def visit(route: Route, filled: Visit, arguments: Arguments) -> set[str]:
        asking = {role: clients[role] for role in sorted(halves.askers(route, filled))}
        with logged.logged() as log:
            found = set(walk(route, f"{address(route, arguments)}?from={email}", asking, before))
        lines = log.getvalue()
        said = {f"{word} is in the log" for word in private if word in lines}
        return found | said | ({"nothing is in the log"} if not lines and route.name not in UNSAID else set())

    return visit


@pytest.mark.parametrize(("route", "filled"), ALL, ids=NAMES)
def test_an_address_lets_in_whom_it_is_for(route, filled, organisation, visit):
    found = visit(route, filled, filled.arguments(organisation))

    assert found == allowed(route, filled) & halves.askers(route, filled)


@pytest.mark.parametrize(("route", "filled"), MIXED, ids=[str(route) for route, _ in MIXED])
def test_an_address_of_things_that_do_not_belong_together_exists_for_nobody(route, filled, organisation, visit):
    found = [visit(route, filled, arguments) for arguments in filled.strange(organisation)]

    assert found == [set() for _ in found]


def test_every_address_is_walked():
    missing = [str(route) for route in ROUTES if not visits(route)]

    assert missing == [], "say in tests/support/visits/ how to visit these"


def test_every_nested_address_is_tried_with_things_that_do_not_belong_together():
    nested = {route.name for route in ROUTES if len(route.arguments) > 1 and not route.name.startswith("admin:")}

    assert nested - {route.name for route, _ in MIXED} - {"account_reset_password_from_key"} == set()


def test_no_visit_is_to_an_address_that_is_gone():
    assert set(VISITS) - {route.name for route in ROUTES} == set()

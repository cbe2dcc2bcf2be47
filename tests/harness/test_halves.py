"""Both halves of a walk together are the whole, and each has something of everything."""

import pytest

import checks
from postgres import Unavailable
from tests.support import halves
from tests.support.forms import BY_KIND, Mistake
from tests.support.routes import routes
from tests.support.visits import allowed, visits
from tests.support.world import EVERYBODY

VISITS = [(route, filled) for route in routes() for filled in visits(route)]
FIRST, SECOND = halves.HALVES
IN_HALVES = ["test_rights.py", "test_wrong_input.py"]


def test_everybody_asks_every_address_in_one_half_or_the_other():
    left_out = [
        str(route)
        for route, filled in VISITS
        if halves.askers(route, filled, FIRST) | halves.askers(route, filled, SECOND) != EVERYBODY
    ]

    assert left_out == []


@pytest.mark.parametrize("which", halves.HALVES)
def test_each_half_asks_as_somebody_who_comes_in_and_as_somebody_who_does_not(which):
    for route, filled in VISITS:
        may, askers = allowed(route, filled), halves.askers(route, filled, which)

        assert (bool(askers & may), bool(askers - may)) == (bool(may), bool(EVERYBODY - may)), str(route)


def test_who_asks_in_which_half_differs_by_address():
    asked = {which: [halves.askers(*visit, which) for visit in VISITS] for which in halves.HALVES}

    never = {which: EVERYBODY - set().union(*who) for which, who in asked.items()}
    assert never == {FIRST: set(), SECOND: set()}


def test_those_whose_pages_ask_something_of_their_own_ask_in_both():
    for route, filled in VISITS:
        twice = halves.askers(route, filled, FIRST) & halves.askers(route, filled, SECOND)

        assert twice >= allowed(route, filled) & halves.ON_BOTH, str(route)


@pytest.mark.parametrize("line", BY_KIND.values(), ids=BY_KIND)
def test_every_mistake_is_made_in_one_half_or_the_other(line: list[Mistake]):
    found = [halves.half(line, "title", which) for which in halves.HALVES]

    assert sorted(line.index(each) for part in found for each in part) == [*range(len(line))]
    assert all(found)


def test_what_there_is_one_of_is_in_both():
    assert [halves.half(["admin"], "jobs", which) for which in halves.HALVES] == [["admin"], ["admin"]]


def test_who_says_nothing_walks_all_of_it():
    assert halves.half("abc", "jobs", "") == ["a", "b", "c"]


def test_a_run_of_everything_takes_one_half_on_each_database(monkeypatch, tmp_path):
    started = []
    monkeypatch.setattr(checks, "run", lambda part, _scratch: started.append(part))

    checks.run_sqlite(tmp_path, "postgres://server/postgres", "walks")
    checks.run_postgres(tmp_path, "postgres://server/postgres", "walks")

    assert sorted(part.environment["HALF"] for part in started) == sorted(halves.HALVES)
    for part in started:
        assert set(IN_HALVES) <= {path.name for path in checks.shares()["walks"]}, part.name


def test_where_there_is_no_postgres_all_of_it_is_walked_on_sqlite(monkeypatch, tmp_path):
    started = []
    monkeypatch.setattr(checks, "run", lambda part, _scratch: started.append(part))

    checks.run_sqlite(tmp_path, Unavailable("no server"), "walks")

    assert [part.environment.get("HALF") for part in started] == [None]


def test_what_is_walked_in_halves_runs_on_both_databases():
    users = [path for path in (checks.TOP / "tests").glob("test_*.py") if "halves." in path.read_text()]

    assert sorted(path.name for path in users) == IN_HALVES
    assert [path.name for path in users if "mark.once" in path.read_text() or "mark.postgres" in path.read_text()] == []

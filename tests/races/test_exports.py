"""Two clocks at once start a table once, and nobody plans one twice. Each was seen to fail without its guard."""

from datetime import time, timedelta
from functools import partial

import pytest

from accounts.models import User
from exports import actions
from exports.exceptions import ExportRefused
from exports.models import RegularExport
from exports.timing import Rhythm
from jobs.models import Job
from tests.factories.accounts import make_user
from tests.factories.exports import JOBS, make_regular
from tests.factories.jobs import NOW

pytestmark = pytest.mark.postgres
ROUNDS, PROCESSES, MOST = 60, 3, 10
MONDAYS = Rhythm(at=time(7), weekday=0)


def _tick() -> None:
    actions.make_due(at=NOW)


def _plan(owner: User, number: int) -> None:
    try:
        actions.plan(address=f"{JOBS}&q={number}", format="csv", rhythm=MONDAYS, by=owner, at=NOW)
    except ExportRefused:
        return


def test_two_clocks_start_a_table_once(race):
    owner = make_user()
    for number in range(ROUNDS):
        make_regular(owner=owner, address=f"{JOBS}&q={number}", next_at=NOW - timedelta(minutes=1))

    lanes = race(*[[_tick] * 3] * PROCESSES)

    assert [result.error for lane in lanes for result in lane if result.error] == []
    assert Job.objects.count() == ROUNDS


def test_nobody_gets_more_tables_than_one_may(race, monkeypatch):
    monkeypatch.setattr(actions, "MOST", MOST)
    owner = make_user()
    steps = [[partial(_plan, owner, 100 * lane + number) for number in range(MOST)] for lane in range(PROCESSES)]

    lanes = race(*steps)

    assert [result.error for lane in lanes for result in lane if result.error] == []
    assert RegularExport.objects.count() == MOST

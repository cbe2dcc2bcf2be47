"""Races run on PostgreSQL only, with real processes and committed data, which goes away afterwards."""

from collections.abc import Callable

import pytest

from tests.support import processes


@pytest.fixture
def race(transactional_db: None) -> Callable[..., list[list[processes.Result]]]:
    """``race(lane, lane, …)``: see tests/support/processes.py. Mark the test with ``postgres``."""
    return processes.race

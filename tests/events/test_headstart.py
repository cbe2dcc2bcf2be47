"""Until when those who were interested have a date to themselves."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.headstart import MOST_DAYS, WEEKEND, head_start_until

pytestmark = pytest.mark.once

FAR = datetime(2030, 1, 1, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("at", "days", "until"),
    [
        ("2027-03-01 15:00", 2, "2027-03-03 15:00"),  # Monday to Wednesday
        ("2027-03-05 15:00", 2, "2027-03-09 15:00"),  # Friday to Tuesday
        ("2027-03-06 15:00", 1, "2027-03-08 15:00"),  # Saturday to Monday
        ("2027-03-26 15:00", 1, "2027-03-29 15:00"),  # over the night on which clocks go forward
    ],
)
def test_a_head_start_counts_working_days_by_the_clocks_of_the_place(at, days, until):
    found = head_start_until(at=local(at), days=days, zone="Europe/Berlin", starts_at=FAR)

    assert found.astimezone(BERLIN).isoformat() == local(until).isoformat()


@given(
    at=st.integers(0, 1_000).map(lambda days: datetime(2026, 1, 1, 23, 30, tzinfo=UTC) + timedelta(hours=25 * days)),
    days=st.integers(0, MOST_DAYS),
    zone=st.sampled_from(["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Auckland", "UTC"]),
    lead=st.integers(-100, 2_000),
)
def test_a_head_start_ends_on_a_working_day_and_never_after_the_start(at, days, zone, lead):
    starts_at = at + timedelta(hours=lead)

    until = head_start_until(at=at, days=days, zone=zone, starts_at=starts_at)

    if not days or lead <= 0:
        assert until is None
    else:
        assert at < until <= starts_at
        assert until == starts_at or until.astimezone(ZoneInfo(zone)).weekday() < WEEKEND

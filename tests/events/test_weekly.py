"""When a weekly mail is due."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.weekly import LATEST, MORNING, is_due, last_morning, week_of

pytestmark = pytest.mark.once

ZONES = st.sampled_from(["Europe/Berlin", "America/Los_Angeles", "Asia/Kolkata", "Pacific/Auckland", "Pacific/Apia"])
MOMENTS = st.integers(0, 60_000).map(lambda hours: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(hours=hours))


@given(at=MOMENTS, zone=ZONES)
def test_the_last_morning_is_a_monday_of_the_last_seven_days(at, zone):
    morning = last_morning(at, zone)

    local = morning.astimezone(ZoneInfo(zone))
    assert (local.weekday(), local.time()) == (0, MORNING)
    assert at - timedelta(days=7, hours=2) < morning <= at


@given(at=MOMENTS, zone=ZONES, steps=st.lists(st.integers(1, 400), min_size=1, max_size=60))
def test_whatever_stands_still_in_between_nobody_gets_two_mails_for_a_week(at, zone, steps):
    looked_until, sent = at, []
    for hours in steps:
        at += timedelta(hours=hours)
        if is_due(looked_until=looked_until, at=at, zone=zone):
            sent.append(week_of(at, zone))
            looked_until = at

    assert len(sent) == len(set(sent))


@pytest.mark.parametrize(("days", "due"), [(-0.01, False), (0, True), (2.9, True), (3.1, False), (7, True)])
def test_a_mail_that_is_late_waits_for_the_next_monday(days, due):
    monday = datetime(2027, 3, 1, 7, tzinfo=UTC)  # 8:00 in Berlin
    before = monday - timedelta(days=2)

    assert is_due(looked_until=before, at=monday + timedelta(days=days), zone="Europe/Berlin") is due


def test_a_week_bears_the_name_of_its_monday_there():
    sunday_in_auckland_is_monday = datetime(2027, 1, 3, 20, tzinfo=UTC)

    names = [week_of(sunday_in_auckland_is_monday, zone) for zone in ("Pacific/Auckland", "Europe/Berlin")]

    assert (names, LATEST) == (["2027-W01", "2026-W53"], timedelta(days=3))

"""Addresses under which events are published, put out of the way, and looked at before."""

from tests.support.visits.general import SHOWN_TO_TEAM
from tests.support.visits.visit import Visit

VISITS: dict[str, tuple[Visit, ...]] = dict.fromkeys(
    ("event-schedule", "event-unschedule", "event-archive", "event-bring-back"), SHOWN_TO_TEAM
)

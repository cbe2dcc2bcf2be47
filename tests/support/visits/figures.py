"""Addresses of figures, and of what one has learned."""

from tests.support.visits.visit import Visit

VISITS: dict[str, tuple[Visit, ...]] = {
    "figures": (Visit(),),
    "figures-document": (Visit(),),
    "held-certificates": (Visit(),),
    "held-certificates-packed": (Visit(),),
    "ratings": (Visit(),),
    "learning-record": (Visit(),),
    "learning-record-document": (Visit(),),
}
